"""The schema of a database: made, brought up to date, and compared with the one this program knows."""

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:  # Alembic takes half a second to import and is only needed to migrate
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0001"
"""The newest revision; a test compares it with the newest file of the migrations."""


class State(Enum):
    """How a database relates to this program."""

    EMPTY = "empty"
    FITS = "fits"
    OLDER = "older"
    NEWER = "newer"


REMEDIES = {
    State.OLDER: "run `python -m bot migrate` (after `python -m bot backup FILE`)",
    State.NEWER: "this database was made by a newer version: install that version, or restore an older backup",
}


async def state(url: str) -> State:
    """Compare the database at `url` with this program."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            found = await connection.run_sync(_revision)
    finally:
        await engine.dispose()
    if found is None:
        return State.EMPTY
    if found == HEAD:
        return State.FITS
    return State.OLDER if found in _known_revisions() else State.NEWER


async def migrate(url: str) -> None:
    """Bring the database at `url` up to date; an empty one is made."""
    from alembic import command  # noqa: PLC0415 -- see above

    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:

            def upgrade(synchronous: Connection) -> None:
                config = configuration(synchronous)
                command.upgrade(config, "head")

            await connection.run_sync(upgrade)
    finally:
        await engine.dispose()


def configuration(connection: Connection) -> "Config":
    """Alembic's configuration for an open connection."""
    from alembic.config import Config  # noqa: PLC0415 -- see above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _known_revisions() -> set[str]:
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("*.py")}
