"""A word more in a column that takes words of a list only: the check of the table must be written anew.

PostgreSQL changes a check in place. SQLite cannot: the table is made anew under its own words, and its rows move over.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def allow(table: str, column: str, words: Sequence[str]) -> None:
    """Let `column` of `table` take `words`, all of them named, and no others."""
    check = f"ck_{table}_{column}_word"
    listed = f"{column} IN ({', '.join(repr(word) for word in words)})"
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint(op.f(check), table, type_="check")
        op.create_check_constraint(op.f(check), table, listed)
        return
    _rebuild(table, check, listed)


def _rebuild(table: str, check: str, listed: str) -> None:
    connection = op.get_bind()
    of_table = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type = ?"
    [(made_by,)] = connection.exec_driver_sql(of_table, (table, "table")).fetchall()
    indexes = connection.exec_driver_sql(of_table, (table, "index")).fetchall()
    anew = _with_check(made_by, check, listed).replace(table, f"{table}_anew", 1)
    op.execute(sa.text(anew))
    op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")  # noqa: S608 -- our own names
    op.drop_table(table)
    op.rename_table(f"{table}_anew", table)
    for (index,) in indexes:
        op.execute(sa.text(index))


def _with_check(made_by: str, check: str, listed: str) -> str:
    """The words that made a table, with its check of that name written anew: its list ends with two brackets."""
    before, found, after = made_by.partition(f"CONSTRAINT {check} CHECK (")
    assert found, (check, made_by)
    return f"{before}{found}{listed}{after[after.index('))') + 1 :]}"
