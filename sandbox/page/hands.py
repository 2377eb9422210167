"""What one may change by hand: who there is, who comes and goes, roles, direct messages, and a bank's mind."""

import re
from typing import Any

from sandbox.discord.errors import NotAllowed
from sandbox.page import bank
from sandbox.page.asked import Asked, Routes
from sandbox.page.guard import bad_request

NAME = re.compile(r"[a-z0-9_.]{2,32}")
DISPLAY_MAX = 32
LOCALES = ("ja", "en-US")


async def add(asked: Asked) -> Any:
    """Somebody new."""
    name, locale, display = asked.word("name"), _locale(asked), str(asked.said.get("display") or "").strip()
    if not NAME.fullmatch(name):
        raise bad_request("a name has 2 to 32 small letters, digits, points and underscores")
    if len(display) > DISPLAY_MAX:
        raise bad_request(f"at most {DISPLAY_MAX} characters are shown")
    if any(one["username"] == name for one in asked.people.state.users.values()):
        raise NotAllowed(f"there is somebody called {name}")
    id = asked.people.account(name, locale=locale, display=display or None)
    if asked.yes("in_server"):
        await asked.people.come(name, locale=locale)
    return await _changed(asked, id)


async def server(asked: Asked) -> Any:
    """They come into the server, or leave it."""
    people, id, is_in = asked.people, asked.person, asked.person in asked.people.state.members
    if id == people.state.guild["owner_id"]:
        raise NotAllowed("the owner cannot leave their own server")
    if asked.yes("in") and not is_in:
        locale = people.state.locales.get(id, "ja")
        await people.come(people.state.users[id]["username"], locale=locale)
    elif is_in and not asked.yes("in"):
        await people.go(id)
    return await _changed(asked, id)


async def kick(asked: Asked) -> Any:
    """The server's owner sends them away."""
    state = asked.people.state
    if asked.person not in state.members or asked.person == state.guild["owner_id"]:
        raise NotAllowed("they cannot be sent away")
    await asked.people.kick(asked.person, by=state.guild["owner_id"])
    return await _changed(asked, asked.person)


async def dms(asked: Asked) -> Any:
    """They take direct messages from people of the server, or none."""
    closed = asked.people.state.closed_to_messages
    (closed.discard if asked.yes("open") else closed.add)(asked.person)
    return await _changed(asked, asked.person)


async def locale(asked: Asked) -> Any:
    """The language of their client."""
    asked.people.state.locales[asked.person] = _locale(asked)
    return await _changed(asked, asked.person)


async def role(asked: Asked) -> Any:
    """The server's owner gives them a role, or takes it."""
    state, id = asked.people.state, asked.word("role")
    if asked.person not in state.members:
        raise NotAllowed("only members have roles")
    if state.rights.role(id)["managed"] or id == state.guild["id"]:
        raise NotAllowed("that role is nobody's to give")
    await asked.people.set_role(asked.person, id, held=asked.yes("held"))
    return await _changed(asked, asked.person)


async def turn_bank(asked: Asked) -> Any:
    """Their bank says yes from now on, or no for a reason."""
    answer = asked.said.get("answer")
    bank.turn(asked.scene.world, asked.person, None if answer is None else asked.word("answer"))
    return await _changed(asked, asked.person)


async def _changed(asked: Asked, id: str) -> Any:
    """The person as they are now; whoever waits for a change is woken."""
    asked.people.state.touch()
    await asked.people.notice()
    [person] = await asked.scene.persons(id)
    return person


def _locale(asked: Asked) -> str:
    if asked.word("locale") not in LOCALES:
        raise bad_request(f"a client here speaks {' or '.join(LOCALES)}")
    return asked.word("locale")


ACTS: Routes = (
    ("POST", "/api/people", add),
    ("POST", "/api/people/{id}/server", server),
    ("POST", "/api/people/{id}/kick", kick),
    ("POST", "/api/people/{id}/dms", dms),
    ("POST", "/api/people/{id}/locale", locale),
    ("POST", "/api/people/{id}/roles", role),
    ("POST", "/api/people/{id}/bank", turn_bank),
)
