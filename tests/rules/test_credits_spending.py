"""Credits spent, held and returned."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.rules.credits.lots import Totals, totals, usable
from bot.rules.credits.spending import DebitState, Use, explained, give_back, has_used, hold, release, settle, spend
from bot.rules.decision import NOTHING
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules.credits import debit_of, lot, lots_after, utc

SECOND = timedelta(seconds=1)
NOW = utc(3, 10)
CYCLE_END = utc(3, 31)
EARLY, LATE = lot("lot_early", 4, utc(3, 20)), lot("lot_late", 6, utc(5, 31))
LOTS = (LATE, EARLY)


def spent(credits, lots=LOTS, at=NOW):
    decision = spend(lots, credits, "enr_1", at)
    return lots_after(lots, decision), debit_of(decision)


@pytest.mark.rule("O-2")
@pytest.mark.parametrize(
    ("credits", "uses"),
    [
        (1, (Use("lot_early", 1),)),
        (4, (Use("lot_early", 4),)),
        (5, (Use("lot_early", 4), Use("lot_late", 1))),
        (10, (Use("lot_early", 4), Use("lot_late", 6))),
    ],
)
def test_credits_that_lapse_first_are_spent_first(credits, uses):
    lots, debit = spent(credits)

    assert debit.uses == uses
    assert totals(lots) == Totals(granted=10, spent=credits, held=0, expired=0, left=10 - credits)


@pytest.mark.rule("O-2")
def test_one_credit_more_than_there_is_cannot_be_spent():
    with pytest.raises(Refused) as refused:
        spend(LOTS, 11, "enr_1", NOW)

    assert refused.value.why.values == {"needed": 11, "usable": 10}


@pytest.mark.rule("O-13", "O-14")
@pytest.mark.parametrize(("at", "there"), [(utc(3, 20) - SECOND, 10), (utc(3, 20), 6), (utc(3, 20) + SECOND, 6)])
def test_an_expired_lot_cannot_be_spent_though_nobody_swept_it(at, there):
    """Expiry that runs only at renewal leaves dead credits to be spent."""
    assert usable(LOTS, at) == there
    if there == 6:
        with pytest.raises(Refused):
            spend(LOTS, 7, "enr_1", at)


@pytest.mark.rule("O-2", "O-13")
def test_neither_an_expired_nor_an_empty_lot_is_touched():
    lots = (lot("lot_empty", 3, utc(3, 25), spent=3), *LOTS)

    assert debit_of(spend(lots, 1, "enr_1", utc(3, 20))).uses == (Use("lot_late", 1),)


def test_the_same_thing_is_paid_once():
    lots, debit = spent(5)

    assert spend(lots, 5, "enr_1", NOW, already=debit) == NOTHING


def test_of_two_lots_that_lapse_together_the_older_one_is_spent_first():
    twins = (lot("lot_a", 2, CYCLE_END, granted_at=utc(2, 2)), lot("lot_b", 2, CYCLE_END, granted_at=utc(2, 1)))

    assert debit_of(spend(twins, 3, "enr_1", NOW)).uses == (Use("lot_b", 2), Use("lot_a", 1))


def test_what_is_held_is_neither_left_nor_lost():
    decision = hold(LOTS, 5, "enr_1", NOW)
    lots, debit = lots_after(LOTS, decision), debit_of(decision)

    assert totals(lots) == Totals(granted=10, spent=0, held=5, expired=0, left=5)
    assert debit.state is DebitState.HELD
    assert hold(lots, 5, "enr_1", NOW, already=debit) == NOTHING
    with pytest.raises(Refused):
        spend(lots, 6, "enr_2", NOW)


@pytest.mark.parametrize("ending", ["settle", "spend"])
def test_what_was_held_is_spent_once(ending):
    decision = hold(LOTS, 5, "enr_1", NOW)
    lots, debit = lots_after(LOTS, decision), debit_of(decision)
    done = settle(debit, lots) if ending == "settle" else spend(lots, 5, "enr_1", NOW, already=debit)
    lots = lots_after(lots, done)

    assert totals(lots) == Totals(granted=10, spent=5, held=0, expired=0, left=5)
    assert debit_of(done).state is DebitState.SPENT
    assert settle(debit_of(done), lots) == NOTHING


@pytest.mark.parametrize(("at", "expired"), [(utc(3, 20) - SECOND, 0), (utc(3, 20), 4)])
def test_what_was_held_past_its_time_lapses_when_it_is_released(at, expired):
    decision = hold(LOTS, 5, "enr_1", NOW)
    lots, debit = lots_after(LOTS, decision), debit_of(decision)
    done = release(debit, lots, at)
    lots = lots_after(lots, done)

    assert totals(lots) == Totals(granted=10, spent=0, held=0, expired=expired, left=10 - expired)
    assert release(debit_of(done), lots, at) == NOTHING


def test_a_released_hold_can_be_asked_for_again():
    held = hold(LOTS, 5, "enr_1", NOW)
    lots = lots_after(LOTS, held)
    freed = release(debit_of(held), lots, NOW)
    lots = lots_after(lots, freed)

    assert totals(lots_after(lots, hold(lots, 5, "enr_1", NOW, already=debit_of(freed)))).held == 5
    assert totals(lots_after(lots, spend(lots, 5, "enr_1", NOW, already=debit_of(freed)))).spent == 5


@pytest.mark.rule("O-16", "O-24")
@pytest.mark.parametrize(
    ("credits", "early", "late", "own"),
    [(0, 0, 5, 0), (1, 0, 6, 0), (2, 0, 6, 1), (5, 0, 6, 4)],
)
def test_credits_come_back_to_their_lot_and_live_to_the_end_of_the_cycle(credits, early, late, own):
    """The lot of 20 March lapses before the cycle ends on the 31st, so its credits return as a lot of their own."""
    lots, debit = spent(5)
    back = lots_after(lots, give_back(debit, credits, lots, NOW, cycle_ends_at=CYCLE_END))
    by_id = {one.id: one for one in back}

    assert by_id["lot_early"].left == early
    assert by_id["lot_late"].left == late
    assert [(one.left, one.expires_at) for one in back[2:]] == ([(own, CYCLE_END)] if own else [])
    assert totals(back) == Totals(granted=10, spent=5 - credits, held=0, expired=0, left=5 + credits)


@pytest.mark.rule("O-24")
@pytest.mark.parametrize(("expires_at", "lots_there"), [(CYCLE_END - SECOND, 2), (CYCLE_END, 1)])
def test_a_lot_that_lives_to_the_end_of_the_cycle_takes_its_credits_back(expires_at, lots_there):
    lots, debit = spent(3, (lot("lot_1", 5, expires_at),))
    back = lots_after(lots, give_back(debit, 3, lots, NOW, cycle_ends_at=CYCLE_END))

    assert len(back) == lots_there
    assert usable(back, NOW) == 5


@pytest.mark.rule("O-13", "O-24")
def test_credits_that_come_back_to_a_plan_that_is_over_lapse():
    lots, debit = spent(5)
    back = lots_after(lots, give_back(debit, 5, lots, NOW, cycle_ends_at=None))

    assert totals(back) == Totals(granted=10, spent=0, held=0, expired=5, left=5)


def test_credits_come_back_in_parts_and_never_more_than_were_taken():
    lots, debit = spent(5)
    first = give_back(debit, 3, lots, NOW, cycle_ends_at=CYCLE_END)
    lots, debit = lots_after(lots, first), debit_of(first)
    second = give_back(debit, 2, lots, NOW, cycle_ends_at=CYCLE_END)
    lots, debit = lots_after(lots, second), debit_of(second)

    assert (debit.credits, debit.returned) == (5, 5)
    assert totals(lots) == Totals(granted=10, spent=0, held=0, expired=0, left=10)
    with pytest.raises(BadInput, match="at most 0"):
        give_back(debit, 1, lots, NOW, cycle_ends_at=CYCLE_END)


@pytest.mark.rule("O-6", "O-7")
def test_a_spent_credit_counts_as_used_though_it_came_back():
    """Strict by default; a setting counts only what stayed away."""
    lots, debit = spent(5)
    part = debit_of(give_back(debit, 4, lots, NOW, cycle_ends_at=CYCLE_END))
    whole = debit_of(give_back(debit, 5, lots, NOW, cycle_ends_at=CYCLE_END))

    assert [has_used([one]) for one in (debit, part, whole)] == [True, True, True]
    assert [has_used([one], net=True) for one in (debit, part, whole)] == [True, True, False]


@pytest.mark.rule("O-6")
@pytest.mark.parametrize("state", [DebitState.HELD, DebitState.RELEASED])
def test_what_was_only_held_was_not_used(state):
    assert not has_used([replace(spent(5)[1], state=state)])
    assert not has_used([])


def test_a_debit_says_where_its_credits_came_from():
    lots, debit = spent(5)
    lines = explained(debit, lots)

    assert [(line.values["credits"], line.values["expires_at"]) for line in lines] == [
        (4, EARLY.expires_at),
        (1, LATE.expires_at),
    ]


HELD = debit_of(hold(LOTS, 1, "enr_1", NOW))


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: spend(LOTS, 0, "enr_1", NOW), "credits"),
        (lambda: hold(LOTS, -1, "enr_1", NOW), "credits"),
        (lambda: spend(LOTS, 1, "enr_1", datetime(2027, 3, 10)), "now"),  # noqa: DTZ001 -- a naive time is the fault
        (lambda: give_back(HELD, 1, LOTS, NOW, cycle_ends_at=None), "debit.state"),
        (lambda: give_back(spent(5)[1], -1, LOTS, NOW, cycle_ends_at=None), "credits"),
        (lambda: lot("lot_1", -1, CYCLE_END), "granted"),
        (lambda: lot("lot_1", 1, CYCLE_END, held=-1), "held"),
        (lambda: lot("lot_1", 1, CYCLE_END, spent=1, expired=1), "lot"),
        (lambda: lot("lot_1", 1, datetime(2027, 3, 31)), "expires_at"),  # noqa: DTZ001 -- see above
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
