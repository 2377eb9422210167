"""Switching: a running membership becomes another tier, is paid by the year or by the month, or costs another fee.

Always from the first month that is not paid for yet: nothing is charged or credited in between (C36). Source: E-33,
E-35, O-24; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.rules.billing import OWING
from bot.rules.charges import Charge, ChargeState
from bot.rules.days import Calendar, next_month
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import Effect, SyncAccess, SyncSubscription
from bot.rules.ids import MemberId, MembershipId, RoomId, SwitchId, TierId
from bot.rules.money import Money
from bot.rules.policies.terms import Cycle
from bot.rules.renewing import bill
from bot.rules.rooms import Membership, MembershipState, Room
from bot.rules.texts import Month, Refused, text
from bot.rules.tiers import Tier, TierState


class SwitchState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"  # taken back, replaced by another, or the membership ended before


@dataclass(frozen=True, slots=True)
class Offered:
    """What a membership of a room can be: a tier (None: the room's own), a cycle, and what one cycle costs."""

    every: Cycle
    fee: Money
    tier_id: TierId | None = None


def offered(room: Room, tiers: Iterable[Tier] = ()) -> tuple[Offered, ...]:
    """What a member of the room can choose: the room's own month and year, then those of each open tier."""
    found = [Offered(Cycle.MONTH, room.fee)]
    if room.year_fee is not None:
        found.append(Offered(Cycle.YEAR, room.year_fee))
    for tier in tiers:
        if tier.state is TierState.OPEN:
            found.append(Offered(Cycle.MONTH, tier.fee, tier.id))
            if tier.year_fee is not None:
                found.append(Offered(Cycle.YEAR, tier.year_fee, tier.id))
    return tuple(found)


def present(membership: Membership) -> Offered:
    """What a membership is now, whether or not it is still offered."""
    return Offered(membership.every, membership.fee, membership.tier_id)


def named(one: Offered) -> str:
    """What stands for an offer in a button: "year:5000:". A price that changed since is then no longer found."""
    return f"{one.every}:{one.fee.minor}:{one.tier_id or ''}"


@dataclass(frozen=True, slots=True)
class Switch:
    """What a membership becomes when the month `from_month` begins. At most one of a membership waits."""

    id: SwitchId
    member_id: MemberId
    membership_id: MembershipId
    room_id: RoomId
    from_month: date
    every: Cycle
    fee: Money
    state: SwitchState
    asked_at: datetime
    asked_by: MemberId
    tier_id: TierId | None = None
    settled_at: datetime | None = None


def from_month(charges: Iterable[Charge], calendar: Calendar, now: datetime) -> date:
    """The first month that is neither begun nor paid for."""
    paid = [charge.over_on for charge in charges if charge.state is ChargeState.PAID]
    return max([next_month(calendar.day(now)), *paid])


def plan(
    membership: Membership,
    to: Offered,
    id: SwitchId,
    *,
    charges: Iterable[Charge],
    waiting: Switch | None,
    by: MemberId,
    calendar: Calendar,
    now: datetime,
) -> Decision:
    """Become `to` from the first month that is not paid for. waiting: an earlier choice, which this one replaces.

    To choose what one is already takes an earlier choice back. Raises Refused for a membership that is not paid up or
    is ending, and for a choice that changes nothing.
    """
    if membership.state is not MembershipState.ACTIVE:
        raise Refused(text("switching.not_now"))
    dropped = () if waiting is None else (replace(waiting, state=SwitchState.DROPPED, settled_at=now),)
    if to == present(membership):
        if waiting is None or waiting.asked_by != membership.member_id:
            raise Refused(text("switching.same"))
        return Decision(keep=dropped, effects=(SyncSubscription(membership.id),))
    if waiting is not None and to == Offered(waiting.every, waiting.fee, waiting.tier_id):
        raise Refused(text("switching.chosen_already", month=Month(waiting.from_month)))
    begins = from_month(charges, calendar, now)
    switch = Switch(
        id,
        membership.member_id,
        membership.id,
        membership.room_id,
        begins,
        to.every,
        to.fee,
        SwitchState.WAITING,
        now,
        by,
        to.tier_id,
    )
    due = Due(DueKind.SWITCH, membership.id, calendar.renews_at(begins))
    return Decision(keep=(*dropped, switch), effects=(SyncSubscription(membership.id),), due=(due,))


def begin(
    switch: Switch,
    membership: Membership,
    *,
    charges: Iterable[Charge],
    amount: Money,
    calendar: Calendar,
    now: datetime,
) -> Decision:
    """The month has come: the membership becomes what was chosen; what Stripe does not bill is billed by us.

    amount: what the cycle that begins costs. A membership that ended, or is ending, meanwhile stays what it was. Begun
    late, the month that runs is billed.
    """
    if switch.state is not SwitchState.WAITING:
        return NOTHING
    if now < (renews_at := calendar.renews_at(switch.from_month)):
        return Decision(due=(Due(DueKind.SWITCH, membership.id, renews_at),))
    if membership.state not in OWING:
        return Decision(keep=(replace(switch, state=SwitchState.DROPPED, settled_at=now),))
    done = replace(switch, state=SwitchState.DONE, settled_at=now)
    become = replace(membership, every=switch.every, fee=switch.fee, tier_id=switch.tier_id)
    effects: tuple[Effect, ...] = (SyncSubscription(membership.id),)
    if become.tier_id != membership.tier_id:
        effects = (SyncAccess(membership.member_id), *effects)
    decision = Decision(keep=(done, become), effects=effects)
    if become.every is membership.every and become.every is Cycle.MONTH:
        return decision
    month = max(switch.from_month, calendar.month(now))
    if any(charge.covers(month) for charge in charges if charge.state is not ChargeState.RETURNED):
        return decision
    return decision + bill(become, month, amount, calendar, now)
