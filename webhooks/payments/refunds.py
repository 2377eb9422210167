"""Refunds and disputes."""

import stripe

from bot.ports import Rejected
from bot.rules.charges import Refund
from bot.rules.payments import Dispute, PaymentRefund
from webhooks.amounts import to_stripe
from webhooks.client import Line
from webhooks.payments import facts
from webhooks.payments.facts import Ours
from webhooks.payments.missing import has_code, or_none


class Refunds:
    """Money that goes back, and money whose payer wants it back."""

    def __init__(self, line: Line, ours: Ours) -> None:
        self._line, self._ours = line, ours

    async def make(self, refund: Refund) -> PaymentRefund:
        """Ask for a refund; when Stripe says the payment has gone back already, the refund that did it is found."""
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
            return await self._made_before(refund, refused)
        return facts.refund(made)

    async def _made_before(self, refund: Refund, refused: Rejected) -> PaymentRefund:
        params: stripe.params.RefundListParams = {"payment_intent": refund.payment_id}
        known = await self._line.ask(
            f"reading the refunds of payment {refund.payment_id}", lambda: self._line.v1.refunds.list_async(params)
        )
        if not known.data:
            raise refused
        found = facts.refund(known.data[0])
        return PaymentRefund(found.id, refund.id, found.payment_id, found.amount, found.settled, found.failed)

    async def read(self, id: str) -> PaymentRefund | None:
        found = await or_none(self._line.ask(f"reading refund {id}", lambda: self._line.v1.refunds.retrieve_async(id)))
        return facts.refund(found) if found is not None else None

    async def dispute(self, id: str) -> Dispute | None:
        found = await or_none(
            self._line.ask(f"reading dispute {id}", lambda: self._line.v1.disputes.retrieve_async(id))
        )
        return facts.dispute(found) if found is not None else None
