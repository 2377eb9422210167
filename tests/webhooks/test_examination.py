"""What `doctor` finds at Stripe."""

import pytest
import stripe

from tests.rules.makers import CALENDAR
from tests.webhooks.town import GUILD, KEY, PUBLIC_URL, UNPACED
from webhooks.client import Line
from webhooks.events import LISTENED
from webhooks.payments import StripePayments

URL = f"{PUBLIC_URL}/stripe/webhook"
WELL = {"url": URL, "enabled_events": list(LISTENED), "api_version": stripe.api_version}


async def endpoint_found(town):
    return (await town.payments.examine())[1]


async def test_a_key_that_works_is_well_and_told_live_from_test(town):
    key = (await town.payments.examine())[0]

    assert key.well
    assert key.seen.endswith(", test mode")


@pytest.mark.parametrize("events", [list(LISTENED), ["*"]])
async def test_an_endpoint_that_hears_all_we_need_is_well(town, events):
    await town.v1.webhook_endpoints.create_async(WELL | {"enabled_events": events})

    assert (await endpoint_found(town)).well


async def test_a_missing_endpoint_says_what_to_add(town):
    await town.v1.webhook_endpoints.create_async(WELL | {"url": "https://elsewhere.example.jp/stripe/webhook"})

    found = await endpoint_found(town)

    assert not found.well
    assert URL in found.remedy
    assert stripe.api_version in found.remedy


async def test_missing_events_are_named(town):
    await town.v1.webhook_endpoints.create_async(WELL | {"enabled_events": list(LISTENED[1:])})

    found = await endpoint_found(town)

    assert not found.well
    assert found.seen == f"lacks {LISTENED[0]}"
    assert found.remedy


async def test_a_disabled_endpoint_is_not_well_unless_another_one_is(town):
    made = await town.v1.webhook_endpoints.create_async(WELL)
    await town.v1.webhook_endpoints.update_async(made.id, {"disabled": True})
    disabled = await endpoint_found(town)
    await town.v1.webhook_endpoints.create_async(WELL)

    assert (disabled.well, disabled.seen) == (False, "disabled")
    assert (await endpoint_found(town)).well


async def test_another_version_of_the_api_is_not_well(town):
    made = await town.v1.webhook_endpoints.create_async(WELL)
    town.server.core.account.get("webhook_endpoint", made.id)["api_version"] = "2025-03-31.basil"

    found = await endpoint_found(town)

    assert (found.well, found.seen) == (False, "API version 2025-03-31.basil")


@pytest.mark.parametrize("key", ["rk_live_wrong", KEY])
async def test_whatever_is_wrong_is_found_and_never_raised(server, key):
    """A key that Stripe does not know, and a Stripe that is not there."""
    url = server.url if key != KEY else "http://127.0.0.1:9"
    line = Line(key, url, UNPACED)

    (finding,) = await StripePayments(line, GUILD, CALENDAR, PUBLIC_URL).examine()
    await line.close()

    assert not finding.well
    assert finding.remedy
