from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import trying
from bot.rules.charges import AttemptCause, AttemptState, ChargeState
from bot.rules.decision import NOTHING
from bot.rules.due import Due, DueKind
from bot.rules.effects import PayInvoice, ShowNotice
from bot.rules.notices import NoticeKind
from bot.rules.texts import Refused
from tests.rules.makers import CALENDAR, HANAKO, NOVEMBER, at, attempt, card, charge, unpaid

CARD_SHOWN = ShowNotice(HANAKO, NoticeKind.FAILED_CHARGE, unpaid().id)


def nov(day):
    return date(2026, 11, day)


def retry(of, now, attempts=(), with_card=card()):
    return trying.retry(of, attempts, with_card, "try_9", calendar=CALENDAR, now=now)


@pytest.mark.rule("E-43")
@pytest.mark.parametrize(
    ("failed_on", "next_on"),
    [(1, 5), (4, 5), (5, 10), (9, 10), (10, 15), (19, 20), (20, 25), (24, 25), (25, None), (30, None)],
)
def test_the_next_try_is_the_first_listed_day_strictly_after_the_failed_one(failed_on, next_on):
    assert trying.next_retry(CALENDAR, NOVEMBER, nov(failed_on)) == (next_on and nov(next_on))


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_the_calendar_never_skips_repeats_or_stacks(day):
    """Walking from failure to failure visits each listed day that is left, once, in order."""
    month, visited, after = day.replace(day=1), [], day
    while (on := trying.next_retry(CALENDAR, month, after)) is not None:
        visited.append(on)
        after = on

    assert visited == [on for on in CALENDAR.retry_dates(month) if on > day]


@pytest.mark.rule("E-43")
@pytest.mark.parametrize(
    ("now", "listed_on", "next_on"),
    [
        (at(11, 5, 10), 5, 10),
        (at(11, 5, 23), 5, 10),
        (at(11, 7, 3), 5, 10),
        (at(11, 10, 10), 10, 15),
        (at(11, 23), 20, 25),
        (at(11, 25, 10), 25, None),
        (at(11, 28), 25, None),
        (at(12, 3), 25, None),
    ],
)
def test_days_missed_by_downtime_become_one_attempt_counted_as_the_latest(now, listed_on, next_on):
    decision = retry(unpaid(), now)

    moved, tried = decision.keep
    assert (tried.listed_on, tried.cause, tried.state) == (nov(listed_on), AttemptCause.RETRY, AttemptState.PENDING)
    assert moved.retry_on == (next_on and nov(next_on))
    assert decision.effects == (PayInvoice("try_9"),)


@pytest.mark.rule("E-43")
@pytest.mark.parametrize("now", [at(11, 10, 0), at(11, 10, 9, 59, 59)])
def test_started_before_todays_hour_missed_days_wait_for_it(now):
    decision = retry(unpaid(), now)

    assert (decision.keep, decision.effects) == ((), ())
    assert decision.due == (Due(DueKind.RETRY, unpaid().id, at(11, 10, 10)),)


@pytest.mark.rule("E-43")
def test_a_day_that_has_not_come_is_not_tried():
    decision = retry(unpaid(nov(10)), at(11, 5, 10))

    assert decision.due == (Due(DueKind.RETRY, unpaid().id, at(11, 10, 10)),)
    assert decision.keep == ()


@pytest.mark.parametrize("state", [AttemptState.PENDING, AttemptState.UNKNOWN])
def test_no_try_runs_beside_another(state):
    decision = retry(unpaid(), at(11, 5, 10), [attempt(state)])

    assert (decision.keep, decision.effects) == ((), ())
    assert decision.due[0].due_at == at(11, 5, 10, 10)


@pytest.mark.rule("E-44")
def test_a_try_by_the_member_never_uses_up_a_listed_day():
    own = attempt(AttemptState.FAILED, cause=AttemptCause.PAY_NOW, listed_on=None, asked_at=at(11, 5, 9))

    assert retry(unpaid(), at(11, 5, 10), [own]).effects == (PayInvoice("try_9"),)


@pytest.mark.rule("E-43")
def test_a_card_refused_for_good_is_not_tried_and_its_day_passes():
    spent = unpaid(spent_card="pm_1")

    decision = retry(spent, at(11, 5, 10))
    with_new_card = retry(spent, at(11, 5, 10), with_card=card("pm_2"))

    assert decision.keep[0].retry_on == nov(10)
    assert decision.effects == (CARD_SHOWN,)
    assert with_new_card.effects == (PayInvoice("try_9"),)


@pytest.mark.parametrize("state", [ChargeState.PAID, ChargeState.WRITTEN_OFF])
def test_a_settled_month_is_not_tried(state):
    assert retry(unpaid(state=state), at(11, 5, 10)) == NOTHING


@pytest.mark.rule("E-44")
def test_pay_now_is_one_more_attempt():
    decision = trying.pay_now(unpaid(), [], card(), "try_9", at(11, 3))

    [own] = decision.keep
    assert (own.cause, own.listed_on) == (AttemptCause.PAY_NOW, None)
    assert decision.effects == (PayInvoice("try_9"),)


@pytest.mark.rule("E-44")
@pytest.mark.parametrize(
    ("of", "attempts", "key"),
    [
        (unpaid(), [attempt()], "billing.being_tried"),
        (unpaid(), [attempt(AttemptState.UNKNOWN)], "billing.being_tried"),
        (unpaid(state=ChargeState.PAID), [], "billing.nothing_to_pay"),
        (unpaid(spent_card="pm_1"), [], "billing.card_spent"),
    ],
)
def test_pay_now_is_refused_when_it_could_not_help(of, attempts, key):
    with pytest.raises(Refused) as refused:
        trying.pay_now(of, attempts, card(), "try_9", at(11, 3))

    assert refused.value.why.key == key


@pytest.mark.rule("E-44")
@pytest.mark.parametrize("before", AttemptState)
@pytest.mark.parametrize("after", [AttemptState.PAID, AttemptState.DROPPED])
def test_a_try_is_over_once(before, after):
    decision = trying.over(attempt(before), after, at(11, 5, 11))

    if before in (AttemptState.PENDING, AttemptState.UNKNOWN):
        [settled] = decision.keep
        assert (settled.state, settled.settled_at, decision.effects) == (after, at(11, 5, 11), ())
    else:
        assert decision == NOTHING


@pytest.mark.rule("E-42", "E-44")
def test_a_changed_card_is_tried_at_once_and_once():
    decision = trying.card_changed(unpaid(), [], card("pm_2"), "try_9", at(11, 3))

    [own] = decision.keep
    assert (own.cause, own.card) == (AttemptCause.NEW_CARD, "pm_2")
    tried = attempt(AttemptState.FAILED, cause=AttemptCause.NEW_CARD, card="pm_2", listed_on=None)
    assert trying.card_changed(unpaid(), [tried], card("pm_2"), "try_9", at(11, 3)) == NOTHING
    assert trying.card_changed(unpaid(), [attempt()], card("pm_3"), "try_9", at(11, 3)) == NOTHING
    assert trying.card_changed(charge(ChargeState.PAID), [], card("pm_2"), "try_9", at(11, 3)) == NOTHING
