"""Applications: what somebody declares and answers before they are shown what joining costs.

Source: E-12, E-14, E-17; docs/rules.md. One form asks for the declaration and for the owner's questions. What the
account looks like is noted beside the answers; it raises a flag for the owner and refuses nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.rules.cards import Blank, Form, Tick
from bot.rules.decision import NOTHING, Decision
from bot.rules.effects import ShowNotice
from bot.rules.eligibility import Account, Signal, SignalSettings, check_declaration, signals
from bot.rules.ids import ApplicationId, MemberId, RoomId
from bot.rules.notices import NoticeKind
from bot.rules.pages import questions_of
from bot.rules.rooms import Membership, Room
from bot.rules.texts import text

DECLARED = "declared"
LONGEST_ANSWER = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """A question as it was asked, and what was answered."""

    question: str
    words: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of the form: the answers in the order of the questions, and what the account looked like."""

    answers: tuple[Answer, ...] = ()
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """One member who would like to join one room, and declared at `declared_at` what E-14 asks for."""

    id: ApplicationId
    member_id: MemberId
    room_id: RoomId
    declared_at: datetime
    filled: Filled = Filled()


def form(room: Room, before: Application | None) -> Form:
    """The declaration and the owner's questions, with what the member answered to the same questions before."""
    known = {one.question: one.words for one in before.filled.answers} if before is not None else {}
    blanks = [
        Blank(
            _name(number),
            text("joining.question", number=number),
            LONGEST_ANSWER,
            about=text("joining.asked", question=question),
            before=known.get(question, ""),
            long=True,
        )
        for number, question in enumerate(questions_of(room), start=1)
    ]
    declaration = Tick(DECLARED, text("joining.declare"), text("joining.declare_about"))
    return Form(text("joining.form_title", room=room.name), (declaration, *blanks))


def applied(
    id: ApplicationId,
    room: Room,
    member_id: MemberId,
    given: Mapping[str, str | bool],
    account: Account,
    *,
    wanted: SignalSettings,
    now: datetime,
) -> Application:
    """What the form that was sent says. Raises Refused without the declaration (E-14).

    given: by the names of the blanks. Questions that the owner wrote meanwhile were not asked and are left out.
    """
    check_declaration(has_declared=given.get(DECLARED) is True)
    asked = enumerate(questions_of(room), start=1)
    answers = [Answer(question, str(given[_name(number)])) for number, question in asked if _name(number) in given]
    return Application(id, member_id, room.id, now, Filled(tuple(answers), signals(account, wanted, now)))


def tell_owner(application: Application, room: Room, membership: Membership) -> Decision:
    """The owner reads what a new member answered, and what their account looks like; nothing where there is neither."""
    if application.filled == Filled():
        return NOTHING
    return Decision(effects=(ShowNotice(room.owner_id, NoticeKind.NEW_MEMBER, membership.id),))


def _name(number: int) -> str:
    return f"answer{number}"
