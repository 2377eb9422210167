"""Typing a slash command: what Discord's client lets one send."""

from typing import Any

from .forms import Find, Thing
from .shapes import Object

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = 3, 4, 5, 6, 7, 8, 9, 10
BY_NAME = {USER: (Thing.USER,), CHANNEL: (Thing.CHANNEL,), ROLE: (Thing.ROLE,), MENTIONABLE: (Thing.USER, Thing.ROLE)}
BOT_DM = 1


class NoSuchCommand(Exception):
    """The client offers no such command, or would not send it like that; the message says what is wrong."""


def find_command(commands: list[Object], words: str) -> tuple[Object, list[Object]]:
    """The top-level command of "room join", and its parts down to the one that is run."""
    names = words.split()
    command = next((one for one in commands if one["name"] == names[0]), None)
    if command is None:
        raise NoSuchCommand(f"there is no command /{names[0]}")
    path, part = [command], command
    for name in names[1:]:
        below = [one for one in part.get("options") or [] if one["type"] in (SUBCOMMAND, GROUP)]
        found = next((one for one in below if one["name"] == name), None)
        if found is None:
            raise NoSuchCommand(f"/{words}: there is no {name}")
        part = found
        path.append(part)
    if any(one["type"] in (SUBCOMMAND, GROUP) for one in part.get("options") or []):
        raise NoSuchCommand(f"/{words} needs one of its parts")
    return command, path


def typed_options(
    command: Object, path: list[Object], given: Object, find: Find, *, focused: str | None = None
) -> Object:
    """The data of the interaction. Raises NoSuchCommand for a missing, unknown or impossible value.

    find: ids by name, for options that take a person, role or channel. focused: the option being typed, which may be
    incomplete.
    """
    known = {one["name"]: one for one in path[-1].get("options") or []}
    for name in given:
        if name not in known:
            raise NoSuchCommand(f"/{command['name']}: there is no option {name}")
    for name, option in known.items():
        if option.get("required") and name not in given and focused is None:
            raise NoSuchCommand(f"/{command['name']}: {name} is required")
    options = [_option(known[name], value, find, focused=name == focused) for name, value in given.items()]
    for part in reversed(path[1:]):
        options = [{"name": part["name"], "type": part["type"], "options": options}]
    data = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
    return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})


def _option(option: Object, value: Any, find: Find, *, focused: bool) -> Object:
    made = {"name": option["name"], "type": option["type"], "value": value}
    if focused:
        return made | {"focused": True}
    _check_value(option, value)
    if option["type"] in BY_NAME:
        made["value"] = find(value, BY_NAME[option["type"]])
        if made["value"] is None:
            raise NoSuchCommand(f"{option['name']}: there is nothing called {value}")
    return made


def chosen_ids(data: Object) -> list[Any]:
    """The ids of the people, roles and channels that were typed, however deep."""
    found: list[Any] = []
    for option in data.get("options") or []:
        found += chosen_ids(option) if "options" in option else []
        found += [option["value"]] if option["type"] in BY_NAME else []
    return found


def is_offered_in_direct_messages(command: Object) -> bool:
    """Commands of a server never are; those for everywhere unless they say otherwise."""
    contexts = command.get("contexts")
    return "guild_id" not in command and (contexts is None or BOT_DM in contexts)


def _check_value(option: Object, value: Any) -> None:
    name, kind = option["name"], option["type"]
    right_type = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: float | int}.get(kind, str)
    if not isinstance(value, right_type) or (kind != BOOLEAN and isinstance(value, bool)):
        raise NoSuchCommand(f"{name}: {value!r} is of the wrong kind")
    if choices := option.get("choices"):
        allowed = [one["value"] for one in choices]
        if value not in allowed:
            raise NoSuchCommand(f"{name}: {value!r} is none of {allowed}")
    size = len(value) if isinstance(value, str) else value
    least = option.get("min_length", option.get("min_value"))
    most = option.get("max_length", option.get("max_value"))
    if kind in (STRING, INTEGER, NUMBER) and (
        (least is not None and size < least) or (most is not None and size > most)
    ):
        raise NoSuchCommand(f"{name}: {value!r} is not between {least} and {most}")
