"""Logs of a whole journey, as an operator would have them: nothing in them lets anybody act as somebody else."""

import pytest

from sandbox.wire import FaultKind
from tests.journeys.journey import CHANGE_CARD, PAY_NOW

SECRET_FIELDS = ("url", "hosted_invoice_url", "invoice_pdf", "receipt_url", "client_secret", "secret")
OBJECTS = ("checkout.session", "billing_portal.session", "invoice", "payment_intent", "setup_intent", "charge")


def secrets_of(world) -> set[str]:
    """Every key, signing secret, token and link that the doubles made or know."""
    account, state = world.stripe.core.account, world.discord.core.state
    made = {one.get(name) for kind in OBJECTS for one in account.shelves[kind].values() for name in SECRET_FIELDS}
    configured = {secret for secret in world.config.secrets() if secret}
    tokens = {one.token for one in state.interactions.values()}
    return configured | tokens | {one for one in made if one}


async def a_journey_with_everything_in_it(journey, hanako) -> None:
    """Links of every sort are made, shown and used; and everything that can be refused or lost is, for a while."""
    world = journey.world
    world.stripe.faults.plant(FaultKind.ERROR_AFTER, "POST /v1/checkout/sessions", times=None)
    await journey.order(hanako, "Gold")
    world.stripe.faults.clear()
    world.discord.faults.plant(FaultKind.RATE_LIMITED, "POST *", status=429)
    await journey.join(hanako, "Gold")
    journey.turn_card(hanako, "insufficient_funds")
    world.stripe.faults.plant(FaultKind.ERROR_AFTER, "POST /v1/invoices/*/pay", times=None)
    await journey.until(12, 5, 10, 5)
    world.stripe.faults.clear()
    card = journey.card_of(hanako)
    page = await journey.click(hanako, card, CHANGE_CARD)
    await journey.click(hanako, card, PAY_NOW)
    await world.payer.change_card(page.url(), "5555555555554444")
    world.discord.faults.plant(FaultKind.RATE_LIMITED, "PATCH */webhooks/*", status=429)
    await journey.slash(hanako, "mypage")
    await world.settle()


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
async def test_a_whole_journey_writes_no_secret_and_no_link_into_the_log(
    journey,
    hanako,
    set_up,
    capfd,
    level,
):
    world = journey.world
    set_up(level, "json", world.config.secrets())
    await a_journey_with_everything_in_it(journey, hanako)

    lines = capfd.readouterr().err.splitlines()
    secrets = secrets_of(world)

    assert len(lines) > 10
    assert len(secrets) > 10
    assert [line for line in lines if any(secret in line for secret in secrets)] == []
