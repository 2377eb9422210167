"""What the page asked: a request with its words taken apart, and the scene it is about."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.discord import shapes
from sandbox.discord.people import People
from sandbox.discord.shapes import Object
from sandbox.page.guard import bad_request, unknown
from sandbox.page.scene import Scene
from sandbox.page.stage import Stage

LIMIT_MAX = 200


@dataclass(slots=True)
class Asked:
    """One request. `said` is the JSON of an act."""

    stage: Stage
    request: web.Request
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        """What is played now. Raises Failed while worlds are changed."""
        return self.stage.scene

    @property
    def people(self) -> People:
        """Everybody's hands."""
        return self.scene.people

    @property
    def person(self) -> str:
        """The id in the path. Raises Failed for nobody."""
        return self.scene.somebody(self.request.match_info["id"])

    def word(self, name: str) -> str:
        """What was said under a name. Raises Failed when that is no word."""
        value = self.said.get(name)
        if not isinstance(value, str):
            raise bad_request(f"{name} must be words")
        return value

    def yes(self, name: str) -> bool:
        """The same for what is true or false."""
        value = self.said.get(name)
        if not isinstance(value, bool):
            raise bad_request(f"{name} must be true or false")
        return value

    def things(self, name: str) -> dict[str, Any]:
        """The same for an object; none said is an empty one."""
        value = self.said.get(name, {})
        if not isinstance(value, dict):
            raise bad_request(f"{name} must be an object")
        return value

    def limit(self, usual: int) -> int:
        """How many are wanted at most. Raises Failed for what is no number."""
        value = self.request.query.get("limit", str(usual))
        if not value.isdecimal() or not int(value):
            raise bad_request(f"{value} is no number of things")
        return min(int(value), LIMIT_MAX)

    def place(self, id: str) -> Object:
        """A channel the person sees; "direct" is theirs with the bot. Raises Failed."""
        if id == "direct":
            return self.people.direct_channel(self.person)
        direct = self.people.state.direct_channel_of(self.person)
        seen = self.people.channels(self.person) if self.person in self.people.state.members else []
        found = next((one for one in (*seen, *([direct] if direct else [])) if one["id"] == id), None)
        if found is None or found["type"] == shapes.CATEGORY:
            raise unknown(f"they see no channel {id}")
        return found

    def message(self, id: str) -> Object:
        """A message the person sees. Raises Failed."""
        state = self.people.state
        found = state.messages.get(id)
        if found is None or state.private_to.get(id, self.person) != self.person:
            raise unknown(f"they see no message {id}")
        self.place(found["channel_id"])
        return found


Answer = Callable[[Asked], Awaitable[Any]]
Routes = tuple[tuple[str, str, Answer], ...]
