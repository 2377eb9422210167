"""A backup is whole, checked, and never written over another."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from bot.rules.ids import MemberId
from bot.rules.members import Member
from storage import facts
from storage.backup import NoBackup, backup
from tests.storage.made import MEMBER, community, settle
from tests.stores import store_of, url_of


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "copy.sqlite"


async def test_a_copy_has_everything(store, copy, clock):
    await store.write(settle)

    size = await backup(store, copy)

    other = store_of(copy, clock)
    for record in community():
        assert await other.read(lambda tx, record=record: tx.get(type(record), record.id)) == record
    await other.close()
    assert size > 0
    assert [path.name for path in copy.parent.glob("copy*")] == [copy.name]


async def test_a_copy_is_made_between_two_units_of_work(store, copy, clock):
    """Everybody goes on joining meanwhile; the copy has each of them whole or not at all."""

    async def join(number):
        async def two(tx):
            await tx.put(Member(MemberId(number), "name", "ja"))
            await tx.put(Member(MemberId(-number), "name", "ja"))

        await store.write(two)

    await asyncio.gather(*(join(number) for number in range(1, 30)), backup(store, copy), *map(join, range(30, 60)))

    other = store_of(copy, clock)
    ids = {member.id for member in await other.read(lambda tx: tx.find(Member))}
    await other.close()
    assert ids == {-id for id in ids}
    assert len(await store.read(lambda tx: tx.find(Member))) == 2 * 59


async def test_a_copy_that_is_put_back_is_written_as_carefully_as_before(store, copy, clock):
    """A copy forgets that its original kept a log; readers would block writers from then on."""
    await backup(store, copy)
    restored = store_of(copy, clock)

    await restored.write(lambda tx: tx.put(MEMBER))

    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    await restored.close()


async def test_nothing_is_overwritten(store, copy):
    await backup(store, copy)
    before = copy.read_bytes()
    await store.write(lambda tx: tx.put(MEMBER))

    for _ in range(2):
        with pytest.raises(NoBackup, match="exists already"):
            await backup(store, copy)

    assert copy.read_bytes() == before


async def test_a_folder_that_is_not_there_is_named(store, tmp_path):
    with pytest.raises(NoBackup, match="nowhere is no folder"):
        await backup(store, tmp_path / "nowhere" / "copy.sqlite")


async def test_what_a_backup_that_was_cut_off_left_behind_is_no_hindrance(store, copy):
    copy.with_name(f"{copy.name}.unfinished").write_text("half")

    await backup(store, copy)

    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


async def test_the_store_goes_on_after_a_backup_that_failed(store, copy, file):
    copy.with_name(f"{copy.name}.unfinished").mkdir()

    with pytest.raises(OSError, match="unfinished"):
        await backup(store, copy)

    await store.write(lambda tx: tx.put(replace(MEMBER, name="later")))
    assert not copy.exists()


async def test_an_operator_is_told_the_schema_and_what_the_version_of_sqlite_means(store, file):
    found = await facts.examine(url_of(file))

    assert [(one.name, one.well) for one in found] == [("database schema", True), ("SQLite", True)]
    assert found[1].seen.startswith(sqlite3.sqlite_version)


async def test_an_operator_is_told_what_to_do_about_an_empty_database(tmp_path):
    [schema, _] = await facts.examine(url_of(tmp_path / "none.sqlite"))

    assert (schema.well, schema.seen) == (False, "empty")
    assert "migrate" in schema.remedy
