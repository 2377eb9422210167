"""The local Discord on a socket: API, gateway, and a door for people."""

import mimetypes
from collections.abc import Iterable

from aiohttp import web

from ..wire import Answer, Fault, FaultKind, Faults, Request, Skin, Watch
from .core import JSON, LocalDiscord, encode, too_many
from .door import Door
from .gateway import Gateway
from .people import People
from .person import Person
from .state import Dispatch

GOING_AWAY = 1001


class LocalDiscordServer:
    """A core and its socket. `watch` hears of every call and answer, before the answer leaves."""

    def __init__(self, core: LocalDiscord) -> None:
        self.core = core
        self.gateway = Gateway(core.state, core.limits)
        self._skin = Skin(self._handle, _failure)
        self._skin.app.router.add_get("/gateway", self.gateway.connect)
        self._skin.app.router.add_get("/gateway/", self.gateway.connect)
        self._skin.app.router.add_get("/attachments/{id}/{name}", self._file)
        self.people = People(core.state, self.tell)
        Door(self.people).add_to(self._skin.app)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; `url` and the others then say where."""
        await self._skin.start(host, port)
        self.gateway.url = self.core.state.gateway_url = self.gateway_url
        self.core.state.url = self.url

    async def stop(self) -> None:
        """Close every connection."""
        await self.gateway.drop(GOING_AWAY)
        await self._skin.stop()

    @property
    def url(self) -> str:
        """Where the door for people is, under /_person."""
        return self._skin.url

    @property
    def rest_url(self) -> str:
        """What DISCORD_API_URL is set to."""
        return f"{self._skin.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """What DISCORD_GATEWAY_URL is set to."""
        return f"{self._skin.url.replace('http', 'ws', 1)}/gateway"

    @property
    def faults(self) -> Faults:
        """What goes wrong with the next calls, when it is planted."""
        return self._skin.faults

    @property
    def watch(self) -> list[Watch]:
        """Whoever wants to hear of every call and its answer."""
        return self._skin.watch

    @property
    def requests(self) -> int:
        """How many calls there were."""
        return self._skin.requests

    async def drop(self, code: int = 4000) -> None:
        """Break the connection of the gateway."""
        await self.gateway.drop(code)

    async def ask_to_reconnect(self) -> None:
        """Ask every client to reconnect, as Discord does before it replaces a machine."""
        await self.gateway.ask_to_reconnect()

    def forget_sessions(self) -> None:
        """Whoever resumes has to identify anew."""
        self.gateway.forget()

    def refuse_gateway(self, times: int) -> None:
        """Turn away the next connections to the gateway."""
        self.gateway.refuse = times

    async def quiet(self) -> None:
        """Return when every event has been sent."""
        await self.gateway.quiet()

    async def person(self, name: str, *, locale: str = "ja", roles: Iterable[str] = ()) -> Person:
        """Somebody in the server; the same name is the same person."""
        return Person(self.people, await self.people.come(name, locale=locale, roles=roles))

    async def stranger(self, name: str, *, locale: str = "ja") -> Person:
        """Somebody with an account who is not in the server."""
        return Person(self.people, self.people.account(name, locale=locale))

    @property
    def owner(self) -> Person:
        """Whom the server belongs to; may do everything."""
        return Person(self.people, self.core.state.owner["id"])

    async def tell(self, dispatch: Dispatch) -> None:
        """Send a gateway event, and wake whoever waits for a change."""
        await self.gateway.tell(dispatch)
        await self.people.notice()

    async def _file(self, request: web.Request) -> web.Response:
        """A file of a message, as the address in it promises."""
        content = self.core.state.files.get(request.match_info["id"])
        kind, _ = mimetypes.guess_type(request.match_info["name"])
        if content is None:
            return web.Response(status=404)
        return web.Response(body=content, content_type=kind or "application/octet-stream")

    async def _handle(self, request: Request) -> Answer:
        answer, dispatches = self.core.handle(request)
        for dispatch in dispatches:
            await self.gateway.tell(dispatch)
        await self.people.notice()
        return answer


def _failure(fault: Fault) -> Answer:
    if fault.kind is FaultKind.RATE_LIMITED:
        return too_many(0.05, is_global=False, headers={})
    return Answer(fault.status, encode({"code": 0, "message": f"{fault.status}: planted"}), JSON)
