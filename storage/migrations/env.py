"""Alembic's way in: runs the migrations over the connection it is given."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator

from storage.columns import Instant, Yes
from storage.tables import metadata

BIG = 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'


def as_the_database_sees_it(type_: str, thing: Any, _: AutogenContext) -> str | Literal[False]:
    """A migration must go on meaning the same when our column types change: it names what they are kept as."""
    if type_ == "type" and isinstance(thing, TypeDecorator):
        return {Instant: BIG, Yes: "sa.Integer()"}.get(type(thing), "sa.Text()")
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=as_the_database_sees_it,
)
with context.begin_transaction():
    context.run_migrations()
