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
    """A page of the audit log, newest first; whoever asks for what came `after` an entry gets the oldest first."""
    state = call.state
    state.the_guild(guild_id)
    call.rights.need(call.me, permissions.VIEW_AUDIT_LOG)
    found = [one for one in state.audit_log if _is_asked_for(one, call.query)]
    if "after" not in call.query:
        found.reverse()
    page = found[: int(call.query.get("limit", LOG_PAGE))]
    others = ("integrations", "webhooks", "guild_scheduled_events", "threads", "application_commands")
    users = [state.users[id] for id in sorted({one["user_id"] for one in page})]
    empty: Object = {name: [] for name in (*others, "auto_moderation_rules")}
    return empty | {"audit_log_entries": page, "users": users}


def _is_asked_for(entry: Object, query: dict[str, str]) -> bool:
    id, by, act = int(entry["id"]), query.get("user_id"), query.get("action_type")
    return (
        by in (None, entry["user_id"])
        and act in (None, str(entry["action_type"]))
        and int(query.get("after", 0)) < id < int(query.get("before", id + 1))
    )
