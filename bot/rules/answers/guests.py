"""Cards about guests and the codes that let them in."""

from collections.abc import Iterable
from datetime import datetime

from bot.rules.answers.pricing import MOST_CODES
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.guests import AccessCode
from bot.rules.rooms import Membership, Room
from bot.rules.texts import Link, Mention, Text, text


def guest_welcome(guest: Membership, room: Room) -> Card:
    """What a guest reads on coming in: until when, and that nothing is charged."""
    assert guest.free_until is not None, guest
    way_in = Mention(Link.CHANNEL, room.channel_id or 0)
    lines = (text("guests.welcome", room=way_in), text("guests.until", at=guest.free_until), text("guests.no_card"))
    return Card(text("rooms.welcome_title", room=room.name), lines, tone=Tone.GOOD)


def guest_ends(guest: Membership, room: Room, now: datetime) -> Card:
    """The living card about the end of a guest's time."""
    assert guest.free_until is not None, guest
    title, join = text("guests.ends_title", room=room.name), Button(text("buttons.join"), Act.JOIN, room.id)
    if now < guest.free_until:
        return Card(title, (text("guests.ends", at=guest.free_until), text("guests.then_join", fee=room.fee)))
    return Card(title, (text("guests.over"), text("guests.join_now", fee=room.fee)), (join,))


def code_opened(membership: Membership, code: AccessCode, room: Room) -> Card:
    """What a member reads after typing an access code."""
    if membership.free_until is not None:
        return guest_welcome(membership, room)
    line = text("guests.months_free", months=code.months)
    return Card(text("pricing.used_title", room=room.name), (line,), tone=Tone.GOOD)


def access_made(code: AccessCode, room: Room) -> Card:
    """What the owner reads after making one."""
    lines = [text("guests.code_months", months=code.months)]
    if code.uses_max is not None:
        lines.append(text("pricing.coupon_uses_max", most=code.uses_max))
    if code.ends_at is not None:
        lines.append(text("pricing.coupon_ends", at=code.ends_at))
    lines.append(text("guests.code_how", code=code.code))
    return Card(text("guests.code_title", code=code.code, room=room.name), tuple(lines), tone=Tone.GOOD)


def access_list(room: Room, uses: Iterable[tuple[AccessCode, int]]) -> Card:
    """The access codes in use, newest first."""
    known = tuple(uses)
    title = text("guests.list_title", room=room.name)
    if not known:
        return Card(title, (text("guests.list_empty"),))
    lines: list[Text] = []
    for code, count in known[:MOST_CODES]:
        lines += [text("pricing.list_line", code=code.code, uses=count), text("guests.code_months", months=code.months)]
    if len(known) > MOST_CODES:
        lines.append(text("pricing.list_more", count=len(known) - MOST_CODES))
    return Card(title, tuple(lines))


def access_closed(code: AccessCode, room: Room) -> Card:
    """What the owner reads after taking one back."""
    return Card(text("guests.code_title", code=code.code, room=room.name), (text("guests.code_closed"),))
