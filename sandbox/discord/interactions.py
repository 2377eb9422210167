"""Commands registered, and interactions answered: once, in time, and as privately as was promised."""

import time

from . import shapes
from .calls import Call, Object
from .channels import changed
from .errors import Refusal, unknown
from .snowflakes import snowflake
from .state import (
    CHOICES,
    DEFERRED_MESSAGE,
    MESSAGE,
    MODAL,
    UPDATE,
    Interaction,
)
from .validation import check_command, check_message

EPHEMERAL, LOADING = 1 << 6, 1 << 7
TOKEN_LIVES_SECONDS = 15 * 60
COMMANDS_MAX = 100
FIRST_ANSWER_SECONDS = 3.0


def commands(call: Call, application_id: str, guild_id: str | None = None) -> list[Object]:
    return call.state.commands


def register(call: Call, application_id: str, guild_id: str | None = None) -> list[Object]:
    """Replace every command; ids of names that stay are kept."""
    if len(call.body) > COMMANDS_MAX:
        raise Refusal(400, 30032, "Maximum number of application commands reached (100)")
    known = {one["name"]: one["id"] for one in call.state.commands}
    call.state.commands = [_registered(call, one, known, guild_id) for one in call.body]
    call.state.touch()
    return call.state.commands


def _registered(call: Call, command: Object, known: dict[str, str], guild_id: str | None) -> Object:
    check_command(command)
    allowed = command.get("default_member_permissions")
    made: Object = {"description": "", "type": 1, "integration_types": [0]}
    made |= {name: value for name, value in command.items() if value is not None}
    made |= {
        "id": known.get(command["name"]) or snowflake(),
        "application_id": call.me,
        "version": snowflake(),
        "default_member_permissions": None if allowed is None else str(allowed),
    }
    return made | ({"guild_id": guild_id} if guild_id else {})


def _live(call: Call, key: str) -> Interaction:
    """The interaction behind an id or a token. Raises 10062 for one that is unknown or too old."""
    found = call.state.interactions.get(key.removeprefix("token-"))
    if found is None or time.monotonic() - found.sent_at > TOKEN_LIVES_SECONDS:
        raise unknown(10062)
    return found


def answer(call: Call, id: str, token: str) -> Object | None:
    """The first answer. Late: 10062; a second one: 40060."""
    one = _live(call, id)
    if one.answer is not None:
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    if time.monotonic() - one.sent_at > call.state.answer_seconds:
        raise unknown(10062)
    kind, data = int(call.body["type"]), call.body.get("data") or {}
    data |= {"_files": call.body.get("_files", {})}
    if kind in (MESSAGE, UPDATE):
        check_message(data)
    one.answer = call.body
    told: Object = {"interaction": {"id": id, "type": one.payload["type"]}}
    if kind in (MESSAGE, DEFERRED_MESSAGE):
        _show(call, one, data, is_loading=kind == DEFERRED_MESSAGE)
        assert one.message is not None
        told["interaction"] |= {
            "response_message_id": one.message["id"],
            "response_message_loading": kind == DEFERRED_MESSAGE,
            "response_message_ephemeral": one.ephemeral,
        }
    elif kind == UPDATE:
        one.message = _pressed_message(call, one)
        changed(call, one.message, data)
        one.edits += 1
    elif kind == MODAL:
        one.modal = data
    elif kind == CHOICES:
        one.choices = data["choices"]
    if kind in (MESSAGE, UPDATE):
        told["resource"] = {"type": kind, "message": one.message}
    call.state.touch()
    return told if call.query.get("with_response") in ("1", "true") else None


def _show(call: Call, one: Interaction, data: Object, *, is_loading: bool) -> None:
    """The message of an answer. Whether it is private is decided here, for a deferred one too."""
    flags = int(data.get("flags") or 0)
    one.ephemeral = bool(flags & EPHEMERAL)
    made = shapes.message(one.payload["channel_id"], call.state.bot, data)
    made["flags"] = flags | (LOADING if is_loading else 0)
    one.message = call.state.add_message(made)


def _pressed_message(call: Call, one: Interaction) -> Object:
    id = one.payload["message"]["id"]
    return call.state.messages.get(id) or one.payload["message"]


def follow_up(call: Call, application_id: str, token: str) -> Object:
    """One more message. The first one after a deferral edits the placeholder."""
    one = _live(call, token)
    check_message(call.body)
    if one.answer is None:
        raise unknown(10015)
    made = shapes.message(one.payload["channel_id"], call.state.bot, call.body)
    one.followups.append(call.state.add_message(made))
    return made


def original(call: Call, application_id: str, token: str) -> Object:
    one = _live(call, token)
    if one.message is None:
        raise unknown(10008)
    return one.message


def edit_original(call: Call, application_id: str, token: str) -> Object:
    """Fill in or change the first answer; its privacy stays as promised."""
    one = _live(call, token)
    if one.message is None:
        raise unknown(10008)
    wanted = int(call.body.get("flags") or 0)
    kept = one.message["flags"] & EPHEMERAL
    check_message({"flags": wanted or one.message["flags"]} | call.body)
    changed(call, one.message, call.body | {"flags": (wanted or one.message["flags"]) & ~LOADING | kept})
    one.edits += 1
    return one.message


def delete_original(call: Call, application_id: str, token: str) -> None:
    one = _live(call, token)
    if one.message is None:
        raise unknown(10008)
    call.state.messages.pop(one.message["id"], None)
    one.message = None
