"""Cards about rooms: which there are, the page of each, and how far the building of one has come."""

from collections.abc import Iterable

from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.pages import questions_of
from bot.rules.queueing import Seats
from bot.rules.rooms import Room, RoomState
from bot.rules.texts import Link, Mention, Text, text

MOST_LISTED, MOST_BUTTONS, BRIEF = 20, 10, 80
"""A card has forty parts and four thousand characters at most; whoever wants a later room types its name."""


def page_written(room: Room) -> Card:
    """What the owner reads after writing: the page as members see it, and what applicants will be asked."""
    page = room_card(room)
    asked = questions_of(room)
    about = [text("rooms.edit_asked", number=number, question=one) for number, one in enumerate(asked, start=1)]
    last = (text("rooms.edit_questions_follow"), *about) if about else (text("rooms.edit_no_questions"),)
    return Card(page.title, (text("rooms.edit_done"), *page.lines, *last), tone=Tone.GOOD)


def room_card(room: Room, seats: Seats | None = None) -> Card:
    """The page of a room as anybody may read it: what it does, its owner, offline activities, the fee, *join*.

    seats: how full it is, None for not looked at. Where none is left, *join* leads to the waiting list as well.
    Source: E-4, E-7, E-8.
    """
    title = text("rooms.show_title", room=room.name)
    lines = [text("rooms.show_description", words=room.description)]
    owner = Mention(Link.MEMBER, room.owner_id)
    if room.profile:
        lines.append(text("rooms.show_owner_profile", owner=owner, words=room.profile))
    else:
        lines.append(text("rooms.show_owner", owner=owner))
    offline = text("rooms.show_offline", words=room.offline) if room.offline else text("rooms.show_offline_unsaid")
    lines += [offline, text("rooms.show_fee", fee=room.fee)]
    if room.state is not RoomState.OPEN:
        return Card(title, (*lines, text("rooms.show_not_open")))
    if room.needs_approval:
        lines.append(text("rooms.show_approval"))
    if seats is not None and seats.left is not None and seats.capacity is not None:
        lines.append(_seats_left(seats.left, seats.capacity, seats.waiting + seats.offered))
    return Card(title, tuple(lines), (Button(text("buttons.join"), Act.JOIN, room.id),))


def _seats_left(left: int, capacity: int, in_line: int) -> Text:
    if left:
        return text("rooms.show_seats_left", left=left, capacity=capacity)
    return text("rooms.show_full", capacity=capacity, in_line=in_line)


def room_list(rooms: Iterable[Room]) -> Card:
    """The rooms one can join, each with what it costs and the way to its page (E-3, E-4)."""
    known = tuple(rooms)
    if not known:
        return Card(text("rooms.list_title"), (text("rooms.list_empty"),))
    lines: list[Text] = [
        text("rooms.list_line", room=room.name, fee=room.fee, about=brief(room.description))
        for room in known[:MOST_LISTED]
    ]
    if len(known) > MOST_LISTED:
        lines.append(text("rooms.list_more", count=len(known) - MOST_LISTED))
    buttons = (Button(text("buttons.show_room", room=room.name), Act.SHOW, room.id) for room in known[:MOST_BUTTONS])
    return Card(text("rooms.list_title"), tuple(lines), tuple(buttons))


def brief(words: str) -> str:
    """The beginning of what was written, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= BRIEF else line[: BRIEF - 1].rstrip() + "…"


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
