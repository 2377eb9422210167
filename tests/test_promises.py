"""docs/promises.md: every complaint and every capability stands there once, with a test that exists or a reason."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROMISES = ROOT / "docs" / "promises.md"
COMPLAINTS, CAPABILITIES = 57, 25
ROW = re.compile(r"^\| (?P<id>[^|]+) \| (?P<what>[^|]+) \| (?P<shown>[^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows():
    """Every row but the headings, by its id."""
    found = [match for match in ROW.finditer(PROMISES.read_text(encoding="utf-8")) if match["what"].strip("- ")]
    return [(match["id"].strip(), match["shown"].strip()) for match in found if match["shown"] != "shown by"]


def named_in(file):
    """The names of the tests of a file; none when it is not there."""
    path = ROOT / file
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name for node in functions if node.name.startswith("test_")}


def test_every_complaint_and_every_capability_stands_there_once():
    ids = [id for id, _ in rows()]

    assert len(ids) == len(set(ids))
    assert [id for id in ids if id.startswith("C")] == [f"C{number}" for number in range(1, COMPLAINTS + 1)]
    assert [id for id in ids if id.isdigit()] == [str(number) for number in range(1, CAPABILITIES + 1)]


def test_every_row_names_a_test_or_says_why_not_yet():
    bare = [id for id, shown in rows() if not NAMED.search(shown) and not re.match(r"not yet: \S.{10,}", shown)]

    assert bare == []


def test_every_test_that_is_named_exists():
    named = [one for _, shown in rows() for one in NAMED.findall(shown)]

    assert len(named) > COMPLAINTS
    assert [(file, name) for file, name in named if name not in named_in(file)] == []
