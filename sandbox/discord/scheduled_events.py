"""Scheduled events: announced, changed, begun, ended, called off, and who is interested.

Source: discord.com/developers/docs/resources/guild-scheduled-event.
"""

from datetime import datetime

from . import permissions, shapes
from .audit import Act, differences
from .calls import Call, Object
from .errors import Refusal, bad_length, invalid, too_long, unknown
from .snowflakes import snowflake

OPEN_MAX, NAME_MAX, DESCRIPTION_MAX, LOCATION_MAX = 100, 100, 1000, 100
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
EXTERNAL = 3
NEXT = {SCHEDULED: {SCHEDULED, ACTIVE, CANCELED}, ACTIVE: {ACTIVE, COMPLETED}}
CHANGEABLE = (
    *("name", "description", "entity_type", "entity_metadata", "channel_id", "status"),
    *("scheduled_start_time", "scheduled_end_time"),
)


def events(call: Call, guild_id: str) -> list[Object]:
    """The events that lie ahead or are under way: what has ended or was called off is listed no more."""
    call.state.the_guild(guild_id)
    return [event(call, guild_id, one["id"]) for one in call.state.lasting_events()]


def event(call: Call, guild_id: str, event_id: str) -> Object:
    """One event; the number of those interested only when it is asked for."""
    found = _known(call, guild_id, event_id)
    if call.query.get("with_user_count") in ("1", "true"):
        return found | {"user_count": len(call.state.interested[event_id])}
    return found


def make(call: Call, guild_id: str) -> Object:
    """Announce an event. Raises 50013, 50035, 30038 for the 101st that is open."""
    state, body = call.state, call.body
    state.the_guild(guild_id)
    call.rights.need(call.me, permissions.CREATE_EVENTS | permissions.MANAGE_EVENTS)
    _check(call, body)
    if len(state.lasting_events()) >= OPEN_MAX:
        raise Refusal(400, 30038, "Maximum number of uncompleted guild scheduled events reached (100)")
    made = {
        "id": snowflake(),
        "guild_id": guild_id,
        "description": None,
        "channel_id": None,
        "creator_id": call.me,
        "image": None,
        "scheduled_end_time": None,
        "status": SCHEDULED,
        "entity_id": None,
        "entity_metadata": None,
        "recurrence_rule": None,
        "privacy_level": 2,
        "guild_scheduled_event_exceptions": [],
    } | {name: body[name] for name in CHANGEABLE if name in body}
    state.events[made["id"]] = made
    call.tell(state.event("GUILD_SCHEDULED_EVENT_CREATE", made))
    call.note(Act.EVENT_CREATE, made["id"], [{"key": "name", "new_value": made["name"]}])
    return made


def change(call: Call, guild_id: str, event_id: str) -> Object:
    """Change an event. Its state goes one way only: begun it ends, called off it stays so."""
    known, body = _changeable(call, guild_id, event_id), call.body
    wanted = known | {name: body[name] for name in CHANGEABLE if name in body}
    if wanted["status"] not in NEXT.get(known["status"], set()):
        raise invalid("status", "GUILD_SCHEDULED_EVENT_INVALID_STATUS", "Invalid status transition")
    _check(call, wanted, may_have_begun="scheduled_start_time" not in body)
    before = dict(known)
    known |= wanted
    call.tell(call.state.event("GUILD_SCHEDULED_EVENT_UPDATE", known))
    call.note(Act.EVENT_UPDATE, event_id, differences(before, known))
    return known


def delete(call: Call, guild_id: str, event_id: str) -> None:
    """Take an event away altogether."""
    known = _changeable(call, guild_id, event_id)
    del call.state.events[event_id]
    call.tell(call.state.event("GUILD_SCHEDULED_EVENT_DELETE", known))
    call.note(Act.EVENT_DELETE, event_id, [{"key": "name", "old_value": known["name"]}])


def interested(call: Call, guild_id: str, event_id: str) -> list[Object]:
    """Who pressed the bell."""
    _known(call, guild_id, event_id)
    about = {"guild_scheduled_event_id": event_id, "response": 1}
    users = call.state.users
    return [about | {"user_id": id, "user": users[id]} for id in sorted(call.state.interested[event_id])]


def _known(call: Call, guild_id: str, event_id: str) -> Object:
    call.state.the_guild(guild_id)
    if event_id not in call.state.events:
        raise unknown(10070)
    return call.state.events[event_id]


def _changeable(call: Call, guild_id: str, event_id: str) -> Object:
    """The maker's permission is enough for their own events."""
    known = _known(call, guild_id, event_id)
    is_mine = known["creator_id"] == call.me
    call.rights.need(call.me, permissions.MANAGE_EVENTS | (permissions.CREATE_EVENTS if is_mine else 0))
    return known


def _check(call: Call, body: Object, *, may_have_begun: bool = False) -> None:
    if not 1 <= len(body.get("name") or "") <= NAME_MAX:
        raise bad_length("name", 1, NAME_MAX)
    if len(body.get("description") or "") > DESCRIPTION_MAX:
        raise too_long("description", DESCRIPTION_MAX)
    begins, ends = body["scheduled_start_time"], body.get("scheduled_end_time")
    if not may_have_begun and datetime.fromisoformat(begins) <= call.state.now():
        raise invalid(
            "scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past"
        )
    if ends is not None and datetime.fromisoformat(ends) <= datetime.fromisoformat(begins):
        raise invalid("scheduled_end_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_END", "Cannot end before it starts")
    if int(body["entity_type"]) == EXTERNAL:
        _check_external(body, ends)
    elif call.state.channel(str(body.get("channel_id")))["type"] != shapes.VOICE:
        raise invalid("channel_id", "GUILD_SCHEDULED_EVENT_CHANNEL", "Not a voice channel")


def _check_external(body: Object, ends: str | None) -> None:
    """What takes place elsewhere needs a place, and an end."""
    place = (body.get("entity_metadata") or {}).get("location") or ""
    if not 1 <= len(place) <= LOCATION_MAX:
        raise bad_length("entity_metadata.location", 1, LOCATION_MAX)
    if ends is None:
        raise invalid("scheduled_end_time", "BASE_TYPE_REQUIRED", "This field is required")
