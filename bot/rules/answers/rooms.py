"""Cards about rooms: which there are, and how far the building of one has come."""

from collections.abc import Iterable

from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.rooms import Room, RoomState
from bot.rules.texts import Link, Mention, text

MOST_LISTED, MOST_BUTTONS = 20, 10
"""A card has forty parts and four thousand characters at most; whoever wants a later room types its name."""


def room_list(rooms: Iterable[Room]) -> Card:
    """The rooms one can join, each with what it costs (E-3, E-4)."""
    known = tuple(rooms)
    if not known:
        return Card(text("rooms.list_title"), (text("rooms.list_empty"),))
    lines = tuple(
        text("rooms.list_line", room=room.name, fee=room.fee, about=room.description) for room in known[:MOST_LISTED]
    )
    buttons = tuple(
        Button(text("buttons.join_room", room=room.name), Act.JOIN, room.id) for room in known[:MOST_BUTTONS]
    )
    return Card(text("rooms.list_title"), lines, buttons)


def room_built(room: Room) -> Card:
    """How far the building of a room has come: open, or what is in the way and how to mend it."""
    title = text("rooms.built_title", room=room.name)
    if room.state is RoomState.OPEN:
        way_in = Mention(Link.CHANNEL, room.channel_id or 0)
        owner = Mention(Link.MEMBER, room.owner_id)
        lines = (text("rooms.built", room=way_in, fee=room.fee, owner=owner), text("rooms.built_next"))
        return Card(title, lines, tone=Tone.GOOD)
    if room.fault is not None:
        return Card(title, (text("rooms.fault", fault=room.fault), text("rooms.build_again")), tone=Tone.BAD)
    return Card(title, (text("rooms.building"),))
