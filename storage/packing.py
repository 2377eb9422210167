"""Effects and other small values as JSON, each under the name of its kind, and back to equal values."""

from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints

import orjson

from bot.rules import effects
from bot.rules.members import Card

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (*get_args(effects.Effect), Card)}


def pack(value: object) -> str:
    """A value of one of KINDS as JSON."""
    assert is_dataclass(value), value
    assert type(value).__name__ in KINDS, value
    named = {field.name: getattr(value, field.name) for field in fields(value)}
    return orjson.dumps({"is": type(value).__name__} | named, option=orjson.OPT_SORT_KEYS).decode()


def unpack(words: str) -> Any:
    """The value that `pack` was given."""
    found = orjson.loads(words)
    kind = KINDS[found.pop("is")]
    hints = get_type_hints(kind)
    return kind(**{name: _as(hints[name], value) for name, value in found.items()})


def _as(hint: Any, value: object) -> object:
    """JSON knows no enums: give a word back its meaning."""
    if isinstance(hint, UnionType):
        hint = next((one for one in get_args(hint) if one is not type(None)), None)
    if isinstance(value, str) and isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return value
