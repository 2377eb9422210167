"""Channels of the server, who may do what in them, and direct ones with people."""

from . import permissions, shapes, threads
from .audit import Act, differences
from .calls import CREATED, Call, Object
from .errors import Refusal, bad_length, invalid, missing_permissions, too_long

CHANNELS_MAX, PER_CATEGORY_MAX, OVERWRITES_MAX = 500, 50, 1000
NAME_MAX, TOPIC_MAX, SLOWMODE_SECONDS_MAX = 100, 1024, 21600
CHANGEABLE = ("name", "topic", "nsfw", "rate_limit_per_user", "position")


def channels(call: Call, guild_id: str) -> list[Object]:
    """The channels of the server; threads are not among them."""
    call.state.the_guild(guild_id)
    return call.state.guild_channels()


def channel(call: Call, channel_id: str) -> Object:
    """One channel. Raises 10003, or 50001 for one the bot does not see."""
    found = call.state.channel(channel_id)
    if found["type"] not in (shapes.DM, shapes.PRIVATE_THREAD):
        call.rights.need_in(call.me, found, permissions.VIEW_CHANNEL)
    return found


def make(call: Call, guild_id: str) -> Object:
    """A new channel or category; one that says nothing itself goes with its category. Raises 50013, 30013, 50035."""
    state, body = call.state, call.body
    state.the_guild(guild_id)
    call.rights.need(call.me, permissions.MANAGE_CHANNELS)
    _check(body | {"name": body.get("name") or ""})
    if len(state.guild_channels()) >= CHANNELS_MAX:
        raise Refusal(400, 30013, "Maximum number of guild channels reached (500)")
    parent_id = _category(call, body.get("parent_id"))
    overwrites = _overwrites(call, body.get("permission_overwrites") or [])
    if not overwrites and parent_id is not None:
        overwrites = [dict(one) for one in state.channel(parent_id)["permission_overwrites"]]
    made = shapes.channel(guild_id, body["name"], int(body.get("type") or shapes.TEXT), parent_id=parent_id)
    made |= {name: body[name] for name in ("topic", "rate_limit_per_user") if body.get(name) is not None}
    made |= {"permission_overwrites": overwrites, "position": len(state.guild_channels())}
    state.add_channel(made)
    call.tell(state.event("CHANNEL_CREATE", made))
    call.note(Act.CHANNEL_CREATE, made["id"], [{"key": "name", "new_value": made["name"]}])
    call.status = CREATED
    return made


def change(call: Call, channel_id: str) -> Object:
    """Change a channel, or archive a thread."""
    known = call.state.channel(channel_id)
    if known["type"] == shapes.PRIVATE_THREAD:
        return threads.change(call, known)
    call.rights.need_in(call.me, known, permissions.MANAGE_CHANNELS)
    body, before = call.body, dict(known)
    _check(body)
    wanted = {name: body[name] for name in CHANGEABLE if name in body}
    if "parent_id" in body:
        wanted["parent_id"] = _category(call, body["parent_id"])
    if "permission_overwrites" in body:
        call.rights.need_in(call.me, known, permissions.MANAGE_ROLES)
        _say_of(call, known, _overwrites(call, body["permission_overwrites"]))
    known |= wanted
    call.tell(call.state.event("CHANNEL_UPDATE", known))
    call.note(Act.CHANNEL_UPDATE, channel_id, differences(before, known))
    return known


def delete(call: Call, channel_id: str) -> Object:
    """Delete a channel; channels of a category stay, without it."""
    state, known = call.state, call.state.channel(channel_id)
    if known["type"] == shapes.PRIVATE_THREAD:
        return threads.delete(call, known)
    if known["type"] == shapes.DM:
        return known
    call.rights.need_in(call.me, known, permissions.MANAGE_CHANNELS)
    state.remove_channel(channel_id)
    for child in state.guild_channels():
        if child["parent_id"] == channel_id:
            child["parent_id"] = None
            call.tell(state.event("CHANNEL_UPDATE", child))
    call.tell(state.event("CHANNEL_DELETE", known))
    call.note(Act.CHANNEL_DELETE, channel_id, [{"key": "name", "old_value": known["name"]}])
    return known


def _check(body: Object) -> None:
    if "name" in body and not 1 <= len(body["name"]) <= NAME_MAX:
        raise bad_length("name", 1, NAME_MAX)
    if len(body.get("topic") or "") > TOPIC_MAX:
        raise too_long("topic", TOPIC_MAX)
    if int(body.get("rate_limit_per_user") or 0) > SLOWMODE_SECONDS_MAX:
        raise invalid("rate_limit_per_user", "NUMBER_TYPE_MAX", "int value should be at most 21600.")


