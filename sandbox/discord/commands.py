"""Application commands: registered for the server or for everywhere, all at once or one by one.

Source: discord.com/developers/docs/interactions/application-commands.
"""

from collections.abc import Iterator

from .calls import CREATED, Call, Object
from .errors import Refusal, bad_length, invalid, too_long, unknown
from .snowflakes import snowflake

COMMANDS_MAX, CHARACTERS_MAX, OPTIONS_MAX, NAME_MAX, DESCRIPTION_MAX = 100, 8000, 25, 32, 100
SUBCOMMANDS = (1, 2)


def commands(call: Call, application_id: str, guild_id: str | None = None) -> list[Object]:
    """The commands of one scope: of the server, or for everywhere."""
    return call.state.registered.get(guild_id, [])


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
    if len(call.body) > COMMANDS_MAX:
        raise _too_many()
    ids = {one["name"]: one["id"] for one in commands(call, application_id, guild_id)}
    call.state.registered[guild_id] = [_registered(call, one, ids.get(one["name"]), guild_id) for one in call.body]
    call.state.touch()
    return call.state.registered[guild_id]


def register(call: Call, application_id: str, guild_id: str | None = None) -> Object:
    """Add a command, or replace the one of that name."""
    found = call.state.registered.setdefault(guild_id, [])
    known = next((one for one in found if one["name"] == call.body["name"]), None)
    made = _registered(call, call.body, known["id"] if known else None, guild_id)
    if known is not None:
        found[found.index(known)] = made
        return made
    if len(found) >= COMMANDS_MAX:
        raise _too_many()
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


def check(sent: Object) -> None:
    """Raises 50035 for a command that Discord would not register."""
    if _characters(sent) > CHARACTERS_MAX:
        raise invalid("", "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
    for one in _runnable(sent):
        _check_part(one)


def _check_part(one: Object) -> None:
    options = one.get("options") or []
    if not 1 <= len(one["name"]) <= NAME_MAX:
        raise bad_length("name", 1, NAME_MAX)
    if len(options) > OPTIONS_MAX:
        raise too_long("options", OPTIONS_MAX)
    needed = [bool(option.get("required")) for option in options if option["type"] not in SUBCOMMANDS]
    if needed != sorted(needed, reverse=True):
        code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
        raise invalid("options", code, "Required options must be placed before non-required options")
    if len(one.get("description") or "") > DESCRIPTION_MAX:
        raise bad_length("description", 1, DESCRIPTION_MAX)


def _runnable(sent: Object) -> Iterator[Object]:
    yield sent
    for option in sent.get("options") or []:
        if option["type"] in SUBCOMMANDS:
            yield from _runnable(option)


def _characters(part: Object) -> int:
    """Of each text the longest translation counts."""
    total = 0
    for name in ("name", "description"):
        translated = (part.get(f"{name}_localizations") or {}).values()
        total += max(len(words) for words in (part.get(name) or "", *translated))
    total += len(str(part.get("value", ""))) if "value" in part else 0
    below = [*(part.get("options") or []), *(part.get("choices") or [])]
    return total + sum(_characters(one) for one in below)


def _too_many() -> Refusal:
    return Refusal(400, 30032, "Maximum number of application commands reached (100)")
