"""What the next months of a membership cost, worked out from its fee and its discounts."""

from datetime import date

from bot.ports import Transaction
from bot.rules import pricing
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.effects import SyncSubscription
from bot.rules.ids import MembershipId
from bot.rules.money import Money
from bot.rules.pricing import Discount
from bot.rules.rooms import Membership, Room
from bot.rules.switching import Switch, SwitchState


async def price(tx: Transaction, membership: Membership, month: date) -> tuple[Money, Room]:
    """What the month that begins on `month` costs the member, and the room it is for."""
    discounts = await tx.find(Discount, membership_id=membership.id)
    switch = await waiting_switch(tx, membership.id)
    return pricing.price(membership, discounts, month, switch), await tx.get(Room, membership.room_id)


async def waiting_switch(tx: Transaction, membership_id: MembershipId) -> Switch | None:
    """What a membership is to become, None for nothing else."""
    found = await tx.find(Switch, membership_id=membership_id, state=SwitchState.WAITING)
    return found[0] if found else None


async def look_again(tx: Transaction, membership_id: MembershipId, *, calendar: Calendar) -> None:
    """Due work: the renewal before a change of price is over, so set the price of the next one."""
    discounts = await tx.find(Discount, membership_id=membership_id)
    again = pricing.next_reprice(membership_id, discounts, calendar, tx.now)
    await tx.apply(Decision(effects=(SyncSubscription(membership_id),), due=(again,) if again else ()))
