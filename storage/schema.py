"""The schema of a database: made, brought up to date, and compared with the one this program knows."""

import re
from collections.abc import Set as AbstractSet
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url

from storage import engines

if TYPE_CHECKING:  # Alembic takes half a second to import and is only needed to migrate
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


class State(Enum):
    """How a database relates to this program."""

    EMPTY = "empty"
    FITS = "fits"
    OLDER = "older"
    NEWER = "newer"


REMEDIES = MappingProxyType(
    {
        State.EMPTY: "run `python -m bot migrate`; the first start does it by itself",
        State.OLDER: "run `python -m bot migrate` (after `python -m bot backup FILE`)",
        State.NEWER: "this database was made by a newer version: install that version, or restore an older backup",
    }
)


def known_revisions() -> set[str]:
    """Every revision this program can start a migration from, the newest included."""
    names = [path.name for path in (MIGRATIONS / "versions").glob("*.py")]
    return {name.partition("_")[0] for name in names if re.match(r"\d{4}_", name)}


def head() -> str:
    """The newest revision this program knows: "0001"."""
    return max(known_revisions())


async def version(url: str) -> str | None:
    """The revision of the database at `url`, None when it is empty or not there. Nothing is written."""
    if _is_missing(url):
        return None  # to connect would make an empty file
    engine = engines.reading(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision)
    finally:
        await engine.dispose()


async def state(url: str) -> State:
    """Compare the database at `url` with this program. Nothing is written."""
    return compare(await version(url), known_revisions())


def compare(found: str | None, known: AbstractSet[str]) -> State:
    """What a database of revision `found` is to a program that knows `known`."""
    if found is None:
        return State.EMPTY
    if found == max(known):
        return State.FITS
    return State.OLDER if found in known else State.NEWER


async def migrate(url: str) -> None:
    """Bring the database at `url` up to date; an empty one is made. The whole of it happens, or nothing does."""
    engine = engines.migrating(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(upgrade)
    finally:
        await engine.dispose()


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, within the transaction of `connection`."""
    from alembic import command  # noqa: PLC0415 -- see above

    command.upgrade(configuration(connection), "head")
    if connection.dialect.name == engines.SQLITE:
        # While tables are rebuilt, nobody checks what refers to what.
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        assert not broken, broken


def configuration(connection: Connection) -> "Config":
    """Alembic's configuration for an open connection."""
    from alembic.config import Config  # noqa: PLC0415 -- see above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _is_missing(url: str) -> bool:
    file = make_url(url).database
    return engines.dialect_of(url) == engines.SQLITE and not (file and Path(file).is_file())


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
