"""Records as rows and back."""

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, get_type_hints

from bot.rules.effects import PendingEffect, about, lane
from bot.rules.money import Money

R = TypeVar("R")


def to_row(record: Any) -> dict[str, Any]:
    """The row that keeps `record`. Money takes two columns; an effect also says what it is about."""
    row: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Money):
            row[f"{field.name}_minor"], row[f"{field.name}_currency"] = value.minor, value.currency
        else:
            row[field.name] = value
    if isinstance(record, PendingEffect):
        effect = record.effect
        row |= {"kind": type(effect).__name__, "about": about(effect), "lane": lane(effect)}
    return row | _derived(record)


def to_record(kind: type[R], row: dict[str, Any]) -> R:
    """The record that `row` keeps."""
    return kind(**{name: _value(name, is_money, row) for name, is_money in _shape(kind)})  # type: ignore[arg-type]


def _derived(record: Any) -> dict[str, Any]:
    """An id that is worked out of the other fields is kept all the same: it is the key."""
    return {"id": record.id}


def _value(name: str, is_money: bool, row: dict[str, Any]) -> Any:
    return Money(row[f"{name}_minor"], row[f"{name}_currency"]) if is_money else row[name]


@cache
def _shape(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name] is Money) for field in fields(kind))
