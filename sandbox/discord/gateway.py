"""The gateway: sessions over websockets, what each has missed, and who may hear what.

Source: discord.com/developers/docs/events/gateway.
"""

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from . import shapes
from .snowflakes import snowflake
from .state import Dispatch, State

HEARTBEAT_MS = 41250
HELLO, HEARTBEAT, IDENTIFY, RESUME, MEMBERS, INVALID_SESSION, RECONNECT, ACK, EVENT = 10, 1, 2, 6, 8, 9, 7, 11, 0
GUILDS, GUILD_MEMBERS, MODERATION, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 1, 1 << 2, 1 << 9, 1 << 12
WRONG_TOKEN, DISALLOWED_INTENTS = 4004, 4014
PAGE = 1000

NEEDED_INTENT = {
    "GUILD_MEMBER_ADD": GUILD_MEMBERS,
    "GUILD_MEMBER_UPDATE": GUILD_MEMBERS,
    "GUILD_MEMBER_REMOVE": GUILD_MEMBERS,
    "GUILD_BAN_ADD": MODERATION,
    "GUILD_BAN_REMOVE": MODERATION,
    "MESSAGE_CREATE": GUILD_MESSAGES | DIRECT_MESSAGES,
    "MESSAGE_UPDATE": GUILD_MESSAGES | DIRECT_MESSAGES,
    "MESSAGE_DELETE": GUILD_MESSAGES | DIRECT_MESSAGES,
    "GUILD_ROLE_CREATE": GUILDS,
    "GUILD_ROLE_UPDATE": GUILDS,
    "GUILD_ROLE_DELETE": GUILDS,
    "CHANNEL_CREATE": GUILDS,
    "CHANNEL_UPDATE": GUILDS,
    "CHANNEL_DELETE": GUILDS,
    "THREAD_CREATE": GUILDS,
}


@dataclass(slots=True)
class Session:
    """One session of the bot. It outlives its websocket: what is sent meanwhile is kept for a RESUME."""

    id: str = field(default_factory=snowflake)
    intents: int = 0
    sequence: int = 0
    kept: list[tuple[int, str]] = field(default_factory=list)
    line: "Line | None" = None

    async def tell(self, name: str, data: Any) -> None:
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
        await self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))


class Gateway:
    """Every session. refuse: how many of the next connections are turned away; privileged: whether intents are on."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.sessions: dict[str, Session] = {}
        self.refuse = 0
        self.privileged = True
        self.identifies = 0
        self._lines: set[Line] = set()
        self._sending = 0
        self._sent = asyncio.Event()
        self._sent.set()
        self.url = ""

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """One websocket, from HELLO to its end."""
        if self.refuse > 0:
            self.refuse -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        line = Line(socket, request.query.get("compress"))
        self._lines.add(line)
        await line.op(HELLO, {"heartbeat_interval": HEARTBEAT_MS})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(line, json.loads(message.data))
        finally:
            self._lines.discard(line)
            for session in self.sessions.values():
                if session.line is line:
                    session.line = None
        return socket

    async def _hear(self, line: Line, told: dict[str, Any]) -> None:
        match told["op"]:
            case 1:
                await line.op(ACK, None)
            case 2:
                await self._identify(line, told["d"])
            case 6:
                await self._resume(line, told["d"])
            case 8:
                await self._members(line, told["d"])

    async def _identify(self, line: Line, told: dict[str, Any]) -> None:
        state = self._state
        self.identifies += 1
        if told["token"] != state.token:
            await line.socket.close(code=WRONG_TOKEN)
            return
        if told["intents"] & GUILD_MEMBERS and not self.privileged:
            await line.socket.close(code=DISALLOWED_INTENTS)
            return
        session = Session(intents=told["intents"], line=line)
        self.sessions[session.id] = session
        ready = {
            "v": 10,
            "user": state.bot,
            "guilds": [{"id": state.guild["id"], "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": told.get("shard", [0, 1]),
            "application": {"id": state.application_id, "flags": 0},
        }
        await session.tell("READY", ready)
        await session.tell("GUILD_CREATE", self._whole_guild())

    async def _resume(self, line: Line, told: dict[str, Any]) -> None:
        session = self.sessions.get(told["session_id"])
        if session is None:
            await line.op(INVALID_SESSION, False)
            return
        session.line = line
        for sequence, words in session.kept:
            if sequence > told["seq"]:
                await line.send(words)
        await session.tell("RESUMED", {"_trace": []})

    def _whole_guild(self) -> dict[str, Any]:
        state = self._state
        threads = [one for one in state.channels.values() if one["type"] == shapes.PRIVATE_THREAD]
        return state.guild | {
            "unavailable": False,
            "member_count": len(state.members),
            "large": False,
            "joined_at": shapes.timestamp(),
            "members": [state.members[state.application_id]],
            "channels": state.guild_channels(),
            "threads": threads,
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    async def _members(self, line: Line, told: dict[str, Any]) -> None:
        """Members in pages; discord.py sends the ids as numbers here."""
        state = self._state
        session = next((one for one in self.sessions.values() if one.line is line), None)
        if session is None:
            return
        if told.get("user_ids"):
            ids = [str(id) for id in told["user_ids"]]
            wanted = [state.members[id] for id in ids if id in state.members]
        else:
            begins = str(told.get("query") or "")
            named = [one for one in state.members.values() if one["user"]["username"].startswith(begins)]
            wanted = named[: told.get("limit") or None]
        pages = [wanted[start : start + PAGE] for start in range(0, len(wanted), PAGE)] or [[]]
        for index, page in enumerate(pages):
            chunk = {"guild_id": state.guild["id"], "members": page, "nonce": told.get("nonce")}
            await session.tell("GUILD_MEMBERS_CHUNK", chunk | {"chunk_index": index, "chunk_count": len(pages)})

    async def tell(self, dispatch: Dispatch) -> None:
        """Send an event to every session that asked for its kind."""
        self._sending += 1
        self._sent.clear()
        try:
            for session in tuple(self.sessions.values()):
                needed = NEEDED_INTENT.get(dispatch.name)
                if needed is None or session.intents & needed:
                    await session.tell(dispatch.name, dispatch.data)
        finally:
            self._sending -= 1
            if not self._sending:
                self._sent.set()

    async def quiet(self) -> None:
        """Return when every event has been sent."""
        await self._sent.wait()

    async def drop(self, code: int) -> None:
        """Break every connection; sessions may be resumed unless they are forgotten."""
        for line in tuple(self._lines):
            await line.socket.close(code=code)

    def forget(self) -> None:
        """Forget every session: whoever resumes has to identify anew."""
        self.sessions.clear()
