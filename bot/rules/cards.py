"""Cards: what we show a person, before it is put into a language and a layout. Answers and notices are made of them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.texts import Text


class Tone(StrEnum):
    """How a card feels; the layout turns it into an accent colour."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Act(StrEnum):
    """What a button does. The value stands in its id, so that a button works for as long as its message exists."""

    PAY_NOW = "pay"
    CHANGE_CARD = "card"
    LEAVE = "leave"
    LEAVE_FOR_SURE = "leave!"
    UNDO = "undo"
    JOIN = "join"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Button:
    """A button that acts on `subject` (an id), or one that leads to `url` and does nothing else."""

    label: Text
    act: Act | None = None
    subject: str = ""
    url: str | None = None

    def __post_init__(self) -> None:
        assert (self.act is None) != (self.url is None), self


@dataclass(frozen=True, slots=True)
class Card:
    """A title, paragraphs and buttons. At most five buttons stand in a row, at most five rows on a card."""

    title: Text
    lines: tuple[Text, ...] = ()
    buttons: tuple[Button, ...] = ()
    tone: Tone = Tone.PLAIN
