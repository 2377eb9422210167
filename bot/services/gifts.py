"""Gifts of months: shown, paid, used by their receiver, taken back by their giver, or going back by themselves."""

from dataclasses import dataclass, replace

from bot.ports import Transaction
from bot.rules import answers
from bot.rules.cards import Card, TurnedAway
from bot.rules.charges import Refund, refund_id
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.due import Due, DueKind
from bot.rules.gifts import gift as rules
from bot.rules.gifts import paying, using
from bot.rules.gifts.gift import Gift, GiftState, Prospect
from bot.rules.giving_back import Terms
from bot.rules.ids import AccessCodeId, GiftId, MemberId, RoomId
from bot.rules.members import Member
from bot.rules.payments import Checkout, CheckoutState
from bot.rules.policies.policy import PolicyBook
from bot.rules.policies.terms import Cycle
from bot.rules.pricing import Discount
from bot.rules.rooms import Membership, Room
from bot.rules.texts import Refused, text
from bot.services import guests
from bot.services.contracts import ROOM_POLICY
from bot.services.pricing import waiting_switch


@dataclass(frozen=True, slots=True)
class GiftRequest:
    """What confirming a gift led to: who gives it, the room, and the gift that is to be paid."""

    giver: Member
    room: Room
    gift: Gift


async def ask(
    tx: Transaction, giver: MemberId, receiver: Member, room: Room, months: int, *, policies: PolicyBook
) -> Card:
    """Show what giving means, and keep what was shown. Raises Refused for what cannot be given."""
    return await _ask(tx, giver, months, await _prospect(tx, room.id, receiver.id), policies, anew=False)


async def of_giver(tx: Transaction, member_id: MemberId, gift_id: GiftId) -> Gift:
    """The giver's own gift. Raises Refused for one that is somebody else's, or not there."""
    gift = await tx.seek(Gift, gift_id)
    if gift is None or gift.member_id != member_id:
        raise Refused(text("gifts.unknown"))
    return gift


async def confirm(tx: Transaction, member_id: MemberId, gift_id: GiftId, *, policies: PolicyBook) -> GiftRequest | Card:
    """The gift whose link is to be made; or, as a card, what became of it, or what giving it means by now.

    Pressed twice it is one link. Raises Refused for what cannot be given (any more), and while it is not known what
    became of a link whose time is over.
    """
    gift = await _locked(tx, (await of_giver(tx, member_id, gift_id)).id)
    prospect = await _prospect(tx, gift.room_id, gift.receiver_id)
    if gift.state is GiftState.OPEN:
        return await _same_link(tx, gift, prospect)
    if gift.state in (GiftState.PAID, GiftState.USED, GiftState.RETURNED):
        return answers.gift_given(gift, prospect.room)
    if gift.state is GiftState.EXPIRED or gift.fee != prospect.room.fee:
        anew = gift.state is GiftState.ASKED
        return await _ask(tx, member_id, gift.months, prospect, policies, anew=anew)
    rules.asked(gift.id, member_id, gift.months, prospect, terms=gift.terms, now=tx.now)  # it may be refused by now
    await tx.apply(paying.confirmed(gift, tx.now))
    return GiftRequest(await tx.get(Member, member_id), prospect.room, await tx.get(Gift, gift.id))


async def run_out(tx: Transaction, gift_id: GiftId) -> bool:
    """Whether the time of a gift's link is over although nobody told us what became of it: Stripe must be asked."""
    gift = await tx.seek(Gift, gift_id)
    return gift is not None and gift.state is GiftState.OPEN and not _in_time(tx, gift)


async def linked(tx: Transaction, gift_id: GiftId, tries: int, checkout: Checkout) -> Gift:
    """Keep the link that was made for a gift, unless a newer one was asked for meanwhile."""
    gift = await tx.get(Gift, gift_id)
    if gift.tries == tries and gift.state is GiftState.OPEN:
        gift = replace(gift, session_id=checkout.id, url=checkout.url)
        await tx.put(gift)
    return gift


async def not_linked(tx: Transaction, gift_id: GiftId, tries: int) -> None:
    """Stripe made no link: the next request asks under a new key."""
    gift = await tx.get(Gift, gift_id)
    if gift.tries == tries and gift.session_id is None:
        await tx.put(replace(gift, tries=tries + 1))


async def never_linked(tx: Transaction, gift_id: GiftId) -> None:
    """A gift that has no link cannot be paid: it is over when its time is."""
    gift = await tx.get(Gift, gift_id)
    if not _in_time(tx, gift):
        await tx.apply(paying.expired(gift, tx.now))


async def checkout_seen(tx: Transaction, checkout: Checkout, *, policies: PolicyBook) -> None:
    """Take in what Stripe says of the link of a gift: paid, expired, or still open."""
    assert checkout.gift_id is not None, checkout
    gift = await _locked(tx, checkout.gift_id)
    if checkout.payment is None:
        if checkout.state is CheckoutState.EXPIRED and gift.session_id in (None, checkout.id):
            await tx.apply(paying.expired(gift, tx.now))
        return
    returned = await tx.seek(Refund, refund_id(checkout.payment.id))
    prospect, terms = await _prospect(tx, gift.room_id, gift.receiver_id), Terms(gift.terms, policies)
    await tx.apply(paying.paid(gift, checkout.payment, prospect, returned=returned, terms=terms, now=tx.now))


