"""Notices about a membership: welcome, on the way out, over."""

from bot.ports import Transaction
from bot.rules import answers
from bot.rules.ahead import RENEWING, renews
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.days import Calendar, next_month
from bot.rules.ids import MembershipId, SwitchId, TermsOfferId
from bot.rules.notices import Notice
from bot.rules.pausing import begins_on
from bot.rules.policies.offering import TermsOffer
from bot.rules.rooms import Membership, MembershipState, Room
from bot.rules.switching import Switch, SwitchState
from bot.rules.texts import Link, Mention, text


async def welcome(tx: Transaction, notice: Notice, calendar: Calendar) -> Card:
    """The first month is paid and the door is open."""
    membership, room = await _known(tx, notice)
    if membership.free_until is not None:
        return answers.guest_welcome(membership, room)
    next_on = next_month(calendar.day(membership.joined_at or tx.now))
    way_in = Mention(Link.CHANNEL, room.channel_id or 0)
    lines = (text("rooms.welcome", room=way_in), text("rooms.next_charge", on=next_on, amount=membership.fee))
    return Card(text("rooms.welcome_title", room=room.name), lines, tone=Tone.GOOD)


async def paused(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """A pause, while it lasts and when it is over."""
    membership = await tx.get(Membership, MembershipId(notice.subject.partition(":")[0]))
    room = await tx.get(Room, membership.room_id)
    if membership.pauses_on != begins_on(notice.subject):
        return answers.pause_over(room)
    return answers.paused(membership, room)


async def guest_ends(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """The end of a guest's time, before and after."""
    return answers.guest_ends(*await _known(tx, notice), tx.now)


async def leaving(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """On the way out, thought better of, or gone."""
    return answers.leaving(*await _known(tx, notice))


async def left(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """Left at once: nothing more is charged."""
    return _over(*await _known(tx, notice))


async def ended_unpaid(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """Nothing was left to try."""
    _membership, room = await _known(tx, notice)
    lines = (text("billing.ended_unpaid", room=room.name), text("billing.come_back"))
    return Card(text("billing.ended_title", room=room.name), lines, (_join(room),))


async def ended_at_stripe(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """The subscription was ended in Stripe's dashboard: what is paid stays."""
    membership, room = await _known(tx, notice)
    if membership.state is MembershipState.LEAVING and membership.leaves_at:
        lines = (text("leaving.ended_elsewhere", at=membership.leaves_at), text("leaving.no_more_charges"))
        return Card(text("leaving.title", room=room.name), lines, answers.stay(membership))
    return _over(membership, room)


async def terms_change(tx: Transaction, notice: Notice, _: Calendar) -> Card | None:
    """There is a newer version of the terms; None for a contract that is ending, or over, and was not told yet."""
    offer = await tx.get(TermsOffer, TermsOfferId(notice.subject))
    membership = await tx.get(Membership, offer.membership_id)
    if notice.shown is None and not renews(membership):
        return None
    return answers.terms_change(offer, await tx.get(Room, membership.room_id))


async def fee_change(tx: Transaction, notice: Notice, _: Calendar) -> Card | None:
    """The room costs another fee from a 1st on; None for somebody who is leaving, or gone, and was not told yet."""
    switch = await tx.get(Switch, SwitchId(notice.subject))
    membership = await tx.get(Membership, switch.membership_id)
    if notice.shown is None and (membership.state not in RENEWING or switch.state is SwitchState.DROPPED):
        return None
    return answers.fee_change(switch, membership, await tx.get(Room, switch.room_id))


async def _known(tx: Transaction, notice: Notice) -> tuple[Membership, Room]:
    membership = await tx.get(Membership, MembershipId(notice.subject))
    return membership, await tx.get(Room, membership.room_id)


def _over(membership: Membership, room: Room) -> Card:
    reference = text("leaving.reference", id=membership.id)
    lines = (text("leaving.left", room=room.name), text("leaving.no_more_charges"), reference)
    return Card(text("leaving.title", room=room.name), lines, (_join(room),))


def _join(room: Room) -> Button:
    return Button(text("buttons.join_again"), Act.JOIN, room.id)
