"""What a member may know about themselves: their rooms, why a door is open or shut, what they paid, and their card."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.ports import OneOf, Transaction
from bot.rules import answers, effects, pricing
from bot.rules.access import BILLED
from bot.rules.answers import Entry, Role, Standing, waiting
from bot.rules.answers.leading import home
from bot.rules.answers.standing import newest_paid
from bot.rules.approving import Approval
from bot.rules.cards import Card
from bot.rules.charges import Attempt, Charge, ChargeState, Refund
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.effects import EffectState, ForgetCard, PendingEffect, SyncAccess
from bot.rules.gifts.gift import Gift
from bot.rules.ids import ChargeId, MemberId, MembershipId
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.pricing import Discount
from bot.rules.rooms import Membership, MembershipState, Order, Room
from bot.rules.switching import Switch, SwitchState
from bot.rules.texts import Refused, text
from bot.rules.tiers import Tier
from bot.rules.trying import OPEN_ATTEMPT
from bot.services import queueing

STILL_OPEN = (EffectState.WAITING, EffectState.LEASED)


async def standings(tx: Transaction, member: Member) -> list[Standing]:
    """Where a member stands in each room they ever asked to join; the newest membership of each room counts."""
    memberships = await tx.find(Membership, member_id=member.id)
    newest = {one.room_id: one for one in sorted(memberships, key=lambda one: one.asked_at)}
    if not newest:
        return []
    rooms = {room.id: room for room in await tx.find(Room)}
    charges = await tx.find(Charge, member_id=member.id)
    unpaid = [one.id for one in newest.values() if one.state is MembershipState.AWAITING_PAYMENT]
    orders = await tx.find(Order, membership_id=OneOf(unpaid)) if unpaid else []
    orders.sort(key=lambda order: order.made_at)
    orders_by_membership = {order.membership_id: order for order in orders}
    trying, prices = await _trying(tx, charges), await _next_prices(tx, list(newest.values()), charges)
    approvals = await _approvals(tx, list(newest.values()))
    return [
        Standing(
            rooms[one.room_id],
            one,
            tuple(charge for charge in charges if charge.membership_id == one.id),
            orders_by_membership.get(one.id),
            trying,
            member.card,
            prices.get(one.id),
            approvals.get(one.id),
        )
        for one in newest.values()
    ]


async def _approvals(tx: Transaction, memberships: Sequence[Membership]) -> Mapping[MembershipId, Approval]:
    """The request behind each membership that still waits for its owner's word, or did not get it."""
    ids = [one.id for one in memberships if one.state not in BILLED]
    found = await tx.find(Approval, membership_id=OneOf(ids)) if ids else []
    return {one.membership_id: one for one in found}


async def _next_prices(
    tx: Transaction, memberships: Sequence[Membership], charges: Sequence[Charge]
) -> Mapping[MembershipId, Money]:
    """What the next charge of each membership will be: its fee, less its discounts, or what it is to become."""
    ids = [one.id for one in memberships if one.state in BILLED]
    if not ids:
        return {}
    discounts = await tx.find(Discount, membership_id=OneOf(ids))
    switches = await tx.find(Switch, membership_id=OneOf(ids), state=SwitchState.WAITING)
    becomes = {switch.membership_id: switch for switch in switches}
    prices = {}
    for one in memberships:
        paid = newest_paid(charge for charge in charges if charge.membership_id == one.id)
        month = paid.over_on if paid is not None else tx.today.replace(day=1)
        if one.id in ids:
            prices[one.id] = pricing.price(one, discounts, month, becomes.get(one.id))
    return prices


async def _trying(tx: Transaction, charges: Sequence[Charge]) -> frozenset[ChargeId]:
    open_ids = [charge.id for charge in charges if charge.state is ChargeState.OPEN]
    if not open_ids:
        return frozenset()
    attempts = await tx.find(Attempt, charge_id=OneOf(open_ids))
    return frozenset(attempt.charge_id for attempt in attempts if attempt.state in OPEN_ATTEMPT)


async def my_page(tx: Transaction, member: Member, *, calendar: Calendar) -> Card:
    """The member's own page (E-32)."""
    in_line = await queueing.of_member(tx, member.id)
    return answers.my_page(member, await standings(tx, member), calendar, tx.now, in_line=in_line)


async def rooms_page(tx: Transaction, member: Member, first: int, *, calendar: Calendar) -> Card:
    """The rooms of a member, from the one with that number on."""
    in_line = await queueing.of_member(tx, member.id)
    return answers.rooms_page(await standings(tx, member), first, calendar, tx.now, in_line=in_line)


async def roles_of_room(tx: Transaction, member: Member, room: Room) -> frozenset[int]:
    """The roles that being in a room means for this member: the room's own, and that of their tier."""
    memberships = await tx.find(Membership, member_id=member.id, room_id=room.id)
    newest = max(memberships, key=lambda one: one.asked_at, default=None)
    tier = await tx.seek(Tier, newest.tier_id) if newest is not None and newest.tier_id is not None else None
    roles = (room.role_id, tier.role_id if tier is not None else None)
    return frozenset(role for role in roles if role is not None)


async def why(tx: Transaction, member: Member, room: Room, role: Role, *, calendar: Calendar) -> Card:
    """Why the member is, or is not, in a room. role: as Discord says just now."""
    if (in_line := await queueing.standing_in(tx, member.id, room)) is not None:
        return replace(waiting.in_line(in_line, tx.now), parts=(home(),))
    found = [standing for standing in await standings(tx, member) if standing.room.id == room.id]
    return answers.why(found[0] if found else None, room, role, calendar=calendar, now=tx.now)


async def entries(tx: Transaction, member_id: MemberId, *, calendar: Calendar) -> list[Entry]:
    """Every month a member ever owed and all that went back, the newest first."""
    rooms = {room.id: room for room in await tx.find(Room)}
    charges, gifts = await tx.find(Charge, member_id=member_id), await tx.find(Gift, member_id=member_id)
    return answers.entries(charges, await tx.find(Refund, member_id=member_id), rooms, calendar, gifts)


async def deletion(tx: Transaction, member: Member) -> Card:
    """Whether the member's card can be deleted, or what depends on it (E-38)."""
    return answers.deletion(member, await standings(tx, member))


async def may_forget_card(tx: Transaction, member_id: MemberId) -> bool:
    """Whether nothing depends on the member's card at this moment."""
    return not answers.depending(await standings(tx, await tx.get(Member, member_id)))


async def ask_to_forget_card(tx: Transaction, member: Member) -> None:
    """Have the card deleted at Stripe. Raises Refused when something depends on it by now."""
    await tx.lock(f"member:{member.id}")
    if not await may_forget_card(tx, member.id):
        raise Refused(text("mypage.needed_by_now"))
    await tx.apply(Decision(effects=(ForgetCard(member.id),)))


async def ask_for_role(tx: Transaction, member_id: MemberId) -> None:
    """Have the member's roles compared with what they deserve, now."""
    await tx.apply(Decision(effects=(SyncAccess(member_id),)))


async def is_being_synced(tx: Transaction, member_id: MemberId) -> bool:
    """Whether a comparison of the member's roles is still to be made."""
    about = effects.about(SyncAccess(member_id))
    return bool(await tx.find(PendingEffect, kind="SyncAccess", about=about, state=OneOf(STILL_OPEN)))
