"""Column types, defined once, that keep our values whole in SQLite's STRICT tables and in PostgreSQL alike."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, Text, TypeDecorator
from sqlalchemy.engine import Dialect

from storage.packing import pack, unpack

BigInt = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of any size we need: Discord's ids, minor units, microseconds."""


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as whole microseconds since 1970 in UTC."""

    impl = BigInt
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        assert value.tzinfo is not None, "an instant needs a time zone"
        whole_seconds = int(value.replace(microsecond=0).timestamp())
        return whole_seconds * 1_000_000 + value.microsecond

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromtimestamp(value // 1_000_000, UTC).replace(microsecond=value % 1_000_000)


class Day(TypeDecorator[date]):
    """A local day, kept as "2026-11-05"."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Yes(TypeDecorator[bool]):
    """True or False, kept as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Word(TypeDecorator[StrEnum]):
    """One of the words of an enum, kept as the word."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Packed(TypeDecorator[Any]):
    """A small frozen value as JSON, under the name of its kind."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object | None, dialect: Dialect) -> str | None:
        return None if value is None else pack(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object | None:
        return None if value is None else unpack(value)


def word(name: str, words: type[StrEnum], *, optional: bool = False) -> tuple[Column[Any], CheckConstraint]:
    """A column for one of `words`, and the check that says so."""
    listed = ", ".join(f"'{one.value}'" for one in words)
    check = CheckConstraint(f"{name} IN ({listed})", name=f"{name}_word")
    return Column(name, Word(words), nullable=optional), check


def yes(name: str) -> tuple[Column[Any], CheckConstraint]:
    """A column for True or False, and the check that says so."""
    return Column(name, Yes, nullable=False), CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_yes")


def money(name: str) -> tuple[Column[Any], Column[Any]]:
    """Two columns for an amount: its whole minor units and its currency."""
    return Column(f"{name}_minor", BigInt, nullable=False), Column(f"{name}_currency", Text, nullable=False)
