"""The page's server: what it shows, what it may ask, and who may ask it. Everything is on the loopback."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from sandbox.page import acts, hands, running
from sandbox.page.asked import Answer, Asked
from sandbox.page.guard import Handler, bad_request, ours_only, plainly
from sandbox.page.stage import Stage

STATIC = Path(__file__).parent / "static"
FREE = (*acts.LOOKS, *acts.MARKS, *running.LOOKS, *running.STAGE)
HELD = (*acts.ACTS, *hands.ACTS, *running.ACTS)
"""What nobody may do while a story is told."""
DOUBLES = "http://127.0.0.1:*"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; font-src 'self'; "
    f"manifest-src 'self'; img-src 'self' data: blob: {DOUBLES}; media-src 'self' {DOUBLES}; "
    f"form-action 'self' {DOUBLES}; frame-src 'self' {DOUBLES}; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page may load: its own parts, and what the doubles keep on their ports. Nothing from another machine."""
DISCORDS_OWN = re.compile(rb"https://discord\.com/channels/\d+")


class Page:
    """The server of the page. `url` is its one address."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.url = stage, ""
        app = web.Application(middlewares=[ours_only, self._headers, plainly])
        app.router.add_get("/", self._index)
        app.router.add_get("/return", self._back_from_paying)
        app.router.add_get("/api/events", self._events)
        for free, routes in ((True, FREE), (False, HELD)):
            for method, path, answer in routes:
                app.router.add_route(method, path, self._answering(answer, free=free))
        app.router.add_static("/static", STATIC)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)

    async def start(self, port: int) -> None:
        """Listen, before there is a world: the first look at the page need not wait for it."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, bound = self._runner.addresses[0][:2]
        self.url = self.stage.public_url = f"http://{host}:{bound}"

    async def stop(self) -> None:
        """Hang up."""
        await self._runner.cleanup()

    def _answering(self, answer: Answer, *, free: bool) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            said = await _said(request) if request.method == "POST" else {}
            asked = Asked(self.stage, request, said)
            if not free:
                asked.scene.free_hands()
            return web.json_response(await answer(asked))

        return handle

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await self.stage.hub.listen(request, {"version": self.stage.version, "world": self.stage.kind})

    async def _back_from_paying(self, request: web.Request) -> web.Response:
        """The bot's own page, whose way back to Discord leads to this one: here, this is Discord."""
        address = f"http://127.0.0.1:{self.stage.world.app.port}{request.rel_url}"
        languages = {"Accept-Language": request.headers.get("Accept-Language", "")}
        async with aiohttp.ClientSession() as session, session.get(address, headers=languages) as shown:
            body = DISCORDS_OWN.sub(b"/", await shown.read())
            return web.Response(status=shown.status, body=body, content_type="text/html", charset="utf-8")

    @web.middleware
    async def _headers(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY
            response.headers.setdefault("Cache-Control", "no-cache")
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Referrer-Policy"] = "same-origin"
        return response


async def _said(request: web.Request) -> dict[str, Any]:
    try:
        said = await request.json()
    except ValueError as fault:
        raise bad_request("the body is no JSON") from fault
    if not isinstance(said, dict):
        raise bad_request("the body must be an object")
    return said


@asynccontextmanager
async def opened_page(
    folder: Path, *, port: int = 0, start: datetime | None = None, furnished: bool = True
) -> AsyncIterator[Page]:
    """A page with its world, kept in `folder`; closed afterwards.

    port: of the page; the bot, Discord and Stripe listen on the three after it (0: any free ones). start: when a new
    world begins. furnished: whether it has rooms and people.
    """
    stage = Stage(folder, port=port + 1 if port else 0, start=start, furnished=furnished)
    page = Page(stage)
    await page.start(port)
    try:
        await stage.open()
        yield page
    finally:
        await stage.close()
        await page.stop()
