"""`sandbox/FACTS.md` only says what is shown: every fact names a test that exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FACTS = (ROOT / "sandbox" / "FACTS.md").read_text(encoding="utf-8")
ROWS = [line for line in FACTS.splitlines() if line.startswith("|") and not re.match(r"\|(-|\s*fact\s*\|)", line)]
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`\s*\|$")


def defined_in(path):
    """The names of the functions of a test file, those in classes too."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:60])
def test_every_fact_has_a_source_and_names_a_test_that_exists(row):
    _, fact, source, _, _ = row.split("|")
    named = TEST.search(row)

    assert fact.strip()
    assert source.strip()
    assert named is not None
    assert named[2] in defined_in(named[1])


def test_there_are_many_facts_and_none_is_told_twice():
    facts = [row.split("|")[1].strip() for row in ROWS]

    assert len(facts) >= 25
    assert len(set(facts)) == len(facts)
