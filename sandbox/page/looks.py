"""What a person's client shows: people, channels, messages and events, worked out of what the local Discord knows."""

from collections.abc import Iterator

from sandbox.discord import permissions, shapes
from sandbox.discord.people import People
from sandbox.discord.permissions import height_of
from sandbox.discord.shapes import Object

THREADS = (10, 11, 12)
KINDS = {2: "command", 3: "component", 5: "modal"}


def named(user: Object) -> Object:
    """A user in brief."""
    return {"id": user["id"], "name": user["username"], "display": user["global_name"] or user["username"].title()}


def roles(people: People) -> list[Object]:
    """Every role, the highest first."""
    state = people.state
    kept = ("id", "name", "color", "position", "managed")
    found = sorted(state.guild["roles"], key=height_of, reverse=True)
    return [{name: one[name] for name in kept} | {"everyone": one["id"] == state.guild["id"]} for one in found]


def standing(people: People, user_id: str) -> list[str]:
    """What somebody is in the server, as far as Discord knows."""
    state = people.state
    if user_id not in state.members:
        return ["stranger"]
    held = state.rights.of(user_id)
    marks = {
        "owner": user_id == state.guild["owner_id"],
        "admin": bool(held & permissions.MANAGE_GUILD),
        "moderator": bool(held & permissions.MODERATE_MEMBERS),
    }
    return [mark for mark, is_so in marks.items() if is_so]


# -- the left side


def channels(people: People, user_id: str) -> list[Object]:
    """The channels somebody sees, in the order of the client: each with its threads, categories above theirs."""
    if user_id not in people.state.members:
        return []
    seen = sorted(people.channels(user_id), key=lambda one: (one.get("position", 0), int(one["id"])))
    return list(_in_order(seen))


def _in_order(seen: list[Object]) -> Iterator[Object]:
    yield from _below(None, seen)
    for category in (one for one in seen if one["type"] == shapes.CATEGORY):
        inside = list(_below(category["id"], seen))
        if inside:
            yield category
            yield from inside


def _below(parent_id: str | None, seen: list[Object]) -> Iterator[Object]:
    for one in seen:
        if one["type"] != shapes.CATEGORY and one["type"] not in THREADS and one["parent_id"] == parent_id:
            yield one
            yield from (thread for thread in seen if thread["type"] in THREADS and thread["parent_id"] == one["id"])


def channel(people: People, user_id: str, one: Object) -> Object:
    """A channel in the list."""
    state = people.state
    parent = state.channels.get(one.get("parent_id") or "", one) if one["type"] in THREADS else one
    may = state.rights.in_channel(user_id, parent)
    everyone = next((o for o in parent.get("permission_overwrites", []) if o["id"] == state.guild["id"]), None)
    writing = permissions.SEND_IN_THREADS if one["type"] in THREADS else permissions.SEND_MESSAGES
    has_words = one["type"] != shapes.CATEGORY
    return {
        "id": one["id"],
        "type": one["type"],
        "name": one["name"],
        "topic": one.get("topic"),
        "parent_id": one.get("parent_id"),
        "position": one.get("position", 0),
        "may": {
            "write": has_words and bool(may & writing),
            "use_commands": has_words and bool(state.rights.of(user_id) & permissions.USE_COMMANDS),
        },
        "private": everyone is not None and bool(int(everyone["deny"]) & permissions.VIEW_CHANNEL),
        "archived": bool(one.get("thread_metadata", {}).get("archived")),
    }


# -- the middle


def messages(people: People, user_id: str, channel_id: str) -> list[Object]:
    """The messages of a place that somebody sees, oldest first: what was said to them alone is among them."""
    state = people.state
    private = state.private_to
    found = (one for one in state.messages.values() if one["channel_id"] == channel_id)
    return sorted((one for one in found if private.get(one["id"], user_id) == user_id), key=lambda one: int(one["id"]))


def message(people: People, user_id: str, raw: Object) -> Object:
    """A message as it is drawn: Discord's own beside what a client makes of it."""
    state = people.state
    said_at = state.said_at[raw["id"]]
    return {
        "id": raw["id"],
        "at": said_at[0],
        "edited_at": said_at[-1] if len(said_at) > 1 else None,
        "edits": len(said_at) - 1,
        "author": named(raw["author"]) | {"bot": raw["author"]["bot"]},
        "ephemeral": bool(raw["flags"] & shapes.EPHEMERAL),
        "only_you": state.private_to.get(raw["id"]) == user_id,
        "thinking": bool(raw["flags"] & shapes.LOADING),
        "used": _used(people, raw["id"]),
        "reply_to": state.came_of.get(raw["id"], {}).get("message_id"),
        "pinned": raw["pinned"],
        "raw": raw,
    }


def _used(people: People, message_id: str) -> Object | None:
    came_of = people.state.came_of.get(message_id)
    if came_of is None:
        return None
    by = named(people.state.users[came_of["user_id"]])
    return {"by": by, "command": came_of["command"], "kind": KINDS[came_of["kind"]]}


# -- the right side


def members(people: People) -> list[Object]:
    """The members by their highest role, the bot among its own; who has none comes last."""
    state = people.state
    groups: dict[str | None, list[Object]] = {}
    for user_id, one in state.members.items():
        held = [state.rights.role(id) for id in one["roles"]]
        highest = max(held, key=height_of, default=None)
        about = named(one["user"]) | {"bot": one["user"]["bot"]}
        groups.setdefault(highest["id"] if highest else None, []).append(about | {"id": user_id})
    listed = [role for role in roles(people) if role["id"] in groups]
    found: list[Object] = [{"role": {"id": r["id"], "name": r["name"]}, "people": groups[r["id"]]} for r in listed]
    return found + ([{"role": None, "people": groups[None]}] if None in groups else [])


def event(people: People, user_id: str, one: Object) -> Object:
    """A scheduled event."""
    interested = people.state.interested[one["id"]]
    return {
        "id": one["id"],
        "name": one["name"],
        "description": one["description"],
        "starts_at": one["scheduled_start_time"],
        "ends_at": one["scheduled_end_time"],
        "where": (one["entity_metadata"] or {}).get("location"),
        "channel_id": one["channel_id"],
        "status": one["status"],
        "interested": len(interested),
        "am_interested": user_id in interested,
    }


def events(people: People, user_id: str) -> list[Object]:
    """What is announced or under way, soonest first."""
    if user_id not in people.state.members:
        return []
    lasting = sorted(people.state.lasting_events(), key=lambda one: str(one["scheduled_start_time"]))
    return [event(people, user_id, one) for one in lasting]
