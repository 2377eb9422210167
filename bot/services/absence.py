"""Absence: noting who pays and is not in the server, asking them, and stopping what nobody answered for."""

from dataclasses import replace

from bot.ports import OneOf, Transaction
from bot.rules import absence as rules
from bot.rules import leaving
from bot.rules.absence import Absence, Parting
from bot.rules.access import BILLED
from bot.rules.ahead import renews
from bot.rules.charges import Charge
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.effects import ShowNotice
from bot.rules.ids import AbsenceId, MemberId
from bot.rules.members import Member
from bot.rules.notices import Notice, NoticeKind
from bot.rules.rooms import EndReason, Membership, MembershipState
from bot.rules.texts import Refused, text
from bot.services import settings, staff

DAYS = "absence_days"


async def began(tx: Transaction, member: Member) -> Absence | None:
    """Somebody is not in the server any more; None when they pay for nothing. Told twice it is one absence."""
    known = await open_one(tx, member.id)
    if known is not None:
        return known
    memberships = await _billed(tx, member.id)
    if not memberships:
        return None
    stops_at = tx.now + rules.days_of((await settings.current(tx)).get(DAYS))
    absence = Absence(AbsenceId(tx.new_id("abs")), member.id, since=tx.now, stops_at=stops_at)
    await tx.apply(rules.began(absence, memberships))
    return absence


async def sent_away(tx: Transaction, member: Member, how: Parting, by: MemberId | None) -> None:
    """A moderator sent them away; the news may come before or after that of their going."""
    absence = await began(tx, member)
    if absence is not None:
        await tx.apply(rules.sent_away(absence, how, by, await staff.admins(tx)))


async def ended(tx: Transaction, member_id: MemberId) -> None:
    """They are back."""
    absence = await open_one(tx, member_id)
    if absence is not None:
        await tx.apply(rules.back(absence, await _billed(tx, member_id), tx.now))
        await _tell_again(tx, absence)


async def stop(tx: Transaction, id: AbsenceId, *, calendar: Calendar) -> None:
    """Due work: nobody answered for so long that the next charge is stopped."""
    absence = await tx.get(Absence, id)
    await tx.lock(f"member:{absence.member_id}")
    if not rules.may_stop(absence):
        return
    if await _leave_all(tx, absence.member_id, EndReason.ABSENT, calendar=calendar):
        await tx.apply(Decision(effects=rules.tell_admins(absence, await staff.admins(tx))))


async def keep(tx: Transaction, member_id: MemberId, id: AbsenceId) -> Absence:
    """The member says to go on charging. Raises Refused for somebody else's, or when there is nothing to keep."""
    absence = await _of(tx, member_id, id)
    await tx.apply(rules.keep(absence, await _billed(tx, member_id), tx.now))
    await _tell_again(tx, absence)
    return await tx.get(Absence, id)


async def cancel(tx: Transaction, member_id: MemberId, id: AbsenceId, *, calendar: Calendar) -> Absence:
    """The member leaves every room: at the end of what is paid, or at once (E-48). Raises Refused for nothing to do."""
    absence = await _of(tx, member_id, id)
    if not await _leave_all(tx, member_id, EndReason.LEFT, calendar=calendar):
        raise Refused(text("leaving.over"))
    await _tell_again(tx, absence)
    return absence


async def stop_billing(tx: Transaction, by: MemberId, id: AbsenceId, *, calendar: Calendar) -> Absence:
    """An admin stops the billing of somebody who is away, for good. Raises Refused for who is no admin."""
    absence = await tx.seek(Absence, id)
    if absence is None or by not in await staff.admins(tx):
        raise Refused(text("absence.not_yours"))
    await tx.lock(f"member:{absence.member_id}")
    if not await _leave_all(tx, absence.member_id, EndReason.REMOVED, calendar=calendar):
        raise Refused(text("absence.stopped_already"))
    await _tell_again(tx, absence)
    return absence


async def open_one(tx: Transaction, member_id: MemberId) -> Absence | None:
    """The absence of a member that is not over."""
    found = await tx.find(Absence, member_id=member_id, back_at=None)
    return found[0] if found else None


async def _tell_again(tx: Transaction, absence: Absence) -> None:
    """Bring up to date what the admins and the member have read already."""
    told = await tx.find(Notice, kind=NoticeKind.PAYER_AWAY)
    admins = [one.member_id for one in told if one.subject == f"{absence.id}:{one.member_id}"]
    again = ShowNotice(absence.member_id, NoticeKind.ABSENT, absence.id)
    await tx.apply(Decision(effects=(again, *rules.tell_admins(absence, admins))))


async def _of(tx: Transaction, member_id: MemberId, id: AbsenceId) -> Absence:
    await tx.lock(f"member:{member_id}")
    absence = await tx.seek(Absence, id)
    if absence is None or absence.member_id != member_id:
        raise Refused(text("absence.not_yours"))
    return absence


async def _leave_all(tx: Transaction, member_id: MemberId, because: EndReason, *, calendar: Calendar) -> bool:
    """Leave every room that would be charged again. Returns whether there was one."""
    found = False
    for membership in await _billed(tx, member_id):
        held = membership.state is MembershipState.LEAVING and membership.leaves_because is EndReason.ABSENT
        if renews(membership) or (held and because is not EndReason.ABSENT):
            charges = await tx.find(Charge, membership_id=membership.id)
            await tx.apply(leaving.leave(membership, charges, calendar, tx.now, because=because))
            found = True
    return found


async def _billed(tx: Transaction, member_id: MemberId) -> list[Membership]:
    return await tx.find(Membership, member_id=member_id, state=OneOf(BILLED))


async def gone(tx: Transaction, member: Member) -> None:
    """Note that a member is not in the server, and ask what is to become of what they pay for."""
    if member.in_server:
        await tx.put(replace(member, in_server=False))
    await began(tx, replace(member, in_server=False))
