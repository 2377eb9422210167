"""A person with a Discord client: types, presses, reads, and sees only what they may see."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from .errors import NotAllowed
from .forms import picked
from .people import ANSWER_SECONDS, People
from .reading import Button, Message, Reply
from .shapes import Object

__all__ = ["Button", "Message", "Person", "Reply"]


class Person:
    """Somebody. Two Persons of one id are the same somebody."""

    def __init__(self, people: People, id: str) -> None:
        self._people, self.id = people, id

    @property
    def name(self) -> str:
        """What one is called; names are unique here."""
        return str(self._people.state.users[self.id]["username"])

    @property
    def in_server(self) -> bool:
        """Whether one is a member now."""
        return self.id in self._people.state.members

    async def slash(self, command: str, **options: Any) -> Reply:
        """Type "room join" with its options, and wait for the final answer."""
        sent = await self._people.command(self.id, command, options)
        await self._people.answered(sent)
        return Reply(sent)

    async def slash_in_dms(self, command: str, **options: Any) -> Reply:
        """The same in one's direct messages with the bot, where only commands for everywhere are offered."""
        channel = self._people.direct_channel(self.id)
        sent = await self._people.command(self.id, command, options, where=channel)
        await self._people.answered(sent)
        return Reply(sent)

    async def autocomplete(self, command: str, **options: Any) -> list[str]:
        """The names offered while the last of `options` is typed."""
        focused = list(options)[-1]
        found = await self._people.complete(self.id, command, options, focused)
        return [one["name"] for one in found]

    async def click(self, where: Reply | Message, label: str) -> Reply:
        """Press the button whose label, or whose id, begins with `label`."""
        for message in where.messages if isinstance(where, Reply) else [where]:
            for button in message.buttons:
                if _named(button, label):
                    if button.disabled or button.custom_id is None:
                        raise NotAllowed(f"[{button.label}] cannot be pressed")
                    sent = await self._people.press(self.id, message.raw, button.custom_id)
                    await self._people.answered(sent)
                    return Reply(sent)
        raise NotAllowed(f"there is no button {label!r}")

    async def pick(self, where: Reply | Message, menu: str, *wanted: str) -> Reply:
        """Pick labels, or names of people and such, from the menu whose placeholder or id begins with `menu`."""
        for message in where.messages if isinstance(where, Reply) else [where]:
            for one in message.menus:
                if (one.get("placeholder") or "").startswith(menu) or one["custom_id"].startswith(menu):
                    values = picked(one, list(wanted), self._people.find)
                    sent = await self._people.choose(self.id, message.raw, one["custom_id"], values, one["type"])
                    await self._people.answered(sent)
                    return Reply(sent)
        raise NotAllowed(f"there is no menu {menu!r}")

    async def submit(self, reply: Reply, **values: Any) -> Reply:
        """Fill in the form of a reply by the custom ids or labels of its fields, and send it."""
        if reply.modal is None:
            raise NotAllowed("there is no form")
        sent = await self._people.submit(self.id, reply.sent, values)
        await self._people.answered(sent)
        return Reply(sent)

    def file(self, where: Reply | Message, name: str) -> bytes:
        """What is in a file of a message."""
        messages = where.messages if isinstance(where, Reply) else [where]
        found = [file for one in messages for file in one.raw["attachments"] if file["filename"] == name]
        return self._people.state.files[found[-1]["id"]]

    def dms(self) -> list[Message]:
        """Direct messages of the bot, oldest first."""
        return [self._seen(one) for one in self._people.direct_messages(self.id)]

    def roles(self) -> set[str]:
        """The names of the roles held now."""
        state = self._people.state
        held = state.members[self.id]["roles"] if self.in_server else []
        return {one["name"] for one in state.guild["roles"] if one["id"] in held}

    def channels(self) -> list[str]:
        """The names of the channels one sees."""
        return [one["name"] for one in self._people.channels(self.id)]

    def read(self, channel: str) -> list[Message]:
        """The messages of a channel one sees; answers only one person saw are gone."""
        return [self._seen(one) for one in self._people.state.messages_of(self._channel(channel)["id"])]

    async def write(self, channel: str, words: str) -> None:
        """Write into a channel one sees. Raises NotAllowed."""
        await self._people.write(self.id, self._channel(channel)["id"], words)

    async def leave_server(self) -> None:
        """Go, and lose every role."""
        await self._people.go(self.id)

    async def join_server(self) -> None:
        """Come, or come back. Raises NotAllowed for somebody banned."""
        locale = self._people.state.locales.get(self.id, "ja")
        await self._people.come(self.name, locale=locale)

    def close_dms(self) -> None:
        """Take no direct messages from people of the server."""
        self._people.state.closed_to_messages.add(self.id)

    def open_dms(self) -> None:
        """Take direct messages again."""
        self._people.state.closed_to_messages.discard(self.id)

    async def make_role(self, name: str, permissions: int = 0) -> None:
        """By hand, as somebody who may."""
        await self._people.make_role(name, permissions)

    async def give_role(self, to: "Person", role: str) -> None:
        """By hand, as somebody who may."""
        await self._people.set_role(to.id, self._people.role_called(role)["id"], held=True, by=self.id)

    async def take_role(self, from_: "Person", role: str) -> None:
        """By hand, as somebody who may."""
        await self._people.set_role(from_.id, self._people.role_called(role)["id"], held=False, by=self.id)

    async def kick(self, who: "Person") -> None:
        """By hand, as somebody who may."""
        await self._people.kick(who.id, by=self.id)

    async def ban(self, who: "Person") -> None:
        """By hand, as somebody who may."""
        await self._people.ban(who.id, by=self.id)

    async def be_interested(self, event: str, *, interested: bool = True) -> None:
        """Say so, or take it back, below a scheduled event."""
        await self._people.be_interested(self.id, event, interested=interested)

    async def move_role(self, role: str, position: int) -> None:
        """Drag a role to a position; the bot's own begins at 50."""
        await self._people.move_role(self._people.role_called(role), position)

    async def delete_role(self, role: str) -> None:
        """By hand, as somebody who may."""
        await self._people.delete_role(self._people.role_called(role))

    async def until(self, enough: Callable[[], bool], seconds: float = ANSWER_SECONDS) -> None:
        """Wait until `enough` says so; woken by whatever changes. Raises TimeoutError."""
        await self._people.until(enough, seconds)

    def _seen(self, raw: Object) -> Message:
        """A message as it stands now: a client that shows an old one may still press its buttons."""
        return Message(deepcopy(raw), tuple(self._people.state.history.get(raw["id"], ())))

    def _channel(self, name: str) -> Object:
        found = [one for one in self._people.channels(self.id) if one["name"] == name]
        if not found:
            raise NotAllowed(f"{self.name} sees no channel {name}")
        return found[-1]


def _named(button: Button, label: str) -> bool:
    return button.label.startswith(label) or (button.custom_id or "").startswith(label)
