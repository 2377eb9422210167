"""Invoices of months: what they say, how they are held and dropped, and those made by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports import Unreachable
from bot.rules.charges import DeclineKind
from bot.rules.money import Money
from bot.rules.payments import InvoiceState
from sandbox.wire import FaultKind
from tests.rules import makers
from tests.rules.makers import FEE
from tests.webhooks.town import DECEMBER, MARK

TURN = timedelta(minutes=1)


async def test_a_renewal_that_went_through_has_its_payment(town):
    invoice = await town.renewed()

    assert (invoice.state, invoice.amount, invoice.customer_id) == (InvoiceState.PAID, FEE, town.customer_id)
    (payment,) = invoice.payments
    assert (payment.amount, payment.paid_at) == (FEE, DECEMBER + timedelta(hours=1))
    assert invoice.decline is None
    assert await town.payments.invoice(invoice.id) == invoice


async def test_the_month_is_that_of_the_line_and_the_membership_that_of_the_subscription(town):
    """The invoice's own period is November, which has ended; metadata of the invoice itself there is none."""
    invoice = await town.renewed()

    assert (invoice.membership_id, invoice.starts_at) == ("mbs_1", DECEMBER)


@pytest.mark.parametrize(
    ("reason", "kind", "final"),
    [
        ("generic_decline", DeclineKind.REFUSED, False),
        ("insufficient_funds", DeclineKind.REFUSED, False),
        ("expired_card", DeclineKind.EXPIRED, False),
        ("lost_card", DeclineKind.REFUSED, True),
        ("authentication_required", DeclineKind.AUTHENTICATION, True),
    ],
)
async def test_a_renewal_that_failed_says_why(town, reason, kind, final):
    invoice = await town.renewed(declined_for=reason)

    assert (invoice.state, invoice.payments) == (InvoiceState.OPEN, ())
    decline = invoice.decline
    assert (decline.kind, decline.code, decline.final) == (kind, reason, final)
    assert decline.at == DECEMBER + timedelta(hours=1)
    assert decline.card == (await town.payments.customer(town.customer_id)).card.method_id
    assert invoice.pay_url.startswith(town.server.url)


async def test_a_renewal_without_any_card_failed_too(town):
    """Stripe makes no charge then, so no charge can say why; the month is unpaid all the same."""
    made = await town.subscribe()
    await town.until(DECEMBER + timedelta(hours=2))
    (invoice,) = await town.payments.invoices_of(made.id)

    assert invoice.state is InvoiceState.OPEN
    assert (invoice.decline.kind, invoice.decline.card) == (DeclineKind.REFUSED, None)
    assert invoice.decline.at == DECEMBER + timedelta(hours=1)


async def test_a_month_paid_on_stripes_page_has_its_payment_and_no_decline(town):
    invoice = await town.renewed(declined_for="generic_decline")
    await town.payer.pay_invoice(invoice.pay_url)

    seen = await town.payments.invoice(invoice.id)

    assert (seen.state, len(seen.payments), seen.decline) == (InvoiceState.PAID, 1, None)


async def test_what_bills_no_month_of_ours_is_no_invoice(town):
    """The receipt of a joining payment, and the invoices of a shop beside us in the account."""
    opened = await town.open_checkout()
    await town.payer.pay(opened.url)
    receipt = (await town.v1.invoices.list_async()).data[0]
    metadata = {"membership_id": "mbs_1", "charge_id": "chg_1"}
    theirs = await town.v1.invoices.create_async({"customer": town.customer_id, "metadata": metadata})

    assert await town.payments.invoice(receipt.id) is None
    assert await town.payments.invoice(theirs.id) is None
    assert await town.payments.invoice("in_never_made") is None
    assert await town.payments.unsettled_invoices(town.customer_id) == []


async def test_drafts_and_open_invoices_are_unsettled(town):
    await town.subscribe()
    await town.until(DECEMBER + TURN)
    (draft,) = await town.payments.unsettled_invoices(town.customer_id)
    await town.until(DECEMBER + timedelta(hours=2))
    (open_one,) = await town.payments.unsettled_invoices(town.customer_id)

    assert (draft.state, open_one.state, open_one.id) == (InvoiceState.DRAFT, InvoiceState.OPEN, draft.id)


async def test_a_draft_is_not_collected_while_that_is_unwanted(town):
    await town.use_card()
    made = await town.subscribe()
    await town.until(DECEMBER + TURN)
    (draft,) = await town.payments.invoices_of(made.id)

    for _ in range(2):
        await town.payments.collect(draft.id, wanted=False)
    await town.until(DECEMBER + timedelta(days=1))
    held = await town.payments.invoice(draft.id)
    for _ in range(2):
        await town.payments.collect(draft.id, wanted=True)
    await town.until(DECEMBER + timedelta(days=3))

    assert held.state is InvoiceState.DRAFT
    assert (await town.payments.invoice(draft.id)).state is InvoiceState.PAID


