"""Charging an open invoice once: what went through, what was refused, and what nobody knows."""

import pytest

from bot.ports import Rejected, Unreachable
from bot.rules.charges import DeclineKind
from bot.rules.payments import Decline, Payment
from sandbox.wire import FaultKind
from tests.rules.makers import FEE
from tests.webhooks.town import DECEMBER

PAY = "POST /v1/invoices/*/pay"


async def unpaid(town, reason="generic_decline"):
    """December, refused for `reason`; the card stays as bad as it was."""
    return await town.renewed(declined_for=reason)


async def turn_card(town, reason=None):
    """From now on the customer's card is declined for this reason; None: it is good."""
    card = (await town.payments.customer(town.customer_id)).card
    town.server.core.turn_card(card.method_id, reason)


async def charges_of(town):
    return [charge.status for charge in (await town.v1.charges.list_async()).data]


async def test_a_good_card_pays(town):
    invoice = await unpaid(town)
    await turn_card(town)

    paid = await town.payments.pay(town.attempt(invoice))

    assert isinstance(paid, Payment)
    assert (paid.amount, paid.paid_at) == (FEE, town.clock.now())
    assert (await town.payments.invoice(invoice.id)).payments == (paid,)


async def test_what_is_paid_already_is_answered_with_its_payment(town):
    invoice = await unpaid(town)
    await turn_card(town)
    paid = await town.payments.pay(town.attempt(invoice))

    assert await town.payments.pay(town.attempt(invoice)) == paid
    assert await town.payments.pay(town.attempt(invoice, "try_2")) == paid
    assert await charges_of(town) == ["succeeded", "failed"]


@pytest.mark.parametrize(
    ("reason", "kind", "final"),
    [
        ("insufficient_funds", DeclineKind.REFUSED, False),
        ("expired_card", DeclineKind.EXPIRED, False),
        ("stolen_card", DeclineKind.REFUSED, True),
        ("authentication_required", DeclineKind.AUTHENTICATION, True),
    ],
)
async def test_a_refusal_is_an_answer(town, reason, kind, final):
    invoice = await unpaid(town)
    await turn_card(town, reason)
    card = (await town.payments.customer(town.customer_id)).card

    declined = await town.payments.pay(town.attempt(invoice))

    assert declined == Decline(kind, reason, final, town.clock.now(), card.method_id)
    assert (await town.payments.invoice(invoice.id)).decline == declined


async def test_a_bank_that_wants_its_customer_says_so(town):
    """The card was confirmed once, when it was saved; this bank asks every time."""
    invoice = await town.renewed("pm_card_authenticationRequired")

    declined = await town.payments.pay(town.attempt(invoice))

    assert (invoice.decline.kind, declined.kind) == (DeclineKind.AUTHENTICATION, DeclineKind.AUTHENTICATION)


async def test_the_same_attempt_hears_the_same_refusal_and_a_new_one_reaches_the_bank(town):
    """Stripe repeats a stored 402 under its key: a card that is good now needs an attempt of its own."""
    invoice = await unpaid(town)
    first = await town.payments.pay(town.attempt(invoice))
    await turn_card(town)

    again = await town.payments.pay(town.attempt(invoice))
    second = await town.payments.pay(town.attempt(invoice, "try_2"))

    assert again == first
    assert isinstance(second, Payment)
    assert await charges_of(town) == ["succeeded", "failed", "failed"]


async def test_a_named_card_is_charged_instead_of_the_default(town):
    invoice = await unpaid(town)
    other = await town.v1.payment_methods.attach_async("pm_card_jcb", {"customer": town.customer_id})
    town.server.core.turn_card(other.id, "lost_card")

    declined = await town.payments.pay(town.attempt(invoice, card=other.id))
    town.server.core.turn_card(other.id, None)
    paid = await town.payments.pay(town.attempt(invoice, "try_2", card=other.id))

    assert (declined.card, declined.final) == (other.id, True)
    assert isinstance(paid, Payment)


async def test_a_customer_without_any_card_is_a_refusal(town):
    """Somebody took the card away: nothing is wrong with our request, and no person of ours needs to look."""
    made = await town.subscribe()
    await town.until(DECEMBER.replace(hour=18))
    (invoice,) = await town.payments.invoices_of(made.id)

    declined = await town.payments.pay(town.attempt(invoice))

    assert (declined.kind, declined.card, declined.final) == (DeclineKind.REFUSED, None, False)


@pytest.mark.parametrize("kind", [FaultKind.RESET_BEFORE, FaultKind.RESET_AFTER])
async def test_a_broken_connection_is_tried_again_and_charges_once(town, kind):
    invoice = await unpaid(town)
    await turn_card(town)
    town.server.faults.plant(kind, PAY)

    paid = await town.payments.pay(town.attempt(invoice))

    assert isinstance(paid, Payment)
    assert await charges_of(town) == ["succeeded", "failed"]


@pytest.mark.parametrize("kind", [FaultKind.RESET_AFTER, FaultKind.ERROR_AFTER])
async def test_an_unknown_outcome_is_no_failure_and_asked_again_it_is_the_payment(town, kind):
    """The money moved and nobody told us. Taken for a failure, the member would pay twice."""
    invoice = await unpaid(town)
    await turn_card(town)
    town.server.faults.plant(kind, PAY, times=3)
    with pytest.raises(Unreachable):
        await town.payments.pay(town.attempt(invoice))

    paid = await town.payments.pay(town.attempt(invoice))

    assert isinstance(paid, Payment)
    assert await charges_of(town) == ["succeeded", "failed"]


async def test_a_5xx_that_did_nothing_can_be_asked_again(town):
    invoice = await unpaid(town)
    await turn_card(town)
    town.server.faults.plant(FaultKind.ERROR, PAY, times=3, status=503)
    with pytest.raises(Unreachable, match="paying invoice"):
        await town.payments.pay(town.attempt(invoice))

    assert isinstance(await town.payments.pay(town.attempt(invoice)), Payment)


async def test_a_claim_that_was_dropped_is_not_charged(town):
    invoice = await unpaid(town)
    await town.payments.void(invoice.id)

    with pytest.raises(Rejected, match="is void: only an open one can be charged"):
        await town.payments.pay(town.attempt(invoice))


async def test_a_claim_that_the_member_pays_in_this_very_moment_is_paid(town):
    """Between our look and our word the member pays on Stripe's page; Stripe then refuses ours."""
    invoice = await unpaid(town)

    def pay_first(request, answer):
        town.server.watch.remove(pay_first)
        town.pay_behind_our_back(invoice)

    town.server.watch.append(pay_first)
    paid = await town.payments.pay(town.attempt(invoice))

    assert isinstance(paid, Payment)
    assert (await town.payments.invoice(invoice.id)).payments == (paid,)
