"""The real program in a process of its own, against the local Discord and Stripe: start, ask, stop."""

import asyncio
import os
import random
import signal
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from sandbox.discord.core import LocalDiscord
from sandbox.discord.server import LocalDiscordServer
from sandbox.stripe.core import LocalStripe
from sandbox.stripe.server import LocalStripeServer

ROOT = Path(__file__).parent.parent
SOON_SECONDS = 30


@pytest.fixture
async def outside():
    discord = LocalDiscordServer(LocalDiscord())
    stripe = LocalStripeServer(LocalStripe(), lambda: datetime.now(UTC), random.Random(1))
    await discord.start()
    await stripe.start()
    yield discord, stripe
    await stripe.stop()
    await discord.stop()


@pytest.fixture
def environment(outside, tmp_path):
    """What an operator would write into .env, and nothing else of this machine's."""
    discord, stripe = outside
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": discord.core.state.token,
        "DISCORD_GUILD_ID": discord.core.state.guild["id"],
        "DISCORD_API_URL": discord.rest_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "STRIPE_API_KEY": "sk_test_local",
        "STRIPE_API_URL": stripe.url,
        "STRIPE_WEBHOOK_SECRETS": "whsec_local",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'rooms.sqlite'}",
        "PUBLIC_URL": "http://127.0.0.1:1",
        "HTTP_PORT": "0",
        "METRICS_PORT": "0",
    }


async def command(environment, folder, *words):
    """Run `python -m bot …` to its end. Returns exit code and everything it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(SOON_SECONDS):
        printed, _ = await process.communicate()
    return process.returncode, printed.decode()


@asynccontextmanager
async def running(environment, folder):
    """`python -m bot run`, ready; the address it listens on. Ended with SIGTERM, which must end it well."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(SOON_SECONDS):
            told = (await process.stdout.readline()).decode()
        yield told.split()[2].rstrip(","), process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(SOON_SECONDS):
                await process.wait()


async def answered(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


async def test_it_starts_is_ready_answers_operators_and_ends_well(environment, outside, tmp_path):
    """SIGTERM finishes what is in hand and ends with 0; whoever restarts it need not clean up anything."""
    async with running(environment, tmp_path) as (address, process):
        async with asyncio.timeout(SOON_SECONDS):
            # Another process gets ready; nothing here can tell us when.
            while (await answered(f"{address}/readyz"))[0] != 200:  # noqa: ASYNC110 -- see above
                await asyncio.sleep(0.05)
        healthy = await answered(f"{address}/healthz")
        sick, found = await command(environment, tmp_path, "doctor")
        copied, said = await command(environment, tmp_path, "backup", "copy.sqlite")
        second, refused = await command(environment, tmp_path, "run")
        retried, none = await command(environment, tmp_path, "retry")
        synced, nobody = await command(environment, tmp_path, "sync")

    assert process.returncode == 0
    assert healthy == (200, "alive")
    assert "asked the running bot" in found
    assert "webhook" in found
    assert sick == 1  # Stripe knows of no webhook endpoint at this address
    assert copied == 0, said
    assert (tmp_path / "copy.sqlite").stat().st_size > 0
    assert (second, "another process has rooms.sqlite open" in refused) == (1, True), refused
    assert (retried, none.startswith("0 ")) == (0, True)
    assert (synced, nobody) == (0, "the roles of 0 members to be put right\n")


async def test_a_policy_is_replayed_beside_a_running_bot(environment, outside, tmp_path):
    """Reading the contracts disturbs nobody; before the first start there is nothing to read."""
    early = await command(environment, tmp_path, "policy", "replay", "room-1")
    async with running(environment, tmp_path):
        told = await command(environment, tmp_path, "policy", "replay", "room-1")

    assert told == (0, "0 of 0 open contracts under room would be decided differently\n")
    assert early[0] == 1
    assert "Traceback" not in early[1]


async def test_without_a_bot_the_tools_look_by_themselves(environment, outside, tmp_path):
    made, said = await command(environment, tmp_path, "migrate")
    copied, _ = await command(environment, tmp_path, "backup", "copy.sqlite")
    again, refused = await command(environment, tmp_path, "backup", "copy.sqlite")
    _, found = await command(environment, tmp_path, "doctor")

    assert (made, copied) == (0, 0), said
    assert (again, "nothing is overwritten" in refused) == (1, True)
    assert "configuration: complete; the community lives in Asia/Tokyo and pays in JPY" in found
    assert "database schema: fits" in found
    assert "Discord token" in found


@pytest.mark.parametrize(
    ("changes", "words", "said"),
    [
        ({"DISCORD_TOKEN": ""}, ("run",), "DISCORD_TOKEN is not set"),
        ({"DISCORD_TOKEN": "wrong"}, ("run",), "token"),
        ({"BILLING_RETRY_DAYS": "31"}, ("doctor",), "BILLING_RETRY_DAYS"),
        ({}, ("run", "--only", "worker"), "needs PostgreSQL"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite"}, ("run",), "DATABASE_URL"),
    ],
)
async def test_what_an_operator_can_mend_ends_with_a_plain_message(environment, tmp_path, changes, words, said):
    """Never a traceback: the name of the variable, its value, and the remedy."""
    code, printed = await command(environment | changes, tmp_path, *words)

    assert code == 1
    assert said in printed
    assert "Traceback" not in printed


async def test_a_zone_that_changed_after_the_first_start_is_pointed_out(environment, tmp_path):
    """Money was taken by the old calendar: the rows rule, and doctor says where the environment differs."""
    await command(environment, tmp_path, "backup", "first-start.sqlite")

    code, found = await command(environment | {"COMMUNITY_TIMEZONE": "Europe/Berlin"}, tmp_path, "doctor")

    assert code == 1
    assert "set COMMUNITY_TIMEZONE to Asia/Tokyo" in found


@pytest.mark.parametrize("revision", ["0000", "9999"])
async def test_a_database_of_another_version_is_refused(environment, tmp_path, revision):
    import sqlite3

    await command(environment, tmp_path, "migrate")
    with sqlite3.connect(tmp_path / "rooms.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    database.close()

    code, printed = await command(environment, tmp_path, "run")

    assert code == 1
    assert "does not fit this version" in printed
    assert "Traceback" not in printed
