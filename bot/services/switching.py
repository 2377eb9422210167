"""Switching a running membership, and billing the years that Stripe does not."""

from bot.ports import Transaction
from bot.rules import renewing, switching
from bot.rules.charges import Charge
from bot.rules.days import Calendar, next_month
from bot.rules.ids import MemberId, MembershipId, SwitchId
from bot.rules.rooms import Membership, Room
from bot.rules.switching import Offered, Switch
from bot.rules.texts import Refused, text
from bot.rules.tiers import Tier
from bot.services import fees, pricing
from bot.services.pricing import waiting_switch


async def chosen(tx: Transaction, membership: Membership, room: Room, name: str) -> Offered:
    """The offer of that name (`switching.named`), or what the membership is already.

    Raises Refused when the room does not offer it any more.
    """
    known = switching.offered(room, await tx.find(Tier, room_id=room.id))
    for one in (switching.present(membership), *known):
        if switching.named(one) == name:
            return one
    raise Refused(text("switching.gone"))


async def choose(
    tx: Transaction, membership: Membership, to: Offered, *, by: MemberId, calendar: Calendar
) -> Switch | None:
    """Let a membership become `to` from the first month that is not paid for. Raises Refused.

    Returns what waits now: None when an earlier choice was taken back by choosing what the membership is.
    """
    await tx.lock(f"member:{membership.member_id}")
    membership = await tx.get(Membership, membership.id)
    decision = switching.plan(
        membership,
        to,
        SwitchId(tx.new_id("swt")),
        charges=await tx.find(Charge, membership_id=membership.id),
        waiting=await waiting_switch(tx, membership.id),
        by=by,
        calendar=calendar,
        now=tx.now,
    )
    await tx.apply(decision)
    await fees.follow(tx, membership.id, calendar=calendar)  # what they took back may have stood before a new fee
    return await waiting_switch(tx, membership.id)


async def begin(tx: Transaction, membership_id: MembershipId, *, calendar: Calendar) -> None:
    """Due work: the month from which a membership is something else has come."""
    switch = await waiting_switch(tx, membership_id)
    if switch is None:
        return
    await tx.lock(f"member:{switch.member_id}")
    membership, charges = await _known(tx, membership_id)
    amount, _ = await pricing.price(tx, membership, max(switch.from_month, calendar.month(tx.now)))
    decision = switching.begin(switch, membership, charges=charges, amount=amount, calendar=calendar, now=tx.now)
    await tx.apply(decision)


async def renew(tx: Transaction, membership_id: MembershipId, *, calendar: Calendar) -> None:
    """Due work: a paid year is over. What the member chose instead comes first."""
    await begin(tx, membership_id, calendar=calendar)
    membership, charges = await _known(tx, membership_id)
    await tx.lock(f"member:{membership.member_id}")
    month = renewing.paid_through(charges) or next_month(tx.today)
    amount, _ = await pricing.price(tx, membership, month)
    await tx.apply(renewing.renew(membership, charges, amount, calendar, tx.now))


async def _known(tx: Transaction, membership_id: MembershipId) -> tuple[Membership, list[Charge]]:
    return await tx.get(Membership, membership_id), await tx.find(Charge, membership_id=membership_id)
