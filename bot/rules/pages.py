"""The page of a room: what it does, who runs it, what is done offline, and what applicants are asked.

Source: E-4, E-7, E-8, E-14; docs/rules.md. Its owner writes it; whoever could join may read it.
"""

from dataclasses import dataclass, replace

from bot.rules.cards import Blank, Form
from bot.rules.ids import MemberId
from bot.rules.rooms import Room
from bot.rules.texts import Refused, text

LONGEST_DESCRIPTION, LONGEST_PROFILE, LONGEST_OFFLINE = 600, 600, 300
"""In characters. A card has room for four thousand, and signs that must not format can double what was typed."""

QUESTIONS_MAX, LONGEST_QUESTION = 4, 100
"""A form has five parts and the first is the declaration of E-14; a question stands below its label."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the owner of a room writes about it. questions: for applicants, at most four."""

    description: str
    profile: str
    offline: str
    questions: tuple[str, ...]


def check_owner(room: Room, by: MemberId) -> None:
    """Refuse whoever does not run the room: another owner's room is untouchable."""
    if room.owner_id != by:
        raise Refused(text("rooms.not_yours", room=room.name))


def written(description: str, profile: str, offline: str, questions: str) -> Page:
    """The page as it was typed into the form, questions one a line. Raises Refused for what cannot be shown so."""
    asked = tuple(" ".join(line.split()) for line in questions.splitlines() if line.strip())
    if not description.strip():
        raise Refused(text("rooms.edit_no_description"))
    if len(asked) > QUESTIONS_MAX:
        raise Refused(text("rooms.edit_too_many_questions", most=QUESTIONS_MAX))
    if any(len(question) > LONGEST_QUESTION for question in asked):
        raise Refused(text("rooms.edit_long_question", longest=LONGEST_QUESTION))
    return Page(description.strip(), profile.strip(), offline.strip(), asked)


def with_page(room: Room, page: Page) -> Room:
    """The room with what its owner wrote."""
    return replace(
        room,
        description=page.description,
        profile=page.profile,
        offline=page.offline,
        questions="\n".join(page.questions),
    )


def questions_of(room: Room) -> tuple[str, ...]:
    """What applicants are asked, () for nothing."""
    return tuple(room.questions.splitlines())


def edit_form(room: Room) -> Form:
    """What the owner fills in, with what stands there now."""
    longest_questions = QUESTIONS_MAX * (LONGEST_QUESTION + 1)
    blanks = (
        Blank(
            "description",
            text("rooms.edit_description"),
            LONGEST_DESCRIPTION,
            about=text("rooms.edit_description_about"),
            before=room.description,
            long=True,
        ),
        Blank(
            "profile",
            text("rooms.edit_profile"),
            LONGEST_PROFILE,
            about=text("rooms.edit_profile_about"),
            before=room.profile,
            long=True,
            required=False,
        ),
        Blank(
            "offline",
            text("rooms.edit_offline"),
            LONGEST_OFFLINE,
            about=text("rooms.edit_offline_about"),
            before=room.offline,
            long=True,
            required=False,
        ),
        Blank(
            "questions",
            text("rooms.edit_questions"),
            longest_questions,
            about=text("rooms.edit_questions_about", most=QUESTIONS_MAX, longest=LONGEST_QUESTION),
            before=room.questions,
            long=True,
            required=False,
        ),
    )
    return Form(text("rooms.edit_title"), blanks)
