"""Records as rows and back."""

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, get_type_hints

from bot.rules.decision import Record
from bot.rules.effects import PendingEffect, about, lane
from bot.rules.money import Money

R = TypeVar("R", bound=Record)


def to_row(record: Record) -> dict[str, Any]:
    """The row that keeps `record`, an id that is worked out of other fields included: it is the key.

    Money takes two columns; an effect also says what it is about, so that its like can be found.
    """
    row: dict[str, Any] = {"id": record.id}
    for name, is_money in _shape(type(record)):
        value = getattr(record, name)
        if is_money:
            minor, currency = (None, None) if value is None else (value.minor, value.currency)
            row[f"{name}_minor"], row[f"{name}_currency"] = minor, currency
        else:
            row[name] = value
    if isinstance(record, PendingEffect):
        effect = record.effect
        row |= {"kind": type(effect).__name__, "about": about(effect), "lane": lane(effect)}
    return row


def to_record(kind: type[R], row: Any) -> R:
    """The record that `row`, a mapping, keeps."""
    return kind(**{name: _money(row, name) if is_money else row[name] for name, is_money in _shape(kind)})


def _money(row: Any, name: str) -> Money | None:
    """The amount of two columns; None where there is none, which only a field that may be None has."""
    minor = row[f"{name}_minor"]
    return None if minor is None else Money(minor, row[f"{name}_currency"])


@cache
def _shape(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of record, and whether each is money."""
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name] in (Money, Money | None)) for field in fields(kind))
