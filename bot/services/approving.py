"""Requests that wait for the owner's word: asked, approved, declined, taken back, or never answered."""

from bot.ports import Transaction
from bot.rules import approving, deciding
from bot.rules.answers import approving as cards
from bot.rules.answers.approving import Request
from bot.rules.applications import Application
from bot.rules.approving import Approval, ApprovalState, approval_id
from bot.rules.cards import Card
from bot.rules.charges import Charge, Refund
from bot.rules.days import Calendar
from bot.rules.deciding import Decider
from bot.rules.decision import Decision
from bot.rules.effects import ShowNotice
from bot.rules.giving_back import Terms
from bot.rules.ids import ApprovalId, MembershipId
from bot.rules.leaving import ended_at_stripe
from bot.rules.members import Member
from bot.rules.notices import Notice, NoticeKind
from bot.rules.payments import Payment
from bot.rules.policies.policy import PolicyBook
from bot.rules.rooms import Membership, Order, Room
from bot.rules.texts import Link, Mention, Refused, text
from bot.services import settings
from bot.services.contracts import terms_of


async def paid(
    tx: Transaction,
    order: Order,
    membership: Membership,
    payment: Payment,
    *,
    room: Room,
    returned: Refund | None,
    terms: Terms,
) -> None:
    """The first month of a room with approval was paid."""
    deadlines = await settings.deadlines(tx)
    await tx.apply(
        approving.paid(
            order, membership, payment, room=room, returned=returned, terms=terms, deadlines=deadlines, now=tx.now
        )
    )


async def approve(tx: Transaction, id: ApprovalId, by: Decider, *, calendar: Calendar) -> Request:
    """Let somebody in. Returns the request as it is now. Raises Refused when that cannot be."""
    approval, membership, room = await _locked(tx, id)
    deciding.check_may_decide(room, by)
    member = await tx.get(Member, approval.member_id)
    approving.check_is_there(approval, is_there=member.in_server)
    await tx.apply(approving.approve(approval, membership, room, by=by.id, calendar=calendar, now=tx.now))
    if member.customer_id is None:
        # Without a customer nothing renews: what is paid is lived out, as when the customer is deleted later.
        charges = await tx.find(Charge, membership_id=membership.id)
        opened = await tx.get(Membership, membership.id)
        await tx.apply(ended_at_stripe(opened, charges, calendar, tx.now))
    return await _decided(tx, id)


async def decline(tx: Transaction, id: ApprovalId, by: Decider, words: str, *, policies: PolicyBook) -> Request:
    """Do not let somebody in; everything goes back. Returns the request as it is now."""
    approval, membership, room = await _locked(tx, id)
    deciding.check_may_decide(room, by)
    terms = await terms_of(tx, membership.id, policies)
    await tx.apply(approving.decline(approval, membership, room, words, terms=terms, by=by.id, now=tx.now))
    return await _decided(tx, id)


async def withdraw(tx: Transaction, membership: Membership, *, policies: PolicyBook) -> None:
    """The member takes their paid request back. Raises Refused once it was answered."""
    approval, membership, room = await _locked(tx, approval_id(membership.id))
    if approval.state is ApprovalState.APPROVED:
        raise Refused(text("approving.in_by_now", room=Mention(Link.CHANNEL, room.channel_id or 0)))
    await tx.apply(approving.withdraw(approval, membership, room, await terms_of(tx, membership.id, policies), tx.now))
    await _decided(tx, approval.id)


async def look_again(tx: Transaction, id: ApprovalId, *, policies: PolicyBook) -> None:
    """Due work: a request has waited long."""
    approval, membership, room = await _locked(tx, id)
    terms = await terms_of(tx, membership.id, policies)
    await tx.apply(approving.look_again(approval, membership, room, terms, tx.now))
    if (await tx.get(Approval, id)).state is not ApprovalState.WAITING:
        await _decided(tx, id)


async def waiting_card(tx: Transaction, membership: Membership) -> Card:
    """What a member reads of their own request that waits."""
    known = await request(tx, approval_id(membership.id))
    return cards.waiting(known.approval, known.room)


async def of_membership(tx: Transaction, id: MembershipId) -> Approval | None:
    """The approval of a membership; None in a room that needs none."""
    return await tx.seek(Approval, approval_id(id))


async def request(tx: Transaction, id: ApprovalId) -> Request:
    """A request with what its cards need. Raises Refused when there is none with that id."""
    approval = await tx.seek(Approval, id)
    if approval is None:
        raise Refused(text("approving.over"))
    room, member = await tx.get(Room, approval.room_id), await tx.get(Member, approval.member_id)
    membership = await tx.get(Membership, approval.membership_id)
    if membership.application_id is None:
        return Request(approval, room, member.name)
    return Request(approval, room, member.name, await tx.get(Application, membership.application_id))


async def request_for(tx: Transaction, id: ApprovalId, by: Decider) -> Request:
    """A request, for who may answer it. Raises Refused for anybody else."""
    found = await request(tx, id)
    deciding.check_may_decide(found.room, by)
    return found


async def queue(tx: Transaction, by: Decider) -> list[Request]:
    """What waits for this person's answer, the oldest first: of their own rooms, or of all for who runs the server."""
    found = sorted(await tx.find(Approval, state=ApprovalState.WAITING), key=lambda one: (one.asked_at, one.id))
    rooms = {room.id: room for room in await tx.find(Room)}
    mine = [one for one in found if deciding.may_decide(rooms[one.room_id], by)]
    return [await request(tx, one.id) for one in mine]


async def waiting_in(tx: Transaction, room: Room) -> int:
    """How many requests of a room wait for an answer."""
    return len(await tx.find(Approval, room_id=room.id, state=ApprovalState.WAITING))


async def _locked(tx: Transaction, id: ApprovalId) -> tuple[Approval, Membership, Room]:
    """A request with its membership and room, under the lock of its member: of two answers at once one is the first.

    Raises Refused when there is no such request.
    """
    approval = await tx.seek(Approval, id)
    if approval is None:
        raise Refused(text("approving.over"))
    await tx.lock(f"member:{approval.member_id}")
    approval = await tx.get(Approval, id)
    return approval, await tx.get(Membership, approval.membership_id), await tx.get(Room, approval.room_id)


async def _decided(tx: Transaction, id: ApprovalId) -> Request:
    """The request as it is now, with what was said about its age brought up to date."""
    notices = await tx.find(Notice, kind=NoticeKind.REQUEST_OLD, subject=id)
    await tx.apply(Decision(effects=tuple(ShowNotice(one.member_id, one.kind, one.subject) for one in notices)))
    return await request(tx, id)
