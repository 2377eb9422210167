"""Absence: somebody who pays is not in the server any more. Leaving the server is not leaving a room (R-83).

They are asked: keep paying, or cancel? Whoever does not answer is not charged for longer than the community allows:
after so many days the next charge is stopped, what is paid stays theirs, and coming back in time undoes it. Whoever
was banned cannot come back by themselves: for them it is stopped at once. Source: E-48; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.ahead import renews
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import Effect, ShowNotice
from bot.rules.ids import AbsenceId, MemberId
from bot.rules.leaving import undo
from bot.rules.notices import NoticeKind
from bot.rules.rooms import EndReason, Membership, MembershipState
from bot.rules.texts import Refused, text

DAYS = 7
"""How many days of absence are charged without an answer, unless the community sets another number."""


class Parting(StrEnum):
    LEFT = "left"  # of their own accord, or nobody knows why
    KICKED = "kicked"
    BANNED = "banned"


@dataclass(frozen=True, slots=True)
class Absence:
    """One time of one paying member outside the server; at most one of a member is not over.

    stops_at: when the next charge is stopped without an answer. sent_by: who sent them away. kept_at: when they said to
    go on charging. back_at: when they came back.
    """

    id: AbsenceId
    member_id: MemberId
    since: datetime
    stops_at: datetime
    how: Parting = Parting.LEFT
    sent_by: MemberId | None = None
    kept_at: datetime | None = None
    back_at: datetime | None = None


def began(absence: Absence, memberships: Iterable[Membership]) -> Decision:
    """Ask what is to become of what they pay for; nothing is asked of somebody who is not charged again."""
    if not any(map(renews, memberships)):
        return Decision(keep=(absence,))
    asked = ShowNotice(absence.member_id, NoticeKind.ABSENT, absence.id)
    return Decision(keep=(absence,), effects=(asked,), due=(_stop(absence),))


def sent_away(absence: Absence, how: Parting, by: MemberId | None, admins: Iterable[MemberId]) -> Decision:
    """A moderator did it, as the audit log says: the admins hear of it, and of a ban the charge is stopped at once."""
    if absence.how is how:
        return NOTHING
    stops_at = absence.since if how is Parting.BANNED else absence.stops_at
    known = replace(absence, how=how, sent_by=by, stops_at=stops_at)
    asked = ShowNotice(absence.member_id, NoticeKind.ABSENT, absence.id)
    return Decision(keep=(known,), effects=(asked, *tell_admins(absence, admins)), due=(_stop(known),))


def may_stop(absence: Absence) -> bool:
    """Whether the next charge is to be stopped, now that its time has come."""
    return absence.back_at is None and absence.kept_at is None


def keep(absence: Absence, memberships: Iterable[Membership], now: datetime) -> Decision:
    """They say to go on: what was stopped for their absence goes on, and is not stopped again. Raises Refused."""
    if absence.back_at is not None or absence.how is Parting.BANNED:
        raise Refused(text("absence.nothing_to_keep"))
    going_on = _resumed(memberships, now)
    return Decision(keep=(replace(absence, kept_at=absence.kept_at or now),)) + going_on + _card(absence)


def back(absence: Absence, memberships: Iterable[Membership], now: datetime) -> Decision:
    """They are back: what was stopped for their absence goes on, as long as the paid time is not over."""
    return Decision(keep=(replace(absence, back_at=now),)) + _resumed(memberships, now) + _card(absence)


def tell_admins(absence: Absence, admins: Iterable[MemberId]) -> tuple[Effect, ...]:
    """The card of this absence for each admin."""
    return tuple(ShowNotice(admin, NoticeKind.PAYER_AWAY, f"{absence.id}:{admin}") for admin in admins)


def _resumed(memberships: Iterable[Membership], now: datetime) -> Decision:
    decision = NOTHING
    for membership in memberships:
        stopped = membership.state is MembershipState.LEAVING and membership.leaves_because is EndReason.ABSENT
        if stopped and membership.leaves_at is not None and now < membership.leaves_at:
            decision += undo(membership, now)
    return decision


def _card(absence: Absence) -> Decision:
    """The question they were asked says what became of it."""
    return Decision(effects=(ShowNotice(absence.member_id, NoticeKind.ABSENT, absence.id),))


def _stop(absence: Absence) -> Due:
    return Due(DueKind.ABSENCE, absence.id, absence.stops_at)


def days_of(value: str | None) -> timedelta:
    """The community's setting as a span."""
    return timedelta(days=int(value)) if value else timedelta(days=DAYS)