async def test_a_draft_is_dropped_without_charging_it(town):
    await town.use_card()
    made = await town.subscribe()
    await town.until(DECEMBER + TURN)
    (draft,) = await town.payments.invoices_of(made.id)

    for _ in range(2):
        await town.payments.void(draft.id)
    await town.until(DECEMBER + timedelta(days=1))

    seen = await town.payments.invoice(draft.id)
    assert (seen.state, seen.payments) == (InvoiceState.VOID, ())
    assert (await town.v1.charges.list_async()).data == []


async def test_an_open_claim_is_dropped_and_a_written_off_one_too(town):
    invoice = await town.renewed(declined_for="generic_decline")
    await town.v1.invoices.mark_uncollectible_async(invoice.id)

    await town.payments.void(invoice.id)
    await town.payments.collect(invoice.id, wanted=True)

    assert (await town.payments.invoice(invoice.id)).state is InvoiceState.VOID


async def test_a_paid_month_is_not_dropped(town):
    invoice = await town.renewed()

    await town.payments.void(invoice.id)

    assert await town.payments.invoice(invoice.id) == invoice


async def test_a_claim_that_is_paid_in_the_moment_of_dropping_it_stays_paid(town):
    invoice = await town.renewed(declined_for="generic_decline")
    await town.payments.collect(invoice.id, wanted=False)
    looks = []

    def pay_first(request, answer):
        """The member pays between our second look, the last one before our word, and that word."""
        looks.append(request)
        if len(looks) == 2:
            town.pay_behind_our_back(invoice)

    town.server.watch.append(pay_first)
    await town.payments.void(invoice.id)

    assert [look.method for look in looks] == ["GET", "GET", "POST", "GET"]
    assert (await town.payments.invoice(invoice.id)).state is InvoiceState.PAID


class TestBills:
    """Invoices for months that no renewal bills."""

    november = makers.charge(invoice_id=None)

    async def bill(self, town, **changes):
        return await town.payments.bill(replace(self.november, **changes), town.room, town.customer_id)

    async def test_a_bill_is_open_for_its_month_and_charges_nothing(self, town):
        await town.use_card()

        bill = await self.bill(town)
        await town.until(DECEMBER)

        assert (bill.state, bill.amount, bill.membership_id) == (InvoiceState.OPEN, FEE, "mbs_1")
        assert (bill.starts_at, bill.subscription_id) == (makers.at(11, 1, 0), None)
        assert (bill.payments, bill.decline) == ((), None)
        assert bill.pay_url
        assert await town.payments.invoice(bill.id) == bill

    async def test_asked_twice_there_is_one_even_when_the_key_is_forgotten(self, town):
        bill, again = await self.bill(town), await self.bill(town)
        await town.forget_keys()
        long_after = await self.bill(town)

        assert bill == again == long_after
        assert len((await town.v1.invoices.list_async()).data) == 1

    async def test_it_bears_our_mark_and_the_ids_of_our_rows(self, town):
        bill = await self.bill(town)

        metadata = await town.metadata(town.v1.invoices.retrieve_async(bill.id))
        ids = {"membership_id": "mbs_1", "charge_id": self.november.id}
        assert metadata == MARK | ids | {"month_starts_at": str(int(bill.starts_at.timestamp()))}

    @pytest.mark.parametrize("where", ["invoices", "invoiceitems", "invoices/*/finalize"])
    @pytest.mark.parametrize("kind", [FaultKind.ERROR, FaultKind.ERROR_AFTER])
    async def test_whatever_breaks_in_between_there_is_one_bill_with_one_item(self, town, where, kind):
        """A 500 is repeated under its key for a day, although the work was done: looking first finds it."""
        town.server.faults.plant(kind, f"POST /v1/{where}", times=3)
        with pytest.raises(Unreachable):
            await self.bill(town)

        bill = await self.bill(town)

        assert (bill.state, bill.amount) == (InvoiceState.OPEN, FEE)
        assert len((await town.v1.invoices.list_async()).data) == 1

    async def test_two_memberships_of_one_customer_have_bills_of_their_own(self, town):
        one = await self.bill(town)
        other = await self.bill(town, id="chg_2_202611", membership_id="mbs_2", amount=Money(800, "JPY"))

        assert (other.membership_id, other.amount.minor) == ("mbs_2", 800)
        known = {bill.id for bill in await town.payments.unsettled_invoices(town.customer_id)}
        assert known == {one.id, other.id}
