"""Notices on the way in: a seat that is offered, a request that waits for the owner's word, and the answer to it."""

from bot.ports import Transaction
from bot.rules.answers import approving, waiting
from bot.rules.approving import ApprovalState
from bot.rules.cards import Card
from bot.rules.days import Calendar
from bot.rules.ids import ApprovalId, PlaceId
from bot.rules.notices import Notice
from bot.rules.queueing import Place, PlaceState
from bot.rules.rooms import Membership, Room
from bot.services.approving import of_membership
from bot.services.approving import request as read_request


async def seat_offered(tx: Transaction, notice: Notice, _: Calendar) -> Card | None:
    """A seat is kept for somebody in line; nothing when they took it before they read of it."""
    place = await tx.get(Place, PlaceId(notice.subject))
    if notice.shown is None and place.state is not PlaceState.OFFERED:
        return None
    return waiting.offer(await tx.get(Room, place.room_id), place, tx.now)


async def request_waiting(tx: Transaction, notice: Notice, _: Calendar) -> Card | None:
    """To the member: paid, and now the owner decides."""
    known = await read_request(tx, ApprovalId(notice.subject))
    if notice.shown is None and known.approval.state is not ApprovalState.WAITING:
        return None
    return approving.waiting(known.approval, known.room)


async def request(tx: Transaction, notice: Notice, _: Calendar) -> Card | None:
    """To the owner: somebody asks to come in; nothing when it was answered before they read of it."""
    known = await read_request(tx, ApprovalId(notice.subject))
    if notice.shown is None and known.approval.state is not ApprovalState.WAITING:
        return None
    return approving.to_owner(known)


async def request_old(tx: Transaction, notice: Notice, _: Calendar) -> Card | None:
    """To the owner and the admins: a request has waited long."""
    known = await read_request(tx, ApprovalId(notice.subject))
    if notice.shown is None and known.approval.state is not ApprovalState.WAITING:
        return None
    return approving.old(known)


async def approved(tx: Transaction, notice: Notice, calendar: Calendar) -> Card:
    """To the member: the owner let them in."""
    membership = await tx.get(Membership, notice.subject)
    approval = await of_membership(tx, membership.id)
    assert approval is not None, membership
    return approving.approved(approval, membership, await tx.get(Room, membership.room_id), calendar)


async def request_over(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """To the member: not let in, and the money goes back."""
    known = await read_request(tx, ApprovalId(notice.subject))
    return approving.over(known.approval, known.room)
