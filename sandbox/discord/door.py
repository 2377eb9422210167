"""A door for people in another process: the same acts as JSON over HTTP, under /_person.

GET  /_person                      who there is
POST /_person/{name}               come into the server: {"locale": "ja"}
POST /_person/{name}/slash         {"command": "room join", "options": {"room": "Gold"}, "in_dms": false}
POST /_person/{name}/complete      {"command": "room join", "options": {"room": "Go"}}: what is offered for the last
POST /_person/{name}/click         {"message": "id", "button": "label"}
POST /_person/{name}/pick          {"message": "id", "menu": "placeholder", "wanted": ["label"]}
POST /_person/{name}/submit        {"reply": "id", "values": {"label": "words"}}, for a reply with a form
GET  /_person/{name}/dms           direct messages
GET  /_person/{name}/channels      channels one sees, with their messages
GET  /_person/{name}/roles         roles held
POST /_person/{name}/act           {"act": "leave" | "join" | "close_dms" | "open_dms"}
GET  /_person/changes?after=N      returns once something has changed after N: {"changed": M}
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

from .people import NotAllowed, People, Unanswered
from .person import Message, Person, Reply
from .typing_commands import NoSuchCommand

POLL_SECONDS = 25


class Door:
    """The routes of the door."""

    def __init__(self, people: People) -> None:
        self._people = people

    def add_to(self, app: web.Application) -> None:
        """Let an application answer under /_person."""
        for method, path, answer in (
            ("GET", "/_person", self._list),
            ("GET", "/_person/changes", self._changes),
            ("POST", "/_person/{name}", self._come),
            ("POST", "/_person/{name}/slash", self._slash),
            ("POST", "/_person/{name}/complete", self._complete),
            ("POST", "/_person/{name}/click", self._click),
            ("POST", "/_person/{name}/pick", self._pick),
            ("POST", "/_person/{name}/submit", self._submit),
            ("POST", "/_person/{name}/act", self._act),
            ("GET", "/_person/{name}/dms", self._dms),
            ("GET", "/_person/{name}/channels", self._channels),
            ("GET", "/_person/{name}/roles", self._roles),
        ):
            app.router.add_route(method, path, _plainly(answer))

    def _person(self, request: web.Request) -> Person:
        name = request.match_info["name"]
        users = self._people.state.users.values()
        found = next((one for one in users if one["username"] == name and not one["bot"]), None)
        if found is None:
            raise NotAllowed(f"there is nobody called {name}")
        return Person(self._people, found["id"])

    async def _list(self, request: web.Request) -> Any:
        people = [one for one in self._people.state.users.values() if not one["bot"]]
        return [{"name": one["username"], "in_server": one["id"] in self._people.state.members} for one in people]

    async def _changes(self, request: web.Request) -> Any:
        after = int(request.query.get("after", 0))
        with suppress(TimeoutError):
            await self._people.until(lambda: self._people.state.changed > after, POLL_SECONDS)
        return {"changed": self._people.state.changed}

    async def _come(self, request: web.Request) -> Any:
        asked = await request.json() if request.can_read_body else {}
        id = await self._people.come(request.match_info["name"], locale=asked.get("locale", "ja"))
        return {"id": id}

    async def _slash(self, request: web.Request) -> Any:
        asked, person = await request.json(), self._person(request)
        type_ = person.slash_in_dms if asked.get("in_dms") else person.slash
        return _reply(await type_(asked["command"], **asked.get("options", {})))

    async def _complete(self, request: web.Request) -> Any:
        asked = await request.json()
        return await self._person(request).autocomplete(asked["command"], **asked["options"])

    async def _click(self, request: web.Request) -> Any:
        asked = await request.json()
        return _reply(await self._person(request).click(self._message(asked), asked["button"]))

    async def _pick(self, request: web.Request) -> Any:
        asked = await request.json()
        return _reply(await self._person(request).pick(self._message(asked), asked["menu"], *asked["wanted"]))

    def _message(self, asked: Any) -> Message:
        return Message(self._people.state.messages[asked["message"]])

    async def _submit(self, request: web.Request) -> Any:
        asked, person = await request.json(), self._person(request)
        opened = self._people.state.interactions[asked["reply"]]
        if opened.user_id != person.id:
            raise NotAllowed("that form was opened for somebody else")
        return _reply(await person.submit(Reply(opened), **asked["values"]))

    async def _act(self, request: web.Request) -> Any:
        person, act = self._person(request), (await request.json())["act"]
        if act == "leave":
            await person.leave_server()
        elif act == "join":
            await person.join_server()
        elif act == "close_dms":
            person.close_dms()
        elif act == "open_dms":
            person.open_dms()
        else:
            raise NotAllowed(f"{act} is nothing one can do here")
        return {"done": act}

    async def _dms(self, request: web.Request) -> Any:
        return [_message(one) for one in self._person(request).dms()]

    async def _channels(self, request: web.Request) -> Any:
        person = self._person(request)
        return {name: [_message(one) for one in person.read(name)] for name in person.channels()}

    async def _roles(self, request: web.Request) -> Any:
        return sorted(self._person(request).roles())


Asked = Callable[[web.Request], Awaitable[Any]]


def _plainly(answer: Asked) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def respond(request: web.Request) -> web.Response:
        try:
            return web.json_response(await answer(request))
        except (NotAllowed, NoSuchCommand, Unanswered, KeyError, ValueError) as fault:
            return web.json_response({"failed": str(fault)}, status=400)
        except TimeoutError:
            return web.json_response({"failed": "nothing happened in time"}, status=504)

    return respond


def _reply(reply: Reply) -> Any:
    fields = [{"label": one.label, "custom_id": one.custom_id, "options": one.options} for one in reply.fields]
    messages = [_message(one) for one in reply.messages]
    return {"id": reply.sent.id, "ephemeral": reply.ephemeral, "messages": messages, "fields": fields}


def _message(one: Message) -> Any:
    buttons = [{"label": b.label, "url": b.url, "custom_id": b.custom_id} for b in one.buttons]
    menus = [{"placeholder": menu.get("placeholder"), "custom_id": menu["custom_id"]} for menu in one.menus]
    files = [{"name": file["filename"], "url": file["url"]} for file in one.raw["attachments"]]
    return {"id": one.id, "text": one.text, "edited": one.edited, "buttons": buttons, "menus": menus, "files": files}
