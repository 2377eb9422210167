"""A fee that changes: told to everybody who pays it, and charged from the first 1st that is far enough away.

Nobody pays a new fee they did not read of in time: existing members hear of it at least fourteen days before the 1st
that charges it (R-84), and may leave until then. Whoever joins after the change pays the new fee from the beginning.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.rules.ahead import renews
from bot.rules.charges import Charge
from bot.rules.days import Calendar, next_month
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import Effect, ShowNotice, SyncSubscription
from bot.rules.ids import SwitchId
from bot.rules.notices import NoticeKind
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import Membership, Room
from bot.rules.switching import Switch, SwitchState, from_month

TOLD_BEFORE = timedelta(days=14)


def charged_from(today: date) -> date:
    """The first 1st that is at least fourteen days after `today`."""
    first = next_month(today)
    return first if first - today >= TOLD_BEFORE else next_month(first)


def is_announced(switch: Switch) -> bool:
    """Whether what waits is a fee that somebody else changed, and not the member's own choice."""
    return switch.asked_by != switch.member_id


def follow(
    membership: Membership,
    room: Room,
    id: SwitchId,
    *,
    charges: Iterable[Charge],
    waiting: Switch | None,
    calendar: Calendar,
    now: datetime,
) -> Decision:
    """Let a membership cost what its room costs now, in time, and tell its member; nothing for who pays that already.

    waiting: what it is to become anyway. The member's own choice is left alone; an earlier announcement is taken back
    for a newer one. By the year, and in a tier of the room, other fees count. id: of the change.
    """
    if not renews(membership) or membership.every is not Cycle.MONTH or membership.tier_id is not None:
        return NOTHING
    if waiting is not None and (not is_announced(waiting) or waiting.fee == room.fee):
        return NOTHING
    dropped = () if waiting is None else (replace(waiting, state=SwitchState.DROPPED, settled_at=now),)
    effects: tuple[Effect, ...] = tuple(
        ShowNotice(membership.member_id, NoticeKind.FEE_CHANGE, one.id) for one in dropped
    )
    sync = SyncSubscription(membership.id)
    if membership.fee == room.fee:
        return Decision(keep=dropped, effects=(*effects, sync)) if dropped else NOTHING
    begins = max(charged_from(calendar.day(now)), from_month(charges, calendar, now))
    switch = Switch(
        id,
        membership.member_id,
        membership.id,
        membership.room_id,
        begins,
        Cycle.MONTH,
        room.fee,
        SwitchState.WAITING,
        asked_at=now,
        asked_by=room.owner_id,
    )
    told = ShowNotice(membership.member_id, NoticeKind.FEE_CHANGE, switch.id)
    due = Due(DueKind.SWITCH, membership.id, calendar.renews_at(begins))
    return Decision(keep=(*dropped, switch), effects=(*effects, sync, told), due=(due,))
