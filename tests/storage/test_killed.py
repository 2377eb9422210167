"""What was acknowledged survives the worst end of the process."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.rules.effects import PendingEffect
from bot.rules.members import Member
from tests.storage.made import MEMBER
from tests.stores import new_database, store_of

ROOT = Path(__file__).parent.parent.parent
SOON = 20


@pytest.mark.parametrize("acknowledged", [1, 30, 101])
async def test_what_was_acknowledged_survives_a_kill(file, clock, acknowledged):
    """Stripe was answered 200 and will not tell us again."""
    file.write_bytes(new_database())
    told = await write_and_kill(file, acknowledged)

    store = store_of(file, clock)
    members = {member.id for member in await store.read(lambda tx: tx.find(Member))}
    asked = {one.effect.member_id for one in await store.read(lambda tx: tx.find(PendingEffect))}
    await store.write(lambda tx: tx.put(MEMBER))
    await store.close()

    assert len(told) >= acknowledged
    assert set(told) <= members
    assert members == asked  # no half of a decision
    assert is_sound(file)


async def write_and_kill(file, acknowledged):
    """Let a process of its own write, and kill it in the middle. Returns what it said was kept."""
    command = (sys.executable, "-m", "tests.storage.writing_until_killed", str(file))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    async with asyncio.timeout(SOON):
        told = [await process.stdout.readline() for _ in range(acknowledged)]
        process.kill()
        told += (await process.stdout.read()).splitlines(keepends=True)
        await process.wait()
    return [int(line) for line in told if line.endswith(b"\n")]


def is_sound(file):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
