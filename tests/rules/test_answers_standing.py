"""What the cards about leaving, and about where a member stands, fill into their sentences."""

from dataclasses import replace

import pytest

from bot.rules import answers
from bot.rules.answers import Standing
from bot.rules.charges import ChargeState
from bot.rules.members import Member
from bot.rules.rooms import EndReason, MembershipState
from bot.rules.texts import Link, Mention
from tests.rules.makers import CALENDAR, DECEMBER, HANAKO, NOVEMBER, at, card, charge, membership, order, room, unpaid

NOVEMBER_PAID = charge(ChargeState.PAID, payment_id="pi_1")
DECEMBER_PAID = charge(ChargeState.PAID, DECEMBER, payment_id="pi_2")
WAY_IN = Mention(Link.CHANNEL, 9)


def said(shown, key):
    [line] = [line for line in shown.lines if line.key == key]
    return line.values


@pytest.mark.rule("E-36")
def test_the_card_before_paying_says_that_it_goes_on_on_every_first():
    assert said(answers.confirmation(room(), order(), "https://pay", CALENDAR), "joining.then")["day"] == 1


@pytest.mark.rule("E-31")
@pytest.mark.parametrize(
    ("shown", "key"),
    [
        (answers.room_built(room()), "rooms.built"),
        (answers.leaving(membership(), room()), "leaving.undone"),
        (answers.why(Standing(room(), membership()), room(), CALENDAR), "why.way_in"),
        (answers.my_page(Member(HANAKO, "hanako", "ja"), [Standing(room(), membership())], CALENDAR), "mypage.room"),
    ],
)
def test_whoever_is_in_is_shown_the_way(shown, key):
    assert said(shown, key)["room"] == WAY_IN


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


@pytest.mark.rule("E-32", "E-36")
@pytest.mark.parametrize("charges", [(NOVEMBER_PAID, DECEMBER_PAID), (DECEMBER_PAID, NOVEMBER_PAID)])
def test_the_next_charge_is_after_the_newest_paid_month(charges):
    shown = answers.why(Standing(room(), membership(), charges), room(), CALENDAR)

    assert said(shown, "why.paid_until")["at"] == at(1, 1, 0, year=2027)
    assert said(shown, "why.next_charge")["on"] == DECEMBER.replace(year=2027, month=1)


@pytest.mark.rule("E-45")
@pytest.mark.parametrize(
    ("state", "key"), [(MembershipState.PAST_DUE, "why.ends"), (MembershipState.SUSPENDED, "why.ends_suspended")]
)
def test_an_unpaid_month_ends_on_the_last_listed_day(state, key):
    shown = answers.why(Standing(room(), membership(state), (unpaid(),)), room(), CALENDAR)

    assert said(shown, key)["on"] == NOVEMBER.replace(day=25)


def test_an_end_is_told_with_its_own_moment_and_not_that_of_the_request():
    over = membership(MembershipState.LAPSED, ended_at=at(11, 25), end_reason=EndReason.UNPAID)

    assert said(answers.why(Standing(room(), over), room(), CALENDAR), "why.ended_unpaid")["at"] == at(11, 25)


@pytest.mark.rule("E-38")
@pytest.mark.parametrize(("month", "year", "until"), [(12, 2030, "12/30"), (1, 2101, "01/01"), (9, 2099, "09/99")])
def test_a_card_is_shown_with_its_month_and_two_digits_of_the_year(month, year, until):
    paying = replace(card(), exp_month=month, exp_year=year)

    page = answers.my_page(Member(HANAKO, "hanako", "ja", card=paying), [Standing(room(), membership())], CALENDAR)

    assert said(page, "mypage.card")["until"] == until
