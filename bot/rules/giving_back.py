"""Money that goes back because we should not have it: a month paid twice, an order that no longer counts."""

from datetime import datetime

from bot.rules.charges import Refund, RefundCause, RefundState, refund_id
from bot.rules.decision import Decision
from bot.rules.effects import GiveBack, ShowNotice
from bot.rules.notices import NoticeKind
from bot.rules.payments import Payment
from bot.rules.rooms import Membership


def give_back(membership: Membership, payment: Payment, cause: RefundCause, now: datetime) -> Decision:
    """The whole payment goes back at once, no fee deducted, and the member is told why (E-11, E-17)."""
    refund = Refund(
        refund_id(payment.id),
        membership.member_id,
        membership.room_id,
        payment.id,
        payment.amount,
        cause,
        RefundState.ASKED,
        asked_at=now,
    )
    told = ShowNotice(membership.member_id, NoticeKind.MONEY_BACK, refund.id)
    return Decision(keep=(refund,), effects=(GiveBack(refund.id), told))
