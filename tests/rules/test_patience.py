"""A Stripe that is down is asked again, and not in a hurry."""

from datetime import timedelta

from bot.rules.charges import Attempt, AttemptCause, AttemptState
from bot.rules.patience import may_be_made_at
from tests.rules.makers import at

NOON = at(12, 5)


def attempt(id, asked_at, dropped_at=None):
    state = AttemptState.PENDING if dropped_at is None else AttemptState.DROPPED
    return Attempt(id, 1, "chg_1_202612", "in_1", AttemptCause.RETRY, state, asked_at=asked_at, settled_at=dropped_at)


def chain(length, lasting=timedelta(minutes=1)):
    """So many dropped attempts, one after the other, and the pending one that took the place of the last."""
    dropped = [attempt(f"try_{n}", NOON + n * lasting, NOON + (n + 1) * lasting) for n in range(length)]
    return attempt("try_last", NOON + length * lasting), dropped


def test_a_first_attempt_is_made_at_once():
    first, _ = chain(0)

    assert may_be_made_at(first, [first]) == NOON


def test_each_attempt_that_takes_the_place_of_another_waits_longer_and_never_over_ten_minutes():
    waits = []
    for length in (1, 2, 3, 5, 60):
        last, dropped = chain(length)
        waits.append((may_be_made_at(last, [*dropped, last]) - last.asked_at).total_seconds())

    assert waits == [40, 80, 160, 600, 600]


def test_an_attempt_after_one_that_was_settled_otherwise_does_not_wait():
    earlier = attempt("try_1", NOON, NOON + timedelta(minutes=1))
    later = attempt("try_2", NOON + timedelta(hours=1))

    assert may_be_made_at(later, [earlier, later]) == later.asked_at


def test_attempts_asked_and_dropped_in_one_instant_are_counted_once():
    """Time that stands still must not be counted for ever."""
    last, dropped = chain(1, lasting=timedelta())

    assert may_be_made_at(last, [*dropped, last]) == NOON + timedelta(seconds=40)
