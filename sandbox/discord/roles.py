"""Roles: made, changed, moved, deleted and counted."""

from . import permissions, shapes
from .audit import Act, differences
from .calls import Call, Object
from .errors import Refusal, bad_length

ROLES_MAX, NAME_MAX = 250, 100


def roles(call: Call, guild_id: str) -> list[Object]:
    """Every role, everyone's own first."""
    found: list[Object] = call.state.the_guild(guild_id)["roles"]
    return found


def role(call: Call, guild_id: str, role_id: str) -> Object:
    """One role. Raises 10011."""
    call.state.the_guild(guild_id)
    return call.rights.role(role_id)


def counts(call: Call, guild_id: str) -> dict[str, int]:
    """How many hold each role; everyone's own is not among them."""
    state = call.state
    held = [role_id for member in state.members.values() for role_id in member["roles"]]
    return {one["id"]: held.count(one["id"]) for one in roles(call, guild_id) if one["id"] != guild_id}


def make(call: Call, guild_id: str) -> Object:
    """A new role. It is born at the bottom, whatever one asks for."""
    state = call.state
    known = state.the_guild(guild_id)
    call.rights.need(call.me, permissions.MANAGE_ROLES)
    wanted = int(call.body.get("permissions") or 0)
    call.rights.need_held(call.me, wanted)
    _check_name(call.body.get("name") or "new role")
    if len(known["roles"]) >= ROLES_MAX:
        raise Refusal(400, 30005, "Maximum number of guild roles reached (250)")
    made = shapes.role(call.body.get("name") or "new role", 1, wanted)
    made |= {name: bool(call.body.get(name)) for name in ("mentionable", "hoist")}
    call.tell(state.add_role(made))
    call.note(Act.ROLE_CREATE, made["id"], [{"key": "name", "new_value": made["name"]}])
    return made


def change(call: Call, guild_id: str, role_id: str) -> Object:
    """Rename a role or change what it may; only below the bot's own."""
    known = _changeable(call, guild_id, role_id)
    before = dict(known)
    if "name" in call.body:
        _check_name(call.body["name"])
    if call.body.get("permissions") is not None:
        call.rights.need_held(call.me, int(call.body["permissions"]))
        known["permissions"] = str(call.body["permissions"])
    for name in ("name", "mentionable", "hoist"):
        if name in call.body:
            known[name] = call.body[name]
    call.tell(call.state.event("GUILD_ROLE_UPDATE", {"guild_id": guild_id, "role": known}))
    call.note(Act.ROLE_UPDATE, role_id, differences(before, known))
    return known


def move(call: Call, guild_id: str) -> list[Object]:
    """Put roles at other positions, as long as they stay below the bot's own."""
    for one in call.body:
        known = _changeable(call, guild_id, str(one["id"]))
        if one["position"] >= call.rights.height(call.me)[0]:
            raise Refusal(403, 50013, "Missing Permissions")
        known["position"] = one["position"]
        call.tell(call.state.event("GUILD_ROLE_UPDATE", {"guild_id": guild_id, "role": known}))
    return roles(call, guild_id)


def delete(call: Call, guild_id: str, role_id: str) -> None:
    """Delete a role below the bot's own, and take it from everybody."""
    known = _changeable(call, guild_id, role_id)
    call.tell(call.state.remove_role(known))
    call.note(Act.ROLE_DELETE, role_id, [{"key": "name", "old_value": known["name"]}])


def _changeable(call: Call, guild_id: str, role_id: str) -> Object:
    call.state.the_guild(guild_id)
    known = call.rights.role(role_id)
    call.rights.need(call.me, permissions.MANAGE_ROLES)
    call.rights.need_above(call.me, known)
    return known


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= NAME_MAX:
        raise bad_length("name", 1, NAME_MAX)
