"""Personal data: what is kept about a member as one readable file, and what erasing it means.

Who we are to the law stands in docs/operating.md; the texts name what is kept and why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.answers.leading import home
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.decision import Record
from bot.rules.texts import text

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold."""

BEARER_LINKS = frozenset({"url", "pay_url"})
"""Addresses that open a page to whoever holds them: they lapse, and stand in no file that is passed on."""

FOR_OPERATORS = frozenset({"why"})
"""Words about our own machines."""


def exported(records: Mapping[str, Sequence[Record]], at: datetime) -> dict[str, Plain]:
    """Everything kept about a member, by the kind of record. at: when it was asked for."""
    kinds: dict[str, Plain] = {kind: [plain(one) for one in found] for kind, found in records.items()}
    return {"exported_at": plain(at), "records": kinds}


def plain(value: object) -> Plain:
    """A record, or anything in one, as JSON can hold it. Ids of Discord become text, being larger than its numbers."""
    match value:
        case None | bool():
            return value
        case StrEnum() | str():
            return str(value)
        case int():
            return value if abs(value) < LARGEST_IN_JSON else str(value)
        case datetime() | date():
            return value.isoformat()
        case list() | tuple() | frozenset():
            return [plain(one) for one in value]
    assert is_dataclass(value), value
    skipped = BEARER_LINKS | FOR_OPERATORS
    return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name not in skipped}


LARGEST_IN_JSON = 2**53
"""From here on most readers of JSON lose digits."""


def handed_out(kinds: int) -> Card:
    """What stands above the file. kinds: how many sorts of records there are in it."""
    lines = (text("mydata.file", kinds=kinds), text("mydata.elsewhere"), text("mydata.erasing"))
    return Card(text("mydata.title"), lines, (Button(text("buttons.erase"), Act.ERASE),), parts=(home(),))


def erasing(live_rooms: Sequence[str]) -> Card:
    """What erasing means and what the law keeps, asked once more; first one leaves what one is in."""
    title = text("mydata.erase_title")
    if live_rooms:
        named = tuple(text("mydata.live", room=room) for room in live_rooms)
        return Card(title, (text("mydata.leave_first"), *named), tone=Tone.WARNING, parts=(home(),))
    lines = (text("mydata.goes"), text("mydata.stays"), text("mydata.how"))
    sure = Button(text("buttons.erase_for_sure"), Act.ERASE_FOR_SURE)
    return Card(title, lines, (sure,), Tone.WARNING, (home(),))
