"""What the cards about leaving fill into their sentences, and those of joining that lead to it."""

import pytest

from bot.rules import answers
from bot.rules.charges import ChargeState
from bot.rules.rooms import MembershipState
from bot.rules.texts import Link, Mention
from tests.rules.makers import CALENDAR, DECEMBER, at, charge, membership, room, unpaid

NOVEMBER_PAID = charge(ChargeState.PAID, payment_id="pi_1")
DECEMBER_PAID = charge(ChargeState.PAID, DECEMBER, payment_id="pi_2")


def said(shown, key):
    [line] = [line for line in shown.lines if line.key == key]
    return line.values


@pytest.mark.rule("E-31")
@pytest.mark.parametrize(
    ("shown", "key"),
    [(answers.room_built(room()), "rooms.built"), (answers.leaving(membership(), room()), "leaving.undone")],
)
def test_whoever_is_in_is_shown_the_way(shown, key):
    assert said(shown, key)["room"] == Mention(Link.CHANNEL, 9)


@pytest.mark.rule("E-48")
def test_who_left_when_the_month_was_over_is_gone_and_not_on_the_way_out():
    gone = membership(MembershipState.LEFT, leaves_at=at(12, 1, 0), ended_at=at(12, 1, 0))

    assert answers.leaving(gone, room()).lines[0].key == "leaving.left"


@pytest.mark.rule("E-47", "E-48")
@pytest.mark.parametrize(
    ("charges", "until"),
    [
        ([NOVEMBER_PAID], at(12, 1, 0)),
        ([NOVEMBER_PAID, DECEMBER_PAID], at(1, 1, 0, year=2027)),
        ([DECEMBER_PAID, NOVEMBER_PAID], at(1, 1, 0, year=2027)),
    ],
)
def test_leaving_says_until_when_the_newest_paid_month_lasts(charges, until):
    question = answers.leaving_question(membership(), room(), charges, CALENDAR)

    assert said(question, "leaving.sure_until")["at"] == until


@pytest.mark.rule("E-48")
def test_one_unpaid_month_among_paid_ones_ends_it_at_once():
    question = answers.leaving_question(membership(), room(), [NOVEMBER_PAID, unpaid(month=DECEMBER)], CALENDAR)

    assert question.lines[0].key == "leaving.sure_at_once"
