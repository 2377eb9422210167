"""Patience with a Stripe that gives no answer: every try in a row waits longer than the one before.

A new attempt takes the place of one that got no usable answer under its key, and would begin with short waits again: a
Stripe that is down for a day would be asked every few seconds, for every unpaid month.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.rules.charges import Attempt, AttemptState
from bot.rules.effects import LONGEST_WAIT

FIRST_PAUSE = timedelta(seconds=40)


def may_be_made_at(attempt: Attempt, attempts: Iterable[Attempt]) -> datetime:
    """When an attempt may be made: at once, or later and later when it took the place of unanswered ones.

    attempts: of the same charge. Whatever took the place of another was asked at the instant at which that was dropped.
    """
    dropped = {one.settled_at: one for one in attempts if one.state is AttemptState.DROPPED}
    replaced, asked_at = 0, attempt.asked_at
    while (before := dropped.pop(asked_at, None)) is not None:
        replaced, asked_at = replaced + 1, before.asked_at
    if replaced == 0:
        return attempt.asked_at
    doublings = min(replaced - 1, 10)
    return attempt.asked_at + min(FIRST_PAUSE * (1 << doublings), LONGEST_WAIT)
