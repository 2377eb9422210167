"""The process: from its start to ready, and the memory it holds, beside a Python that only loads the libraries."""

import asyncio
import random
import statistics
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from sqlalchemy import insert

from bot.rules.ids import MemberId
from bot.rules.members import Member
from sandbox.discord import shapes
from sandbox.discord.core import LocalDiscord
from sandbox.discord.server import LocalDiscordServer
from sandbox.stripe.core import LocalStripe
from sandbox.stripe.server import LocalStripeServer
from storage.rows import to_row
from storage.tables import KEEPS
from tests.bench.endpoint import open_store, url_of
from tests.bench.figures import Figure, rounded
from tests.bench.processes import PATIENCE_SECONDS, Program, running

LOADED = "import discord.ext.commands, stripe, aiohttp.web, sqlalchemy.ext.asyncio, apscheduler.schedulers.asyncio"
BARE = ("-c", f"{LOADED}, signal; print('loaded', flush=True); signal.pause()")
BESIDE_START = "loading the libraries (less is better)"
BESIDE_MEMORY = "a Python that has only loaded the libraries (less is better)"
LOOKS_APART_SECONDS = 0.01
"""Another process gets ready; nothing here can tell us when but a look."""

Environment = Mapping[str, str]


async def measure(folder: Path, starts: int, members: int) -> list[Figure]:
    """The first start, which makes the database, is not counted; then `starts` with a small community, one large."""
    async with _community(folder, 1) as environment:
        await _started(environment)
        bare = [await _loaded() for _ in range(starts)]
        ours = [await _started(environment) for _ in range(starts)]
    large_folder = folder / "large"
    large_folder.mkdir()
    await _fill(large_folder, members)
    async with _community(large_folder, members) as environment:
        large = await _started(environment)
    (bare_seconds, bare_mib), (seconds, mib) = (_medians(runs) for runs in (bare, ours))
    notes = f"with {members:,} members {large[0]:.1f} s; bare {bare_seconds:.2f} s"
    held = f"with {members:,} members {large[1]:.0f} MiB; bare {bare_mib:.0f} MiB"
    return [
        Figure("start", rounded(seconds), "s", rounded(seconds / bare_seconds), BESIDE_START, notes),
        Figure("memory", rounded(mib), "MiB", rounded(mib / bare_mib), BESIDE_MEMORY, held),
    ]


def _medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    seconds, mib = zip(*runs, strict=True)
    return statistics.median(seconds), statistics.median(mib)


async def _loaded() -> tuple[float, float]:
    """Seconds and MiB of the bare limit."""
    began = time.perf_counter()
    async with running(*BARE) as program:
        return time.perf_counter() - began, program.resident_mib


async def _started(environment: Environment) -> tuple[float, float]:
    """Seconds until `readyz` says yes, and the MiB held then."""
    began = time.perf_counter()
    async with running("-m", "bot", "run", environment=environment) as program:
        await _ready(program)
        return time.perf_counter() - began, program.resident_mib


async def _ready(program: Program) -> None:
    """Return when the bot is. Its first line is "Listening on <address>, …"."""
    address = program.said.split()[2].rstrip(",")
    async with asyncio.timeout(PATIENCE_SECONDS), aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{address}/readyz") as answer:
                if answer.ok:
                    return
            await asyncio.sleep(LOOKS_APART_SECONDS)


@asynccontextmanager
async def _community(folder: Path, members: int) -> AsyncIterator[Environment]:
    """A local Discord with so many people in the server, and a local Stripe. What an operator writes into .env."""
    discord = LocalDiscordServer(LocalDiscord())
    stripe = LocalStripeServer(LocalStripe(), lambda: datetime.now(UTC), random.Random(1))
    for number in range(members):
        user = shapes.user(f"member{number}")
        discord.core.state.users[user["id"]] = user
        discord.core.state.add_member(user, [])
    await discord.start()
    await stripe.start()
    try:
        yield {
            "DISCORD_TOKEN": discord.core.state.token,
            "DISCORD_GUILD_ID": discord.core.state.guild["id"],
            "DISCORD_API_URL": discord.rest_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "STRIPE_API_KEY": "sk_test_local",
            "STRIPE_API_URL": stripe.url,
            "STRIPE_WEBHOOK_SECRETS": "whsec_local",
            "DATABASE_URL": f"sqlite:///{_database(folder)}",
            "PUBLIC_URL": "http://127.0.0.1:1",
            "HTTP_PORT": "0",
            "METRICS_PORT": "0",
            "LOG_LEVEL": "ERROR",
        }
    finally:
        await stripe.stop()
        await discord.stop()


async def _fill(folder: Path, members: int) -> None:
    """A database that knows so many members."""
    known = [to_row(Member(MemberId(1000 + number), f"member{number}", "ja")) for number in range(members)]
    store = await open_store(url_of(_database(folder)))
    await store.write(lambda tx: tx.ask(insert(KEEPS[Member]), known))
    await store.close()


def _database(folder: Path) -> Path:
    return folder / "rooms.sqlite"
