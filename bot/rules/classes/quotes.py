"""Quotes: how many credits come back, because of which rules, and by which arithmetic."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.texts import Text


class Way(StrEnum):
    """How credits come back."""

    AUTOMATIC = "automatic"  # without asking
    ON_REQUEST = "on_request"  # the guardian asks


@dataclass(frozen=True, slots=True)
class Quote:
    """An answer about credits, of use before the act as well as after it. credits: 0 when nothing comes back.

    rules: ids of docs/rules.md. lines: the arithmetic in order. until: the last instant at which this answer holds,
    None when time does not change it.
    """

    credits: int
    rules: tuple[str, ...]
    why: Text
    lines: tuple[Text, ...] = ()
    until: datetime | None = None
    way: Way = Way.AUTOMATIC
