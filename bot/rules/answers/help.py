"""The help: nine sections and 22 questions, each with its answer for this community (E-94).

What is asked about tickets, crowdfunding and offers is answered by their rules; that they are not offered here yet is
said first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.answers.inbox import ABOUT_MAIL
from bot.rules.answers.leading import home
from bot.rules.cards import Act, Button, Card, Part
from bot.rules.texts import Text, text


class Section(StrEnum):
    """The nine sections, in the order in which they stand."""

    ABOUT = "about"
    JOINING = "joining"
    ROOMS = "rooms"
    PAYING = "paying"
    LEAVING = "leaving"
    EVENTS = "events"
    FUNDING = "funding"
    OFFERS = "offers"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Facts:
    """What answers say of this community.

    retry_days: as in "5 / 10 / 15". mail_domain: that our mails come from, "" when none are sent. mail: the reader's
    own address, masked, "" when there is none or it is not known. free_mail: whether that is a free one (E-23).
    """

    retry_days: str
    mail_domain: str = ""
    mail: str = ""
    free_mail: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question. is_to_come: about something that is not offered here yet."""

    id: str
    section: Section
    asked: Text
    answer: Callable[[Facts], tuple[Text, ...]]
    is_to_come: bool = False

    def says(self, facts: Facts) -> tuple[Text, ...]:
        """The paragraphs of the answer."""
        to_come = (text("help.to_come"),) if self.is_to_come else ()
        return (*to_come, *self.answer(facts))


def _always(*paragraphs: Text) -> Callable[[Facts], tuple[Text, ...]]:
    return lambda _: paragraphs


def _about_mail(facts: Facts) -> tuple[Text, ...]:
    """The causes of a mail that does not come, and no others (E-21 to E-25)."""
    if not facts.mail_domain:
        return (text("help.a_mail_none"),)
    address = text("help.a_mail_yours", address=facts.mail) if facts.mail else text("help.a_mail_no_address")
    free = text("help.a_mail_free_yours") if facts.free_mail else text("help.a_mail_free")
    blocked, spam = text("help.a_mail_blocked", domain=facts.mail_domain), text("help.a_mail_spam")
    return (text("help.a_mail"), address, free, blocked, spam)


def _about_failures(facts: Facts) -> tuple[Text, ...]:
    return (text("help.a_failed"), text("help.a_failed_next", days=facts.retry_days))


CONTACT = "unsolved"

QUESTIONS = (
    Question("service", Section.ABOUT, text("help.q_service"), _always(text("help.a_service"))),
    Question("room", Section.ABOUT, text("help.q_room"), _always(text("help.a_room"))),
    Question("owner", Section.ABOUT, text("help.q_owner"), _always(text("help.a_owner"))),
    Question("offline", Section.ABOUT, text("help.q_offline"), _always(text("help.a_offline"))),
    Question("who", Section.JOINING, text("help.q_who"), _always(text("help.a_who"))),
    Question("join", Section.JOINING, text("help.q_join"), _always(text("help.a_join"))),
    Question(ABOUT_MAIL, Section.JOINING, text("help.q_mail"), _about_mail),
    Question("approval", Section.JOINING, text("help.q_approval"), _always(text("help.a_approval"))),
    Question("mine", Section.ROOMS, text("help.q_mine"), _always(text("help.a_mine"))),
    Question("when", Section.PAYING, text("help.q_when"), _always(text("help.a_when"))),
    Question("cards", Section.PAYING, text("help.q_cards"), _always(text("help.a_cards"))),
    Question("card", Section.PAYING, text("help.q_card"), _always(text("help.a_card"))),
    Question("failed", Section.PAYING, text("help.q_failed"), _about_failures),
    Question("leave", Section.LEAVING, text("help.q_leave"), _always(text("help.a_leave"))),
    Question("tickets", Section.EVENTS, text("help.q_tickets"), _always(text("help.a_tickets")), is_to_come=True),
    Question(
        "konbini",
        Section.EVENTS,
        text("help.q_konbini"),
        _always(
            text("help.a_konbini"),
            text("help.a_konbini_familymart"),
            text("help.a_konbini_loppi"),
            text("help.a_konbini_seicomart"),
        ),
        is_to_come=True,
    ),
    Question("transfer", Section.EVENTS, text("help.q_transfer"), _always(text("help.a_transfer")), is_to_come=True),
    Question("door", Section.EVENTS, text("help.q_door"), _always(text("help.a_door")), is_to_come=True),
    Question("not_held", Section.EVENTS, text("help.q_not_held"), _always(text("help.a_not_held")), is_to_come=True),
    Question("goal", Section.FUNDING, text("help.q_goal"), _always(text("help.a_goal")), is_to_come=True),
    Question("reply", Section.OFFERS, text("help.q_reply"), _always(text("help.a_reply")), is_to_come=True),
    Question(CONTACT, Section.OTHER, text("help.q_unsolved"), _always(text("help.a_unsolved"))),
)
"""Every question, in order."""

SECTIONS = {
    Section.ABOUT: text("help.section_about"),
    Section.JOINING: text("help.section_joining"),
    Section.ROOMS: text("help.section_rooms"),
    Section.PAYING: text("help.section_paying"),
    Section.LEAVING: text("help.section_leaving"),
    Section.EVENTS: text("help.section_events"),
    Section.FUNDING: text("help.section_funding"),
    Section.OFFERS: text("help.section_offers"),
    Section.OTHER: text("help.section_other"),
}


def help_card(subject: str, facts: Facts) -> Card:
    """A question with its answer, a section with its questions, or all sections. subject: an id of one, "" for all."""
    for question in QUESTIONS:
        if question.id == subject:
            return _answered(question, facts)
    if subject in set(Section):
        return _section(Section(subject))
    buttons = tuple(Button(said, Act.HELP, section) for section, said in SECTIONS.items())
    return Card(text("help.title"), (text("help.choose"),), buttons, parts=(_onward(),))


def _section(section: Section) -> Card:
    rows = tuple(Part(buttons=(Button(one.asked, Act.HELP, one.id),)) for one in QUESTIONS if one.section is section)
    return Card(SECTIONS[section], parts=(*rows, Part(buttons=(_all(), *home().buttons))))


def _answered(question: Question, facts: Facts) -> Card:
    back = Button(SECTIONS[question.section], Act.HELP, question.section)
    onward = Part(buttons=(back, _all(), Button(text("buttons.contact"), Act.CONTACT)))
    return Card(question.asked, question.says(facts), parts=(onward,))


def _onward() -> Part:
    return Part(buttons=(Button(text("buttons.contact"), Act.CONTACT), *home().buttons))


def _all() -> Button:
    return Button(text("buttons.all_help"), Act.HELP)
