"""What an owner reads about somebody who joins: their answers, and what their account looks like."""

from bot.rules.applications import Application
from bot.rules.cards import Card
from bot.rules.eligibility import Signal
from bot.rules.rooms import Room
from bot.rules.texts import Link, Mention, Text, text


def new_member(room: Room, application: Application) -> Card:
    """What the owner reads about somebody who joined."""
    member = Mention(Link.MEMBER, application.member_id)
    return Card(
        text("joining.new_member_title", room=room.name),
        (text("joining.new_member", member=member), *about_applicant(application)),
    )


def about_applicant(application: Application) -> tuple[Text, ...]:
    """The answers somebody gave, and what speaks against the account being active: for the owner's eyes only (E-12)."""
    answers = [text("joining.answered", question=one.question, words=one.words) for one in application.filled.answers]
    found = application.filled.signals
    if not found:
        return tuple(answers)
    return (*answers, text("joining.signals"), *(_signal(one) for one in found), text("joining.signals_only"))


def _signal(signal: Signal) -> Text:
    return text("joining.signal", kind=signal.value)
