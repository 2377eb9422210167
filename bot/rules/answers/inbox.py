"""The inbox: everything we said to a member of our own accord, how it reached them, and what was in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.answers.leading import turning
from bot.rules.answers.mypage import within
from bot.rules.cards import Act, Button, Card, Part
from bot.rules.notices import Delivery, Notice, Posting, Result
from bot.rules.texts import Link, Mention, Text, text

PER_PAGE = 5
ABOUT_MAIL = "mail"
"""The question of the help that says why a mail may not arrive (E-21)."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as the inbox lists it.

    title: of what it says now, None when it has nothing to say any more. waits_until: when it is held back for the
    quiet hours; None when it is not.
    """

    notice: Notice
    title: Text | None
    postings: tuple[Posting, ...] = ()
    waits_until: datetime | None = None


def inbox(told: Sequence[Told], first: int, count: int, *, mails: bool) -> Card:
    """One page, the newest first. told: what is on it. count: of all there are. mails: whether we send mail at all."""
    first = within(first, count)
    turns = turning(Act.INBOX, first, PER_PAGE, count)
    title = text("inbox.title")
    if not told:
        return Card(title, (text("inbox.empty"),), parts=(turns,))
    about_mail = Button(text("buttons.mail_missing"), Act.HELP, ABOUT_MAIL)
    more = (Part(buttons=(about_mail,)),) if mails else ()
    return Card(title, parts=(*(_part(one) for one in told), *more, turns))


def _part(told: Told) -> Part:
    said = told.title or text("inbox.over")
    again = Button(text("buttons.show_again"), Act.SHOW_NOTICE, told.notice.id)
    closed = {one.rung for one in told.postings if one.result is Result.CLOSED}
    obstacles = [_shut(rung) for rung in Delivery if rung in closed]
    return Part((text("inbox.subject", at=told.notice.made_at), said, _how(told), *obstacles), (again,))


def _how(told: Told) -> Text:
    """How and when it reached its reader, or what it waits for."""
    at = told.notice.delivered_at
    if at is not None:
        return _by(told.notice, at)
    if told.notice.delivery is Delivery.NEXT_COMMAND:
        return text("inbox.owed")
    if told.waits_until is not None:
        return text("inbox.quiet", at=told.waits_until)
    return text("inbox.on_its_way")


def _by(notice: Notice, at: datetime) -> Text:
    match notice.delivery:
        case Delivery.THREAD:
            return text("inbox.by_thread", at=at, thread=Mention(Link.CHANNEL, notice.channel_id or 0))
        case Delivery.MAIL:
            return text("inbox.by_mail", at=at)
        case Delivery.NEXT_COMMAND:
            return text("inbox.by_command", at=at)
    return text("inbox.by_dm", at=at)


def _shut(rung: Delivery) -> Text:
    match rung:
        case Delivery.DM:
            return text("inbox.dm_closed")
        case Delivery.THREAD:
            return text("inbox.thread_closed")
    return text("inbox.mail_closed")
