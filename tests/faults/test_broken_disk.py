"""A disk that really refuses: full to the brim, or a file that may not grow; the kernel says no while it is written.

The bot runs in a process of its own; what a database without free pages says: test_full_disk.py.
"""

import resource
import sqlite3
import subprocess
from contextlib import closing, contextmanager, suppress

import aiohttp
import orjson
import pytest

from sandbox.stripe.webhooks import sign
from sandbox.world import WEBHOOK_SECRET
from tests.faults.mortal import watched
from tests.journeys.journey import Journey, tokyo

DISK_BYTES = 4 * 2**20
CHUNK = b"x" * 4096
HALF_A_HEADER = 12
"""Of the 24 bytes that stand before a page in SQLite's log: what is written is cut right there."""

PADDING = "x" * 200_000


@contextmanager
def full_to_the_brim(watch, folder):
    """ENOSPC: somebody else's file has taken whatever was left."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(CHUNK)
    yield
    ballast.unlink()


@contextmanager
def may_not_grow(watch, folder):
    """EFBIG: the log may not become longer than it is. SQLite calls that an I/O error, like a disk that breaks."""
    pid = watch.bot.process.pid
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    log_bytes = (folder / "roomkeeper.sqlite-wal").stat().st_size
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (log_bytes + HALF_A_HEADER, most))
    yield
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own. Only root may mount one; elsewhere the other refusal must do."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(tmp_path)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("a disk of its own cannot be mounted here")
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


async def test_a_disk_without_room_is_told_and_work_goes_on_when_there_is_room(disk):
    await refused_and_taken(disk, full_to_the_brim, "database: database or disk is full")


async def test_a_disk_that_breaks_is_told_and_work_goes_on_when_it_is_whole(tmp_path):
    await refused_and_taken(tmp_path, may_not_grow, "database: disk I/O error")


async def refused_and_taken(folder, broken, reason):
    """A payment that cannot be kept is not thanked for, and kept as a whole as soon as it can be."""
    async with watched(folder, tokyo(11, 28)) as watch:
        world = watch.world
        journey = Journey(world, print)
        await journey.open_room(await world.discord.person("mika", locale="en-US"), "Gold", 500)
        hanako = await world.discord.person("hanako")
        event = await paid_unheard(journey, hanako)
        with broken(watch, folder):
            refused, ready = await post(world, event), await readiness(world)
        kept = rows(folder, "SELECT id FROM events WHERE id = ?", event["id"])
        taken = await post(world, event)
        await world.settle()
        ready_again = await readiness(world)

        assert refused == 503
        assert ready == (503, reason)
        assert kept == []
        assert taken == 200
        assert ready_again == (200, "ready")
        assert hanako.roles() == {"Gold"}
        assert rows(folder, "SELECT state FROM events WHERE id = ?", event["id"]) == [("done",)]
        assert rows(folder, "PRAGMA integrity_check") == [("ok",)]


async def paid_unheard(journey, who):
    """The event that tells of a payment, and reached nobody; it is larger than any room that may be left."""
    reply = await journey.order(who, "Gold")
    stripe = journey.world.stripe
    stripe.core.mischief.lost = 1.0
    await journey.world.payer.pay(reply.url())
    told = stripe.core.account.all("event")
    [event] = [one for one in told if one["type"] == "checkout.session.completed"]
    event["data"]["object"]["customer"] = PADDING
    return event


async def post(world, event):
    body = orjson.dumps(event)
    headers = {"Stripe-Signature": sign(body, [WEBHOOK_SECRET], int(world.clock.now().timestamp()))}
    address = f"http://127.0.0.1:{world.app.port}/stripe/webhook"
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as answer:
        return answer.status


async def readiness(world):
    address = f"http://127.0.0.1:{world.app.port}/readyz"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


def rows(folder, question, *values):
    with closing(sqlite3.connect(f"file:{folder / 'roomkeeper.sqlite'}?mode=ro", uri=True)) as connection:
        return connection.execute(question, values).fetchall()
