"""Cards about somebody who pays and is not in the server: the question, the stop, and the admins'."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.absence import Absence, Parting
from bot.rules.ahead import renews
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.members import Member
from bot.rules.rooms import EndReason, Membership, MembershipState, Room
from bot.rules.texts import Link, Mention, Text, text

Stays = Sequence[tuple[Membership, Room]]
"""Memberships that were paid for when the absence began, with their rooms; the newest of each room."""


@dataclass(frozen=True, slots=True)
class Away:
    """An absence and what it concerns."""

    absence: Absence
    stays: Stays

    @property
    def renews(self) -> bool:
        return any(renews(membership) for membership, _ in self.stays)

    @property
    def stopped(self) -> bool:
        return any(_is_stopped(membership) for membership, _ in self.stays)


def away(known: Away) -> Card:
    """Cancel or keep? And afterwards, what became of the question."""
    absence = known.absence
    title = text("absence.title", how=absence.how.value)
    rooms = _rooms(known.stays)
    cancel = Button(text("buttons.stop_paying"), Act.STOP_PAYING, absence.id)
    keep = Button(text("buttons.keep_paying"), Act.KEEP_PAYING, absence.id)
    if absence.back_at is not None:
        return Card(text("absence.back_title"), (text("absence.back"), *rooms), tone=Tone.GOOD)
    if not known.renews and not known.stopped:
        return Card(title, (text("absence.cancelled"), *rooms))
    if absence.kept_at is not None:
        return Card(title, (text("absence.kept"), *rooms), (cancel,))
    if known.stopped and not known.renews:
        lines = (text("absence.stopped", days=_days(absence)), *rooms)
        return Card(title, lines, (cancel,) if absence.how is Parting.BANNED else (keep, cancel))
    if absence.how is Parting.BANNED:
        return Card(title, (text("absence.banned"), *rooms), (cancel,), Tone.WARNING)
    lines = (text("absence.question"), *rooms, text("absence.silence", at=absence.stops_at))
    return Card(title, lines, (keep, cancel), Tone.WARNING)


def held(membership: Membership, room: Room) -> Card:
    """The next charge of a room was stopped because its member is not there; or that is over."""
    title = text("absence.held_title", room=room.name)
    reference = text("leaving.reference", id=membership.id)
    join = Button(text("buttons.join_again"), Act.JOIN, room.id)
    if membership.state is MembershipState.LEAVING and membership.leaves_at is not None:
        if membership.leaves_because is EndReason.REMOVED:
            return Card(title, (text("absence.removed", at=membership.leaves_at), reference))
        lines = (text("absence.held", at=membership.leaves_at), text("absence.come_back"), reference)
        return Card(title, lines, tone=Tone.WARNING)
    if membership.ended_at is not None:
        lines = (text("absence.over", room=room.name), text("leaving.no_more_charges"), reference)
        return Card(title, lines, (join,))
    return Card(title, (text("absence.goes_on", room=room.name),), tone=Tone.GOOD)


def payer_away(known: Away, member: Member) -> Card:
    """To an admin: who pays and is not there, and what happens without them."""
    absence = known.absence
    who = Mention(Link.MEMBER, member.id)
    title = text("absence.admin_title", name=member.name)
    lines: list[Text] = [text("absence.admin_who", who=who, how=absence.how.value, at=absence.since)]
    if absence.sent_by is not None:
        lines.append(text("absence.admin_by", by=Mention(Link.MEMBER, absence.sent_by)))
    lines += _rooms(known.stays)
    stop = (Button(text("buttons.stop_billing"), Act.STOP_BILLING, absence.id),)
    if absence.back_at is not None:
        return Card(title, (*lines, text("absence.admin_back")), tone=Tone.GOOD)
    if known.stopped:
        return Card(title, (*lines, text("absence.admin_held")), stop)
    if not known.renews:
        return Card(title, (*lines, text("absence.admin_stopped")))
    if absence.kept_at is not None:
        return Card(title, (*lines, text("absence.admin_kept")), stop)
    return Card(title, (*lines, text("absence.admin_asked", at=absence.stops_at)), stop, Tone.WARNING)


def _rooms(stays: Stays) -> tuple[Text, ...]:
    return tuple(_room(membership, room) for membership, room in stays)


def _room(membership: Membership, room: Room) -> Text:
    if membership.state is MembershipState.LEAVING and membership.leaves_at is not None:
        return text("absence.room_until", room=room.name, at=membership.leaves_at)
    if membership.ended_at is not None:
        return text("absence.room_over", room=room.name)
    return text("absence.room_renews", room=room.name, fee=membership.fee, cycle=membership.every.value)


def _is_stopped(membership: Membership) -> bool:
    return membership.state is MembershipState.LEAVING and membership.leaves_because is EndReason.ABSENT


def _days(absence: Absence) -> int:
    return (absence.stops_at - absence.since).days
