"""Guests: whoever came in with an access code, free of charge until a day, and asked for no card.

An access code is made by an owner or given by another member. Source: product capabilities "access codes", "gift of a
month", "complimentary members with an end date"; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.rules.days import Calendar, add_months, next_month
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import ShowNotice, SyncAccess
from bot.rules.ids import AccessCodeId, MemberId, MembershipId, RoomId
from bot.rules.notices import NoticeKind
from bot.rules.pricing import Discount
from bot.rules.rooms import EndReason, Membership, MembershipState, Room
from bot.rules.texts import Refused, text

TOLD_BEFORE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class AccessCode:
    """A word that lets people into one room without a card.

    code: as `pricing.code_of` keeps it. months: how many whole months it lasts, beside the rest of the one it is used
    in. uses_max: by how many members, None for any number. member_id: the only one who may use it, None for anybody.
    """

    id: AccessCodeId
    room_id: RoomId
    code: str
    months: int
    made_at: datetime
    made_by: MemberId
    uses_max: int | None = None
    member_id: MemberId | None = None
    ends_at: datetime | None = None
    closed_at: datetime | None = None


def check_code(code: AccessCode, by: MemberId, uses: int, *, used_by_member: bool, now: datetime) -> None:
    """Refuse a code that is over, used up, somebody else's, or was used by this member before."""
    if code.closed_at is not None or (code.ends_at is not None and now >= code.ends_at):
        raise Refused(text("pricing.code_over"))
    if code.member_id not in (None, by):
        raise Refused(text("pricing.no_such_code"))
    if used_by_member:
        raise Refused(text("guests.code_used"))
    if code.uses_max is not None and uses >= code.uses_max:
        raise Refused(text("pricing.code_used_up"))


def free_through(code: AccessCode, today: date) -> date:
    """The first day that is no longer free, for a code used on the local day `today`."""
    return add_months(next_month(today), code.months)


def first_free(given: Iterable[Discount], today: date) -> date:
    """The first month that further free months fill: after those that were given before, so that none is lost."""
    over = [next_month(one.to_month) for one in given if one.to_month is not None]
    return max([next_month(today), *over])


def enter(
    code: AccessCode, room: Room, by: MemberId, id: MembershipId, *, calendar: Calendar, now: datetime
) -> Decision:
    """Let a guest in: nothing is charged, and it ends by itself."""
    until = calendar.starts_at(free_through(code, calendar.day(now)))
    guest = Membership(
        id,
        by,
        room.id,
        MembershipState.ACTIVE,
        room.fee,
        asked_at=now,
        joined_at=now,
        free_until=until,
        access_code_id=code.id,
    )
    return Decision(
        keep=(guest,),
        effects=(SyncAccess(by), ShowNotice(by, NoticeKind.WELCOME, id)),
        due=(Due(DueKind.GUEST, id, until - TOLD_BEFORE),),
    )


def look(guest: Membership, now: datetime) -> Decision:
    """Due work: tell a guest three days before the end, and end it when its time is over. Done twice, done once."""
    until = guest.free_until
    if until is None or guest.state not in (MembershipState.ACTIVE, MembershipState.LEAVING):
        return NOTHING
    if now < until - TOLD_BEFORE:
        return Decision(due=(Due(DueKind.GUEST, guest.id, until - TOLD_BEFORE),))
    if now < until:
        told = ShowNotice(guest.member_id, NoticeKind.GUEST_ENDS, guest.id)
        return Decision(effects=(told,), due=(Due(DueKind.GUEST, guest.id, until),))
    over = replace(guest, state=MembershipState.LEFT, ended_at=now, end_reason=EndReason.FREE_TIME_OVER)
    told = ShowNotice(guest.member_id, NoticeKind.GUEST_ENDS, guest.id)
    return Decision(keep=(over,), effects=(SyncAccess(guest.member_id), told))


def extend(guest: Membership, code: AccessCode, calendar: Calendar) -> Decision:
    """Another code for somebody who is a guest already: its months come on top."""
    assert guest.free_until is not None, guest
    until = calendar.starts_at(add_months(calendar.day(guest.free_until), code.months))
    longer = replace(guest, free_until=until, access_code_id=code.id)
    return Decision(keep=(longer,), due=(Due(DueKind.GUEST, guest.id, until - TOLD_BEFORE),))
