"""Refunds and disputes."""

from dataclasses import replace

import stripe

from bot.ports import Rejected
from bot.rules.charges import Refund
from bot.rules.payments import Dispute, PaymentRefund
from webhooks.amounts import to_stripe
from webhooks.client import Line
from webhooks.ours import Ours
from webhooks.payments import facts
from webhooks.payments.missing import has_code, or_none

MOST_PER_PAGE = 100


class Refunds:
    """Money that goes back, and money whose payer wants it back."""

    def __init__(self, line: Line, ours: Ours) -> None:
        self._line, self._ours = line, ours

    async def make(self, refund: Refund) -> PaymentRefund:
        """Ask for a refund. One made before is found, however long ago: the key is only remembered for a day."""
        before = await self._of_payment(refund.payment_id)
        known = next((one for one in before if one.refund_id == refund.id), None)
        if known is not None:
            return known
        params: stripe.params.RefundCreateParams = {
            "payment_intent": refund.payment_id,
            "amount": to_stripe(refund.amount),
            "metadata": self._ours.mark | {"refund_id": refund.id},
        }
        try:
            made = await self._line.ask(
                f"giving back payment {refund.payment_id}",
                lambda: self._line.v1.refunds.create_async(params, {"idempotency_key": refund.id}),
            )
        except Rejected as refused:
            if not has_code(refused, "charge_already_refunded"):
                raise
            return await self._made_by_hand(refund, refused)
        return facts.refund(made, self._ours)

    async def _made_by_hand(self, refund: Refund, refused: Rejected) -> PaymentRefund:
        """Somebody gave the money back in the dashboard: their refund is taken for ours."""
        for one in await self._of_payment(refund.payment_id):
            if not one.failed:
                return replace(one, refund_id=refund.id)
        raise refused

    async def _of_payment(self, payment_id: str) -> list[PaymentRefund]:
        params: stripe.params.RefundListParams = {"payment_intent": payment_id, "limit": MOST_PER_PAGE}
        known = await self._line.every(
            f"reading the refunds of payment {payment_id}", lambda: self._line.v1.refunds.list_async(params)
        )
        return [facts.refund(one, self._ours) for one in known]

    async def read(self, id: str) -> PaymentRefund | None:
        """A refund, one made by hand too; None when there is none of that id."""
        found = await or_none(self._line.ask(f"reading refund {id}", lambda: self._line.v1.refunds.retrieve_async(id)))
        return facts.refund(found, self._ours) if found is not None else None

    async def dispute(self, id: str) -> Dispute | None:
        """A dispute; disputes bear no metadata, so the payment tells whether it is ours."""
        found = await or_none(
            self._line.ask(f"reading dispute {id}", lambda: self._line.v1.disputes.retrieve_async(id))
        )
        return facts.dispute(found) if found is not None else None
