"""Cards about pausing."""

from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.rooms import Membership, MembershipState, Room
from bot.rules.texts import Link, Mention, text


def pause_asked(membership: Membership, room: Room) -> Card:
    """A pause that was asked for: when it begins and ends, and the way back."""
    assert membership.pauses_on is not None, membership
    assert membership.resumes_on is not None, membership
    lines = (
        text("pausing.from", on=membership.pauses_on),
        text("pausing.until", on=membership.resumes_on, amount=membership.fee),
        text("pausing.seat"),
    )
    undo = Button(text("buttons.drop_pause"), Act.END_PAUSE, membership.id)
    return Card(text("pausing.title", room=room.name), lines, (undo,), Tone.GOOD)


def paused(membership: Membership, room: Room) -> Card:
    """The living card of one pause: while it lasts, and when it is over."""
    if membership.state is not MembershipState.PAUSED or membership.resumes_on is None:
        return pause_over(room)
    lines = (text("pausing.now"), text("pausing.until", on=membership.resumes_on, amount=membership.fee))
    return Card(text("pausing.title", room=room.name), lines, (end_pause(membership),))


def pause_over(room: Room) -> Card:
    """Taken back, or over: everything as before."""
    line = text("pausing.over", room=Mention(Link.CHANNEL, room.channel_id or 0))
    return Card(text("pausing.title", room=room.name), (line,), tone=Tone.GOOD)


def pause_allowed(room: Room) -> Card:
    """What the owner reads after allowing or forbidding pauses."""
    title = text("pausing.title", room=room.name)
    if room.pause_months_max is None:
        return Card(title, (text("pausing.forbidden"),))
    return Card(title, (text("pausing.allowed", most=room.pause_months_max),), tone=Tone.GOOD)


def end_pause(membership: Membership) -> Button:
    """The button that ends a pause now."""
    return Button(text("buttons.end_pause", fee=membership.fee), Act.END_PAUSE, membership.id)
