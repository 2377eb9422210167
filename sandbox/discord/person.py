"""A person with a Discord client: types, presses, reads, and sees only what they may see."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from .people import ANSWER_SECONDS, NotAllowed, People
from .shapes import Object
from .state import Interaction

EPHEMERAL = 1 << 6
BUTTON, TEXT_DISPLAY = 2, 10
MESSAGE, MODAL = 4, 9


@dataclass(frozen=True, slots=True)
class Button:
    """A button as one sees it; `custom_id` and `url` are what is behind it."""

    label: str
    custom_id: str | None = None
    url: str | None = None
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message as one sees it. `edited` counts how often it was changed, `before` is what it said first."""

    raw: Object
    history: tuple[Object, ...] = ()

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def text(self) -> str:
        """Everything one can read, in order."""
        return text_of(self.raw)

    @property
    def buttons(self) -> list[Button]:
        return buttons_of(self.raw)

    @property
    def edited(self) -> int:
        return len(self.history)

    @property
    def before(self) -> str:
        return text_of(self.history[0]) if self.history else self.text

    @property
    def ephemeral(self) -> bool:
        return bool(self.raw["flags"] & EPHEMERAL)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a command, a press or a form, with whatever came after it."""

    sent: Interaction

    @property
    def messages(self) -> list[Message]:
        first = [self.sent.message] if self.sent.message is not None else []
        return [Message(one) for one in (*first, *self.sent.followups)]

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.messages)

    @property
    def buttons(self) -> list[Button]:
        return [button for one in self.messages for button in one.buttons]

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees it."""
        return self.sent.ephemeral

    @property
    def modal(self) -> Object | None:
        return self.sent.modal

    @property
    def files(self) -> list[str]:
        return [file["filename"] for one in self.messages for file in one.raw["attachments"]]

    def url(self, label: str = "") -> str:
        """Where the first link button whose label begins with `label` leads."""
        return next(one.url for one in self.buttons if one.url and one.label.startswith(label))


class Person:
    """Somebody. Two Persons of one id are the same somebody."""

    def __init__(self, people: People, id: str) -> None:
        self._people, self.id = people, id

    @property
    def name(self) -> str:
        return str(self._people.state.users[self.id]["username"])

    @property
    def in_server(self) -> bool:
        return self.id in self._people.state.members

    async def slash(self, command: str, **options: Any) -> Reply:
        """Type "room join" with its options, and wait for the final answer."""
        sent = await self._people.command(self.id, command, options)
        await self._people.answered(sent)
        return Reply(sent)

    async def autocomplete(self, command: str, **options: Any) -> list[str]:
        """The names offered while the last of `options` is typed."""
        focused = list(options)[-1]
        found = await self._people.complete(self.id, command, options, focused)
        return [one["name"] for one in found]

    async def click(self, where: "Reply | Message", label: str) -> Reply:
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

    async def submit(self, reply: Reply, **values: Any) -> Reply:
        """Fill in the form of a reply by the custom ids of its fields, and send it."""
        form = reply.modal
        if form is None:
            raise NotAllowed("there is no form")
        sent = await self._people.submit(self.id, form, [_filled(one, values) for one in form["components"]])
        await self._people.answered(sent)
        return Reply(sent)

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
        """The messages of a channel one sees; private ones are not among them."""
        where = self._channel(channel)
        found = self._people.state.messages_of(where["id"])
        return [self._seen(one) for one in found if not one["flags"] & EPHEMERAL]

    async def write(self, channel: str, words: str) -> None:
        await self._people.write(self.id, self._channel(channel)["id"], words)

    async def leave_server(self) -> None:
        await self._people.go(self.id)

    async def join_server(self) -> None:
        locale = self._people.state.locales.get(self.id, "ja")
        await self._people.come(self.name, locale=locale)

    def close_dms(self) -> None:
        self._people.state.closed_to_messages.add(self.id)

    def open_dms(self) -> None:
        self._people.state.closed_to_messages.discard(self.id)

    async def make_role(self, name: str, permissions: int = 0) -> None:
        await self._people.make_role(name, permissions)

    async def give_role(self, to: "Person", role: str) -> None:
        """By hand, as somebody who may."""
        await self._people.set_role(to.id, self._people.role_called(role)["id"], held=True)

    async def take_role(self, from_: "Person", role: str) -> None:
        await self._people.set_role(from_.id, self._people.role_called(role)["id"], held=False)

    async def move_role(self, role: str, position: int) -> None:
        await self._people.move_role(self._people.role_called(role), position)

    async def delete_role(self, role: str) -> None:
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


def text_of(raw: Object) -> str:
    """Content, and the text displays of the newer layout, in order."""
    parts = [raw.get("content") or "", *_texts(raw.get("components") or [])]
    return "\n".join(part for part in parts if part)


def buttons_of(raw: Object) -> list[Button]:
    """Every button, in order."""
    return [
        Button(one.get("label") or "", one.get("custom_id"), one.get("url"), bool(one.get("disabled")))
        for one in _every(raw.get("components") or [])
        if one["type"] == BUTTON
    ]


def _texts(components: list[Object]) -> list[str]:
    return [one["content"] for one in _every(components) if one["type"] == TEXT_DISPLAY]


def _every(components: list[Object]) -> list[Object]:
    found: list[Object] = []
    for one in components:
        found.append(one)
        found += _every(one.get("components") or [])
        found += _every([one[single] for single in ("accessory", "component") if isinstance(one.get(single), dict)])
    return found


def _named(button: Button, label: str) -> bool:
    return button.label.startswith(label) or (button.custom_id or "").startswith(label)


def _filled(component: Object, values: dict[str, Any]) -> Object:
    """A field of a form with what was typed into it."""
    inner = component.get("component") or (component.get("components") or [component])[0]
    value = values.get(inner.get("custom_id", ""))
    filled = {"type": inner["type"], "id": inner.get("id", 0), "custom_id": inner.get("custom_id", "")}
    filled |= {"values": value} if isinstance(value, list) else {"value": value}
    return {"type": component["type"], "id": component.get("id", 0), "component": filled}
