"""Sessions of the gateway: what each asked to hear, and what it missed while its line was down.

Source: discord.com/developers/docs/events/gateway#list-of-intents.
"""

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .snowflakes import snowflake
from .state import Dispatch

EVENT = 0
GUILDS, GUILD_MEMBERS, MODERATION, EVENTS = 1 << 0, 1 << 1, 1 << 2, 1 << 16
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | MESSAGE_CONTENT

MESSAGES = ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE")
NEEDED_INTENT = {
    **dict.fromkeys(("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"), GUILD_MEMBERS),
    **dict.fromkeys(("GUILD_BAN_ADD", "GUILD_BAN_REMOVE", "GUILD_AUDIT_LOG_ENTRY_CREATE"), MODERATION),
    **dict.fromkeys(("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE", "GUILD_UPDATE"), GUILDS),
    **dict.fromkeys(("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"), GUILDS),
    **dict.fromkeys(("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "THREAD_MEMBERS_UPDATE"), GUILDS),
    **dict.fromkeys((f"GUILD_SCHEDULED_EVENT_{what}" for what in ("CREATE", "UPDATE", "DELETE")), EVENTS),
    **dict.fromkeys((f"GUILD_SCHEDULED_EVENT_USER_{what}" for what in ("ADD", "REMOVE")), EVENTS),
}


@dataclass(slots=True)
class Session:
    """One session of the bot. It outlives its websocket: what is sent meanwhile is kept for a RESUME."""

    id: str = field(default_factory=snowflake)
    intents: int = 0
    sequence: int = 0
    kept: list[tuple[int, str]] = field(default_factory=list)
    line: "Line | None" = None

    def wants(self, dispatch: Dispatch) -> bool:
        """Whether its intents ask for an event."""
        needed = NEEDED_INTENT.get(dispatch.name)
        if dispatch.name in MESSAGES:
            needed = GUILD_MESSAGES if "guild_id" in dispatch.data else DIRECT_MESSAGES
        return needed is None or bool(self.intents & needed)

    async def tell(self, name: str, data: Any) -> None:
        """Send an event, or keep it for later."""
        self.sequence += 1
        words = json.dumps({"op": EVENT, "d": data, "s": self.sequence, "t": name}, ensure_ascii=False)
        self.kept.append((self.sequence, words))
        if self.line is not None:
            await self.line.send(words)


class Line:
    """One websocket, compressed when the client asked for zlib."""

    def __init__(self, socket: web.WebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self._deflate = zlib.compressobj() if compress == "zlib-stream" else None
        self._turn = asyncio.Lock()

    async def send(self, words: str) -> None:
        """Send words, one after the other; a client that is gone hears nothing."""
        async with self._turn:
            if self.socket.closed:
                return
            try:
                if self._deflate is None:
                    await self.socket.send_str(words)
                else:
                    whole = self._deflate.compress(words.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(whole)
            except ConnectionError:
                pass  # the client is gone; a RESUME will ask for it

    async def op(self, op: int, data: Any) -> None:
        """Send something that is no event."""
        await self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))
