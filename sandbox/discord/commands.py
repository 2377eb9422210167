"""Application commands: registered for the server or for everywhere, all at once or one by one.

Source: discord.com/developers/docs/interactions/application-commands.
"""

from .calls import CREATED, Call, Object
from .command_rules import COMMANDS_MAX, check, check_all, too_many
from .errors import Refusal, missing_access, unknown
from .snowflakes import snowflake


def commands(call: Call, application_id: str, guild_id: str | None = None) -> list[Object]:
    """The commands of one scope: of the server, or for everywhere. Raises 20012, 50001 for somebody else's."""
    if application_id != call.me:
        raise Refusal(403, 20012, "You are not authorized to perform this action on this application")
    if guild_id not in (None, call.state.guild["id"]):
        raise missing_access()
    return call.state.registered.setdefault(guild_id, [])


def command(call: Call, application_id: str, *ids: str) -> Object:
    """One command; `ids` are the server's, if it is one of a server, and its own."""
    *scope, command_id = ids
    found = commands(call, application_id, *scope)
    known = next((one for one in found if one["id"] == command_id), None)
    if known is None:
        raise unknown(10063)
    return known


def register_all(call: Call, application_id: str, guild_id: str | None = None) -> list[Object]:
    """Replace every command of a scope; ids of names that stay are kept."""
    ids = {one["name"]: one["id"] for one in commands(call, application_id, guild_id)}
    check_all(call.body)
    call.state.registered[guild_id] = [_registered(call, one, ids.get(one["name"]), guild_id) for one in call.body]
    call.state.touch()
    return call.state.registered[guild_id]


def register(call: Call, application_id: str, guild_id: str | None = None) -> Object:
    """Add a command, or replace the one of that name."""
    found = commands(call, application_id, guild_id)
    known = next((one for one in found if one["name"] == call.body["name"]), None)
    made = _registered(call, call.body, known["id"] if known else None, guild_id)
    if known is not None:
        found[found.index(known)] = made
        return made
    if len(found) >= COMMANDS_MAX:
        raise too_many()
    found.append(made)
    call.state.touch()
    call.status = CREATED
    return made


def change(call: Call, application_id: str, *ids: str) -> Object:
    """Change parts of one command; its id stays. Raises 10063."""
    known = command(call, application_id, *ids)
    sent = {name: value for name, value in known.items() if name not in ("id", "application_id", "version")}
    known |= _registered(call, sent | call.body, known["id"], known.get("guild_id"))
    return known


def delete(call: Call, application_id: str, *ids: str) -> None:
    """Take one command away. Raises 10063."""
    known = command(call, application_id, *ids)
    call.state.registered[known.get("guild_id")].remove(known)
    call.state.touch()


def _registered(call: Call, sent: Object, id: str | None, guild_id: str | None) -> Object:
    check(sent)
    allowed = sent.get("default_member_permissions")
    made: Object = {"description": "", "type": 1, "integration_types": [0]}
    made |= {name: value for name, value in sent.items() if value is not None}
    made |= {
        "id": id or snowflake(),
        "application_id": call.me,
        "version": snowflake(),
        "default_member_permissions": None if allowed is None else str(allowed),
    }
    return made | ({"guild_id": guild_id} if guild_id else {})
