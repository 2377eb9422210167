"""What the two local services have in common: requests, answers, planted faults, and a skin of HTTP around a core.

A core never sees a socket: it is asked `handle(request, now, random)` and answers. The skin below carries requests in
and answers out, and lets faults happen on the way, before or after the core has done its work.
"""

import asyncio
import fnmatch
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

MAX_BODY_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came over the wire. Header names are in lower case; `query` is the undecoded query string."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class FaultKind(StrEnum):
    ERROR = "error"  # a 5xx; the work is not done
    ERROR_AFTER = "error_after"  # a 5xx although the work was done
    RATE_LIMITED = "rate_limited"  # 429, as the service words it
    TIMEOUT = "timeout"  # no answer until the caller gives up; the work is not done
    TIMEOUT_AFTER = "timeout_after"  # the work is done, the answer never comes
    RESET_BEFORE = "reset_before"  # the connection breaks before the work
    RESET_AFTER = "reset_after"  # the connection breaks after the work
    SLOW = "slow"  # the work is done and answered as it should be, but late


DOES_THE_WORK = {FaultKind.ERROR_AFTER, FaultKind.TIMEOUT_AFTER, FaultKind.RESET_AFTER}


@dataclass(slots=True)
class Fault:
    """A fault for requests that match `where`: "METHOD /path", with * for anything. `times` None: until cleared.

    status: of a 5xx. seconds: by how much a slow answer is late.
    """

    kind: FaultKind
    where: str = "*"
    times: int | None = 1
    status: int = 500
    seconds: float = 1.0

    def strikes(self, request: Request) -> bool:
        return self.times != 0 and fnmatch.fnmatchcase(f"{request.method} {request.path}", self.where)


class Faults:
    """The faults planted in one service."""

    def __init__(self) -> None:
        self.planted: list[Fault] = []

    def plant(
        self,
        kind: FaultKind,
        where: str = "*",
        *,
        times: int | None = 1,
        status: int = 500,
        seconds: float = 1.0,
    ) -> Fault:
        """Let the next `times` requests that match `where` ("POST /v1/invoices/*/pay") go wrong."""
        fault = Fault(kind, where, times, status, seconds)
        self.planted.append(fault)
        return fault

    def pull(self, fault: Fault) -> None:
        """Take one fault away again; one that is gone already stays so."""
        if fault in self.planted:
            self.planted.remove(fault)

    def clear(self) -> None:
        self.planted.clear()

    def take(self, request: Request) -> Fault | None:
        """The fault that strikes this request, used up by one; None when it may pass."""
        for fault in self.planted:
            if fault.strikes(request):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None


Handle = Callable[[Request], Awaitable[Answer]]
Watch = Callable[[Request, Answer], None]


def is_loopback(host: str | None) -> bool:
    """Whether a name or an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


@web.middleware
async def no_other_sites(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """A website somebody visits can send what it likes to this machine, but its browser says whose page that was."""
    origin = request.headers.get("Origin")
    if origin is not None:
        host = urlsplit(origin).hostname
        if not is_loopback(host) and host != urlsplit(f"//{request.host}").hostname:
            raise web.HTTPForbidden(text=f"{origin} may do nothing here")
    return await handler(request)


class Skin:
    """An HTTP server around one service. `watch` is told of every request and its answer, before the answer leaves."""

    def __init__(self, handle: Handle, failure: Callable[[Fault], Answer]) -> None:
        """handle: answers one request. failure: how the service words a 5xx or a 429."""
        self._handle, self._failure = handle, failure
        self.faults = Faults()
        self.watch: list[Watch] = []
        self.requests = 0
        self._hanging = asyncio.Event()
        self.app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[no_other_sites])
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; `url` then says where. Routes of the service's own go into `app` before this."""
        self.app.router.add_route("*", "/{path:.*}", self._receive)
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        bound = self._runner.addresses[0]
        self.url = f"http://{bound[0]}:{bound[1]}"

    async def stop(self) -> None:
        self._hanging.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _receive(self, http: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in http.headers.items()}
        request = Request(http.method, http.path, http.query_string, headers, await http.read())
        self.requests += 1
        fault = self.faults.take(request)
        if fault is None:
            answer = await self._handle(request)
        else:
            answer = await self._suffer(http, request, fault)
        for told in self.watch:
            told(request, answer)
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)

    async def _suffer(self, http: web.Request, request: Request, fault: Fault) -> Answer:
        if fault.kind is FaultKind.SLOW:
            with suppress(TimeoutError):
                async with asyncio.timeout(fault.seconds):
                    await self._hanging.wait()
            return await self._handle(request)
        if fault.kind in DOES_THE_WORK:
            await self._handle(request)
        if fault.kind in (FaultKind.RESET_BEFORE, FaultKind.RESET_AFTER) and http.transport is not None:
            http.transport.abort()
        if fault.kind in (FaultKind.TIMEOUT, FaultKind.TIMEOUT_AFTER):
            await self._hanging.wait()
        return self._failure(fault)
