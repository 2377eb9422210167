"""What the local Discord keeps between two starts: everything but what is on its way."""

from collections import defaultdict
from typing import Any

from .state import State

KEPT = (
    *("application_id", "bot", "owner", "guild", "users", "locales", "members", "left", "bans", "closed_to_messages"),
    *("channels", "thread_members", "messages", "history", "said_at", "came_of", "private_to", "files"),
    *("registered", "audit_log", "events", "interested"),
)


def kept(state: State) -> dict[str, Any]:
    """Its content, in the very objects that are in use: to be frozen at once."""
    return {name: getattr(state, name) for name in KEPT} | {"interested": dict(state.interested)}


def restore(state: State, content: dict[str, Any]) -> None:
    """Make a fresh one what another was. Raises KeyError for content of another shape."""
    for name in KEPT:
        setattr(state, name, content[name])
    state.interested = defaultdict(set, content["interested"])
