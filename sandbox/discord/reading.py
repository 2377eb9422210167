"""What one sees: messages with their words and buttons, and the answers to what one did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .forms import SELECTS, Field, fields_of
from .shapes import EPHEMERAL, Object
from .state import Interaction

BUTTON, TEXT_DISPLAY = 2, 10


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
        """Discord's id."""
        return str(self.raw["id"])

    @property
    def text(self) -> str:
        """Everything one can read, in order."""
        return text_of(self.raw)

    @property
    def buttons(self) -> list[Button]:
        """The buttons, in order."""
        return buttons_of(self.raw)

    @property
    def menus(self) -> list[Object]:
        """The menus one can pick from, as they are on the wire."""
        return [one for one in every(self.raw.get("components") or []) if one["type"] in SELECTS]

    @property
    def files(self) -> list[str]:
        """The names of the files that came with it."""
        return [file["filename"] for file in self.raw["attachments"]]

    @property
    def edited(self) -> int:
        """How often it was changed."""
        return len(self.history)

    @property
    def before(self) -> str:
        """What it said first."""
        return text_of(self.history[0]) if self.history else self.text

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.raw["flags"] & EPHEMERAL)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a command, a press or a form, with whatever came after it."""

    sent: Interaction

    @property
    def messages(self) -> list[Message]:
        """Every message that came, the answer first."""
        first = [self.sent.message] if self.sent.message is not None else []
        return [Message(one) for one in (*first, *self.sent.followups)]

    @property
    def text(self) -> str:
        """Everything one can read in them."""
        return "\n".join(one.text for one in self.messages)

    @property
    def buttons(self) -> list[Button]:
        """The buttons of all of them."""
        return [button for one in self.messages for button in one.buttons]

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees it."""
        return self.sent.ephemeral

    @property
    def modal(self) -> Object | None:
        """The form that was opened, as it is on the wire; None where there is none."""
        return self.sent.modal

    @property
    def files(self) -> list[str]:
        """The names of the files that came with them."""
        return [name for one in self.messages for name in one.files]

    @property
    def fields(self) -> list[Field]:
        """What the form asks for; nothing where there is none."""
        return [] if self.sent.modal is None else fields_of(self.sent.modal)

    def url(self, label: str = "") -> str:
        """Where the first link button whose label begins with `label` leads."""
        return next(one.url for one in self.buttons if one.url and one.label.startswith(label))


def text_of(raw: Object) -> str:
    """Content, and the text displays of the newer layout, in order."""
    parts = [raw.get("content") or "", *_texts(raw.get("components") or [])]
    return "\n".join(part for part in parts if part)


def buttons_of(raw: Object) -> list[Button]:
    """Every button, in order."""
    return [
        Button(one.get("label") or "", one.get("custom_id"), one.get("url"), bool(one.get("disabled")))
        for one in every(raw.get("components") or [])
        if one["type"] == BUTTON
    ]


def _texts(components: list[Object]) -> list[str]:
    return [one["content"] for one in every(components) if one["type"] == TEXT_DISPLAY]


def every(components: list[Object]) -> list[Object]:
    """Every component, however deep, in order."""
    found: list[Object] = []
    for one in components:
        found.append(one)
        found += every(one.get("components") or [])
        found += every([one[single] for single in ("accessory", "component") if isinstance(one.get(single), dict)])
    return found


def written(values: Mapping[str, Any]) -> str:
    """What somebody fills into a form, in words; a ticked box by its name."""
    return "; ".join(name if value is True else str(value) for name, value in values.items())
