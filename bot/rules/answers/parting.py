"""Cards about leaving: what it would mean, that it is done, that it is taken back."""

from collections.abc import Iterable

from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.charges import Charge, ChargeState
from bot.rules.days import Calendar
from bot.rules.rooms import EndReason, Membership, MembershipState, Room
from bot.rules.texts import Link, Mention, text


def leaving(membership: Membership, room: Room) -> Card:
    """The one card about leaving: on the way out, thought better of, or gone (E-48)."""
    title = text("leaving.title", room=room.name)
    reference = text("leaving.reference", id=membership.id)
    if membership.state is MembershipState.LEAVING and membership.leaves_at is not None:
        lines = (text("leaving.until", at=membership.leaves_at), text("leaving.no_more_charges"), reference)
        return Card(title, lines, stay(membership))
    if membership.ended_at is None:
        return Card(title, (text("leaving.undone", room=Mention(Link.CHANNEL, room.channel_id or 0)),), tone=Tone.GOOD)
    if membership.end_reason is EndReason.WITHDRAWN:
        title = text("approving.waiting_title", room=room.name)
        return Card(title, (text("approving.withdrawn"), text("approving.all_back"), reference), tone=Tone.GOOD)
    lines = (text("leaving.left", room=room.name), text("leaving.no_more_charges"), reference)
    return Card(title, lines, (Button(text("buttons.join_again"), Act.JOIN, room.id),))


def leaving_question(membership: Membership, room: Room, charges: Iterable[Charge], calendar: Calendar) -> Card:
    """What leaving would mean, before it is done; at most two steps (E-47)."""
    title = text("leaving.sure_title", room=room.name)
    if membership.state is MembershipState.AWAITING_APPROVAL:
        take_back = (Button(text("buttons.take_back"), Act.TAKE_BACK, membership.id),)
        title = text("approving.take_back_title", room=room.name)
        return Card(title, (text("approving.take_back"),), take_back, Tone.WARNING)
    sure = (Button(text("buttons.leave_for_sure"), Act.LEAVE_FOR_SURE, membership.id),)
    known = tuple(charges)
    paid = [charge.over_on for charge in known if charge.state is ChargeState.PAID]
    owed = [charge.over_on for charge in known if charge.state in (ChargeState.DUE, ChargeState.OPEN)]
    if not paid or any(over_on >= max(paid) for over_on in owed):
        return Card(title, (text("leaving.sure_at_once"), text("leaving.no_more_charges")), sure, Tone.WARNING)
    until = calendar.starts_at(max(paid))
    return Card(title, (text("leaving.sure_until", at=until), text("leaving.no_more_charges")), sure, Tone.WARNING)


def stay(membership: Membership) -> tuple[Button, ...]:
    """The button that takes leaving back."""
    return (Button(text("buttons.stay"), Act.UNDO, membership.id),)
