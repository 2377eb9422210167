"""Why a member is, or is not, in a room: where they stand, whether their role fits that, and what mends it."""

from datetime import datetime
from enum import StrEnum

from bot.rules.access import LIVE
from bot.rules.answers.leading import home, way_in
from bot.rules.answers.parting import stay
from bot.rules.answers.pausing import end_pause
from bot.rules.answers.paying import ways_to_pay
from bot.rules.answers.standing import Standing, state_of
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.charges import ChargeState
from bot.rules.days import Calendar
from bot.rules.rooms import MembershipState, Room, RoomState
from bot.rules.texts import Text, text


class Role(StrEnum):
    """What Discord answered just now about the role of a room."""

    HELD = "held"
    MISSING = "missing"
    AWAY = "away"  # the member is not in the server
    UNKNOWN = "unknown"  # Discord gave no answer; that never counts as a no


def why(standing: Standing | None, room: Room, role: Role, *, calendar: Calendar, now: datetime) -> Card:
    """The state, its cause, what happens next and when, and the one button that mends it (E-26 to E-31)."""
    title = text("why.title", room=room.name)
    if standing is None:
        lines = [text("why.never"), *_of_role(role, room, deserved=False), *_of_room(room)]
        return Card(title, tuple(lines), _join(room), parts=(home(),))
    deserved = standing.open_now(now)
    lines = [*state_of(standing, calendar, now), *_of_role(role, room, deserved=deserved)]
    if deserved and role is not Role.MISSING:
        lines.append(text("why.way_in", room=way_in(room)))
    if standing.membership.state not in LIVE:
        lines += _of_room(room)
    buttons = _buttons(standing, deserved=deserved, role=role)
    return Card(title, tuple(lines), buttons, _tone(standing, deserved=deserved, role=role), (home(),))


def _of_role(role: Role, room: Room, *, deserved: bool) -> tuple[Text, ...]:
    """Deserved against held; where there is nothing to have and nothing is held, nothing is said."""
    match role:
        case Role.UNKNOWN:
            return (text("why.role_unknown"),) if deserved else ()
        case Role.AWAY:
            return (text("why.role_away"),)
        case Role.HELD:
            return (text("why.role_held"),) if deserved else (text("why.role_too_much"),)
        case Role.MISSING if deserved and (room.role_id is None or room.fault is not None):
            return (text("why.role_blocked"),)
        case Role.MISSING if deserved:
            return (text("why.role_missing"),)
    return ()


def _of_room(room: Room) -> tuple[Text, ...]:
    return () if room.state is RoomState.OPEN else (text("why.room_not_open"),)


def _buttons(standing: Standing, *, deserved: bool, role: Role) -> tuple[Button, ...]:
    """What mends it first."""
    membership = standing.membership
    waits = membership.state is MembershipState.AWAITING_APPROVAL
    leave = Button(text("buttons.take_back") if waits else text("buttons.leave"), Act.LEAVE, membership.id)
    sync = (
        (Button(text("buttons.give_role"), Act.SYNC_ME, standing.room.id),) if deserved and role is Role.MISSING else ()
    )
    match membership.state:
        case MembershipState.AWAITING_PAYMENT:
            return (Button(text("buttons.to_the_payment"), Act.JOIN, standing.room.id), leave)
        case MembershipState.REQUESTED | MembershipState.AWAITING_APPROVAL:
            return (leave,)
        case MembershipState.PAUSED | MembershipState.LEAVING:
            goes = membership.state is MembershipState.LEAVING
            return (*sync, *stay(membership)) if goes else (end_pause(membership), leave)
        case MembershipState.ACTIVE | MembershipState.PAST_DUE | MembershipState.SUSPENDED:
            owed = [charge for charge in standing.unpaid() if charge.state is ChargeState.OPEN]
            return (*sync, *(ways_to_pay(owed[0]) if owed else (leave,)))
        case MembershipState.EXPELLED:
            return (Button(text("buttons.contact"), Act.CONTACT),)
    return _join(standing.room)


def _join(room: Room) -> tuple[Button, ...]:
    return (Button(text("buttons.join"), Act.JOIN, room.id),) if room.state is RoomState.OPEN else ()


def _tone(standing: Standing, *, deserved: bool, role: Role) -> Tone:
    waits = standing.membership.state is MembershipState.AWAITING_PAYMENT
    if waits or standing.unpaid() or (deserved and role is Role.MISSING):
        return Tone.WARNING
    return Tone.GOOD if standing.membership.state is MembershipState.ACTIVE else Tone.PLAIN
