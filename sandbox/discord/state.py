"""Everything the local Discord knows."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from . import permissions, shapes
from .errors import unknown
from .permissions import Rights
from .shapes import Object
from .snowflakes import snowflake


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A gateway event. guild_id: whose members' client hears it; None: whoever it concerns."""

    name: str
    data: Object
    guild_id: str | None = None


def system_time() -> datetime:
    """Now, by the machine's clock."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Interaction:
    """A command, press or form on its way: what was sent, and how the bot answered."""

    id: str
    token: str
    payload: Object
    sent_at: float = field(default_factory=time.monotonic)
    answer: Object | None = None
    ephemeral: bool = False
    original: Object | None = None  # what "@original" means: the answer, or the message that was pressed
    message: Object | None = None  # what the person got to see
    followups: list[Object] = field(default_factory=list)
    modal: Object | None = None
    choices: list[Object] | None = None
    edits: int = 0

    @property
    def user_id(self) -> str:
        """Who it comes from, in a server or in a direct channel."""
        who = self.payload.get("member", self.payload)["user"]
        return str(who["id"])

    @property
    def waits(self) -> bool:
        """Whether the person still sees nothing, or "is thinking…"."""
        if self.answer is None:
            return True
        deferred = self.answer["type"] in (DEFERRED_MESSAGE, DEFERRED_UPDATE)
        return deferred and self.edits == 0 and not self.followups


MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


class State:
    """One Discord with one application. `changed` is counted up with whatever changes.

    now: by what clock it is judged whether an event lies ahead, or whether a timeout is over.
    """

    def __init__(
        self,
        token: str,
        *,
        server: str = "Salon",
        locale: str = "ja",
        bot_permissions: int = permissions.BOT_PERMISSIONS,
        now: Callable[[], datetime] = system_time,
    ) -> None:
        self.token, self.now = token, now
        self.application_id = snowflake()
        self.bot = shapes.user("roomkeeper", id=self.application_id, bot=True)
        self.owner = shapes.user("owner")
        self.users: dict[str, Object] = {one["id"]: one for one in (self.bot, self.owner)}
        self.locales: dict[str, str] = {}
        self.members: dict[str, Object] = {}
        self.channels: dict[str, Object] = {}
        self.messages: dict[str, Object] = {}
        self.history: dict[str, list[Object]] = {}
        self.said_at: dict[str, list[str]] = {}  # by `now`: a message and its edits, an entry of the log
        self.came_of: dict[str, Object] = {}  # what a message answers, as `payloads.cause` says it
        self.private_to: dict[str, str] = {}  # who alone sees a message
        self.files: dict[str, bytes] = {}
        self.thread_members: dict[str, set[str]] = {}
        self.registered: dict[str | None, list[Object]] = {}  # by the server's id, None for everywhere
        self.interactions: dict[str, Interaction] = {}
        self.closed_to_messages: set[str] = set()
        self.bans: dict[str, Object] = {}
        self.left: set[str] = set()
        self.audit_log: list[Object] = []
        self.events: dict[str, Object] = {}
        self.interested: dict[str, set[str]] = defaultdict(set)
        self.changed = 0
        self.url = ""
        self.gateway_url = ""
        self.answer_seconds = 3.0  # within which an interaction must be answered
        self.token_seconds = 15 * 60.0  # as long as its token is good
        self.guild = shapes.guild(server, self.owner["id"], locale)
        self._furnish(bot_permissions)

    def _furnish(self, bot_permissions: int) -> None:
        everyone = shapes.role("@everyone", 0, permissions.DEFAULT, id=self.guild["id"])
        ours = shapes.role("roomkeeper", 50, bot_permissions, bot_id=self.application_id)
        self.guild["roles"] += [everyone, ours]
        lobby = self.add_channel(shapes.channel(self.guild["id"], "lobby"))
        self.guild["system_channel_id"] = lobby["id"]
        self.add_member(self.owner, [])
        self.add_member(self.bot, [ours["id"]])

    @property
    def rights(self) -> Rights:
        """Who may do what, as things stand now."""
        return Rights(self.guild, self.members, self.now())

    @property
    def commands(self) -> list[Object]:
        """What is offered in the server: its own commands first."""
        return [one for scope in (self.guild["id"], None) for one in self.registered.get(scope, [])]

    def touch(self) -> None:
        """Something has changed."""
        self.changed += 1

    def add_member(self, user: Object, roles: list[str]) -> Object:
        """Somebody is in, with these roles."""
        self.users[user["id"]] = user
        self.members[user["id"]] = shapes.member(user, roles)
        if user["id"] in self.left:
            self.members[user["id"]]["flags"] = shapes.DID_REJOIN
        self.touch()
        return self.members[user["id"]]

    def remove_member(self, user_id: str) -> Dispatch:
        """Somebody is gone, and with them their roles."""
        gone = self.members.pop(user_id)
        self.left.add(user_id)
        for present in self.thread_members.values():
            present.discard(user_id)
        return self.event("GUILD_MEMBER_REMOVE", {"guild_id": self.guild["id"], "user": gone["user"]})

    def add_role(self, role: Object) -> Dispatch:
        """A new role, born at the bottom: the others move up, which clients know without being told."""
        for one in self.guild["roles"]:
            one["position"] += one["id"] != self.guild["id"]
        self.guild["roles"].append(role)
        return self.event("GUILD_ROLE_CREATE", {"guild_id": self.guild["id"], "role": role})

    def remove_role(self, role: Object) -> Dispatch:
        """A role is gone, from everybody who held it and from every channel; those above move down."""
        self.guild["roles"].remove(role)
        for one in self.guild["roles"]:
            one["position"] -= one["position"] > role["position"]
        for member in self.members.values():
            if role["id"] in member["roles"]:
                member["roles"].remove(role["id"])
        for channel in self.guild_channels():
            kept = [one for one in channel["permission_overwrites"] if one["id"] != role["id"]]
            channel["permission_overwrites"] = kept
        return self.event("GUILD_ROLE_DELETE", {"guild_id": self.guild["id"], "role_id": role["id"]})

    def add_channel(self, channel: Object) -> Object:
        """A channel is there."""
        self.channels[channel["id"]] = channel
        self.touch()
        return channel

    def remove_channel(self, id: str) -> None:
        """A channel is gone, with the threads below it; channels of a category stay."""
        threads = [one["id"] for one in self.channels.values() if one["type"] == shapes.PRIVATE_THREAD]
        gone = [id, *(one for one in threads if self.channels[one]["parent_id"] == id)]
        for one in gone:
            del self.channels[one]
            self.thread_members.pop(one, None)

    def add_message(self, message: Object) -> Object:
        """A message is there, and was never changed."""
        self.messages[message["id"]] = message
        self.history[message["id"]], self.said_at[message["id"]] = [], [self.now().isoformat()]
        self.touch()
        return message

    def the_guild(self, id: str) -> Object:
        """The server, when it is that one. Raises 10004."""
        if id != self.guild["id"]:
            raise unknown(10004)
        return self.guild

    def member(self, user_id: str) -> Object:
        """A member. Raises 10007."""
        if user_id not in self.members:
            raise unknown(10007)
        return self.members[user_id]

    def channel(self, id: str) -> Object:
        """A channel, a direct one or a thread. Raises 10003."""
        if id not in self.channels:
            raise unknown(10003)
        return self.channels[id]

    def message_in(self, channel_id: str, id: str) -> Object:
        """A message of a channel; what only one person sees is not there for others, and not for the bot."""
        self.channel(channel_id)
        found = self.messages.get(id)
        if found is None or found["channel_id"] != channel_id or id in self.private_to:
            raise unknown(10008)
        return found

    def messages_of(self, channel_id: str) -> Iterator[Object]:
        """The messages of a channel, oldest first, without those only one person sees."""
        found = (one for one in self.messages.values() if one["channel_id"] == channel_id)
        return (one for one in found if one["id"] not in self.private_to)

    def direct_channel_of(self, user_id: str) -> Object | None:
        """Somebody's channel with the bot; None before it was opened."""
        direct = (one for one in self.channels.values() if one["type"] == shapes.DM)
        return next((one for one in direct if one["recipients"][0]["id"] == user_id), None)

    def guild_channels(self) -> list[Object]:
        """The server's channels and categories, without threads."""
        return [one for one in self.channels.values() if one["type"] not in (shapes.DM, shapes.PRIVATE_THREAD)]

    def lasting_events(self) -> list[Object]:
        """The scheduled events that are not over."""
        return [one for one in self.events.values() if one["status"] in (1, 2)]

    def member_event(self, name: str, user_id: str) -> Dispatch:
        """A gateway event about a member."""
        return self.event(name, self.members[user_id] | {"guild_id": self.guild["id"]})

    def event(self, name: str, data: Any) -> Dispatch:
        """A gateway event about the server; somebody's wait may be over."""
        self.touch()
        return Dispatch(name, data, self.guild["id"])
