"""Invoices of months: read with all that was paid or tried for them, held, paid, dropped, and made by hand."""

import asyncio

import stripe

from bot.ports import Rejected
from bot.rules.charges import Attempt, Charge
from bot.rules.days import Calendar, add_months
from bot.rules.declines import AUTHENTICATION
from bot.rules.payments import Decline, Invoice, InvoiceState, Payment
from bot.rules.rooms import Room
from webhooks.amounts import to_stripe
from webhooks.client import Line
from webhooks.ours import Ours
from webhooks.payments import facts, refusals
from webhooks.payments.missing import or_none
from webhooks.payments.references import metadata_of

MOST_PER_PAGE = 100
NEWEST = 3
"""How many invoices of a subscription a comparison looks at: it runs every night, and no month is open for three."""

UNSETTLED, VOIDABLE = ("draft", "open"), ("open", "uncollectible")


class Invoices:
    """Stripe's invoices."""

    def __init__(self, line: Line, ours: Ours, calendar: Calendar) -> None:
        self._line, self._ours, self._calendar = line, ours, calendar

    async def read(self, id: str) -> Invoice | None:
        """An invoice with its payments; None when it bills no month of ours (a receipt, say) or is not there."""
        found = await or_none(self._now(id))
        if found is None or facts.membership_of(found, self._ours) is None:
            return None
        return await self._with_payments(found)

    async def _now(self, id: str) -> stripe.Invoice:
        return await self._line.ask(f"reading invoice {id}", lambda: self._line.v1.invoices.retrieve_async(id))

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
        """The latest invoices of a subscription with their payments, newest first."""
        params: stripe.params.InvoiceListParams = {"subscription": subscription_id, "limit": NEWEST}
        page = await self._line.ask(
            f"reading the invoices of subscription {subscription_id}",
            lambda: self._line.v1.invoices.list_async(params),
        )
        return [await self._with_payments(found) for found in page.data]

    async def unsettled(self, customer_id: str) -> list[Invoice]:
        """The customer's drafts and open invoices of ours; their payments are not read."""
        drafts, open_ones = await asyncio.gather(
            self._of_customer({"customer": customer_id, "status": "draft", "limit": MOST_PER_PAGE}),
            self._of_customer({"customer": customer_id, "status": "open", "limit": MOST_PER_PAGE}),
        )
        known = [facts.invoice(found, self._ours, ()) for found in (*drafts, *open_ones)]
        return [one for one in known if one.membership_id is not None]

    async def _of_customer(self, params: stripe.params.InvoiceListParams) -> list[stripe.Invoice]:
        return await self._line.every(
            f"reading the invoices of customer {params.get('customer')}",
            lambda: self._line.v1.invoices.list_async(params),
        )

    async def collect(self, invoice_id: str, *, wanted: bool) -> None:
        """Let Stripe go on by itself, or keep its hands off; one that is settled is left alone."""
        found = await self._now(invoice_id)
        if found.status not in UNSETTLED or bool(found.auto_advance) == wanted:
            return
        params: stripe.params.InvoiceUpdateParams = {"auto_advance": wanted}
        await self._line.ask(
            f"setting the collection of invoice {invoice_id}",
            lambda: self._line.v1.invoices.update_async(invoice_id, params),
        )

    async def void(self, invoice_id: str) -> None:
        """Drop the claim, whatever state it is in; one that is paid is left alone.

        A draft cannot be voided: it is finalised first, after Stripe was told not to do that itself.
        """
        await self.collect(invoice_id, wanted=False)
        found = await self._finalised(await self._now(invoice_id))
        if found.status not in VOIDABLE:
            return
        try:
            await self._line.ask(
                f"voiding invoice {invoice_id}", lambda: self._line.v1.invoices.void_invoice_async(invoice_id)
            )
        except Rejected:
            # Somebody paid it, or voided it, in this very moment.
            if (await self._now(invoice_id)).status in VOIDABLE:
                raise

    async def _finalised(self, found: stripe.Invoice) -> stripe.Invoice:
        if found.status != "draft":
            return found
        return await self._line.ask(
            f"finalising invoice {found.id}",
            lambda: self._line.v1.invoices.finalize_invoice_async(str(found.id), {"auto_advance": False}),
        )

    async def bill(self, charge: Charge, room: Room, customer_id: str) -> Invoice:
        """An open invoice for one month, made by hand: nothing is charged. One made before is found."""
        made = await self._billed(charge, customer_id) or await self._draft(charge, customer_id)
        if not made.lines.data:
            await self._fill(str(made.id), charge, room, customer_id)
            made = await self._now(str(made.id))
        return await self._with_payments(await self._finalised(made))

    async def _billed(self, charge: Charge, customer_id: str) -> stripe.Invoice | None:
        """The invoice of this charge, however long ago it was made: the key is only remembered for a day."""
        known = await self._of_customer({"customer": customer_id, "limit": MOST_PER_PAGE})
        wanted = self._ours.mark | {"charge_id": charge.id}
        return next((one for one in known if wanted.items() <= metadata_of(one).items()), None)

    async def _draft(self, charge: Charge, customer_id: str) -> stripe.Invoice:
        starts_at = self._calendar.starts_at(charge.month)
        mark = self._ours.mark | {"membership_id": charge.membership_id, "charge_id": charge.id}
        params: stripe.params.InvoiceCreateParams = {
            "customer": customer_id,
            "auto_advance": False,
            "collection_method": "charge_automatically",
            "pending_invoice_items_behavior": "exclude",
            "metadata": mark | {"month_starts_at": str(int(starts_at.timestamp()))},
        }
        options: stripe.RequestOptions = {"idempotency_key": f"{charge.id}:invoice"}
        what = f"making the invoice of {charge.id}"
        return await self._line.ask(what, lambda: self._line.v1.invoices.create_async(params, options))

    async def _fill(self, invoice_id: str, charge: Charge, room: Room, customer_id: str) -> None:
        params: stripe.params.InvoiceItemCreateParams = {
            "customer": customer_id,
            "invoice": invoice_id,
            "amount": to_stripe(charge.amount),
            "currency": charge.amount.currency.lower(),
            "description": f"{room.name} {_span(charge)}",
            "metadata": self._ours.mark | {"membership_id": charge.membership_id, "charge_id": charge.id},
        }
        options: stripe.RequestOptions = {"idempotency_key": f"{charge.id}:item"}
        what = f"making the item of {charge.id}"
        await self._line.ask(what, lambda: self._line.v1.invoice_items.create_async(params, options))

    async def pay(self, attempt: Attempt) -> Payment | Decline:
        """Charge an invoice once. A refusal is an answer; so is one that Stripe repeats for the same key.

        One that is paid already is answered with its payment. Raises Rejected when it is neither open nor paid.
        """
        before = await self._now(attempt.invoice_id)
        if before.status == "paid":
            return await self._paid(attempt)
        if before.status != "open":
            raise Rejected(f"invoice {attempt.invoice_id} is {before.status}: only an open one can be charged")
        params: stripe.params.InvoicePayParams = {"off_session": True}
        if attempt.card is not None:
            params["payment_method"] = attempt.card
        try:
            await self._line.ask(
                f"paying invoice {attempt.invoice_id}",
                lambda: self._line.v1.invoices.pay_async(attempt.invoice_id, params, {"idempotency_key": attempt.id}),
            )
        except Rejected as refused:
            return await self._refused(attempt, refused)
        return await self._paid(attempt)

    async def _paid(self, attempt: Attempt) -> Payment:
        paid = await self.read(attempt.invoice_id)
        if paid is None or paid.state is not InvoiceState.PAID or not paid.payments:
            said = f"{paid.state} with {len(paid.payments)} payments" if paid is not None else "nothing of ours"
            raise Rejected(f"invoice {attempt.invoice_id} says {said} after it was paid: look at it in the dashboard")
        return paid.payments[-1]

    async def _refused(self, attempt: Attempt, refused: Rejected) -> Payment | Decline:
        """What a no to `pay` means: a decline, or that somebody else has just paid. Raises `refused` otherwise."""
        error = refused.__cause__
        match error:
            case stripe.InvalidRequestError(code="resource_missing"):
                return refusals.no_card(attempt.asked_at)
            case stripe.CardError():
                pass
            case stripe.InvalidRequestError() if error.code in AUTHENTICATION:
                pass
            case _ if (await self._now(attempt.invoice_id)).status == "paid":
                return await self._paid(attempt)
            case _:
                raise refused
        known = await self.read(attempt.invoice_id)
        return refusals.of_error(error, attempt, known.decline if known is not None else None)


def _span(charge: Charge) -> str:
    """The months of a charge, as an invoice says them: "2026-11", or "2026-11 - 2027-10"."""
    last = add_months(charge.over_on, -1)
    return f"{charge.month:%Y-%m}" if charge.months == 1 else f"{charge.month:%Y-%m} - {last:%Y-%m}"
