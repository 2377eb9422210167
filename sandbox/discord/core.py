"""The local Discord without sockets: asked, it answers, and says which gateway events follow.

core = LocalDiscord(token="local")
answer, dispatches = core.handle(request)
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ..wire import Answer, Request
from . import routes
from .calls import read
from .errors import Refusal
from .limits import Limits
from .permissions import BOT_PERMISSIONS
from .state import Dispatch, State, system_time

# discord.py reads a body only when its type is exactly this, without a charset.
JSON = {"Content-Type": "application/json"}
PREFIX = "/api/v10"
WITHOUT_TOKEN = ("/interactions/", "/webhooks/")


class LocalDiscord:
    """One server, one application, and everybody in it."""

    def __init__(
        self,
        token: str = "local-bot-token",  # noqa: S107 -- of this double
        *,
        locale: str = "ja",
        limits: Limits | None = None,
        bot_permissions: int = BOT_PERMISSIONS,
        now: Callable[[], datetime] = system_time,
    ) -> None:
        """locale: of the server. limits: real, scaled or off (which is the default).

        bot_permissions: what the bot was invited with. now: by what clock events and timeouts are judged; the wire
        (ids, deadlines, limits) always keeps the system's.
        """
        self.state = State(token, locale=locale, bot_permissions=bot_permissions, now=now)
        self.limits = limits or Limits.off()

    def handle(self, request: Request) -> tuple[Answer, list[Dispatch]]:
        """Answer one call of the API."""
        path = request.path.removeprefix(PREFIX)
        allowed = self.limits.take(request.method, path)
        if allowed.wait:
            return too_many(allowed.wait, is_global=allowed.is_global, headers=allowed.headers), []
        try:
            self._authenticate(request, path)
            call = read(self.state, self.limits, request)
            route, ids = routes.find(request.method, path)
            said = route(call, *ids)
        except Refusal as refused:
            return Answer(refused.status, encode(refused.body), JSON | allowed.headers), []
        if said is None:
            return Answer(204, b"", allowed.headers), call.dispatches
        return Answer(call.status, encode(said), JSON | allowed.headers), call.dispatches

    def _authenticate(self, request: Request, path: str) -> None:
        """The token in an interaction's path is enough there; everything else needs the bot's."""
        if path.startswith(WITHOUT_TOKEN):
            return
        if request.headers.get("authorization") != f"Bot {self.state.token}":
            raise Refusal(401, 0, "401: Unauthorized")


def encode(value: Any) -> bytes:
    """JSON as it goes over the wire."""
    return json.dumps(value, ensure_ascii=False).encode()


def too_many(wait: float, *, is_global: bool, headers: Mapping[str, str]) -> Answer:
    """429 as Discord words it. Without `Via` discord.py takes it for a ban by the firewall in front."""
    body = {"code": 0, "message": "You are being rate limited.", "retry_after": round(wait, 3), "global": is_global}
    more = {"Via": "1.1 local", "Retry-After": str(max(1, round(wait)))}
    more |= {"X-RateLimit-Global": "true"} if is_global else {"X-RateLimit-Scope": "user"}
    return Answer(429, encode(body), JSON | more | dict(headers))
