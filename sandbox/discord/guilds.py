"""Servers: their roles, members and channels, as the bot asks for and changes them."""

from . import permissions, shapes
from .calls import CREATED, Call, Object
from .errors import Refusal, invalid, missing_permissions, unknown

ROLES_MAX, CHANNELS_MAX, NAME_MAX, REASON_MAX = 250, 500, 100, 512


def guild(call: Call, guild_id: str) -> Object:
    found = call.state.the_guild(guild_id)
    counts = {"approximate_member_count": len(call.state.members), "approximate_presence_count": 0}
    return found | (counts if call.query.get("with_counts") in ("1", "true") else {})


def channels(call: Call, guild_id: str) -> list[Object]:
    call.state.the_guild(guild_id)
    return call.state.guild_channels()


def roles(call: Call, guild_id: str) -> list[Object]:
    found: list[Object] = call.state.the_guild(guild_id)["roles"]
    return found


def member(call: Call, guild_id: str, user_id: str) -> Object:
    call.state.the_guild(guild_id)
    return call.state.member(user_id)


def members(call: Call, guild_id: str) -> list[Object]:
    call.state.the_guild(guild_id)
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
    later = [one for id, one in call.state.members.items() if int(id) > after]
    return sorted(later, key=lambda one: int(one["user"]["id"]))[:limit]


def grant(call: Call, guild_id: str, user_id: str, role_id: str) -> None:
    _change_role(call, guild_id, user_id, role_id, granted=True)


def revoke(call: Call, guild_id: str, user_id: str, role_id: str) -> None:
    _change_role(call, guild_id, user_id, role_id, granted=False)


def _change_role(call: Call, guild_id: str, user_id: str, role_id: str, *, granted: bool) -> None:
    state = call.state
    state.the_guild(guild_id)
    _check_reason(call)
    held = state.member(user_id)["roles"]
    role = call.rights.role(role_id)
    call.rights.need(call.me, permissions.MANAGE_ROLES)
    call.rights.need_above(call.me, role)
    if granted == (role_id in held):
        return
    if granted:
        held.append(role_id)
    else:
        held.remove(role_id)
    call.tell(state.member_event("GUILD_MEMBER_UPDATE", user_id))


def change_member(call: Call, guild_id: str, user_id: str) -> Object:
    state = call.state
    state.the_guild(guild_id)
    known = state.member(user_id)
    if "roles" in call.body:
        wanted = {str(id) for id in call.body["roles"]}
        call.rights.need(call.me, permissions.MANAGE_ROLES)
        for role_id in wanted ^ set(known["roles"]):
            call.rights.need_above(call.me, call.rights.role(role_id))
        known["roles"] = sorted(wanted)
    for name in ("nick", "communication_disabled_until"):
        if name in call.body:
            if call.rights.height(user_id) >= call.rights.height(call.me):
                raise missing_permissions()
            known[name] = call.body[name]
    call.tell(state.member_event("GUILD_MEMBER_UPDATE", user_id))
    return known


def make_role(call: Call, guild_id: str) -> Object:
    state = call.state
    known = state.the_guild(guild_id)
    call.rights.need(call.me, permissions.MANAGE_ROLES)
    wanted = int(call.body.get("permissions") or 0)
    call.rights.need_held(call.me, wanted)
    _check_name(call.body.get("name", "new role"))
    if len(known["roles"]) >= ROLES_MAX:
        raise Refusal(400, 30005, "Maximum number of guild roles reached (250)")
    # New roles are born at the bottom, whatever one asks for.
    for one in known["roles"]:
        if one["id"] != guild_id:
            one["position"] += 1
    made = shapes.role(call.body.get("name") or "new role", 1, wanted)
    made["mentionable"] = bool(call.body.get("mentionable"))
    known["roles"].append(made)
    call.tell(state.event("GUILD_ROLE_CREATE", {"guild_id": guild_id, "role": made}))
    return made


