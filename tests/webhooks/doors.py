"""A door on a real socket: the endpoint, and a shelf in the place of the inbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp

from bot.clock import MovableClock
from bot.metrics import Metrics
from bot.rules.webhook_events import WebhookEvent
from tests.webhooks.telling import SECRET, signed
from tests.webhooks.town import GUILD, NOVEMBER
from webhooks.server import Door, make_app, serve

HOST = "127.0.0.1"


class Shelf:
    """Keeps events, each id once, as the inbox does; `full` makes it fail."""

    def __init__(self) -> None:
        self.events: dict[str, WebhookEvent] = {}
        self.full = False

    async def keep(self, event: WebhookEvent) -> None:
        if self.full:
            raise OSError("no space left on device")
        self.events.setdefault(event.id, event)

    @property
    def ids(self) -> list[str]:
        return sorted(self.events)


@dataclass
class OpenDoor:
    """A door that is listening, and somebody in front of it."""

    door: Door
    shelf: Shelf
    reasons: list[str]
    port: int
    session: aiohttp.ClientSession
    url: str = field(init=False)

    def __post_init__(self) -> None:
        self.url = f"http://{HOST}:{self.port}"

    async def post(self, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Post to the webhook address; the status and the words of the answer."""
        async with self.session.post(f"{self.url}/stripe/webhook", data=BytesIO(body), headers=headers) as answer:
            return answer.status, await answer.text()

    async def tell(self, told: Any, **signing: Any) -> int:
        """Post something that is signed; the status."""
        return (await self.post(*signed(told, **signing)))[0]

    async def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        async with self.session.get(self.url + path, headers=headers) as answer:
            return answer.status, await answer.text(), answer.headers

    def received(self, status: int) -> float:
        """How many requests were answered so, as the metrics have it."""
        return self.door.metrics.received.labels(status)._value.get()


@asynccontextmanager
async def opened(**changes: Any) -> AsyncIterator[OpenDoor]:
    """A door with one secret, in test mode, unless `changes` says otherwise."""
    shelf, reasons = Shelf(), []

    async def ready() -> list[str]:
        return reasons

    known = {"secrets": [SECRET], "is_live": False, "clock": MovableClock(NOVEMBER)} | changes
    door = Door(keep=shelf.keep, metrics=Metrics(), ready=ready, guild_id=GUILD, **known)
    runner, port = await serve(make_app(door), HOST, 0)
    try:
        async with aiohttp.ClientSession() as session:
            yield OpenDoor(door, shelf, reasons, port, session)
    finally:
        await runner.cleanup()