async def use(
    tx: Transaction, member_id: MemberId, gift_id: GiftId, *, calendar: Calendar, policies: PolicyBook
) -> Card:
    """Use a gift: come in as a guest, stay longer as one, or pay less for the next months.

    One that can be used no more goes back, and the card says why. Raises Refused for who may not use it, and while
    something stands in its way: a full room, say. It is kept then.
    """
    known = await tx.seek(Gift, gift_id)
    if known is None or known.receiver_id != member_id:
        raise Refused(text("gifts.not_yours"))
    gift = await _locked(tx, gift_id)
    if gift.state is GiftState.USED:
        raise Refused(text("gifts.used_before"))
    if gift.state is not GiftState.PAID:
        raise Refused(text("gifts.gone"))
    prospect = await _prospect(tx, gift.room_id, member_id)
    if (end := paying.over_by(gift, prospect, tx.now)) is not None:
        await tx.apply(paying.returned_by_itself(gift, end, Terms(gift.terms, policies), tx.now))
        return answers.gift_for_you(await tx.get(Gift, gift.id), prospect.room)
    using.check_use(gift, prospect, by_the_year=await _becomes_yearly(tx, prospect))
    code = using.code_for(gift, AccessCodeId(tx.new_id("acc")), tx.now)
    await tx.put(code)
    try:
        membership = await guests.use(tx, member_id, prospect.room, code, calendar=calendar, off=gift.fee)
    except TurnedAway as full:
        kept = text("gifts.kept_in_line", until=gift.unused_until or tx.now)
        raise TurnedAway(replace(full.card, lines=(*full.card.lines, kept))) from None
    await tx.apply(using.used(gift, code, tx.now))
    taken_off = await tx.find(Discount, cause_id=code.id)
    return answers.gift_used(membership, taken_off[0] if taken_off else None, prospect.room)


async def take_back(tx: Transaction, member_id: MemberId, gift_id: GiftId, *, policies: PolicyBook) -> Card:
    """The giver wants a gift back, or does not want to pay it after all. Raises Refused once it was used."""
    gift = await _locked(tx, (await of_giver(tx, member_id, gift_id)).id)
    await tx.apply(paying.taken_back(gift, Terms(gift.terms, policies), tx.now))
    return answers.gift_given(await tx.get(Gift, gift.id), await tx.get(Room, gift.room_id))


async def look(tx: Transaction, gift_id: GiftId, *, policies: PolicyBook) -> None:
    """Due work: the link of a gift is open, or a paid one waits for its receiver."""
    gift = await _locked(tx, gift_id)
    prospect = await _prospect(tx, gift.room_id, gift.receiver_id)
    await tx.apply(paying.look(gift, prospect, Terms(gift.terms, policies), tx.now))


async def receiver_left(tx: Transaction, member_id: MemberId) -> None:
    """Somebody left the server: look at what was given to them."""
    waiting = await tx.find(Gift, receiver_id=member_id, state=GiftState.PAID)
    await tx.apply(Decision(due=tuple(Due(DueKind.GIFT, gift.id, tx.now) for gift in waiting)))


async def look_at_all(tx: Transaction) -> None:
    """Look at every gift that can be used no more, in case nobody said so."""
    found = [
        gift
        for gift in await tx.find(Gift, state=GiftState.PAID)
        if paying.over_by(gift, await _prospect(tx, gift.room_id, gift.receiver_id), tx.now) is not None
    ]
    await tx.apply(Decision(due=tuple(Due(DueKind.GIFT, gift.id, tx.now) for gift in found)))


async def _ask(
    tx: Transaction, giver: MemberId, months: int, prospect: Prospect, policies: PolicyBook, *, anew: bool
) -> Card:
    policy, id = policies.in_force(ROOM_POLICY, tx.today), GiftId(tx.new_id("gft"))
    gift = rules.asked(id, giver, months, prospect, terms=policy.pin, now=tx.now)
    await tx.put(gift)
    return answers.gift_question(gift, prospect.room, policy, anew=anew)


async def _same_link(tx: Transaction, gift: Gift, prospect: Prospect) -> GiftRequest:
    if not _in_time(tx, gift):
        raise Refused(text("joining.settling"))
    rules.asked(
        gift.id, gift.member_id, gift.months, prospect, terms=gift.terms, now=tx.now
    )  # it may be refused by now
    if not paying.usable_link(gift, tx.now):
        gift = paying.asks_anew(gift, tx.now)
        await tx.put(gift)
    return GiftRequest(await tx.get(Member, gift.member_id), prospect.room, gift)


def _in_time(tx: Transaction, gift: Gift) -> bool:
    return gift.expires_at is not None and tx.now < gift.expires_at


async def _locked(tx: Transaction, gift_id: GiftId) -> Gift:
    """The gift as it is once nobody else decides about it, its people, or the seats of its room."""
    gift = await tx.get(Gift, gift_id)
    await tx.lock(f"member:{gift.member_id}", f"member:{gift.receiver_id}", f"room:{gift.room_id}")
    return await tx.get(Gift, gift_id)


async def _prospect(tx: Transaction, room_id: RoomId, receiver_id: MemberId) -> Prospect:
    memberships = await tx.find(Membership, member_id=receiver_id, room_id=room_id)
    newest = max(memberships, key=lambda one: one.asked_at, default=None)
    return Prospect(await tx.get(Room, room_id), await tx.get(Member, receiver_id), newest)


async def _becomes_yearly(tx: Transaction, prospect: Prospect) -> bool:
    if prospect.last is None or not prospect.is_in:
        return False
    switch = await waiting_switch(tx, prospect.last.id)
    return switch is not None and switch.every is Cycle.YEAR
