"""What is due without anybody deciding, and how good an answer is."""

from dataclasses import replace

import pytest

from bot.rules.policies.terms import Reason, Step
from bot.rules.refunds.grounds import Verdict
from bot.rules.refunds.purchase import Fraction
from bot.rules.refunds.quote import due_at_once, quote
from tests.rules.makers import at
from tests.rules.policies import OPEN_DAYS, asked, policy, purchase, yen

ROOM = policy("room")


def with_two_rights(first, second):
    """The terms of a room with two rights for the same reason, each a share in percent."""
    said = ROOM.rights["not-admitted"]
    rights = {str(n): replace(said, steps=(Step(share, "not-admitted"),)) for n, share in enumerate((first, second))}
    return replace(ROOM, rights=rights)


@pytest.mark.rule("R-72")
@pytest.mark.parametrize(("first", "second", "due"), [(30, 80, 8_000), (80, 30, 8_000), (0, 30, 3_000), (0, 0, 0)])
def test_of_two_rights_the_better_one_is_due(first, second, due):
    terms, claim = with_two_rights(first, second), asked(at(1, 12), Reason.NOT_ADMITTED)

    found = quote(purchase(), terms, claim, OPEN_DAYS)

    assert (found.at_least, due_at_once(purchase(), terms, claim)) == (yen(due), yen(due))


@pytest.mark.rule("R-73", "R-76")
@pytest.mark.parametrize(
    ("reason", "facts", "due"),
    [
        (Reason.DUPLICATE_CHARGE, {}, 10_000),
        (Reason.WRONG_CHARGE, {"refunded": yen(4_000)}, 6_000),
        (Reason.NOT_ADMITTED, {"use": Fraction(1, 1)}, 10_000),
        (Reason.NOT_NEEDED, {"use": None}, 0),  # a person must look at how much was used
        (Reason.CHANGE_OF_MIND, {}, 0),
    ],
)
def test_nothing_a_person_must_look_at_is_due_at_once(reason, facts, due):
    assert due_at_once(purchase(**facts), ROOM, asked(at(1, 12), reason)) == yen(due)


def test_the_better_an_answer_is_for_a_member_the_later_it_stands():
    """Of equal amounts the surer one is given: what is due comes before what a person decides about."""
    assert list(Verdict) == sorted(Verdict) == [Verdict.REFUSED, Verdict.NOT_YET, Verdict.STAFF, Verdict.DUE]
    assert len(Verdict) == 4
