"""Looking ahead to the next 1st: what is said, when, and when nothing is."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules import ahead
from bot.rules.days import next_month
from bot.rules.due import DueKind
from bot.rules.members import Card, Member
from bot.rules.notices import NoticeKind
from bot.rules.policies.terms import Cycle, RenewalTerms
from bot.rules.rooms import MembershipState
from tests.rules.makers import CALENDAR, HANAKO, at, membership

TERMS = RenewalTerms()
MEMBER = Member(HANAKO, "Hanako", "ja", customer_id="cus_1", card=Card("pm_1", "visa", "4242", 12, 2034))


def said(now, state=MembershipState.ACTIVE, *, member=MEMBER, muted=False, terms=TERMS, charge=None, **changes):
    """What is said at `now`, and when the next look is."""
    known = membership(state, **changes)
    charge = charge or ahead.NextCharge(next_month(CALENDAR.day(now)))
    decision = ahead.look(known, member, charge, terms=terms, muted=muted, calendar=CALENDAR, now=now)
    return [(effect.kind, effect.subject) for effect in decision.effects], [due.due_at for due in decision.due]


RENEWAL = (NoticeKind.RENEWAL, "42:202612")


@pytest.mark.rule("R-84")
@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(11, 16, 23, 59), False),
        (at(11, 17, 0), True),  # fourteen days before the 1st, in a month of thirty
        (at(11, 17, 10), True),
        (at(11, 30, 23, 59), True),  # the machine was down: late is better than never
        (at(12, 1, 0), False),
        (at(12, 17, 23, 59), False),
    ],
)
def test_a_renewal_is_told_fourteen_days_before_and_until_it_happens(now, told):
    assert (RENEWAL in said(now)[0]) is told


@pytest.mark.parametrize(
    ("first", "told_on"),
    [(date(2027, 3, 1), at(2, 15, year=2027)), (date(2027, 1, 1), at(12, 18)), (date(2026, 12, 1), at(11, 17))],
)
def test_the_day_of_the_notice_depends_on_the_length_of_the_month(first, told_on):
    subject = ahead.Renewal(HANAKO, first).subject

    assert said(told_on)[0] == [(NoticeKind.RENEWAL, subject)]
    assert ahead.renewal_of(subject) == ahead.Renewal(HANAKO, first)


@pytest.mark.rule("R-84")
def test_the_notice_of_a_month_may_be_muted_and_that_of_a_year_may_not():
    year = ahead.NextCharge(date(2026, 12, 1), Cycle.YEAR)

    assert said(at(11, 17), muted=True)[0] == []
    assert said(at(11, 17), muted=True, charge=year)[0] == [RENEWAL]


def test_a_year_is_told_of_once_a_year():
    year = ahead.NextCharge(date(2027, 11, 1), Cycle.YEAR)

    assert said(at(11, 17), charge=year)[0] == []
    assert said(at(10, 18, year=2027), charge=year)[0] == [(NoticeKind.RENEWAL, "42:202711")]


def test_somebody_who_left_the_server_is_told_whatever_they_muted():
    """They see no room and type no command: the notice is the only thing that tells them they still pay."""
    away = replace(MEMBER, in_server=False)

    assert said(at(11, 17), member=away, muted=True)[0] == [RENEWAL]


@pytest.mark.parametrize(("joined_at", "told"), [(at(11, 16, 23), True), (at(11, 17, 0), False), (at(11, 20), False)])
def test_whoever_joined_since_read_it_before_paying(joined_at, told):
    assert bool(said(at(11, 21), joined_at=joined_at)[0]) is told


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (MembershipState.ACTIVE, True),
        (MembershipState.PAST_DUE, False),  # its own card tells what comes
        (MembershipState.SUSPENDED, False),
        (MembershipState.LEAVING, False),
        (MembershipState.AWAITING_APPROVAL, False),
    ],
)
def test_only_what_is_paid_and_renews_is_spoken_of(state, told):
    effects, due = said(at(11, 17), state)

    assert bool(effects) is told
    assert due == [at(11, 28, 10)]  # who leaves may think better of it: the look goes on


def test_when_it_is_over_nothing_is_said_and_nobody_looks_again():
    assert said(at(11, 17), MembershipState.LEFT, ended_at=at(11, 16)) == ([], [])


@pytest.mark.parametrize(
    ("now", "next_look"),
    [
        (at(11, 1), at(11, 1, 10, year=2026).replace(day=1)),
        (at(11, 1, 10), at(11, 17, 10)),
        (at(11, 17, 10), at(11, 28, 10)),
        (at(11, 28, 10), at(12, 2, 10)),  # thirty days before the 1st of January
        (at(1, 18, 10, year=2027), at(1, 29, 10, year=2027)),
        (at(1, 29, 10, year=2027), at(1, 30, 10, year=2027)),  # thirty days before the 1st of March
    ],
)
def test_the_next_look_is_strictly_later(now, next_look):
    due = ahead.next_look(membership().id, TERMS, CALENDAR, now)

    assert due.kind is DueKind.LOOK_AHEAD
    assert due.due_at > now
    if now != at(11, 1):
        assert due.due_at == next_look


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 11, 30), None),  # thirty-one days before the 31st is over
        (date(2026, 12, 2), 30),
        (date(2026, 12, 17), 30),
        (date(2026, 12, 18), 14),
        (date(2026, 12, 28), 14),
        (date(2026, 12, 29), 3),
        (date(2026, 12, 31), 3),
        (date(2027, 1, 1), None),  # too late: the charge has failed, and its card says so
    ],
)
def test_a_card_is_spoken_of_thirty_fourteen_and_three_days_before_it_fails(today, step):
    """A card of 12/26 pays on the 1st of December and not on the 1st of January."""
    card = Card("pm_1", "visa", "4242", 12, 2026)
    fails = ahead.fails_on(card, ahead.NextCharge(next_month(today)))

    assert (ahead.card_step(fails, today) if fails else None) == step


@pytest.mark.parametrize(
    ("expiry", "cycle", "fails"),
    [
        ((11, 2026), Cycle.MONTH, date(2026, 12, 1)),
        ((1, 2027), Cycle.MONTH, date(2027, 2, 1)),
        ((10, 2026), Cycle.MONTH, None),  # it has expired and still paid November
        ((10, 2026), Cycle.YEAR, date(2026, 12, 1)),  # what it cannot pay is the next year
        ((11, 2026), Cycle.YEAR, date(2026, 12, 1)),
        ((12, 2026), Cycle.YEAR, None),
    ],
)
def test_the_first_charge_a_card_cannot_pay(expiry, cycle, fails):
    card = Card("pm_1", "visa", "4242", *expiry)

    assert ahead.fails_on(card, ahead.NextCharge(date(2026, 12, 1), cycle)) == fails
    assert ahead.fails_on(None, ahead.NextCharge(date(2026, 12, 1), cycle)) is None


def test_after_downtime_only_the_newest_warning_is_given():
    expiring = replace(MEMBER, card=Card("pm_1", "visa", "4242", 11, 2026))

    effects, _ = said(at(11, 29), member=expiring, muted=True)

    assert effects == [(NoticeKind.CARD_EXPIRES, "42:202612:3")]
