"""The server itself: what it is, and its audit log."""

from . import permissions
from .calls import Call, Object

LOG_PAGE = 50


def guild(call: Call, guild_id: str) -> Object:
    """The server; how many members it has only when that is asked for."""
    found = call.state.the_guild(guild_id)
    counts = {"approximate_member_count": len(call.state.members), "approximate_presence_count": 0}
    return found | (counts if call.query.get("with_counts") in ("1", "true") else {})


def read_log(call: Call, guild_id: str) -> Object:
    """The audit log, newest first."""
    state = call.state
    state.the_guild(guild_id)
    call.rights.need(call.me, permissions.VIEW_AUDIT_LOG)
    by, act = call.query.get("user_id"), call.query.get("action_type")
    found = [
        one
        for one in reversed(state.audit_log)
        if (by is None or one["user_id"] == by) and (act is None or one["action_type"] == int(act))
    ][: int(call.query.get("limit", LOG_PAGE))]
    others = ("integrations", "webhooks", "guild_scheduled_events", "threads", "application_commands")
    users = [state.users[id] for id in {one["user_id"] for one in found}]
    empty: Object = {name: [] for name in (*others, "auto_moderation_rules")}
    return empty | {"audit_log_entries": found, "users": users}
