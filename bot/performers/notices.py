"""Showing notices: sent once, then edited in place; down the ladder of direct message, thread, mail, next command."""

import hashlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.house import House
from bot.outbox import Later
from bot.ports import Closed, Place, Transaction, Unreachable
from bot.rules.cards import Card
from bot.rules.decision import Decision
from bot.rules.effects import ShowNotice, TellAdmins
from bot.rules.ids import NoticeId
from bot.rules.members import Member
from bot.rules.notices import MAY_WAIT, Delivery, Notice, Result
from bot.services import notices, preferences

Rung = Callable[[], Awaitable[Place | None]]
"""Brings it to the reader one way; raises Closed when that way is closed to them."""


@dataclass(frozen=True, slots=True)
class _Seen:
    notice: Notice
    card: Card | None
    locale: str
    may_send_at: datetime
    now: datetime


async def show(house: House, effect: ShowNotice, tries: int) -> None:
    """Make what the member sees match what the records say now; nothing is sent that says the same again."""
    seen = await house.store.write(lambda tx: _look(tx, effect, house))
    notice, card, locale = seen.notice, seen.card, seen.locale
    if card is None:
        return
    content = hashlib.sha256(f"{locale}{card}".encode()).hexdigest()[:16]
    if notice.shown == content:
        return
    if notice.channel_id is not None and notice.message_id is not None:
        place = Place(notice.channel_id, notice.message_id)
        if await house.chat.retell(place, card, locale):
            await house.store.write(partial(_changed, notice=notice, place=place, content=content))
            return
    elif seen.may_send_at > seen.now:
        raise Later(seen.may_send_at)
    await _send(house, notice, card, locale, content)


async def tell_admins(house: House, effect: TellAdmins, tries: int) -> None:
    """Ask for the same notice to everybody who runs the server now."""
    admins = sorted(await house.chat.admins())
    told = tuple(ShowNotice(admin, effect.kind, effect.subject) for admin in admins)
    await house.store.write(lambda tx: tx.apply(Decision(effects=told)))


async def _look(tx: Transaction, effect: ShowNotice, house: House) -> _Seen:
    notice = await notices.to_show(tx, effect)
    member = await tx.seek(Member, notice.member_id)
    card = await notices.card(tx, notice, calendar=house.calendar)
    at = tx.now
    if notice.kind in MAY_WAIT:
        at = house.calendar.wakes_at(tx.now, await preferences.quiet_of(tx, notice.member_id, house.calendar))
    return _Seen(notice, card, member.locale if member else house.locale, at, tx.now)


async def _changed(tx: Transaction, notice: Notice, place: Place, content: str) -> None:
    await notices.shown(tx, notice, notice.delivery, place, content)
    await notices.tried(tx, notice, notice.delivery, Result.CHANGED)


async def _send(house: House, notice: Notice, card: Card, locale: str, content: str) -> None:
    """Send by the first rung that holds. Never in public: that would show who did not pay.

    Every rung that was tried is kept. Raises Unreachable when the outside does not answer: that says nothing about
    the reader, so the ladder is climbed anew instead of further down.
    """
    for rung, bring in _ladder(house, notice, card, locale):
        try:
            place = await bring()
        except Closed as shut:
            await house.store.write(
                partial(notices.tried, notice=notice, rung=rung, result=Result.CLOSED, why=str(shut))
            )
        except Unreachable as fault:
            await house.store.write(
                partial(notices.tried, notice=notice, rung=rung, result=Result.UNANSWERED, why=str(fault))
            )
            raise
        else:
            await house.store.write(partial(_reached, notice=notice, rung=rung, place=place, content=content))
            return
    await house.store.write(partial(_owed, notice=notice, content=content))


async def _reached(tx: Transaction, notice: Notice, rung: Delivery, place: Place | None, content: str) -> None:
    await notices.shown(tx, notice, rung, place, content)
    await notices.tried(tx, notice, rung, Result.ARRIVED)


async def _owed(tx: Transaction, notice: Notice, content: str) -> None:
    await notices.shown(tx, notice, Delivery.NEXT_COMMAND, None, content)
    await notices.tried(tx, notice, Delivery.NEXT_COMMAND, Result.OWED)


def _ladder(house: House, notice: Notice, card: Card, locale: str) -> Iterator[tuple[Delivery, Rung]]:
    """The ways to the reader, in order; the next command is what is left when none of them holds."""
    nonce = NoticeId(f"{notice.id}:{notice.message_id or ''}")
    yield Delivery.DM, lambda: house.chat.tell(notice.member_id, card, locale, nonce)
    yield Delivery.THREAD, lambda: house.chat.tell_in_thread(notice.member_id, card, locale, nonce)
    if house.mail.configured:
        yield Delivery.MAIL, lambda: _mail(house, notice, card, locale)


async def _mail(house: House, notice: Notice, card: Card, locale: str) -> None:
    member = await house.store.read(lambda tx: tx.seek(Member, notice.member_id))
    address = None
    if member is not None and member.customer_id is not None:
        address = await house.payments.mail_address(member.customer_id)
    if address is None:
        raise Closed("Stripe knows no mail address of theirs")
    await house.mail.send(address, card, locale)
