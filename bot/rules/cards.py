"""Cards and forms: what we show and ask a person, before it is put into a language and a layout."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.texts import Refused, Text


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
    SWITCH = "switch"
    END_PAUSE = "resume"
    JOIN = "join"
    SHOW = "show"
    CODE = "code"
    CONFIRM = "confirm"
    POLICY = "policy"
    OPERATOR = "operator"
    WHY = "why"
    HOME = "home"  # the pages of a member, each of them turned to in place
    ROOMS = "rooms"
    PAYMENTS = "payments"
    CARD_PAGE = "cardpage"
    INBOX = "inbox"
    SHOW_NOTICE = "notice"
    CHANGE_MAIL = "mail"
    DELETE_CARD = "forget"
    DELETE_CARD_FOR_SURE = "forget!"
    SYNC_ME = "sync"
    HELP = "help"
    CONTACT = "contact"
    CLOSE_CONTACT = "close"
    ERASE = "erase"
    ERASE_FOR_SURE = "erase!"
    WAIT = "wait"
    STOP_WAITING = "unwait"
    TAKE_BACK = "takeback"
    APPROVE = "approve"
    DECLINE = "decline"
    REQUESTS = "requests"
    REQUEST = "request"
    ACCEPT_TERMS = "accept_terms"
    GIVE = "give"
    USE_GIFT = "usegift"
    TAKE_GIFT_BACK = "ungive"
    SET_FEE = "set_fee"
    KEEP_PAYING = "keep_paying"
    STOP_PAYING = "stop_paying"
    STOP_BILLING = "stop_billing"
    MUTE = "mute"
    UNMUTE = "unmute"


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
class Part:
    """Some paragraphs of a card and the buttons that belong to them, in rows of their own; set off from what is above.

    A part without paragraphs is a row of buttons that lead on.
    """

    lines: tuple[Text, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A title, paragraphs and buttons, then its parts. At most five buttons stand in a row."""

    title: Text
    lines: tuple[Text, ...] = ()
    buttons: tuple[Button, ...] = ()
    tone: Tone = Tone.PLAIN
    parts: tuple[Part, ...] = ()


class TurnedAway(Refused):
    """The rules say no, and there is something one can do instead: shown as a card, not as a sentence."""

    def __init__(self, card: Card) -> None:
        super().__init__(card.title)
        self.card = card


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to write into a form. `name` is how the answer is found, `before` what stands there already.

    about: a sentence below the label. longest: in characters. long: more than one line may be written.
    """

    name: str
    label: Text
    longest: int
    about: Text | None = None
    before: str = ""
    long: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick. Nobody can be made to tick it before the form is sent: whoever asks checks the answer."""

    name: str
    label: Text
    about: Text | None = None


BLANKS_MAX = 5
"""Discord's limit of parts in a form (discord.com/developers/docs/components/reference)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A title and at most five things to fill in."""

    title: Text
    blanks: tuple[Blank | Tick, ...]

    def __post_init__(self) -> None:
        assert 1 <= len(self.blanks) <= BLANKS_MAX, self
