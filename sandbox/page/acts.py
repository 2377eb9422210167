"""Being a person: looking, reading, writing, commands, buttons, menus and forms."""

from typing import Any

from sandbox.discord import shapes
from sandbox.discord.errors import NotAllowed
from sandbox.discord.forms import SELECTS, picked
from sandbox.discord.reading import every
from sandbox.discord.shapes import Object
from sandbox.page import looks
from sandbox.page.asked import Asked, Routes
from sandbox.page.guard import bad_request, unknown

PAGE = 50


async def view(asked: Asked) -> Any:
    """Everything at the left and at the right of the messages."""
    scene, people, id = asked.scene, asked.people, asked.person
    [person] = await scene.persons(id)
    direct = people.state.direct_channel_of(id)
    return {
        "person": person,
        "channels": [_listed(asked, one) for one in looks.channels(people, id)],
        "direct": {
            "id": direct["id"] if direct else None,
            "unread": scene.marks.unread_direct(people, id),
            "last_at": _last_at(asked, direct) if direct else None,
            "may": {"write": False, "use_commands": True},
        },
        "members": looks.members(people) if id in people.state.members else [],
        "events": looks.events(people, id),
    }


def _listed(asked: Asked, one: Object) -> Object:
    people, id = asked.people, asked.person
    unread = asked.scene.marks.unread(people, id, one["id"])
    return looks.channel(people, id, one) | {"unread": unread, "mentioned": False, "last_at": _last_at(asked, one)}


def _last_at(asked: Asked, place: Object) -> str | None:
    found = looks.messages(asked.people, asked.person, place["id"])
    return asked.people.state.said_at[found[-1]["id"]][0] if found else None


async def messages(asked: Asked) -> Any:
    """A page of messages, and what is on its way below them."""
    place, people, id = asked.place(asked.request.query.get("channel", "direct")), asked.people, asked.person
    before, limit = asked.request.query.get("before"), asked.limit(PAGE)
    found = looks.messages(people, id, place["id"])
    if before is not None:
        found = [one for one in found if int(one["id"]) < _number(before)]
    return {
        "channel": {name: place.get(name) for name in ("id", "type", "name", "topic")},
        "read_up_to": asked.scene.marks.up_to(id, place["id"]),
        "more": len(found) > limit,
        "messages": [looks.message(people, id, one) for one in found[-limit:]],
        "interactions": asked.scene.sending.without_message(id, place["id"]),
    }


def _number(id: str) -> int:
    if not id.isdecimal():
        raise bad_request(f"{id} is no id")
    return int(id)


async def read(asked: Asked) -> Any:
    """They have read up to a message."""
    place = asked.place(asked.word("channel"))
    _number(asked.word("message"))
    asked.scene.marks.set(asked.person, place["id"], asked.word("message"))
    asked.people.state.touch()
    await asked.people.notice()
    return {"unread": asked.scene.marks.unread(asked.people, asked.person, place["id"])}


async def write(asked: Asked) -> Any:
    """They write into a channel."""
    place, words = asked.place(asked.word("channel")), asked.word("content").strip()
    if place["type"] == shapes.DM:
        raise NotAllowed("the bot reads no direct messages")
    if not words:
        raise bad_request("there is nothing to say")
    made = await asked.people.write(asked.person, place["id"], words)
    return looks.message(asked.people, asked.person, made)


async def interest(asked: Asked) -> Any:
    """They press the bell of a scheduled event, or take that back."""
    found = asked.people.state.events.get(asked.word("event"))
    if found is None or asked.person not in asked.people.state.members:
        raise unknown("they see no such event")
    await asked.people.be_interested(asked.person, found["name"], interested=asked.yes("interested"))
    return looks.event(asked.people, asked.person, found)


# -- talking to the bot


async def commands(asked: Asked) -> Any:
    """The commands they may type in a place."""
    place = asked.place(asked.request.query.get("channel", "direct"))
    return {"commands": asked.people.offered(asked.person, place)}


async def autocomplete(asked: Asked) -> Any:
    """What is offered while they type."""
    place, options = asked.place(asked.word("channel")), asked.things("options")
    focused = asked.word("focused")
    if focused not in options:
        raise bad_request("the option that is typed must be among the options")
    words = asked.word("command")
    found = await asked.people.complete(asked.person, words, options, focused, where=place)
    return {"choices": found}


async def command(asked: Asked) -> Any:
    """They send a command."""
    place, words = asked.place(asked.word("channel")), asked.word("command")
    sent = await asked.people.command(asked.person, words, asked.things("options"), where=place)
    return await asked.scene.sending.follow(sent, words)


async def component(asked: Asked) -> Any:
    """They press a button, or pick from a menu."""
    raw, custom_id = asked.message(asked.word("message")), asked.word("custom_id")
    found = [one for one in every(raw["components"]) if one.get("custom_id") == custom_id]
    if not found:
        raise unknown(f"the message has nothing called {custom_id}")
    if found[0].get("disabled"):
        raise NotAllowed("that is switched off")
    if found[0]["type"] in SELECTS:
        values = asked.said.get("values")
        if not isinstance(values, list):
            raise bad_request("a menu needs values")
        chosen = picked(found[0], values, asked.people.find)
        sent = await asked.people.choose(asked.person, raw, custom_id, chosen, found[0]["type"])
    else:
        sent = await asked.people.press(asked.person, raw, custom_id)
    return await asked.scene.sending.follow(sent, None)


async def modal(asked: Asked) -> Any:
    """They send a form."""
    opened = _form(asked)
    sent = await asked.people.submit(asked.person, opened.interaction, asked.things("values"))
    asked.scene.sending.close(opened)
    return await asked.scene.sending.follow(sent, None)


async def close_modal(asked: Asked) -> Any:
    """They put a form away."""
    asked.scene.sending.close(_form(asked))
    return {}


def _form(asked: Asked) -> Any:
    try:
        return asked.scene.sending.form(asked.word("interaction"), asked.person)
    except KeyError as gone:
        raise unknown("they have no such form open") from gone


LOOKS: Routes = (
    ("GET", "/api/people/{id}", view),
    ("GET", "/api/people/{id}/messages", messages),
    ("GET", "/api/people/{id}/commands", commands),
)
ACTS: Routes = (
    ("POST", "/api/people/{id}/messages", write),
    ("POST", "/api/people/{id}/interest", interest),
    ("POST", "/api/people/{id}/autocomplete", autocomplete),
    ("POST", "/api/people/{id}/commands", command),
    ("POST", "/api/people/{id}/components", component),
    ("POST", "/api/people/{id}/modals", modal),
    ("POST", "/api/people/{id}/modals/close", close_modal),
)
MARKS: Routes = (("POST", "/api/people/{id}/read", read),)
"""What is no act in the community: allowed while a story is told."""
