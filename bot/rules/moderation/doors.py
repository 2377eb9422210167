"""Closed doors: refusing and expelling, with a ground and words; lifting; and the appeal to the admins.

Source: E-10 to E-14, R-38, X11; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.access import BILLED, LIVE
from bot.rules.charges import Charge, ChargeState, RefundCause
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import seat_freed
from bot.rules.effects import SyncAccess, SyncSubscription
from bot.rules.giving_back import Terms, give_back
from bot.rules.ids import MemberId, RoomId
from bot.rules.leaving import UNPAID
from bot.rules.payments import Payment
from bot.rules.policies.bad_input import check_aware
from bot.rules.rooms import Membership, MembershipState
from bot.rules.texts import Refused, Text, text


class Ground(StrEnum):
    """Why somebody is refused or expelled; there are no others."""

    INACTIVE_ACCOUNT = "inactive_account"  # E-12
    DISORDER = "disorder"  # slander, vandalism and the like: E-13
    INFORMATION_BUSINESS = "information_business"  # E-14


class DoorState(StrEnum):
    PROPOSED = "proposed"  # waits for a second person
    DROPPED = "dropped"  # the second person did not agree
    CLOSED = "closed"
    LIFTED = "lifted"


class AppealState(StrEnum):
    NONE = "none"
    ASKED = "asked"
    UPHELD = "upheld"  # the door stays closed
    GRANTED = "granted"


@dataclass(frozen=True, slots=True)
class Reason:
    """The ground, and the words the member reads."""

    ground: Ground
    words: str


@dataclass(frozen=True, slots=True)
class ClosedDoor:
    """A room that is closed to one member until it is lifted, whether or not they are in the server meanwhile.

    closed_by, second_by: who judged; the second only where two are needed. appeal_words: the member's.
    """

    id: str
    member_id: MemberId
    room_id: RoomId
    reason: Reason
    state: DoorState
    closed_by: MemberId
    closed_at: datetime
    second_by: MemberId | None = None
    appeal: AppealState = AppealState.NONE
    appeal_words: str = ""
    lifted_at: datetime | None = None

    def __post_init__(self) -> None:
        check_aware("closed_at", self.closed_at)
        check_aware("lifted_at", self.lifted_at)


def expel(
    id: str, membership: Membership, charges: Iterable[Charge], reason: Reason, *, by: MemberId, now: datetime
) -> Decision:
    """Expel a member; one who pays only once a second person agrees (`confirm`).

    Nothing is refunded and nothing more is charged (E-11, X11). charges: every month of this membership. Raises Refused
    without words, and for a membership that is over.
    """
    _check_words(reason.words)
    if membership.state not in LIVE:
        raise Refused(text("moderation.not_in"))
    needs_second = membership.state in BILLED
    state = DoorState.PROPOSED if needs_second else DoorState.CLOSED
    door = ClosedDoor(id, membership.member_id, membership.room_id, reason, state, by, now)
    return Decision(keep=(door,)) if needs_second else Decision(keep=(door,)) + _put_out(membership, charges, now)


def confirm(
    door: ClosedDoor, membership: Membership, charges: Iterable[Charge], *, by: MemberId, now: datetime
) -> Decision:
    """A second person agrees to an expulsion. Nothing when it is closed already. Raises Refused for the first one."""
    if door.state is DoorState.CLOSED:
        return NOTHING
    _check_second(door, by)
    closed = replace(door, state=DoorState.CLOSED, second_by=by, closed_at=now)
    put_out = _put_out(membership, charges, now) if membership.state in LIVE else NOTHING
    return Decision(keep=(closed,)) + put_out


def drop(door: ClosedDoor, *, by: MemberId) -> Decision:
    """A proposed expulsion does not happen: a second person disagrees, or the first thinks better of it."""
    if door.state is DoorState.DROPPED:
        return NOTHING
    if door.state is not DoorState.PROPOSED:
        raise Refused(text("moderation.decided"))
    return Decision(keep=(replace(door, state=DoorState.DROPPED, second_by=by),))


def refuse(
    id: str,
    membership: Membership,
    payment: Payment | None,
    reason: Reason,
    *,
    terms: Terms,
    by: MemberId,
    now: datetime,
) -> Decision:
    """Refuse who asks to come in; what was paid goes back at once, as the terms of the room say (E-10, E-11).

    payment: of the first month, None when nothing was paid yet. Raises Refused without words, and for who is in.
    """
    _check_words(reason.words)
    if membership.state not in WAITING:
        raise Refused(text("moderation.not_waiting"))
    refused = replace(membership, state=MembershipState.REFUSED, ended_at=now)
    door = ClosedDoor(id, membership.member_id, membership.room_id, reason, DoorState.CLOSED, by, now)
    back = give_back(membership, payment, RefundCause.ORDER_DEAD, terms, now) if payment else NOTHING
    return Decision(keep=(door, refused), due=(seat_freed(membership.room_id, now),)) + back


WAITING = (MembershipState.REQUESTED, MembershipState.AWAITING_PAYMENT, MembershipState.AWAITING_APPROVAL)


def check_doors(doors: Iterable[ClosedDoor], member_id: MemberId, room_id: RoomId) -> None:
    """Refuse who was refused or expelled and not let in again, with the reason and the way to appeal (E-11)."""
    for door in doors:
        if (door.member_id, door.room_id, door.state) == (member_id, room_id, DoorState.CLOSED):
            raise Refused(text("moderation.shut_out", ground=door.reason.ground.value, words=door.reason.words))


def lift(door: ClosedDoor, now: datetime) -> Decision:
    """Open the door again; the member may join anew. Nothing when it is open already."""
    if door.state is DoorState.LIFTED:
        return NOTHING
    if door.state is not DoorState.CLOSED:
        raise Refused(text("moderation.not_closed"))
    return Decision(keep=(replace(door, state=DoorState.LIFTED, lifted_at=now),))


def appeal(door: ClosedDoor, member_id: MemberId, words: str) -> Decision:
    """Ask the admins to look again, once. Raises Refused for anybody else, a second time, and without words."""
    if member_id != door.member_id:
        raise Refused(text("moderation.not_yours"))
    if door.state is not DoorState.CLOSED:
        raise Refused(text("moderation.not_closed"))
    if door.appeal is not AppealState.NONE:
        raise Refused(text("moderation.appealed_already", state=door.appeal.value))
    _check_words(words)
    return Decision(keep=(replace(door, appeal=AppealState.ASKED, appeal_words=words.strip()),))


def judge(door: ClosedDoor, *, grants: bool, by: MemberId, now: datetime) -> Decision:
    """An admin who did not close the door decides the appeal. Raises Refused when there is none to decide."""
    if door.appeal is not AppealState.ASKED:
        raise Refused(text("moderation.no_appeal"))
    if by in (door.closed_by, door.second_by):
        raise Refused(text("moderation.own_judgement"))
    if not grants:
        return Decision(keep=(replace(door, appeal=AppealState.UPHELD),))
    return Decision(keep=(replace(door, appeal=AppealState.GRANTED, state=DoorState.LIFTED, lifted_at=now),))


def told(door: ClosedDoor) -> tuple[Text, ...]:
    """What the member is told: what happened, why, what it means for their money, and how to appeal."""
    return (
        text("moderation.closed_to_you", ground=door.reason.ground.value, words=door.reason.words),
        text("moderation.no_more_charges"),
        text("moderation.how_to_appeal"),
    )


def _put_out(membership: Membership, charges: Iterable[Charge], now: datetime) -> Decision:
    """End a membership by expulsion: the door closes, billing stops, what is unpaid is written off."""
    over = replace(membership, state=MembershipState.EXPELLED, ended_at=now, leaves_at=None)
    dropped = (
        replace(charge, state=ChargeState.WRITTEN_OFF, settled_at=now, retry_on=None)
        for charge in charges
        if charge.state in UNPAID
    )
    return Decision(
        keep=(over, *dropped),
        effects=(SyncSubscription(membership.id), SyncAccess(membership.member_id)),
        due=(seat_freed(membership.room_id, now),),
    )


def _check_second(door: ClosedDoor, by: MemberId) -> None:
    if door.state is not DoorState.PROPOSED:
        raise Refused(text("moderation.decided"))
    if by == door.closed_by:
        raise Refused(text("moderation.second_person"))


def _check_words(words: str) -> None:
    if not words.strip():
        raise Refused(text("moderation.say_why"))