def change_role(call: Call, guild_id: str, role_id: str) -> Object:
    call.state.the_guild(guild_id)
    role = call.rights.role(role_id)
    call.rights.need(call.me, permissions.MANAGE_ROLES)
    call.rights.need_above(call.me, role)
    for name in ("name", "mentionable", "hoist"):
        if name in call.body:
            role[name] = call.body[name]
    call.tell(call.state.event("GUILD_ROLE_UPDATE", {"guild_id": guild_id, "role": role}))
    return role


def delete_role(call: Call, guild_id: str, role_id: str) -> None:
    call.state.the_guild(guild_id)
    role = call.rights.role(role_id)
    call.rights.need(call.me, permissions.MANAGE_ROLES)
    call.rights.need_above(call.me, role)
    remove_role(call, role)


def remove_role(call: Call, role: Object) -> None:
    """Take a role out of the server, and from everybody who held it."""
    state = call.state
    state.guild["roles"].remove(role)
    for member_ in state.members.values():
        if role["id"] in member_["roles"]:
            member_["roles"].remove(role["id"])
    call.tell(state.event("GUILD_ROLE_DELETE", {"guild_id": state.guild["id"], "role_id": role["id"]}))


def make_channel(call: Call, guild_id: str) -> Object:
    state, body = call.state, call.body
    state.the_guild(guild_id)
    call.rights.need(call.me, permissions.MANAGE_CHANNELS)
    _check_name(body.get("name", ""))
    if len(state.guild_channels()) >= CHANNELS_MAX:
        raise Refusal(400, 30013, "Maximum number of guild channels reached (500)")
    if body.get("parent_id") is not None and state.channel(str(body["parent_id"]))["type"] != shapes.CATEGORY:
        raise invalid("parent_id", "CHANNEL_PARENT_INVALID_TYPE", "Not a category")
    overwrites = [_overwrite(call, one) for one in body.get("permission_overwrites") or []]
    parent_id = str(body["parent_id"]) if body.get("parent_id") is not None else None
    kind = int(body.get("type") or shapes.TEXT)
    made = shapes.channel(guild_id, body["name"], kind, permission_overwrites=overwrites, parent_id=parent_id)
    made["position"] = len(state.guild_channels())
    state.add_channel(made)
    call.tell(state.event("CHANNEL_CREATE", made))
    call.status = CREATED
    return made


def _overwrite(call: Call, one: Object) -> Object:
    """An overwrite may only say what the bot may itself, and nothing about roles unless it is an administrator."""
    allow, deny = int(one.get("allow") or 0), int(one.get("deny") or 0)
    call.rights.need_held(call.me, allow | deny)
    if (allow | deny) & permissions.MANAGE_ROLES and not call.rights.of(call.me) & permissions.ADMINISTRATOR:
        raise missing_permissions()
    return {"id": str(one["id"]), "type": int(one["type"]), "allow": str(allow), "deny": str(deny)}


def set_overwrite(call: Call, channel_id: str, target_id: str) -> None:
    channel = call.state.channel(channel_id)
    call.rights.need_in(call.me, channel, permissions.MANAGE_ROLES | permissions.MANAGE_CHANNELS)
    made = _overwrite(call, call.body | {"id": target_id})
    others = [one for one in channel["permission_overwrites"] if one["id"] != target_id]
    channel["permission_overwrites"] = [*others, made]
    call.tell(call.state.event("CHANNEL_UPDATE", channel))


def ban(call: Call, guild_id: str, user_id: str) -> None:
    call.state.the_guild(guild_id)
    call.rights.need(call.me, permissions.BAN)
    if user_id not in call.state.users:
        raise unknown(10013)
    call.state.bans[user_id] = call.state.users[user_id]


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= NAME_MAX:
        raise invalid("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")


def _check_reason(call: Call) -> None:
    if call.reason is not None and len(call.reason) > REASON_MAX:
        raise invalid("X-Audit-Log-Reason", "BASE_TYPE_MAX_LENGTH", "Must be 512 or fewer in length.")
