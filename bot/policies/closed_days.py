"""Closed days: Japan's public holidays with their substitutes, the turn of the year, and an owner's own (R-62)."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

import holidays


def japan(own: Iterable[date] = ()) -> Callable[[date], bool]:
    """Whether a day is closed in Japan, or one of `own`. Weekends are not asked about here.

    The banks' days are taken too: 31 December to 3 January, when nobody answers and no transfer goes out.
    """
    known = holidays.country_holidays("JP", categories=("public", "bank"))
    closed = frozenset(own)

    # A holiday calendar takes any notation of a day and is slow about it; there are few days, asked for very often.
    @cache
    def is_closed(on: date) -> bool:
        return on in closed or on in known

    return is_closed
