"""The final screen: shown and kept word for word, and confirmed only while it still holds."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.ports import Transaction
from bot.rules import answers, joining, screens
from bot.rules.applications import Application
from bot.rules.cards import Card
from bot.rules.days import Calendar
from bot.rules.ids import ApplicationId, MemberId, ScreenId
from bot.rules.members import Member
from bot.rules.policies.policy import PolicyBook
from bot.rules.pricing import Coupon
from bot.rules.rooms import Order, Room
from bot.rules.screens import Offer, Screen, Start
from bot.rules.selling import Selling
from bot.rules.texts import Refused, text
from bot.services import coupons, queueing, settings
from bot.services.contracts import ROOM_POLICY
from bot.services.joining import Request, asked_before

Say = Callable[[Card, str], str]
"""Everything one can read on a card, in a locale: exactly what is shown."""


@dataclass(frozen=True, slots=True)
class Till:
    """What final screens are made with. say: puts a card into the words that are kept as evidence."""

    calendar: Calendar
    policies: PolicyBook
    selling: Selling
    say: Say


async def show(tx: Transaction, application_id: ApplicationId, till: Till) -> Card:
    """A final screen for an application, kept as evidence before anybody sees it."""
    application = await tx.get(Application, application_id)
    return await _show(tx, application, Start.NOW, till, anew=False)


async def with_code(tx: Transaction, member_id: MemberId, screen_id: ScreenId, typed: str, till: Till) -> Card:
    """The screen anew, with what a code takes off. Raises Refused for a code that does not count here."""
    screen = await of_member(tx, member_id, screen_id)
    coupon = await coupons.called(tx, screen.room_id, typed)
    await coupons.check(tx, coupon, member_id)
    application = await tx.get(Application, screen.application_id)
    return await _show(tx, application, screen.start, till, anew=False, coupon=coupon)


async def of_member(tx: Transaction, member_id: MemberId, screen_id: ScreenId) -> Screen:
    """The member's own screen. Raises Refused for one that is somebody else's, or not there."""
    screen = await tx.seek(Screen, screen_id)
    if screen is None or screen.member_id != member_id:
        raise Refused(text("joining.no_screen"))
    return screen


async def confirm(tx: Transaction, member_id: MemberId, screen_id: ScreenId, till: Till) -> Request | Card:
    """Order what a screen offers: the order whose link is to be made, or the screen anew when it no longer holds.

    Pressed twice it is one order. Raises Refused for somebody who cannot join (any more).
    """
    screen = await of_member(tx, member_id, screen_id)
    await tx.lock(f"member:{member_id}", f"room:{screen.room_id}")
    member, room = await tx.get(Member, member_id), await tx.get(Room, screen.room_id)
    if (request := await asked_before(tx, member, room, calendar=till.calendar)) is not None:
        return request
    expires_at = joining.link_expires_at(till.calendar, tx.now)
    coupon = await _coupon(tx, screen)
    offer = await _offer(tx, room, screen.start, till, coupon)
    if not screens.holds(screen, offer, _words(screen, room, offer, member, till)):
        application = await tx.get(Application, screen.application_id)
        return await _show(tx, application, screen.start, till, anew=screen.confirmed_at is None, coupon=coupon)
    await queueing.take_seat(tx, member_id, room)
    ids = (tx.new_id("mbs"), tx.new_id("ord"))
    await tx.apply(
        joining.first_order(screen, ids, expires_at=expires_at, remind_after=till.selling.remind_after, now=tx.now)
    )
    return Request(member, room, await tx.get(Order, ids[1]))


async def _coupon(tx: Transaction, screen: Screen) -> Coupon | None:
    """The coupon of a screen. Raises Refused when it counts no more: nobody orders at another price."""
    if screen.coupon_id is None:
        return None
    coupon = await tx.get(Coupon, screen.coupon_id)
    await coupons.check(tx, coupon, screen.member_id)
    return coupon


async def _show(
    tx: Transaction, application: Application, start: Start, till: Till, *, anew: bool, coupon: Coupon | None = None
) -> Card:
    member, room = await tx.get(Member, application.member_id), await tx.get(Room, application.room_id)
    offer, id = await _offer(tx, room, start, till, coupon), ScreenId(tx.new_id("scr"))
    card = _card(id, room, offer, till, anew=anew)
    words, locale = till.say(card, member.locale), member.locale
    await tx.put(screens.shown(id, application, offer, words=words, locale=locale, anew=anew, now=tx.now))
    return card


async def _offer(tx: Transaction, room: Room, start: Start, till: Till, coupon: Coupon | None) -> Offer:
    terms = till.policies.in_force(ROOM_POLICY, tx.today).pin
    days = (await settings.deadlines(tx)).answer_within_days
    late_days = till.selling.late_days
    return screens.offered(
        room, start, terms, answer_within_days=days, today=tx.today, late_days=late_days, coupon=coupon
    )


def _card(id: ScreenId, room: Room, offer: Offer, till: Till, *, anew: bool) -> Card:
    return answers.final_screen(room, offer, till.policies.pinned(offer.terms), id=id, anew=anew)


def _words(screen: Screen, room: Room, offer: Offer, member: Member, till: Till) -> str:
    """What the screen would say if it were shown now."""
    return till.say(_card(screen.id, room, offer, till, anew=screen.anew), member.locale)
