"""The door Stripe knocks on: check the signature, keep the event, say thank you. Everything else happens later."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
import structlog
from aiohttp import web

from bot.metrics import Metrics
from bot.ports import Clock
from bot.rules.webhook_events import WebhookEvent
from webhooks import pages
from webhooks.events import LISTENED, NotAnEvent, event_of, kind_of
from webhooks.ours import Ours
from webhooks.signature import NotSigned, check

log = structlog.get_logger(__name__)

BODY_BYTES_MAX = 2**20
READ_SECONDS = 3
KEEPALIVE_SECONDS = 15
LINGERING_SECONDS = 2
"""How long the rest of a body that was refused is still read before the connection is closed."""
LISTENED_TYPES = frozenset(LISTENED)


@dataclass(frozen=True, slots=True)
class Door:
    """What the endpoint needs. keep: returns when the event is stored for good. is_live: of the key we hold.

    ready: what is wrong right now, [] when nothing is.
    """

    secrets: Sequence[str]
    keep: Callable[[WebhookEvent], Awaitable[None]]
    clock: Clock
    metrics: Metrics
    ready: Callable[[], Awaitable[list[str]]]
    guild_id: int
    is_live: bool | None = None


def make_app(door: Door) -> web.Application:
    """The web application: webhook, health, and the page people come back to."""
    app = web.Application(client_max_size=BODY_BYTES_MAX)
    app.router.add_post("/stripe/webhook", Endpoint(door).receive)
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", partial(_readyz, door))
    pages.add_to(app, door.guild_id)
    return app


async def serve(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Listen. Returns the runner, to be cleaned up, and the port (the one asked for, or any when that was 0)."""
    runner = web.AppRunner(
        app,
        handle_signals=False,
        access_log=None,
        keepalive_timeout=KEEPALIVE_SECONDS,
        lingering_time=LINGERING_SECONDS,
        auto_decompress=False,  # Stripe packs nothing; what arrives is what was signed, and no small body grows large
    )
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner, runner.addresses[0][1]


class Endpoint:
    """POST /stripe/webhook."""

    def __init__(self, door: Door) -> None:
        self._door, self._ours = door, Ours(door.guild_id)

    async def receive(self, request: web.Request) -> web.Response:
        """Answer 200 once the event is stored; one log line for whatever is not taken."""
        try:
            answer = await self._take(request)
        except web.HTTPException as refused:
            log.warning("a webhook was refused", status=refused.status, why=refused.text)
            answer = web.Response(status=refused.status, text=refused.text)
        self._door.metrics.received.labels(answer.status).inc()
        return answer

    async def _take(self, request: web.Request) -> web.Response:
        body = await _body(request)
        try:
            check(body, request.headers.get("Stripe-Signature"), self._door.secrets, self._door.clock.now())
        except NotSigned as fault:
            raise web.HTTPBadRequest(text=str(fault)) from fault
        event = self._event(body)
        if event is None:
            log.debug("a webhook is none of our business")
            return web.Response(text="none of our business")
        try:
            await self._door.keep(event)
        except Exception as fault:
            log.exception("an event could not be stored; Stripe will send it again", event_id=event.id)
            raise web.HTTPServiceUnavailable(text="the event could not be stored") from fault
        return web.Response(text="thank you")

    def _event(self, body: bytes) -> WebhookEvent | None:
        """The event to keep; None when we do not listen to its type, or it tells of somebody else's object."""
        try:
            told: Any = orjson.loads(body)
            # Objects of types that we do not know may lack whatever ours have.
            event = event_of(told, self._door.clock.now()) if kind_of(told) in LISTENED_TYPES else None
        except (orjson.JSONDecodeError, NotAnEvent) as fault:
            raise web.HTTPBadRequest(text=f"signed, but no event: {fault}") from fault
        if self._door.is_live is not None and told.get("livemode") is not self._door.is_live:
            raise web.HTTPBadRequest(text="an event of the other mode: live and test have endpoints of their own")
        if event is None or not self._ours.may_concern(told["data"]["object"]):
            return None
        return event


async def _body(request: web.Request) -> bytes:
    """The raw body, as it was signed. A sender who drips it in must not keep us waiting."""
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await request.read()
    except TimeoutError as fault:
        raise web.HTTPRequestTimeout(text=f"the body took longer than {READ_SECONDS} s") from fault
    except ConnectionResetError as fault:
        raise web.HTTPBadRequest(text="the sender hung up in the middle of the body") from fault


async def _healthz(_: web.Request) -> web.Response:
    return web.Response(text="alive")


async def _readyz(door: Door, _: web.Request) -> web.Response:
    reasons = await door.ready()
    return web.Response(status=503 if reasons else 200, text="\n".join(reasons) or "ready")
