"""Refunds, asked for once however often; and disputes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports import Rejected, Unreachable
from bot.rules.charges import Refund, RefundCause, RefundState
from bot.rules.ids import RefundId, RoomId
from bot.rules.money import Money
from bot.rules.payments import Dispute
from sandbox.wire import FaultKind
from tests.rules.makers import FEE, HANAKO
from tests.webhooks.town import MARK

HALF = Money(250, "JPY")


async def payment(town, card="4242424242424242"):
    """A joining month, paid; its PaymentIntent."""
    opened = await town.open_checkout()
    await town.payer.pay(opened.url, card)
    return (await town.payments.checkout(opened.id)).payment.id


def refund(town, payment_id, amount=FEE, id="ref_1"):
    causes = (RefundCause.DUPLICATE, RefundState.ASKED)
    ids = (RefundId(id), HANAKO, RoomId("room_1"), payment_id)
    return Refund(*ids, amount, *causes, asked_at=town.clock.now())


async def refunds_of(town):
    return (await town.v1.refunds.list_async()).data


async def test_money_goes_back(town):
    payment_id = await payment(town)

    made = await town.payments.refund(refund(town, payment_id))

    assert (made.refund_id, made.payment_id, made.amount) == ("ref_1", payment_id, FEE)
    assert (made.settled, made.failed) == (True, False)
    assert await town.payments.find_refund(made.id) == made
    assert await town.metadata(town.v1.refunds.retrieve_async(made.id)) == MARK | {"refund_id": "ref_1"}


async def test_asked_twice_half_goes_back_once_even_when_the_key_is_forgotten(town):
    """Half may go back twice as far as Stripe is concerned: only we know that it is the same half."""
    asked = refund(town, await payment(town), HALF)

    first, again = await town.payments.refund(asked), await town.payments.refund(asked)
    await town.forget_keys()
    long_after = await town.payments.refund(asked)

    assert first == again == long_after
    assert len(await refunds_of(town)) == 1


async def test_two_halves_are_two_refunds(town):
    payment_id = await payment(town)

    one = await town.payments.refund(refund(town, payment_id, HALF))
    other = await town.payments.refund(refund(town, payment_id, HALF, id="ref_2"))

    assert one.id != other.id
    assert (one.amount, other.amount) == (HALF, HALF)


@pytest.mark.parametrize("kind", [FaultKind.RESET_AFTER, FaultKind.ERROR_AFTER])
async def test_an_unknown_outcome_is_found_when_asked_again(town, kind):
    asked = refund(town, await payment(town), HALF)
    town.server.faults.plant(kind, "POST /v1/refunds", times=3)
    with pytest.raises(Unreachable):
        await town.payments.refund(asked)

    made = await town.payments.refund(asked)

    assert [one.id for one in await refunds_of(town)] == [made.id]


async def test_money_given_back_by_hand_is_taken_for_ours(town):
    payment_id = await payment(town)
    by_hand = await town.v1.refunds.create_async({"payment_intent": payment_id})

    found = await town.payments.refund(refund(town, payment_id))

    assert (found.id, found.refund_id) == (by_hand.id, "ref_1")
    assert (await town.payments.find_refund(by_hand.id)).refund_id is None


async def test_a_refund_marked_by_somebody_else_bears_no_id_of_ours(town):
    metadata = {"app": "shop", "refund_id": "ref_1"}
    theirs = await town.v1.refunds.create_async({"payment_intent": await payment(town), "metadata": metadata})

    assert (await town.payments.find_refund(theirs.id)).refund_id is None
    assert await town.payments.find_refund("re_never_made") is None


async def test_a_refund_can_fail_days_later(town):
    made = await town.payments.refund(refund(town, await payment(town, "4000000000005126")))
    await town.until(town.clock.now() + timedelta(days=10))

    seen = await town.payments.find_refund(made.id)

    assert seen == replace(made, settled=False, failed=True)


async def test_a_payment_that_was_never_made_cannot_go_back(town):
    with pytest.raises(Rejected, match="pi_never_made"):
        await town.payments.refund(refund(town, "pi_never_made"))


@pytest.mark.parametrize("won", [True, False])
async def test_a_dispute_is_open_until_it_is_decided(town, won):
    payment_id = await payment(town)
    charge = (await town.v1.payment_intents.retrieve_async(payment_id)).latest_charge
    made = town.server.dispute(charge)

    opened = await town.payments.dispute(made["id"])
    town.server.close_dispute(made["id"], won=won)

    assert opened == Dispute(payment_id, open=True)
    assert await town.payments.dispute(made["id"]) == Dispute(payment_id, open=False)
    assert await town.payments.dispute("dp_never_made") is None
