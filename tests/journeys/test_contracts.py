"""The terms an order was paid under: kept with it, and read back as an open contract."""

import pytest

from bot.rules.days import Calendar
from bot.rules.money import Money
from bot.rules.policies.terms import Stage
from bot.rules.rooms import Order, OrderState
from bot.services.contracts import open_contracts
from sandbox.stories.telling import TOKYO
from tests.journeys.journey import begins


async def contracts(journey):
    return await journey.world.app.store.read(lambda tx: open_contracts(tx, calendar=Calendar(TOKYO)))


@pytest.mark.rule("R-100")
@begins(11, 10)
async def test_a_contract_keeps_the_terms_of_its_order_through_renewals(journey, hanako):
    taro = await journey.world.discord.person("taro")
    await journey.order(taro, "Gold")
    await journey.join(hanako, "Gold")
    [first] = await contracts(journey)
    await journey.until(12, 1, 2)
    [renewed] = await contracts(journey)

    order = await journey.only(Order, state=OrderState.PAID)
    assert order.terms is not None
    assert first.pin == renewed.pin == order.terms
    assert (order.terms.id, first.purchase.stage, renewed.purchase.stage) == ("room", Stage.FIRST, Stage.RENEWAL)
    assert renewed.purchase.price == Money(500, "JPY")
