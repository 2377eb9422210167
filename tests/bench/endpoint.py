"""The receiver, in a process of its own: the bot's endpoint over its real store, or the bare limit beside it.

    python -m tests.bench.endpoint bare|keeping|draining DATABASE_URL

bare: aiohttp that only reads the body. keeping: verified, deduplicated and committed before 200, by the bot's own
endpoint, inbox and store. draining: the same while the inbox works off what came. Prints its port; ends with SIGTERM.
"""

import asyncio
import secrets
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from aiohttp import web

from bot import log
from bot.clock import SystemClock
from bot.inbox import Handler, Inbox
from bot.metrics import Metrics
from bot.ports import Payments, Queue
from bot.rules.ids import make_id
from bot.worker import Worker
from storage import schema
from storage.store import SqlStore
from tests.bench.events import GUILD, SECRET
from tests.bench.posting import HOST
from webhooks.events import LISTENED
from webhooks.server import Door, make_app, serve

BARE, KEEPING, DRAINING = KINDS = ("bare", "keeping", "draining")
NOBODY = cast("Payments", None)
"""Nothing is looked at: what handling costs beyond storing is measured elsewhere."""


async def _nothing(*_: Any) -> None:
    """What the handlers here see and decide."""


HANDLERS: Mapping[str, Handler] = {kind: Handler(_nothing, _nothing) for kind in LISTENED}


def bare() -> web.Application:
    """An application that only reads the body."""

    async def receive(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="thank you")

    app = web.Application()
    app.router.add_post("/stripe/webhook", receive)
    return app


async def ready() -> list[str]:
    return []


def url_of(file: Path) -> str:
    """The address of a database that is a file."""
    return f"sqlite+aiosqlite:///{file}"


async def open_store(url: str) -> SqlStore:
    """The bot's store over a new database."""
    clock = SystemClock()
    await schema.migrate(url)
    return SqlStore(url, clock.now, ZoneInfo("Asia/Tokyo"), lambda prefix, now: make_id(prefix, now, secrets.randbits))


def ours(inbox: Inbox, metrics: Metrics) -> web.Application:
    """The bot's own application."""
    return make_app(Door((SECRET,), inbox.keep, SystemClock(), metrics, ready, GUILD, is_live=False))


async def run(kind: str, url: str) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    store, metrics = await open_store(url), Metrics()
    inbox = Inbox(store, NOBODY, HANDLERS, metrics)
    worker = Worker(Queue.EVENTS, inbox.step)
    draining = asyncio.create_task(worker.run())
    if kind == DRAINING:
        store.on_commit(lambda _: worker.wake())
    runner, port = await serve(bare() if kind == BARE else ours(inbox, metrics), HOST, 0)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await stop.wait()
    draining.cancel()
    await runner.cleanup()
    await store.close()


if __name__ == "__main__":
    log.set_up("WARNING", "text", ())
    asyncio.run(run(sys.argv[1], sys.argv[2]))
