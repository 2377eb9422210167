"""The inbox of a member: what was said to them, page by page, and any of it shown again."""

from datetime import datetime

from bot.ports import OneOf, Transaction
from bot.rules import effects
from bot.rules.answers import inbox as cards
from bot.rules.answers.mypage import within
from bot.rules.cards import Card
from bot.rules.days import Calendar
from bot.rules.effects import EffectState, PendingEffect, ShowNotice
from bot.rules.ids import MemberId
from bot.rules.notices import Notice, Posting
from bot.rules.texts import Refused, Text, text
from bot.services import notices


async def page(tx: Transaction, member_id: MemberId, first: int, *, mails: bool, calendar: Calendar) -> Card:
    """The notices of a member from the one with that number on, the newest first."""
    known = await tx.find(Notice, member_id=member_id)
    known.sort(key=lambda one: (one.made_at, one.id), reverse=True)
    first = within(first, len(known))
    shown = known[first : first + cards.PER_PAGE]
    postings = await tx.find(Posting, notice_id=OneOf([notice.id for notice in shown])) if shown else []
    told = [
        cards.Told(
            notice,
            await _title(tx, notice, calendar),
            tuple(one for one in postings if one.notice_id == notice.id),
            await _waits_until(tx, notice),
        )
        for notice in shown
    ]
    return cards.inbox(told, first, len(known), mails=mails)


async def _title(tx: Transaction, notice: Notice, calendar: Calendar) -> Text | None:
    card = await notices.card(tx, notice, calendar=calendar)
    return card.title if card is not None else None


async def _waits_until(tx: Transaction, notice: Notice) -> datetime | None:
    """When a notice that is held back will be sent; None when it is not held back. A fault is no quiet hour."""
    if notice.delivered_at is not None:
        return None
    about = effects.about(ShowNotice(notice.member_id, notice.kind, notice.subject))
    waiting = await tx.find(PendingEffect, kind="ShowNotice", about=about, state=EffectState.WAITING)
    return next((one.try_at for one in waiting if one.fault is None and one.try_at > tx.now), None)


async def again(tx: Transaction, member_id: MemberId, notice_id: str, *, calendar: Calendar) -> Card:
    """What one of the member's own notices says now. Raises Refused for somebody else's, or one that is over."""
    notice = await tx.seek(Notice, notice_id)
    if notice is None or notice.member_id != member_id:
        raise Refused(text("inbox.not_yours"))
    card = await notices.card(tx, notice, calendar=calendar)
    if card is None:
        raise Refused(text("inbox.over"))
    return card
