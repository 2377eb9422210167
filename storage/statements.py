"""The statements that keep and find records: each is built once, and the same for both engines but for its dialect."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, literal, select, text
from sqlalchemy.dialects import postgresql, sqlite

from bot.ports import After, AtMost, OneOf
from storage.columns import Word
from storage.engines import POSTGRESQL, SQLITE
from storage.tables import effects, events, versions

INSERT: Mapping[str, Any] = MappingProxyType({SQLITE: sqlite.insert, POSTGRESQL: postgresql.insert})
"""Both engines insert or update alike; SQLAlchemy spells that once per dialect."""


@cache
def keep(dialect: str, table: Table) -> Any:
    """Insert a row, or make the row of that id the same."""
    insert = INSERT[dialect](table)
    changed = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
    return insert.on_conflict_do_update(index_elements=[table.c.id], set_=changed)


@cache
def ask_for(dialect: str) -> Any:
    """Insert an effect, unless its like waits already."""
    waiting = text("state = 'waiting'")
    alike = [effects.c.kind, effects.c.about]
    return INSERT[dialect](effects).on_conflict_do_nothing(index_elements=alike, index_where=waiting)


@cache
def keep_new_events(dialect: str) -> Any:
    """Insert the events whose ids are not known yet; answers the ids of those that were new."""
    insert = INSERT[dialect](events).on_conflict_do_nothing(index_elements=[events.c.id])
    return insert.returning(events.c.id)


@cache
def count_up(dialect: str) -> Any:
    """Make the version of a member one more; the first is 1."""
    insert = INSERT[dialect](versions).values(member_id=bindparam("member_id"), version=1)
    return insert.on_conflict_do_update(index_elements=[versions.c.member_id], set_={"version": versions.c.version + 1})


def rows_where(table: Table, where: Mapping[str, object], limit: int | None) -> Select[Any]:
    """The rows whose columns are as `where` says; with a limit, those with the lowest ids.

    Whoever wants all of them in order sorts them: asked for an order, SQLite would rather read the whole table by its
    key than the few rows of a partial index.
    """
    conditions = [_condition(table.c[name], value) for name, value in where.items()]
    found = select(table).where(*conditions)
    return found if limit is None else found.order_by(table.c.id).limit(limit)


def is_word(column: ColumnElement[Any], word: StrEnum) -> ColumnElement[bool]:
    """The column has this word, which stands in the statement itself.

    SQLite uses a partial index (`WHERE state = 'waiting'`) only for a question that says the same, word for word: it
    never recognises words that are given beside the statement in a list, and a single one only when it plans anew.
    """
    return column == literal(word, column.type, literal_execute=True)


def is_one_of(column: ColumnElement[Any], words: Sequence[Any]) -> ColumnElement[bool]:
    """The column has one of these words, which stand in the statement itself; see `is_word`."""
    return column.in_(bindparam(None, list(words), column.type, expanding=True, literal_execute=True))


def _condition(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    match value:
        case AtMost(limit):
            return column <= limit
        case After(limit):
            return column > limit
        case OneOf(values):
            return is_one_of(column, values) if isinstance(column.type, Word) else column.in_(values)
        case None:
            return column.is_(None)
        case StrEnum() if isinstance(column.type, Word):
            return is_word(column, value)
    return column == value
