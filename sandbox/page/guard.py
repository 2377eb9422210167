"""Who may speak to the page: a browser on this machine that shows the page itself, and nobody else's page.

Any website one visits can send requests to an address of this machine; what it cannot do is hide where it comes from.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from sandbox.discord.errors import NotAllowed, Refusal
from sandbox.discord.people import Unanswered
from sandbox.discord.typing_commands import NoSuchCommand
from sandbox.wire import is_loopback

log = structlog.get_logger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
READING = ("GET", "HEAD")
JSON = "application/json"


class Failed(Exception):
    """What the page is told instead of an answer. `code` is one of the contract's, the message is for a detail line."""

    def __init__(self, status: HTTPStatus, code: str, words: str) -> None:
        super().__init__(words)
        self.status, self.code = status, code


def bad_request(words: str) -> Failed:
    return Failed(HTTPStatus.BAD_REQUEST, "bad_request", words)


def unknown(words: str) -> Failed:
    return Failed(HTTPStatus.NOT_FOUND, "unknown", words)


def busy(words: str) -> Failed:
    return Failed(HTTPStatus.CONFLICT, "busy", words)


def foreign(words: str) -> Failed:
    return Failed(HTTPStatus.FORBIDDEN, "foreign", words)


@web.middleware
async def ours_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn away whoever came by another name than this machine's (DNS rebinding), and acts of other sites."""
    try:
        _check(request)
    except Failed as refused:
        return told(refused)
    return await handler(request)


def _check(request: web.Request) -> None:
    if not is_loopback(urlsplit(f"//{request.host}").hostname):
        raise foreign(f"this page is not {request.host}")
    if request.method in READING:
        return
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        raise foreign(f"{origin} may do nothing here")
    if request.content_type != JSON:
        raise bad_request(f"acts are sent as {JSON}")


@web.middleware
async def plainly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Word whatever goes wrong the way the page expects it."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as fault:
        failed = as_failed(fault)
        if failed is None:
            log.exception("the page asked for something that broke", path=request.path)
            failed = Failed(HTTPStatus.INTERNAL_SERVER_ERROR, "broke", f"{type(fault).__name__}: {fault}")
        return told(failed)


def as_failed(fault: Exception) -> Failed | None:
    """How the page words a refusal; None for what is no refusal but a fault of ours."""
    match fault:
        case Failed():
            return fault
        case NotAllowed():
            return Failed(HTTPStatus.FORBIDDEN, "not_allowed", str(fault))
        case NoSuchCommand():
            return Failed(HTTPStatus.BAD_REQUEST, "no_such_command", str(fault))
        case Unanswered() | TimeoutError():
            return Failed(HTTPStatus.GATEWAY_TIMEOUT, "unanswered", str(fault) or "nothing happened in time")
        case Refusal():
            return unknown(str(fault.body.get("message", fault)))
    return None


def told(failed: Failed) -> web.Response:
    """The answer that says so."""
    return web.json_response({"failed": {"code": failed.code, "words": str(failed)}}, status=failed.status)
