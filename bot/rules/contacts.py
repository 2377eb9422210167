"""Contact: a private thread with the admins, for whatever the help does not solve (E-93)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.cards import Act, Blank, Button, Card, Form, Tone
from bot.rules.decision import NOTHING, Decision
from bot.rules.effects import CloseContact, OpenContact
from bot.rules.ids import ContactId, MemberId
from bot.rules.texts import Link, Mention, Refused, text

LONGEST_WORDS = 1000
MOST_A_DAY, DAY = 3, timedelta(days=1)
ANSWER_DAYS = 3
"""Business days within which an answer is promised; the text that a member reads names them."""


class ContactState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Contact:
    """One question to the admins and its thread; a member has at most one that is open.

    words: what was asked. thread_id: None until the thread is there.
    """

    id: ContactId
    member_id: MemberId
    words: str
    state: ContactState
    opened_at: datetime
    thread_id: int | None = None
    closed_at: datetime | None = None
    closed_by: MemberId | None = None


def form() -> Form:
    """What is asked before a thread is opened."""
    words = Blank("words", text("contact.blank"), LONGEST_WORDS, about=text("contact.blank_about"), long=True)
    return Form(text("contact.form_title"), (words,))


def opened(id: ContactId, member_id: MemberId, words: str, earlier: Iterable[Contact], now: datetime) -> Decision:
    """A new question. Raises Refused for one too many in a day; whoever has one open asks there.

    earlier: every contact of the member.
    """
    recent = sorted(one.opened_at for one in earlier if one.opened_at > now - DAY)
    if len(recent) >= MOST_A_DAY:
        raise Refused(text("contact.too_many", at=recent[-MOST_A_DAY] + DAY))
    contact = Contact(id, member_id, words, ContactState.OPEN, opened_at=now)
    return Decision(keep=(contact,), effects=(OpenContact(contact.id),))


def closed(contact: Contact, by: MemberId, now: datetime) -> Decision:
    """It is settled: the thread is put away. Closing twice is closing once."""
    if contact.state is ContactState.CLOSED:
        return NOTHING
    over = replace(contact, state=ContactState.CLOSED, closed_at=now, closed_by=by)
    return Decision(keep=(over,), effects=(CloseContact(contact.id),))


def in_thread(contact: Contact) -> Card:
    """The first message of the thread, for both sides."""
    lines = (
        text("contact.asked_by", member=Mention(Link.MEMBER, contact.member_id), at=contact.opened_at),
        text("contact.words", words=contact.words),
        text("contact.what_next", days=ANSWER_DAYS),
    )
    close = Button(text("buttons.close_contact"), Act.CLOSE_CONTACT, contact.id)
    return Card(text("contact.title", number=number(contact.id)), lines, (close,))


def answer(contact: Contact) -> Card:
    """What the member reads after asking: where it goes on, and what happens when."""
    title = text("contact.title", number=number(contact.id))
    if contact.state is ContactState.CLOSED:
        return Card(title, (text("contact.closed"),), tone=Tone.GOOD)
    if contact.thread_id is None:
        return Card(title, (text("contact.recorded"), text("contact.what_next", days=ANSWER_DAYS)), tone=Tone.WARNING)
    thread = text("contact.go_on", thread=Mention(Link.CHANNEL, contact.thread_id))
    return Card(title, (thread, text("contact.what_next", days=ANSWER_DAYS)), tone=Tone.GOOD)


def number(id: ContactId) -> str:
    """What people call it by: the end of its id."""
    return id[-6:].upper()


def set_up(channel_id: int, role_id: int | None) -> Card:
    """What an admin reads after choosing where questions go."""
    channel = text("contact.set_channel", channel=Mention(Link.CHANNEL, channel_id))
    role = text("contact.set_role", role=Mention(Link.ROLE, role_id)) if role_id else text("contact.set_no_role")
    return Card(text("contact.set_title"), (channel, role, text("contact.set_both_see")), tone=Tone.GOOD)
