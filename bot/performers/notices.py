"""Showing notices: sent once, then edited in place; down the ladder of direct message, thread, mail, next command."""

import hashlib
from contextlib import suppress
from datetime import datetime

from bot.house import House
from bot.outbox import Later
from bot.ports import Closed, Place, Transaction
from bot.rules.cards import Card
from bot.rules.effects import ShowNotice
from bot.rules.ids import NoticeId
from bot.rules.members import Member
from bot.rules.notices import Delivery, Notice, NoticeKind
from bot.services import notices

MAY_WAIT = (NoticeKind.FAILED_CHARGE, NoticeKind.LAST_WARNING, NoticeKind.ENDED_UNPAID, NoticeKind.MONTH_MISSED)
"""Notices that keep the quiet hours. The others answer something the reader just did, or are urgent."""


async def show(house: House, effect: ShowNotice, tries: int) -> None:
    """Make what the member sees match what the records say now; nothing is sent that says the same again."""

    async def look(tx: Transaction) -> tuple[Notice, Card, str, datetime]:
        notice = await notices.to_show(tx, effect)
        member = await tx.seek(Member, notice.member_id)
        card = await notices.card(tx, notice, calendar=house.calendar)
        return notice, card, member.locale if member else house.locale, tx.now

    notice, card, locale, now = await house.store.write(look)
    content = hashlib.sha256(f"{locale}{card}".encode()).hexdigest()[:16]
    if notice.shown == content:
        return
    if notice.channel_id is not None and notice.message_id is not None:
        place = Place(notice.channel_id, notice.message_id)
        if await house.chat.retell(place, card, locale):
            await house.store.write(lambda tx: notices.shown(tx, notice, notice.delivery, place, content))
            return
    elif notice.kind in MAY_WAIT and (wakes_at := house.calendar.wakes_at(now)) > now:
        raise Later(wakes_at)
    delivery, new_place = await _send(house, notice, card, locale)
    await house.store.write(lambda tx: notices.shown(tx, notice, delivery, new_place, content))


async def _send(house: House, notice: Notice, card: Card, locale: str) -> tuple[Delivery, Place | None]:
    """Send by the first rung that holds. Never in public: that would show who did not pay."""
    nonce = NoticeId(f"{notice.id}:{notice.message_id or ''}")
    for delivery, tell in ((Delivery.DM, house.chat.tell), (Delivery.THREAD, house.chat.tell_in_thread)):
        with suppress(Closed):
            return delivery, await tell(notice.member_id, card, locale, nonce)
    if house.mail.configured and (address := await _address(house, notice)):
        with suppress(Closed):
            await house.mail.send(address, card, locale)
            return Delivery.MAIL, None
    return Delivery.NEXT_COMMAND, None


async def _address(house: House, notice: Notice) -> str | None:
    member = await house.store.read(lambda tx: tx.seek(Member, notice.member_id))
    if member is None or member.customer_id is None:
        return None
    return await house.payments.mail_address(member.customer_id)
