"""The statements of docs/rules.md and the marks of the tests fit together."""

import pytest

from tests.rules_report import SIZES, STATEMENTS, ids, lines, report

FOUND = report()


def test_there_is_something_to_test():
    """So that the other tests do not pass because nothing was found."""
    assert "tests/rules/test_credits_plans.py::test_an_invoice_told_twice_grants_once" in FOUND.carried["O-1"]
    assert FOUND.reasoned["O-12"] == "prose: a link"


def test_a_test_is_marked_only_with_rules_that_exist():
    assert FOUND.unknown() == []


@pytest.mark.parametrize("source", ["E", "O", "R"])
def test_every_rule_has_a_statement(source):
    assert [id for id in ids(source) if id not in FOUND.stated] == []


def test_every_rule_is_stated_once_and_in_order():
    text = STATEMENTS.read_text(encoding="utf-8")
    places = [text.find(f"- **{id}** ") for source in SIZES for id in ids(source) if id in FOUND.stated]

    assert places == sorted(places)
    assert [id for id in FOUND.stated if text.count(f"- **{id}** ") != 1] == []


def test_the_last_line_of_the_report_is_for_machines():
    counts = " ".join(f"{source} {len(FOUND.settled(source))}/{SIZES[source]}" for source in SIZES)

    assert lines(FOUND)[-1].startswith(f"rules: {counts} open ")
