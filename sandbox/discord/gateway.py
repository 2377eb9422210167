"""The gateway: clients come, identify, resume, ask for members, and hear what concerns them.

Source: discord.com/developers/docs/events/gateway.
"""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from . import permissions, shapes
from .limits import Limits
from .sessions import MESSAGE_CONTENT, MESSAGES, PRIVILEGED, Line, Session
from .state import Dispatch, State

HEARTBEAT_MS, ACK_SECONDS = 41250, 0.05
HELLO, HEARTBEAT, IDENTIFY, RESUME, MEMBERS, INVALID_SESSION, RECONNECT, ACK = 10, 1, 2, 6, 8, 9, 7, 11
UNKNOWN_OP, NOT_IDENTIFIED, WRONG_TOKEN, ALREADY_IDENTIFIED, WRONG_SEQUENCE = 4001, 4003, 4004, 4005, 4007
DISALLOWED_INTENTS = 4014
PAGE, USER_IDS_MAX = 1000, 100
IGNORED = {3, 4}  # presence and voice: nobody looks


class Gateway:
    """Every session. refuse: how many of the next connections are turned away; privileged: whether intents are on."""

    def __init__(self, state: State, limits: Limits) -> None:
        self._state, self._limits = state, limits
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
        session = next((one for one in self.sessions.values() if one.line is line), None)
        op = told["op"]
        if op == HEARTBEAT:
            # discord.py notes after sending when it sent a beat: an answer before that note looks a whole beat late.
            await asyncio.sleep(ACK_SECONDS)
            await line.op(ACK, None)
        elif op == IDENTIFY and session is None:
            await self._identify(line, told["d"])
        elif op == RESUME and session is None:
            await self._resume(line, told["d"])
        elif op in (IDENTIFY, RESUME):
            await line.socket.close(code=ALREADY_IDENTIFIED)
        elif session is None:
            await line.socket.close(code=NOT_IDENTIFIED)
        elif op == MEMBERS:
            await self._members(session, told["d"])
        elif op not in IGNORED:
            await line.socket.close(code=UNKNOWN_OP)

    async def _identify(self, line: Line, told: dict[str, Any]) -> None:
        state = self._state
        self.identifies += 1
        if told["token"] != state.token:
            await line.socket.close(code=WRONG_TOKEN)
            return
        if told["intents"] & PRIVILEGED and not self.privileged:
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
        if session is None or told["token"] != self._state.token:
            await line.op(INVALID_SESSION, False)
            return
        if told["seq"] > session.sequence:
            del self.sessions[session.id]
            await line.socket.close(code=WRONG_SEQUENCE)
            return
        session.line = line
        for sequence, words in tuple(session.kept):
            if sequence > told["seq"]:
                await line.send(words)
        await session.tell("RESUMED", {"_trace": []})

    def _whole_guild(self) -> dict[str, Any]:
        state = self._state
        threads = [one for one in state.channels.values() if one["type"] == shapes.PRIVATE_THREAD]
        active = [one for one in threads if not one["thread_metadata"]["archived"]]
        return state.guild | {
            "unavailable": False,
            "member_count": len(state.members),
            "large": False,
            "joined_at": shapes.timestamp(),
            "members": [state.members[state.application_id]],
            "channels": state.guild_channels(),
            "threads": active,
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": state.lasting_events(),
            "soundboard_sounds": [],
        }

    async def _members(self, session: Session, told: dict[str, Any]) -> None:
        """Members in pages; discord.py sends the ids as numbers here."""
        state, everybody = self._state, not told.get("user_ids") and not told.get("query") and not told.get("limit")
        wait = self._limits.take_everybody() if everybody else 0
        if wait:
            about = {"guild_id": state.guild["id"], "nonce": told.get("nonce")}
            await session.tell("RATE_LIMITED", {"opcode": MEMBERS, "retry_after": wait, "meta": about})
            return
        missing = {}
        if told.get("user_ids"):
            ids = [str(id) for id in told["user_ids"]][:USER_IDS_MAX]
            wanted = [state.members[id] for id in ids if id in state.members]
            missing = {"not_found": [id for id in ids if id not in state.members]}
        else:
            begins = str(told.get("query") or "")
            named = [one for one in state.members.values() if one["user"]["username"].startswith(begins)]
            wanted = named[: told.get("limit") or None]
        pages = [wanted[start : start + PAGE] for start in range(0, len(wanted), PAGE)] or [[]]
        for index, page in enumerate(pages):
            chunk = {"guild_id": state.guild["id"], "members": page, "nonce": told.get("nonce")} | missing
            await session.tell("GUILD_MEMBERS_CHUNK", chunk | {"chunk_index": index, "chunk_count": len(pages)})

    async def tell(self, dispatch: Dispatch) -> None:
        """Send an event to every session that asked for its kind."""
        self._sending += 1
        self._sent.clear()
        try:
            for session in tuple(self.sessions.values()):
                if session.wants(dispatch) and self._may_hear(dispatch):
                    await session.tell(dispatch.name, self._as_heard(session, dispatch))
        finally:
            self._sending -= 1
            if not self._sending:
                self._sent.set()

    def _may_hear(self, dispatch: Dispatch) -> bool:
        if dispatch.name != "GUILD_AUDIT_LOG_ENTRY_CREATE":
            return True
        return bool(self._state.rights.of(self._state.application_id) & permissions.VIEW_AUDIT_LOG)

    def _as_heard(self, session: Session, dispatch: Dispatch) -> Any:
        """What others wrote in the server stays empty without the intent for content."""
        written = dispatch.name in MESSAGES and "author" in dispatch.data and "guild_id" in dispatch.data
        if not written or session.intents & MESSAGE_CONTENT:
            return dispatch.data
        if dispatch.data["author"]["id"] == self._state.application_id:
            return dispatch.data
        return dispatch.data | {"content": "", "embeds": [], "components": [], "attachments": []}

    async def quiet(self) -> None:
        """Return when every event has been sent."""
        await self._sent.wait()

    async def drop(self, code: int) -> None:
        """Break every connection; sessions may be resumed unless they are forgotten."""
        for line in tuple(self._lines):
            await line.socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Before a machine is replaced: clients are asked to come again, and resume."""
        for line in tuple(self._lines):
            await line.op(RECONNECT, None)

    def forget(self) -> None:
        """Forget every session: whoever resumes has to identify anew."""
        self.sessions.clear()
