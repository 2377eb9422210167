"""The schema: what the migrations make is what the tables say, and no row is lost on the way."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from storage import schema
from storage.schema import State
from storage.tables import KEEPS, metadata
from tests.storage.keep_revision import REVISIONS
from tests.stores import opened, store_of, url_of

every_kept_revision = pytest.mark.parametrize("kept", sorted(REVISIONS.glob("*.sql")), ids=lambda path: path.stem)


def restore(kept, file):
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(kept.read_text(encoding="utf-8"))


def said_by(file):
    """What the file says of its tables and indexes, however it is laid out."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    ours = [(name, sql) for name, sql in rows if name != "alembic_version" and not name.startswith("sqlite_")]
    return {name: sorted(re.split(r",?\s*\n\s*", sql.replace('"', ""))) for name, sql in ours}


def rows_of(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        there = {row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            table.name: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608 -- our own
            for table in metadata.sorted_tables
            if table.name in there
        }


@pytest.fixture
def fresh(tmp_path):
    """A file that the tables themselves made."""
    file = tmp_path / "fresh.sqlite"
    engine = create_engine(f"sqlite:///{file}")
    metadata.create_all(engine)
    engine.dispose()
    return file


async def test_the_migrations_make_what_the_tables_say(file, fresh):
    await schema.migrate(url_of(file))

    assert said_by(file) == said_by(fresh)
    assert differences(file) == []


@every_kept_revision
async def test_an_old_database_becomes_a_new_one_and_keeps_its_rows(file, fresh, kept):
    restore(kept, file)
    before = rows_of(file)

    await schema.migrate(url_of(file))
    await schema.migrate(url_of(file))

    after = rows_of(file)
    assert said_by(file) == said_by(fresh)
    assert differences(file) == []
    for table, rows in before.items():
        assert [row | old for row, old in zip(after[table], rows, strict=True)] == after[table]


@every_kept_revision
async def test_the_records_of_an_old_database_can_be_read(file, clock, kept):
    """An effect is kept as JSON: one that is renamed in the code would be found here, not in somebody's outbox."""
    restore(kept, file)
    kept_then = rows_of(file)
    await schema.migrate(url_of(file))
    store = store_of(file, clock)

    found = {kind: len(await store.read(lambda tx, kind=kind: tx.find(kind))) for kind in KEEPS}
    await store.close()

    assert min(many for kind, many in found.items() if KEEPS[kind].name in kept_then) > 0


def test_every_revision_is_kept_with_rows_in_it(file):
    """So that the next migration has something to begin with: see keep_revision.py."""
    restore(REVISIONS / f"{schema.head()}.sql", file)

    assert {path.stem for path in REVISIONS.glob("*.sql")} == schema.known_revisions()
    assert [name for name, rows in rows_of(file).items() if not rows] == []
    assert rows_of(file).keys() == metadata.tables.keys()


def differences(file):
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    engine.dispose()
    return found


def set_revision(file, revision):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


async def test_a_database_fits_or_says_why_not(file):
    url = url_of(file)
    assert (await schema.version(url), await schema.state(url)) == (None, State.EMPTY)
    assert not file.exists()  # a look is only a look

    file.touch()
    assert await schema.state(url) is State.EMPTY

    await schema.migrate(url)
    assert (await schema.version(url), await schema.state(url)) == (schema.head(), State.FITS)

    set_revision(file, "9999")
    assert await schema.state(url) is State.NEWER


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (None, State.EMPTY),
        ("0001", State.OLDER),
        ("0002", State.OLDER),
        ("0003", State.FITS),
        ("0004", State.NEWER),
        ("of somebody else", State.NEWER),
    ],
)
def test_a_program_knows_its_own_revisions_and_none_after_them(found, state):
    assert schema.compare(found, {"0001", "0002", "0003"}) is state


@pytest.mark.parametrize("state", [state for state in State if state is not State.FITS])
def test_every_state_that_does_not_fit_has_a_remedy(state):
    assert schema.REMEDIES[state]


async def test_a_migration_that_breaks_leaves_the_database_as_it_was(file):
    """Half a schema would fit neither the old program nor the new one."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE refunds (somebody_elses TEXT)")

    for _ in range(2):
        with pytest.raises(OperationalError, match="refunds"):
            await schema.migrate(url_of(file))

    assert list(said_by(file)) == ["refunds"]
    assert await schema.state(url_of(file)) is State.EMPTY


def test_the_newest_file_is_the_newest_revision():
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(schema.configuration(connection))
    engine.dispose()

    assert scripts.get_heads() == [schema.head()]


def test_a_start_imports_no_migrations():
    """Alembic takes longer to import than the rest of the start."""
    looking = "import sys, storage.schema, storage.store, storage.facts; sys.exit('alembic' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", looking], check=False).returncode == 0


async def test_a_new_database_of_the_tests_is_a_migrated_one(tmp_path, file):
    async with opened(tmp_path / "opened.sqlite"):
        pass
    await schema.migrate(url_of(file))

    assert said_by(tmp_path / "opened.sqlite") == said_by(file)
