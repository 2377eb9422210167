"""The audit log: who changed what, and the reason they gave.

Source: discord.com/developers/docs/resources/audit-log.
"""

from collections.abc import Iterable
from enum import IntEnum

from .shapes import Object
from .snowflakes import snowflake
from .state import Dispatch, State


class Act(IntEnum):
    """What was done, as the log numbers it."""

    CHANNEL_CREATE = 10
    CHANNEL_UPDATE = 11
    CHANNEL_DELETE = 12
    OVERWRITE_CREATE = 13
    OVERWRITE_UPDATE = 14
    OVERWRITE_DELETE = 15
    MEMBER_KICK = 20
    BAN_ADD = 22
    BAN_REMOVE = 23
    MEMBER_UPDATE = 24
    MEMBER_ROLES = 25
    ROLE_CREATE = 30
    ROLE_UPDATE = 31
    ROLE_DELETE = 32
    EVENT_CREATE = 100
    EVENT_UPDATE = 101
    EVENT_DELETE = 102
    THREAD_CREATE = 110
    THREAD_UPDATE = 111
    THREAD_DELETE = 112


def entry(
    state: State, act: Act, target_id: str, *, by: str, changes: Iterable[Object] = (), reason: str | None = None
) -> Dispatch:
    """Write an entry, and tell those who may read the log."""
    made: Object = {
        "id": snowflake(),
        "user_id": by,
        "target_id": target_id,
        "action_type": int(act),
        "changes": list(changes),
    }
    made |= {"reason": reason} if reason else {}
    state.audit_log.append(made)
    state.said_at[made["id"]] = [state.now().isoformat()]
    return state.event("GUILD_AUDIT_LOG_ENTRY_CREATE", made | {"guild_id": state.guild["id"]})


def role_changes(given: Iterable[Object], taken: Iterable[Object] = ()) -> list[Object]:
    """What changed in a member's roles, in the log's own way: $add and $remove, with names."""
    parts = {"$add": given, "$remove": taken}
    found = {key: [{"id": role["id"], "name": role["name"]} for role in roles] for key, roles in parts.items()}
    return [{"key": key, "new_value": roles} for key, roles in found.items() if roles]


def differences(before: Object, after: Object) -> list[Object]:
    """What changed in anything else, name by name."""
    names = [name for name in after if before.get(name) != after[name]]
    return [{"key": name, "old_value": before.get(name), "new_value": after[name]} for name in names]
