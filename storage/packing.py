"""Effects and other small values as JSON, each under the name of its kind, and back to equal values.

A kind that is renamed, or gets a field without a default, needs a migration that rewrites the rows that carry it.
"""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

import orjson

from bot.rules import effects
from bot.rules.applications import Filled
from bot.rules.members import Card
from bot.rules.policies.policy import Pin

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (*get_args(effects.Effect), Card, Filled, Pin)}
"""What may be packed, by the name it is packed under."""


def pack(value: object) -> str:
    """A value of one of KINDS as JSON."""
    kind = type(value)
    assert KINDS.get(kind.__name__) is kind, value
    named = {field.name: getattr(value, field.name) for field in fields(kind)}
    return orjson.dumps({"is": kind.__name__} | named, option=orjson.OPT_SORT_KEYS).decode()


def unpack(words: str) -> Any:
    """The value that `pack` was given."""
    found = orjson.loads(words)
    return as_meant(KINDS[found.pop("is")], found)


def as_meant(hint: Any, value: Any) -> Any:
    """What JSON says, as the type that was meant: JSON knows no enums, no days, no tuples and no records of ours.

    hint: a StrEnum, date, datetime, plain dataclass, tuple of any length, NewType or `X | None` of these; what JSON
    has itself stays as it is.
    """
    hint = _bare(hint)
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(as_meant(get_args(hint)[0], one) for one in value)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: as_meant(hints[name], one) for name, one in value.items()})
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, StrEnum) else value


def _bare(hint: Any) -> Any:
    """The type without "or None" and without its own name."""
    if get_origin(hint) in (UnionType, Union):  # `MemberId | None` is still the older of the two in Python 3.11
        [hint] = (one for one in get_args(hint) if one is not NoneType)
    return hint.__supertype__ if isinstance(hint, NewType) else hint


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)
