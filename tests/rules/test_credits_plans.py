"""Cycles of a plan: when they begin, and what happens between one and the next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.credits.lots import Totals, lot_id, totals, usable
from bot.rules.credits.plans import PlanState, cancel, cut, cycle, cycle_at, cycle_over, keep_going, take_back, turn
from bot.rules.credits.renewal_day import Deduction, Turning, deduct_at, renewal_day
from bot.rules.credits.spending import Debit, hold, release, spend
from bot.rules.credits.statement import losses, statement, warn_at
from bot.rules.decision import NOTHING
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules.credits import BOUGHT, LOS_ANGELES, debit_of, lot, lots_after, plan, utc

SECOND = timedelta(seconds=1)
FEBRUARY, MARCH, APRIL, MAY = utc(2, 28), utc(3, 31), utc(4, 30), utc(5, 31)
"""How the cycles of a plan bought on 31 January begin."""


@pytest.mark.rule("O-15")
@pytest.mark.parametrize(
    ("bought_at", "number", "starts_at"),
    [
        (utc(1, 31), 0, utc(1, 31)),
        (utc(1, 31), 1, utc(2, 28)),
        (utc(1, 31), 2, utc(3, 31)),
        (utc(1, 31), 3, utc(4, 30)),
        (utc(1, 31), 11, utc(12, 31)),
        (utc(1, 31), 12, utc(1, 31, year=2028)),
        (utc(1, 31), 13, utc(2, 29, year=2028)),
        (utc(2, 29, year=2028), 12, utc(2, 28, year=2029)),
        (utc(1, 30), 1, utc(2, 28)),
        (utc(1, 28), 1, utc(2, 28)),
        (utc(12, 15), 1, utc(1, 15, year=2028)),
    ],
)
def test_a_cycle_begins_on_the_day_of_the_month_of_the_purchase(bought_at, number, starts_at):
    """The last day where the month is shorter, and the old day again in the month after."""
    assert cycle(replace(plan(), bought_at=bought_at), number).starts_at == starts_at


@pytest.mark.rule("O-15")
@pytest.mark.parametrize(
    ("number", "starts_at"),
    [(0, BOUGHT), (1, utc(2, 1, 8)), (2, utc(3, 1, 8)), (3, utc(4, 1, 7)), (10, utc(11, 1, 7)), (11, utc(12, 1, 8))],
)
def test_a_plan_by_the_calendar_begins_its_cycles_at_the_local_first(number, starts_at):
    """Midnight in Los Angeles is an hour earlier by UTC in summer; the clocks go back on Sunday 7 November 2027."""
    assert cycle(plan(first_of_month=True), number).starts_at == starts_at


@pytest.mark.rule("O-15")
@pytest.mark.parametrize(
    ("now", "number"),
    [(BOUGHT, 0), (FEBRUARY - SECOND, 0), (FEBRUARY, 1), (MARCH - SECOND, 1), (MARCH, 2), (utc(1, 31, year=2028), 12)],
)
def test_an_instant_belongs_to_one_cycle(now, number):
    found = cycle_at(plan(), now)

    assert found.number == number
    assert found.starts_at <= now < found.ends_at


@pytest.mark.rule("O-15")
def test_a_local_first_before_that_of_utc_is_found():
    by_calendar = replace(plan(first_of_month=True), bought_at=utc(2, 1, 7))

    assert cycle_at(by_calendar, utc(2, 1, 7, 59)).number == 0
    assert cycle_at(by_calendar, utc(2, 1, 8)).number == 1


@pytest.mark.rule("O-1")
def test_a_paid_cycle_grants_its_credits():
    (granted,) = turn(plan(), (), 0, "in_1").keep

    assert (granted.id, granted.left) == (lot_id("in_1"), 10)
    assert (granted.granted_at, granted.expires_at) == (BOUGHT, utc(7, 31))


@pytest.mark.rule("O-1")
def test_an_invoice_told_twice_grants_once():
    lots = lots_after((), turn(plan(), (), 0, "in_1"))

    assert turn(plan(), lots, 0, "in_1") == NOTHING


@pytest.mark.rule("O-14")
@pytest.mark.parametrize(
    ("left", "cap", "kept"),
    [(0, None, 0), (9, None, 9), (10, None, 10), (11, None, 10), (8, 3, 3), (3, 3, 3), (8, 0, 0)],
)
def test_as_many_unused_credits_as_the_cap_go_on_into_the_next_cycle(left, cap, kept):
    """The cap is one grant unless the plan says otherwise."""
    lots = (lot("lot_a", left, MAY),)
    after = lots_after(lots, turn(plan(rollover_cap=cap), lots, 1, "in_2"))

    assert usable(after, FEBRUARY) == kept + 10
    assert totals(after).expired == left - kept


@pytest.mark.rule("O-14")
def test_of_what_is_over_the_cap_the_credits_that_lapse_first_are_cut():
    lots = (lot("lot_late", 8, MAY), lot("lot_early", 4, APRIL), lot("lot_next", 3, MARCH))
    after = {one.id: one.left for one in lots_after(lots, turn(plan(), lots, 1, "in_2"))}

    assert after == {"lot_next": 0, "lot_early": 2, "lot_late": 8, "lot_in_2": 10}


@pytest.mark.rule("O-14")
def test_only_lots_that_lose_something_are_cut():
    lots = (lot("lot_empty", 3, MARCH, spent=3), lot("lot_early", 4, APRIL), lot("lot_late", 8, MAY))

    assert [(one.id, one.left) for one in cut(plan(), lots, FEBRUARY)] == [("lot_early", 2)]


@pytest.mark.rule("O-14")
def test_what_expires_with_the_cycle_takes_no_room_under_the_cap():
    """Expire first, then cut: the other order would lose ten credits that may stay."""
    lots = (lot("lot_old", 10, FEBRUARY), lot("lot_new", 10, MAY))
    after = {one.id: one.left for one in lots_after(lots, turn(plan(), lots, 1, "in_2"))}

    assert after == {"lot_old": 0, "lot_new": 10, "lot_in_2": 10}


@pytest.mark.rule("O-14")
def test_a_second_invoice_of_the_same_cycle_does_not_cut_what_the_first_granted():
    small = plan(rollover_cap=3)
    lots = lots_after((), turn(small, (), 1, "in_2"))
    lots = lots_after(lots, turn(small, lots, 1, "in_3"))

    assert usable(lots, FEBRUARY) == 20


@pytest.mark.rule("O-13")
def test_a_cancelled_plan_keeps_its_credits_to_the_end_of_the_cycle():
    lots = (lot("lot_a", 10, MAY),)
    (going,) = cancel(plan(), utc(3, 1)).keep

    assert (going.state, going.ends_at) == (PlanState.ENDING, MARCH)
    assert cancel(going, utc(3, 2)) == NOTHING
    assert cycle_over(going, lots, MARCH - SECOND) == NOTHING
    over = cycle_over(going, lots, MARCH)
    assert totals(lots_after(lots, over)) == Totals(granted=10, spent=0, held=0, expired=10, left=0)
    assert over.keep[0].state is PlanState.ENDED
    assert cycle_over(over.keep[0], lots, MARCH) == NOTHING
    with pytest.raises(Refused):
        cancel(over.keep[0], MARCH)


@pytest.mark.rule("O-13")
def test_nothing_lapses_of_a_plan_that_was_not_cancelled():
    assert cycle_over(plan(), (lot("lot_a", 10, MAY),), APRIL) == NOTHING


@pytest.mark.rule("O-13")
def test_cancelling_can_be_taken_back_until_the_cycle_is_over():
    (going,) = cancel(plan(), utc(3, 1)).keep

    assert keep_going(going, MARCH - SECOND).keep == (plan(),)
    assert keep_going(plan(), MARCH) == NOTHING
    with pytest.raises(Refused) as refused:
        keep_going(going, MARCH)
    assert refused.value.why.key == "credits.plan_over"


@pytest.mark.rule("O-5")
def test_a_refunded_plan_ends_at_once_with_all_its_credits():
    lots = (lot("lot_a", 10, MAY), lot("lot_b", 2, APRIL, spent=2))
    over = take_back(plan(), lots, utc(2, 1))

    assert totals(lots_after(lots, over)) == Totals(granted=12, spent=2, held=0, expired=10, left=0)
    assert (over.keep[0].state, over.keep[0].ends_at) == (PlanState.ENDED, utc(2, 1))
    assert take_back(over.keep[0], lots, utc(2, 1)) == NOTHING


@pytest.mark.rule("O-13")
def test_a_hold_released_after_the_end_gives_nothing_back():
    lots = (lot("lot_a", 10, MAY),)
    held = hold(lots, 10, "enr_1", utc(3, 1))
    lots = lots_after(lots, held)
    lots = lots_after(lots, take_back(plan(), lots, utc(3, 2)))
    lots = lots_after(lots, release(debit_of(held), lots, utc(3, 3)))

    assert totals(lots) == Totals(granted=10, spent=0, held=0, expired=10, left=0)


SUNDAY = utc(2, 28, 14)  # six in the morning in Los Angeles
DEDUCTIONS = (Deduction("enr_2:week", 6, utc(2, 2)), Deduction("enr_1:week", 6, utc(2, 1)))


@pytest.mark.rule("O-14", "O-19", "O-55")
def test_a_day_of_renewal_expires_then_grants_then_deducts():
    """Before the grant there are 4 credits that lapse with the cycle: deducting first would spend those and fail."""
    lots = (lot("lot_old", 4, FEBRUARY),)
    day = renewal_day(plan(), lots, DEDUCTIONS, SUNDAY, turning=Turning(1, "in_2"))

    assert totals(day.lots) == Totals(granted=14, spent=6, held=0, expired=4, left=4)
    assert day.unpaid == ("enr_2:week",)
    assert len({record.id for record in day.decision.keep}) == len(day.decision.keep)


@pytest.mark.rule("O-55")
def test_a_day_of_renewal_told_twice_deducts_once():
    first = renewal_day(plan(), (), DEDUCTIONS, SUNDAY, turning=Turning(1, "in_2"))
    debits = [record for record in first.decision.keep if isinstance(record, Debit)]
    again = renewal_day(plan(), first.lots, DEDUCTIONS, SUNDAY, turning=Turning(1, "in_2"), debits=debits)

    assert again.lots == first.lots
    assert (again.decision, again.unpaid) == (NOTHING, ("enr_2:week",))


def test_a_sunday_without_a_turning_only_deducts():
    lots = (lot("lot_a", 12, MAY),)
    day = renewal_day(plan(), lots, DEDUCTIONS, SUNDAY)

    assert totals(day.lots) == Totals(granted=12, spent=12, held=0, expired=0, left=0)
    assert day.unpaid == ()


@pytest.mark.rule("O-14", "O-30")
@pytest.mark.parametrize(
    ("cycle_starts_at", "at"),
    [
        (utc(2, 28, 20), utc(2, 28, 20)),  # noon of the same Sunday: wait for the grant
        (utc(2, 28, 9), SUNDAY),  # one in the morning
        (utc(3, 1, 7, 59), utc(3, 1, 7, 59)),  # the last minute of that Sunday in Los Angeles
        (utc(3, 1, 8), SUNDAY),  # Monday
        (utc(2, 28, 7, 59), SUNDAY),  # Saturday
    ],
)
def test_deductions_wait_for_a_cycle_that_begins_on_their_day(cycle_starts_at, at):
    assert deduct_at(SUNDAY, cycle_starts_at, LOS_ANGELES) == at


@pytest.mark.rule("O-14")
def test_a_statement_says_what_the_next_cycle_will_cut():
    lots = (
        lot("lot_b", 8, MAY),
        lot("lot_a", 4, APRIL),
        lot("lot_gone", 5, FEBRUARY),
        lot("lot_spent", 1, MAY, spent=1),
    )
    now = utc(3, 10)
    read = statement(plan(), lots, now)

    assert [(line.lot.id, line.lapses) for line in read.lines] == [("lot_a", 2), ("lot_b", 0)]
    assert (read.usable, read.cycle.ends_at) == (12, MARCH)
    assert [(loss.at, loss.credits, loss.why.key) for loss in losses(plan(), lots, now)] == [
        (MARCH, 2, "credits.lapse_cap")
    ]


@pytest.mark.rule("O-13", "O-14")
def test_a_statement_does_not_list_what_has_lapsed():
    lots = (lot("lot_gone", 15, utc(3, 10)), lot("lot_there", 15, utc(3, 10) + SECOND))
    now = utc(3, 10)

    assert [line.lot.id for line in statement(plan(), lots, now).lines] == ["lot_there"]
    assert [loss.credits for loss in losses(plan(), lots, now)] == [15]


@pytest.mark.rule("O-14")
def test_a_statement_says_what_the_next_cycle_will_find_too_old():
    lots = (lot("lot_a", 4, MARCH), lot("lot_b", 10, MAY), lot("lot_c", 1, MARCH + SECOND))
    found = losses(plan(), lots, utc(3, 10))

    assert [(loss.credits, loss.why.key) for loss in found] == [(4, "credits.lapse_age"), (1, "credits.lapse_cap")]


@pytest.mark.rule("O-13")
def test_everything_lapses_with_a_cancelled_plan():
    lots = (lot("lot_a", 4, MAY),)
    (going,) = cancel(plan(), utc(3, 1)).keep
    (loss,) = losses(going, lots, utc(3, 10))

    assert (loss.at, loss.credits, loss.rule) == (MARCH, 4, "O-13")
    assert statement(going, lots, utc(3, 10)).lines[0].lapses == 4
    assert warn_at(loss) == (utc(3, 24), utc(3, 29))


def test_nobody_is_warned_of_no_loss():
    assert losses(plan(), (lot("lot_a", 10, MAY),), utc(3, 10)) == ()
    assert losses(replace(plan(), state=PlanState.ENDING), (), utc(3, 10)) == ()


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: plan(grant=-1), "grant"),
        (lambda: plan(rollover_cap=-1), "rollover_cap"),
        (lambda: plan(cycles_kept=0), "cycles_kept"),
        (lambda: cycle(plan(), -1), "number"),
        (lambda: cycle_at(plan(), BOUGHT - SECOND), "now"),
        (lambda: replace(plan(), bought_at=BOUGHT.replace(tzinfo=None)), "bought_at"),
        (lambda: deduct_at(SUNDAY.replace(tzinfo=None), SUNDAY, LOS_ANGELES), "weekly_at"),
        (lambda: deduct_at(SUNDAY, SUNDAY.replace(tzinfo=None), LOS_ANGELES), "cycle_starts_at"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name


def test_the_smallest_plan_keeps_its_credits_for_one_cycle():
    (granted,) = turn(plan(grant=0, cycles_kept=1), (), 0, "in_1").keep

    assert (granted.left, granted.expires_at) == (0, FEBRUARY)


def test_a_debit_is_taken_from_the_new_cycle_when_the_old_one_is_empty():
    lots = lots_after((lot("lot_old", 4, FEBRUARY),), turn(plan(), (lot("lot_old", 4, FEBRUARY),), 1, "in_2"))

    assert debit_of(spend(lots, 10, "enr_1", datetime(2027, 2, 28, 12, tzinfo=UTC))).uses[0].lot_id == "lot_in_2"
