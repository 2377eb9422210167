"""Pausing: whole months in which nothing is charged and the door is closed, where the owner allows it.

The seat is kept. Stripe bills nothing in between; the month of the return is billed by us, the next ones by Stripe
again. Source: product capability "pause"; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.rules.charges import Charge, ChargeState
from bot.rules.days import Calendar, add_months
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import ShowNotice, SyncAccess, SyncSubscription
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.policies.terms import Cycle
from bot.rules.renewing import bill
from bot.rules.rooms import Membership, MembershipState, Room
from bot.rules.switching import Switch, from_month
from bot.rules.texts import Month, Refused, text


def ask(
    membership: Membership,
    room: Room,
    months: int,
    *,
    charges: Iterable[Charge],
    waiting: Switch | None,
    calendar: Calendar,
    now: datetime,
) -> Decision:
    """Pause for so many months, from the first one that is not paid for. Raises Refused where that cannot be."""
    most = room.pause_months_max
    if most is None:
        raise Refused(text("pausing.not_allowed", room=room.name))
    if not 1 <= months <= most:
        raise Refused(text("pausing.too_long", most=most))
    if membership.pauses_on is not None:
        raise Refused(text("pausing.already", month=Month(membership.pauses_on)))
    pays_by_month = membership.every is Cycle.MONTH and membership.free_until is None and waiting is None
    if membership.state is not MembershipState.ACTIVE or not pays_by_month:
        raise Refused(text("pausing.not_now"))
    first = from_month(charges, calendar, now)
    asked = replace(membership, pauses_on=first, resumes_on=add_months(first, months))
    due = Due(DueKind.PAUSE, membership.id, calendar.renews_at(first))
    return Decision(keep=(asked,), effects=(SyncSubscription(membership.id),), due=(due,))


def drop(membership: Membership) -> Decision:
    """Take a pause back before it begins."""
    if membership.state is not MembershipState.ACTIVE or membership.pauses_on is None:
        raise Refused(text("pausing.nothing_to_drop"))
    kept = replace(membership, pauses_on=None, resumes_on=None)
    return Decision(keep=(kept,), effects=(SyncSubscription(membership.id),))


def look(
    membership: Membership, charges: Iterable[Charge], amount: Money, calendar: Calendar, now: datetime
) -> Decision:
    """Due work: a pause begins or ends. amount: what the month of the return costs.

    Done twice it is done once; begun late it still ends on its day. Whoever is leaving, or has an unpaid month, does
    not pause.
    """
    first, back = membership.pauses_on, membership.resumes_on
    if first is None or back is None:
        return NOTHING
    if membership.state is MembershipState.PAUSED:
        if now < calendar.renews_at(back):
            return Decision(due=(Due(DueKind.PAUSE, membership.id, calendar.renews_at(back)),))
        return resume(membership, charges, amount, calendar, now)
    if now < calendar.renews_at(first):
        return Decision(due=(Due(DueKind.PAUSE, membership.id, calendar.renews_at(first)),))
    if membership.state is not MembershipState.ACTIVE:
        return Decision(keep=(replace(membership, pauses_on=None, resumes_on=None),))
    paused = replace(membership, state=MembershipState.PAUSED)
    told = ShowNotice(membership.member_id, NoticeKind.PAUSED, subject(membership))
    return Decision(
        keep=(paused,),
        effects=(SyncAccess(membership.member_id), SyncSubscription(membership.id), told),
        due=(Due(DueKind.PAUSE, membership.id, calendar.renews_at(back)),),
    )


def resume(
    membership: Membership, charges: Iterable[Charge], amount: Money, calendar: Calendar, now: datetime
) -> Decision:
    """The door opens again and the month that runs is billed: when the pause is over, or when the member asks."""
    if membership.state is not MembershipState.PAUSED:
        raise Refused(text("pausing.not_paused"))
    back = replace(membership, state=MembershipState.ACTIVE, pauses_on=None, resumes_on=None)
    told = ShowNotice(membership.member_id, NoticeKind.PAUSED, subject(membership))
    opened = Decision(keep=(back,), effects=(SyncAccess(membership.member_id), SyncSubscription(membership.id), told))
    month = calendar.month(now)
    if any(charge.covers(month) for charge in charges if charge.state is not ChargeState.RETURNED):
        return opened
    return opened + bill(back, month, amount, calendar, now)


def subject(membership: Membership) -> str:
    """What the notice of one pause is about: a later pause of the same membership has a notice of its own."""
    assert membership.pauses_on is not None, membership
    return f"{membership.id}:{membership.pauses_on:%Y%m}"


def begins_on(subject: str) -> date:
    """The first day of the pause a notice is about."""
    month = subject.rpartition(":")[2]
    return date(int(month[:4]), int(month[4:]), 1)
