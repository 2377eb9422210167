"""What we say, before it is put into any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.rules.money import Money


class Link(StrEnum):
    """Where a word leads inside Discord; the number beside it is the id."""

    CHANNEL = "channel"
    MEMBER = "member"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Mention:
    """A channel, member or role, shown the way Discord shows it."""

    to: Link
    id: int


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, said as a month ("November 2026")."""

    first: date


@dataclass(frozen=True, slots=True)
class Since:
    """An instant, said by its distance ("in 3 hours"), kept up to date by the reader's client."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Words that stand in a file in every language we speak, as the clauses of policies do. They may format."""

    ja: str
    en: str


Value = str | int | Money | date | datetime | Month | Mention | Since | Bilingual
"""What may fill a blank. A datetime is shown in the reader's own zone; a date is a day where the community lives."""


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence by its key ("billing.failed") and what fills its blanks; `bot/speech` puts it into words."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


def text(key: str, **values: Value) -> Text:
    """The sentence `key` of locales/*/, with its blanks filled. The key is always a literal, so that tests find it."""
    return Text(key, values)


class Refused(Exception):
    """The rules say no. Carries the text to show; it is an answer for a person, not a fault."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.key)
        self.why = why
