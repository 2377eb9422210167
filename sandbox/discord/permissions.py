"""Who may do what: base permissions, overwrites and the hierarchy of roles.

Source: discord.com/developers/docs/topics/permissions.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .errors import missing_access, missing_permissions, unknown

KICK, BAN = 1 << 1, 1 << 2
ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
VIEW_AUDIT_LOG = 1 << 7
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_HISTORY = 1 << 16
CONNECT = 1 << 20
MANAGE_NICKNAMES = 1 << 27
MANAGE_ROLES = 1 << 28
USE_COMMANDS = 1 << 31
MANAGE_EVENTS = 1 << 33
MANAGE_THREADS = 1 << 34
CREATE_PRIVATE_THREADS = 1 << 36
SEND_IN_THREADS = 1 << 38
MODERATE_MEMBERS = 1 << 40
CREATE_EVENTS = 1 << 44
EVERYTHING = (1 << 53) - 1

DEFAULT = VIEW_CHANNEL | SEND_MESSAGES | READ_HISTORY | CONNECT | SEND_IN_THREADS
DEFAULT |= EMBED_LINKS | ATTACH_FILES | USE_COMMANDS
LEFT_IN_A_TIMEOUT = VIEW_CHANNEL | READ_HISTORY
BOT_PERMISSIONS = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | READ_HISTORY
    | CONNECT
    | MANAGE_MESSAGES
    | MANAGE_CHANNELS
    | MANAGE_ROLES
    | CREATE_PRIVATE_THREADS
    | SEND_IN_THREADS
    | VIEW_AUDIT_LOG
)
"""What the bot is invited with, unless one says otherwise."""

Object = dict[str, Any]


HIGHEST, LOWEST = (1 << 30, 0), (0, 0)


def height_of(role: Object) -> tuple[int, int]:
    """Where a role stands among the others."""
    return role["position"], -int(role["id"])


class Rights:
    """Answers for one guild, from its roles, members and channels as they are now."""

    def __init__(self, guild: Object, members: Mapping[str, Object], now: datetime) -> None:
        self.guild, self._members, self._now = guild, members, now

    def role(self, id: str) -> Object:
        """The role of that id. Raises 10011."""
        found: Object | None = next((role for role in self.guild["roles"] if role["id"] == id), None)
        if found is None:
            raise unknown(10011)
        return found

    def of(self, user_id: str) -> int:
        """What a member may do in the guild as a whole."""
        if user_id == self.guild["owner_id"]:
            return EVERYTHING
        member = self._members.get(user_id)
        if member is None:
            return 0
        held = int(self.role(self.guild["id"])["permissions"])
        for role_id in member["roles"]:
            held |= int(self.role(role_id)["permissions"])
        if held & ADMINISTRATOR:
            return EVERYTHING
        return held & LEFT_IN_A_TIMEOUT if self.is_timed_out(member) else held

    def is_timed_out(self, member: Object) -> bool:
        """Whether somebody may only read for a while."""
        until = member["communication_disabled_until"]
        return until is not None and datetime.fromisoformat(until) > self._now

    def in_channel(self, user_id: str, channel: Object) -> int:
        """What a member may do in a channel: everyone's overwrite, then the roles', then their own."""
        base = self.of(user_id)
        if base == EVERYTHING:
            return base
        member = self._members.get(user_id)
        if member is None:
            return 0
        found = {one["id"]: one for one in channel.get("permission_overwrites", [])}
        steps = [[found[id] for id in ids if id in found] for ids in ([self.guild["id"]], member["roles"], [user_id])]
        for step in steps:
            for one in step:
                base &= ~int(one["deny"])
            for one in step:
                base |= int(one["allow"])
        if self.is_timed_out(member):
            base &= LEFT_IN_A_TIMEOUT
        return base if base & VIEW_CHANNEL else 0

    def height(self, user_id: str) -> tuple[int, int]:
        """How high somebody's highest role stands; of two at one position the older is higher."""
        if user_id == self.guild["owner_id"]:
            return HIGHEST
        member = self._members.get(user_id)
        return max((height_of(self.role(id)) for id in member["roles"]), default=LOWEST) if member else LOWEST

    def need(self, user_id: str, permission: int) -> None:
        """Raises 50013 unless the member has the permission in the guild."""
        if not self.of(user_id) & permission:
            raise missing_permissions()

    def need_in(self, user_id: str, channel: Object, permission: int) -> None:
        """Raises 50001 when the channel cannot be seen, 50013 when the permission is missing in it."""
        held = self.in_channel(user_id, channel)
        if not held & VIEW_CHANNEL:
            raise missing_access()
        if not held & permission:
            raise missing_permissions()

    def need_above(self, user_id: str, role: Object) -> None:
        """Raises 50013 unless the role is one the member may give: below theirs, and not managed by an integration."""
        if role["managed"] or height_of(role) >= self.height(user_id) or role["id"] == self.guild["id"]:
            raise missing_permissions()

    def need_over(self, user_id: str, other_id: str) -> None:
        """Raises 50013 unless somebody stands above the other; the owner stands above everybody."""
        if self.height(other_id) >= self.height(user_id):
            raise missing_permissions()

    def need_held(self, user_id: str, wanted: int) -> None:
        """Raises 50013 when somebody would give away what they do not have."""
        if wanted & ~self.of(user_id):
            raise missing_permissions()
