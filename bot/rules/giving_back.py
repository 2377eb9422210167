"""Money that goes back by itself, because we should not have it: how much is what the terms of the contract say.

A month paid twice, one that nobody owed, and an order that no longer counts. Source: E-10, E-17, R-73 to R-76, R-83,
R-100; docs/rules.md.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.charges import Refund, RefundCause, RefundState, refund_id
from bot.rules.decision import Decision
from bot.rules.effects import GiveBack, ShowNotice
from bot.rules.ids import MemberId, RoomId
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.payments import Payment
from bot.rules.policies.policy import Pin, PolicyBook
from bot.rules.policies.terms import Reason
from bot.rules.refunds.purchase import Claim, Method, Purchase
from bot.rules.refunds.quote import due_at_once
from bot.rules.rooms import Membership

REASON_OF = {
    RefundCause.DUPLICATE: Reason.DUPLICATE_CHARGE,
    RefundCause.LEFT_BEFORE_RENEWAL: Reason.WRONG_CHARGE,
    RefundCause.ORDER_DEAD: Reason.NOT_ADMITTED,
    RefundCause.NOT_ADMITTED: Reason.NOT_ADMITTED,
    RefundCause.CARD_NOT_TAKEN: Reason.NOT_ADMITTED,
    RefundCause.GIFT_UNUSED: Reason.NOT_ADMITTED,  # paid, and nobody was let in for it
}
"""What each cause is called in a policy. The terms of a room give all of it back for each of them: a file that does
not is refused at start."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms a membership was joined under (R-100), and the book to find them in.

    They are looked up only when money goes back. Raises what `PolicyBook.pinned` raises then.
    """

    pin: Pin
    policies: PolicyBook


def give_back(membership: Membership, payment: Payment, cause: RefundCause, terms: Terms, now: datetime) -> Decision:
    """What the terms give back of a payment goes back at once, without being asked for, and the member is told why."""
    told = ShowNotice(membership.member_id, NoticeKind.MONEY_BACK, refund_id(payment.id))
    return give_back_quietly(membership, payment, cause, terms, now) + Decision(effects=(told,))


def give_back_quietly(
    membership: Membership, payment: Payment, cause: RefundCause, terms: Terms, now: datetime
) -> Decision:
    """The same, for whoever tells the member themselves, with what else there is to say."""
    return return_payment(membership.member_id, membership.room_id, payment, cause, terms=terms, now=now)


def return_payment(
    member_id: MemberId, room_id: RoomId, payment: Payment, cause: RefundCause, *, terms: Terms, now: datetime
) -> Decision:
    """The same for a payment of `member_id` that belongs to no membership of theirs. Keeps the refund alone."""
    policy = terms.policies.pinned(terms.pin)
    amount = due_at_once(_bought(payment), policy, Claim(now, REASON_OF[cause]))
    assert amount, (policy.pin, cause, payment)
    refund = Refund(
        refund_id(payment.id),
        member_id,
        room_id,
        payment.id,
        amount,
        cause,
        RefundState.ASKED,
        asked_at=now,
    )
    return Decision(keep=(refund,), effects=(GiveBack(refund.id),))


def _bought(payment: Payment) -> Purchase:
    """The payment as the refund rules see it. Rooms are paid by card; what Stripe took for it is not recorded."""
    nothing = Money(0, payment.amount.currency)
    return Purchase(
        payment.id,
        payment.amount,
        payment.paid_at,
        Method.CARD,
        payment_fee=nothing,
        transfer_fee=nothing,
        refunded=nothing,
    )
