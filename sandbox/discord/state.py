"""Everything the local Discord knows."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from . import permissions, shapes
from .errors import unknown
from .permissions import Rights
from .shapes import Object
from .snowflakes import snowflake

BOT_PERMISSIONS = (
    permissions.VIEW_CHANNEL
    | permissions.SEND_MESSAGES
    | permissions.READ_HISTORY
    | permissions.CONNECT
    | permissions.MANAGE_MESSAGES
    | permissions.MANAGE_CHANNELS
    | permissions.MANAGE_ROLES
    | permissions.CREATE_PRIVATE_THREADS
    | permissions.SEND_IN_THREADS
)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A gateway event. guild_id: whose members' client hears it; None: whoever it concerns."""

    name: str
    data: Object
    guild_id: str | None = None


@dataclass(slots=True)
class Interaction:
    """A command, press or form on its way: what was sent, and how the bot answered."""

    id: str
    token: str
    payload: Object
    sent_at: float = field(default_factory=time.monotonic)
    answer: Object | None = None
    ephemeral: bool = False
    message: Object | None = None
    followups: list[Object] = field(default_factory=list)
    modal: Object | None = None
    choices: list[Object] | None = None
    edits: int = 0

    @property
    def waits(self) -> bool:
        """Whether the person still sees nothing, or "is thinking…"."""
        if self.answer is None:
            return True
        deferred = self.answer["type"] in (DEFERRED_MESSAGE, DEFERRED_UPDATE)
        return deferred and self.edits == 0 and not self.followups


MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


class State:
    """One Discord with one application. `changed` is counted up with whatever changes."""

    def __init__(self, token: str, *, server: str = "Salon", locale: str = "ja") -> None:
        self.token = token
        self.application_id = snowflake()
        self.bot = shapes.user("roomkeeper", id=self.application_id, bot=True)
        self.owner = shapes.user("owner")
        self.users: dict[str, Object] = {one["id"]: one for one in (self.bot, self.owner)}
        self.locales: dict[str, str] = {}
        self.members: dict[str, Object] = {}
        self.channels: dict[str, Object] = {}
        self.messages: dict[str, Object] = {}
        self.history: dict[str, list[Object]] = {}
        self.thread_members: dict[str, set[str]] = {}
        self.commands: list[Object] = []
        self.interactions: dict[str, Interaction] = {}
        self.closed_to_messages: set[str] = set()
        self.bans: dict[str, Object] = {}
        self.changed = 0
        self.gateway_url = ""
        self.answer_seconds = 3.0  # within which an interaction must be answered
        self.guild = shapes.guild(server, self.owner["id"], locale)
        self._furnish()

    def _furnish(self) -> None:
        everyone = shapes.role("@everyone", 0, permissions.DEFAULT, id=self.guild["id"])
        ours = shapes.role("roomkeeper", 50, BOT_PERMISSIONS, bot_id=self.application_id)
        self.guild["roles"] += [everyone, ours]
        lobby = self.add_channel(shapes.channel(self.guild["id"], "lobby"))
        self.guild["system_channel_id"] = lobby["id"]
        self.add_member(self.owner, [])
        self.add_member(self.bot, [ours["id"]])

    @property
    def rights(self) -> Rights:
        return Rights(self.guild, self.members)

    def touch(self) -> None:
        self.changed += 1

    def add_member(self, user: Object, roles: list[str]) -> Object:
        self.users[user["id"]] = user
        self.members[user["id"]] = shapes.member(user, roles)
        self.touch()
        return self.members[user["id"]]

    def add_channel(self, channel: Object) -> Object:
        self.channels[channel["id"]] = channel
        self.touch()
        return channel

    def add_message(self, message: Object) -> Object:
        self.messages[message["id"]] = message
        self.history[message["id"]] = []
        self.touch()
        return message

    def the_guild(self, id: str) -> Object:
        if id != self.guild["id"]:
            raise unknown(10004)
        return self.guild

    def member(self, user_id: str) -> Object:
        if user_id not in self.members:
            raise unknown(10007)
        return self.members[user_id]

    def channel(self, id: str) -> Object:
        if id not in self.channels:
            raise unknown(10003)
        return self.channels[id]

    def message_in(self, channel_id: str, id: str) -> Object:
        self.channel(channel_id)
        found = self.messages.get(id)
        if found is None or found["channel_id"] != channel_id:
            raise unknown(10008)
        return found

    def messages_of(self, channel_id: str) -> Iterator[Object]:
        return (one for one in self.messages.values() if one["channel_id"] == channel_id)

    def direct_channel_of(self, user_id: str) -> Object | None:
        direct = (one for one in self.channels.values() if one["type"] == shapes.DM)
        return next((one for one in direct if one["recipients"][0]["id"] == user_id), None)

    def guild_channels(self) -> list[Object]:
        return [one for one in self.channels.values() if one["type"] not in (shapes.DM, shapes.PRIVATE_THREAD)]

    def member_event(self, name: str, user_id: str) -> Dispatch:
        return self.event(name, self.members[user_id] | {"guild_id": self.guild["id"]})

    def event(self, name: str, data: Any) -> Dispatch:
        self.touch()
        return Dispatch(name, data, self.guild["id"])
