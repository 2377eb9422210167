"""Interactions answered: once, in time, and as privately as was promised.

Source: discord.com/developers/docs/interactions/receiving-and-responding.
"""

import time

from . import shapes
from .calls import Call, Object
from .errors import Refusal, invalid, too_long, unknown
from .messages import add, changed
from .payloads import cause
from .state import CHOICES, DEFERRED_MESSAGE, DEFERRED_UPDATE, MESSAGE, MODAL, UPDATE, Interaction
from .validation import check_files, check_form, check_message

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
CHOICES_MAX = 25
ORIGINAL = "@original"


def answer(call: Call, id: str, token: str) -> Object | None:
    """The first answer. Late: 10062; a second one: 40060."""
    one = call.state.interactions.get(id)
    if one is None or one.token != token or age(one) > call.state.token_seconds:
        raise unknown(10062)
    if one.answer is not None:
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    if age(one) > call.state.answer_seconds:
        raise unknown(10062)
    kind, data = int(call.body["type"]), call.body.get("data") or {}
    _check_kind(one, kind)
    ANSWERS[kind](call, one, data | {"_files": call.body.get("_files", {})})
    one.answer = call.body
    call.state.touch()
    return _told(one, kind) if call.query.get("with_response") in ("1", "true") else None


def age(one: Interaction) -> float:
    """For how many seconds an interaction has been on its way, by the machine's clock."""
    return time.monotonic() - one.sent_at


def _check_kind(one: Interaction, kind: int) -> None:
    """Not every answer fits: forms do not open forms, and only what is typed gets choices."""
    asked = one.payload["type"]
    fits = {
        CHOICES: asked == AUTOCOMPLETE,
        MODAL: asked in (COMMAND, COMPONENT),
        UPDATE: "message" in one.payload,
        DEFERRED_UPDATE: "message" in one.payload,
    }
    if kind not in ANSWERS or not fits.get(kind, asked != AUTOCOMPLETE):
        raise invalid("type", "INTERACTION_CALLBACK_TYPE_INVALID", f"{kind} is no answer to an interaction of {asked}")


def _told(one: Interaction, kind: int) -> Object:
    about: Object = {"id": one.id, "type": one.payload["type"]}
    if kind in (MESSAGE, DEFERRED_MESSAGE):
        assert one.message is not None
        about |= {
            "response_message_id": one.message["id"],
            "response_message_loading": kind == DEFERRED_MESSAGE,
            "response_message_ephemeral": one.ephemeral,
        }
    told: Object = {"interaction": about}
    if kind in (MESSAGE, UPDATE):
        told["resource"] = {"type": kind, "message": one.message}
    return told


# -- what a first answer does, by its kind


def _message(call: Call, one: Interaction, data: Object) -> None:
    check_message(data, files=check_files(data))
    _show(call, one, data)


def _placeholder(call: Call, one: Interaction, data: Object) -> None:
    """ "is thinking…": of the flags only privacy counts, the layout is decided by what comes later."""
    _show(call, one, {"flags": int(data.get("flags") or 0) & shapes.EPHEMERAL | shapes.LOADING})


def _show(call: Call, one: Interaction, data: Object) -> None:
    """The message of an answer. Whether it is private is decided here, for a deferred one too."""
    one.ephemeral = bool(int(data.get("flags") or 0) & shapes.EPHEMERAL)
    one.original = one.message = _add(call, one, data)


def _add(call: Call, one: Interaction, data: Object) -> Object:
    made = add(call, one.payload["channel_id"], data)
    made |= {"application_id": call.me, "webhook_id": call.me}
    call.state.came_of[made["id"]] = cause(one.payload)
    if made["flags"] & shapes.EPHEMERAL:
        call.state.private_to[made["id"]] = one.user_id
    return made


def _later(call: Call, one: Interaction, data: Object) -> None:
    """A press is acknowledged; the message it was on can be changed later."""
    one.original = _pressed_message(call, one)


def _update(call: Call, one: Interaction, data: Object) -> None:
    pressed = _pressed_message(call, one)
    changed(call, pressed, data)
    one.original = one.message = pressed
    one.edits += 1


def _pressed_message(call: Call, one: Interaction) -> Object:
    pressed: Object = one.payload["message"]
    return call.state.messages.get(pressed["id"], pressed)


def _choices(call: Call, one: Interaction, data: Object) -> None:
    if len(data["choices"]) > CHOICES_MAX:
        raise too_long("data.choices", CHOICES_MAX)
    one.choices = data["choices"]


def _form(call: Call, one: Interaction, data: Object) -> None:
    check_form(data)
    one.modal = {name: value for name, value in data.items() if name != "_files"}


ANSWERS = {
    MESSAGE: _message,
    DEFERRED_MESSAGE: _placeholder,
    DEFERRED_UPDATE: _later,
    UPDATE: _update,
    CHOICES: _choices,
    MODAL: _form,
}


# -- what comes afterwards, by the interaction's token


def _live(call: Call, application_id: str, token: str) -> Interaction:
    """The interaction behind a token that is still good. Raises 10015 for none of ours, 50027 for an old one."""
    one = call.state.interactions.get(token.removeprefix("token-"))
    if one is None or one.answer is None or application_id != call.me:
        raise unknown(10015)
    if age(one) > call.state.token_seconds:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return one


def follow_up(call: Call, application_id: str, token: str) -> Object:
    """One more message. The first one after a deferral fills the placeholder, and is as private as that."""
    one = _live(call, application_id, token)
    if one.message is not None and one.message["flags"] & shapes.LOADING:
        return _fill(call, one, one.message)
    check_message(call.body, files=check_files(call.body))
    made = _add(call, one, call.body)
    one.followups.append(made)
    return made


def message(call: Call, application_id: str, token: str, message_id: str) -> Object:
    """One message of an interaction. Raises 10008."""
    return _mine(_live(call, application_id, token), message_id)


def edit(call: Call, application_id: str, token: str, message_id: str) -> Object:
    """Fill in or change an answer; its privacy stays as promised."""
    one = _live(call, application_id, token)
    return _fill(call, one, _mine(one, message_id))


def _fill(call: Call, one: Interaction, known: Object) -> Object:
    changed(call, known, call.body)
    known["flags"] &= ~shapes.LOADING
    if known is one.original:
        one.message = known
    one.edits += 1
    return known


def delete(call: Call, application_id: str, token: str, message_id: str) -> None:
    """Take a message of an interaction back."""
    one = _live(call, application_id, token)
    gone = _mine(one, message_id)
    call.state.messages.pop(gone["id"], None)
    call.state.touch()
    if gone is one.original:
        one.original = one.message = None
    else:
        one.followups.remove(gone)


def _mine(one: Interaction, message_id: str) -> Object:
    """A message this interaction brought, by its id or as the first one. Raises 10008."""
    known = [] if one.original is None else [one.original]
    wanted = known[:1] if message_id == ORIGINAL else [m for m in (*known, *one.followups) if m["id"] == message_id]
    if not wanted:
        raise unknown(10008)
    return wanted[0]
