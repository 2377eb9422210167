"""What every table has in common: where it is listed, how its rules are named, and how it stays strict."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import MetaData, Table, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every table. The names are explicit, so that a migration can drop what it finds."""


def table(name: str, *parts: Any) -> Table:
    """A table that takes nothing but the types it names: SQLite would otherwise keep a word in a column of numbers."""
    return Table(name, metadata, *parts, sqlite_strict=True)


def only_when(condition: str) -> dict[str, Any]:
    """What makes an index partial, on both engines.

    SQLite uses such an index only for questions that repeat the condition word for word; `storage.questions` does.
    """
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def is_one_of(column: str, words: Iterable[StrEnum]) -> str:
    """The condition that a column has one of these words."""
    return f"{column} IN ({', '.join(repr(word.value) for word in words)})"
