"""What the bot is told of an interaction: who, where, and with what.

Source: discord.com/developers/docs/interactions/receiving-and-responding#interaction-object.
"""

from collections.abc import Iterable
from typing import Any

from . import shapes
from .shapes import Object
from .snowflakes import snowflake
from .state import State

ATTACHMENT_BYTES_MAX = 10 * 2**20
IN_SERVER, IN_DIRECT_MESSAGE = 0, 1
COMMAND = 2


def interaction(
    state: State, user_id: str, kind: int, data: Object, where: Object, *, message: Object | None = None
) -> Object:
    """The payload of INTERACTION_CREATE. message: the one whose button was pressed, or that the form came from."""
    id = snowflake()
    is_direct = where["type"] == shapes.DM
    payload: Object = {
        "id": id,
        "application_id": state.application_id,
        "type": kind,
        "token": f"token-{id}",
        "version": 1,
        "data": data,
        "channel": where,
        "channel_id": where["id"],
        "app_permissions": str(state.rights.of(state.application_id)),
        "locale": state.locales.get(user_id, "en-US"),
        "entitlements": [],
        "attachment_size_limit": ATTACHMENT_BYTES_MAX,
        "authorizing_integration_owners": {"0": "0" if is_direct else state.guild["id"]},
    }
    payload |= _in_direct_message(state, user_id) if is_direct else _in_server(state, user_id, where)
    return payload | ({} if message is None else {"message": message})


def _in_direct_message(state: State, user_id: str) -> Object:
    """Only a user: no member, no roles, no server."""
    return {"user": state.users[user_id], "context": IN_DIRECT_MESSAGE}


def _in_server(state: State, user_id: str, where: Object) -> Object:
    """A member, with what they may do in the channel they are in."""
    member = state.member(user_id) | {"permissions": str(state.rights.in_channel(user_id, where))}
    locale = state.guild["preferred_locale"]
    guild = {"id": state.guild["id"], "locale": locale, "features": []}
    about = {"guild_id": guild["id"], "guild": guild, "guild_locale": locale, "context": IN_SERVER}
    return {"member": member} | about


def cause(payload: Object) -> Object:
    """What a client writes above an answer: who did what. `command` is "room join" of a command, else None."""
    names, part = [], payload["data"]
    while part is not None:
        names.append(part.get("name"))
        part = next((one for one in part.get("options") or [] if "options" in one), None)
    command = " ".join(names) if payload["type"] == COMMAND else None
    pressed = payload.get("message")
    about = {"kind": payload["type"], "command": command, "message_id": pressed["id"] if pressed else None}
    return {"user_id": payload.get("member", payload)["user"]["id"]} | about


def resolved(state: State, ids: Iterable[Any]) -> Object:
    """Whatever the chosen ids stand for: people, roles and channels, each among its like."""
    wanted = [id for id in ids if isinstance(id, str)]
    users = {id: state.users[id] for id in wanted if id in state.users}
    members = {id: _bare_member(state, id) for id in users if id in state.members}
    roles = {role["id"]: role for role in state.guild["roles"] if role["id"] in wanted}
    channels = {id: _bare_channel(state, id) for id in wanted if id in state.channels}
    found = {"users": users, "members": members, "roles": roles, "channels": channels}
    return {name: things for name, things in found.items() if things}


def _bare_member(state: State, user_id: str) -> Object:
    known = state.members[user_id]
    bare = {name: value for name, value in known.items() if name not in ("user", "deaf", "mute")}
    return bare | {"permissions": str(state.rights.of(user_id))}


def _bare_channel(state: State, id: str) -> Object:
    known = state.channels[id]
    bare = {name: known.get(name) for name in ("id", "type", "name", "parent_id")}
    return bare | {"permissions": str(state.rights.of(state.application_id))}
