"""Says which business rule of docs/rules.md is carried by a test, which has a reason to have none, and which is open.

Reads the tests without running them: `python -m tests.rules_report`. The last line is a summary for machines; the exit
status is 1 while anything is open.
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
STATEMENTS = ROOT / "docs" / "rules.md"
TESTS = ROOT / "tests"

SIZES = {"E": 94, "O": 55, "R": 107}
"""How many rules each source has."""

STATEMENT = re.compile(r"^- \*\*([EOR]-\d+)\*\* \S", re.MULTILINE)
ID = re.compile(r"[EOR]-\d+")
HEADING_OF_REASONS = "## Rules no test can carry"


@dataclass(frozen=True, slots=True)
class Report:
    """Where every rule stands. stated: in docs/rules.md. carried: id -> tests marked with it. reasoned: id -> why."""

    stated: frozenset[str]
    carried: dict[str, tuple[str, ...]]
    reasoned: dict[str, str]

    def settled(self, source: str) -> list[str]:
        """The rules of a source that are stated, and carried by a test or excused by a reason."""
        known = self.stated & (self.carried.keys() | self.reasoned.keys())
        return [id for id in ids(source) if id in known]

    def open(self, source: str) -> list[str]:
        """The other rules of a source."""
        settled = set(self.settled(source))
        return [id for id in ids(source) if id not in settled]

    def unknown(self) -> list[str]:
        """What a test is marked with, a line states, or the table lists, though no source has such a rule."""
        known = {id for source in SIZES for id in ids(source)}
        return sorted((self.carried.keys() | self.reasoned.keys() | self.stated) - known)

    def needless(self) -> list[str]:
        """Rules that have a reason to be carried by no test, and are carried by one."""
        return sorted(self.carried.keys() & self.reasoned.keys(), key=in_order)


def ids(source: str) -> list[str]:
    """Every id of a source, in order."""
    return [f"{source}-{number}" for number in range(1, SIZES[source] + 1)]


def in_order(id: str) -> tuple[str, int]:
    """Sorts ids by source and number."""
    source, number = id.split("-")
    return source, int(number)


def marks(path: Path) -> list[tuple[str, str]]:
    """Every rule a test file is marked with, beside the name of the test."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rule":
                    found += [(ast.literal_eval(rule), node.name) for rule in mark.args]
    return found


def reasons(text: str) -> dict[str, str]:
    """The rules of the table at the end of docs/rules.md, each with its reason."""
    table = text.partition(HEADING_OF_REASONS)[2]
    rows = [row.strip("| ").split("|", 1) for row in table.splitlines() if row.startswith("| ")]
    return {id: row[1].strip() for row in rows if len(row) > 1 for id in ID.findall(row[0])}


def report() -> Report:
    """Read the statements and the tests."""
    text = STATEMENTS.read_text(encoding="utf-8")
    carried: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for rule, test in marks(path):
            carried.setdefault(rule, []).append(f"{path.relative_to(ROOT)}::{test}")
    return Report(
        frozenset(STATEMENT.findall(text)), {rule: tuple(tests) for rule, tests in carried.items()}, reasons(text)
    )


def lines(found: Report) -> list[str]:
    """The report as it is printed."""
    said = []
    for source in SIZES:
        of_source = ids(source)
        carried = sum(id in found.carried for id in of_source)
        excused = sum(id in found.reasoned and id not in found.carried for id in of_source)
        missing = [id for id in of_source if id not in found.stated]
        said.append(f"{source}: {carried} carried by tests, {excused} with a reason, {len(found.open(source))} open")
        said += [f"  no statement: {', '.join(missing)}"] if missing else []
        bare = [id for id in found.open(source) if id in found.stated]
        said += [f"  no test and no reason: {', '.join(bare)}"] if bare else []
    said += [f"unknown rule: {id}" for id in found.unknown()]
    said += [f"needs no reason any more: {', '.join(found.needless())}"] if found.needless() else []
    counts = " ".join(f"{source} {len(found.settled(source))}/{SIZES[source]}" for source in SIZES)
    return [*said, f"rules: {counts} open {sum(len(found.open(source)) for source in SIZES)}"]


def main() -> int:
    """Print the report; 1 while anything is open or unknown."""
    found = report()
    print("\n".join(lines(found)))  # noqa: T201 -- a report is printed
    return int(bool(found.unknown()) or any(found.open(source) for source in SIZES))


if __name__ == "__main__":
    sys.exit(main())
