"""Invoices of months: read with all that was paid or tried for them, held, paid, dropped, and made by hand."""

import asyncio

import stripe

from bot.ports import Rejected
from bot.rules.charges import Attempt, Charge
from bot.rules.days import Calendar
from bot.rules.declines import AUTHENTICATION
from bot.rules.payments import Decline, Invoice, InvoiceState, Payment
from bot.rules.rooms import Room
from webhooks.amounts import to_stripe
from webhooks.client import Line
from webhooks.payments import facts
from webhooks.payments.facts import Ours
from webhooks.payments.missing import or_none

MOST_PER_PAGE = 100
NEWEST = 6
"""How many invoices of a subscription a comparison looks at: half a year."""


class Invoices:
    """Stripe's invoices."""

    def __init__(self, line: Line, ours: Ours, calendar: Calendar) -> None:
        self._line, self._ours, self._calendar = line, ours, calendar

    async def read(self, id: str) -> Invoice | None:
        """An invoice with its payments; None when there is none of that id."""
        found = await or_none(
            self._line.ask(f"reading invoice {id}", lambda: self._line.v1.invoices.retrieve_async(id))
        )
        return await self._with_payments(found) if found is not None else None

    async def _with_payments(self, found: stripe.Invoice) -> Invoice:
        """The reason of a refusal stands nowhere on the invoice: it is on the charge of its payment's intent."""
        params: stripe.params.InvoicePaymentListParams = {
            "invoice": str(found.id),
            "limit": 10,
            "expand": ["data.payment.payment_intent.latest_charge"],
        }
        tried = await self._line.ask(
            f"reading the payments of invoice {found.id}",
            lambda: self._line.v1.invoice_payments.list_async(params),
        )
        return facts.invoice(found, self._ours, tried.data)

    async def of_subscription(self, subscription_id: str) -> list[Invoice]:
        params: stripe.params.InvoiceListParams = {"subscription": subscription_id, "limit": NEWEST}
        page = await self._line.ask(
            f"reading the invoices of subscription {subscription_id}",
            lambda: self._line.v1.invoices.list_async(params),
        )
        return [await self._with_payments(found) for found in page.data]

    async def unsettled(self, customer_id: str) -> list[Invoice]:
        drafts, open_ones = await asyncio.gather(
            self._of_customer({"customer": customer_id, "status": "draft", "limit": MOST_PER_PAGE}),
            self._of_customer({"customer": customer_id, "status": "open", "limit": MOST_PER_PAGE}),
        )
        known = [facts.invoice(found, self._ours, ()) for found in (*drafts, *open_ones)]
        return [one for one in known if one.membership_id is not None]

    async def _of_customer(self, params: stripe.params.InvoiceListParams) -> list[stripe.Invoice]:
        page = await self._line.ask(
            f"reading the invoices of customer {params.get('customer')}",
            lambda: self._line.v1.invoices.list_async(params),
        )
        return [found async for found in page.auto_paging_iter()]

    async def collect(self, invoice_id: str, *, wanted: bool) -> None:
        """Settable on drafts and open invoices only; one that is settled is left alone."""
        found = await self._line.ask(
            f"reading invoice {invoice_id}", lambda: self._line.v1.invoices.retrieve_async(invoice_id)
        )
        if found.status not in ("draft", "open") or bool(found.auto_advance) == wanted:
            return
        params: stripe.params.InvoiceUpdateParams = {"auto_advance": wanted}
        await self._line.ask(
            f"setting the collection of invoice {invoice_id}",
            lambda: self._line.v1.invoices.update_async(invoice_id, params),
        )

    async def void(self, invoice_id: str) -> None:
        """Drop the claim, from whatever state it is in; a draft must be finalised before it can be voided."""
        await self.collect(invoice_id, wanted=False)
        found = await self._line.ask(
            f"reading invoice {invoice_id}", lambda: self._line.v1.invoices.retrieve_async(invoice_id)
        )
        if found.status == "draft":
            found = await self._line.ask(
                f"finalising invoice {invoice_id}",
                lambda: self._line.v1.invoices.finalize_invoice_async(invoice_id, {"auto_advance": False}),
            )
        if found.status in ("open", "uncollectible"):
            await self._line.ask(
                f"voiding invoice {invoice_id}", lambda: self._line.v1.invoices.void_invoice_async(invoice_id)
            )

    async def bill(self, charge: Charge, room: Room, customer_id: str) -> Invoice:
        """An open invoice for one month, made by hand: item, invoice, finalised, and nothing charged."""
        mark = self._ours.mark | {"membership_id": charge.membership_id, "charge_id": charge.id}
        starts_at = self._calendar.starts_at(charge.month)
        invoice_params: stripe.params.InvoiceCreateParams = {
            "customer": customer_id,
            "auto_advance": False,
            "collection_method": "charge_automatically",
            "pending_invoice_items_behavior": "exclude",
            "metadata": mark | {"month_starts_at": str(int(starts_at.timestamp()))},
        }
        made = await self._line.ask(
            f"making the invoice of {charge.id}",
            lambda: self._line.v1.invoices.create_async(invoice_params, {"idempotency_key": f"{charge.id}:invoice"}),
        )
        item_params: stripe.params.InvoiceItemCreateParams = {
            "customer": customer_id,
            "invoice": str(made.id),
            "amount": to_stripe(charge.amount),
            "currency": charge.amount.currency.lower(),
            "description": f"{room.name} {charge.month:%Y-%m}",
            "metadata": mark,
        }
        await self._line.ask(
            f"making the item of {charge.id}",
            lambda: self._line.v1.invoice_items.create_async(item_params, {"idempotency_key": f"{charge.id}:item"}),
        )
        known = await self._line.ask(
            f"reading invoice {made.id}", lambda: self._line.v1.invoices.retrieve_async(str(made.id))
        )
        if known.status == "draft":
            known = await self._line.ask(
                f"finalising invoice {made.id}",
                lambda: self._line.v1.invoices.finalize_invoice_async(str(made.id), {"auto_advance": False}),
            )
        return await self._with_payments(known)

    async def pay(self, attempt: Attempt) -> Payment | Decline:
        """Charge an invoice once. A refusal is an answer; so is one that Stripe repeats for the same key."""
        params: stripe.params.InvoicePayParams = {"off_session": True}
        if attempt.card is not None:
            params["payment_method"] = attempt.card
        try:
            await self._line.ask(
                f"paying invoice {attempt.invoice_id}",
                lambda: self._line.v1.invoices.pay_async(attempt.invoice_id, params, {"idempotency_key": attempt.id}),
            )
        except stripe.CardError as refused:
            return await self._refused(attempt, refused)
        except Rejected as refused:
            cause = refused.__cause__
            if isinstance(cause, stripe.InvalidRequestError) and cause.code in AUTHENTICATION:
                return await self._refused(attempt, cause)
            raise
        paid = await self.read(attempt.invoice_id)
        if paid is None or paid.state is not InvoiceState.PAID or not paid.payments:
            said = paid.state if paid is not None else "nothing"
            raise Rejected(f"invoice {attempt.invoice_id} says {said} after it was paid: look at it in the dashboard")
        return paid.payments[-1]

    async def _refused(self, attempt: Attempt, refused: stripe.StripeError) -> Decline:
        """The refusal as the charge tells it; where there was no charge, as the error does."""
        known = await self.read(attempt.invoice_id)
        error = getattr(refused, "error", None)
        decline_code = getattr(error, "decline_code", None)
        advice = getattr(error, "advice_code", None)
        at = known.decline.at if known is not None and known.decline is not None else attempt.asked_at
        method = known.decline.card if known is not None and known.decline is not None else attempt.card
        code = refused.code or "card_declined"
        return facts.declined(code, decline_code, advice, at=max(at, attempt.asked_at), method=method)