def _category(call: Call, parent_id: str | int | None) -> str | None:
    if parent_id is None:
        return None
    if call.state.channel(str(parent_id))["type"] != shapes.CATEGORY:
        raise invalid("parent_id", "CHANNEL_PARENT_INVALID_TYPE", "Not a category")
    inside = [one for one in call.state.guild_channels() if one["parent_id"] == str(parent_id)]
    if len(inside) >= PER_CATEGORY_MAX:
        raise invalid("parent_id", "CHANNEL_PARENT_MAX_CHANNELS", "Maximum number of channels in category reached (50)")
    return str(parent_id)


# -- who may do what in a channel


def _overwrites(call: Call, wanted: list[Object]) -> list[Object]:
    return [_overwrite(call, one) for one in wanted]


def _say_of(call: Call, known: Object, overwrites: list[Object]) -> None:
    """What is said of a category is said of those of its channels that said the same so far: they are synced.

    Source: discord.com/developers/docs/topics/permissions#permission-syncing.
    """
    before = _by_id(known["permission_overwrites"])
    inside = [one for one in call.state.guild_channels() if one["parent_id"] == known["id"]]
    synced = [one for one in inside if _by_id(one["permission_overwrites"]) == before]
    known["permission_overwrites"] = overwrites
    for one in synced:
        one["permission_overwrites"] = [dict(said) for said in overwrites]
        call.tell(call.state.event("CHANNEL_UPDATE", one))


def _by_id(overwrites: list[Object]) -> dict[str, Object]:
    return {one["id"]: one for one in overwrites}


def _overwrite(call: Call, one: Object) -> Object:
    """An overwrite may only say what the bot may itself, and nothing about roles unless it is an administrator."""
    allow, deny = int(one.get("allow") or 0), int(one.get("deny") or 0)
    call.rights.need_held(call.me, allow | deny)
    if (allow | deny) & permissions.MANAGE_ROLES and not call.rights.of(call.me) & permissions.ADMINISTRATOR:
        raise missing_permissions()
    return {"id": str(one["id"]), "type": int(one["type"]), "allow": str(allow), "deny": str(deny)}


def set_overwrite(call: Call, channel_id: str, target_id: str) -> None:
    """Say what a role or a member may do in a channel, in place of what was said before."""
    known = call.state.channel(channel_id)
    call.rights.need_in(call.me, known, permissions.MANAGE_ROLES)
    made = _overwrite(call, call.body | {"id": target_id})
    others = [one for one in known["permission_overwrites"] if one["id"] != target_id]
    is_new = len(others) == len(known["permission_overwrites"])
    if is_new and len(others) >= OVERWRITES_MAX:
        raise Refusal(400, 30060, "Maximum number of channel permission overwrites reached (1000)")
    _say_of(call, known, [*others, made])
    call.tell(call.state.event("CHANNEL_UPDATE", known))
    call.note(Act.OVERWRITE_CREATE if is_new else Act.OVERWRITE_UPDATE, channel_id)


def delete_overwrite(call: Call, channel_id: str, target_id: str) -> None:
    """Take back what was said of a role or a member. Raises 10009 when nothing was."""
    known = call.state.channel(channel_id)
    call.rights.need_in(call.me, known, permissions.MANAGE_ROLES)
    if not any(one["id"] == target_id for one in known["permission_overwrites"]):
        raise Refusal(404, 10009, "Unknown Overwrite")
    _say_of(call, known, [one for one in known["permission_overwrites"] if one["id"] != target_id])
    call.tell(call.state.event("CHANNEL_UPDATE", known))
    call.note(Act.OVERWRITE_DELETE, channel_id)


def open_direct(call: Call) -> Object:
    """A direct channel with a user; that they take no messages only shows when one is sent."""
    user_id = str(call.body["recipient_id"])
    if user_id not in call.state.users or user_id == call.me:
        raise Refusal(400, 50033, "Invalid Recipient(s)")
    known = call.state.direct_channel_of(user_id)
    if known is not None:
        return known
    if not call.limits.take_direct_channel():
        raise Refusal(400, 40003, "You are opening direct messages too fast.")
    return call.state.add_channel(shapes.direct_channel(call.state.users[user_id]))
