"""A new version of the terms under a running contract: told, and put over nobody."""

from dataclasses import replace

import pytest

from bot.policies.loading import SHIPPED
from bot.rules.policies.offering import TermsOffer
from bot.services import contracts
from tests.journeys.journey import labels, tokyo

ACCEPT, READ = "同意する", "新しい版を読む"


@pytest.fixture
def start():
    return tokyo(11, 10)


async def publish(journey, folder):
    """Ship a version of the terms of rooms that gives less time, announced today and in force from December."""
    words = (SHIPPED / "room-1.toml").read_text(encoding="utf-8")
    words = words.replace("version = 1", "version = 2").replace(
        "effective_on = 2025-01-01", "effective_on = 2026-12-01"
    )
    words = words.replace("important = false", "important = true\nannounced_on = 2026-11-10")
    words = words.replace("use_below_percent = 10", "use_below_percent = 5")
    (folder / "room-2.toml").write_text(words, encoding="utf-8")
    world = journey.world
    await world.stop_bot()
    world.tuning = replace(world.tuning, policy_folders=(SHIPPED, folder))
    await world.start_bot()


async def runs_under(journey):
    app = journey.world.app
    offer = await journey.only(TermsOffer)
    terms = await app.store.read(lambda tx: contracts.terms_of(tx, offer.membership_id, app.house.policies))
    return terms.pin.version


def about_terms(who):
    return [message for message in who.dms() if "返金規定の新しい版" in message.text]


@pytest.mark.rule("R-98", "R-100")
async def test_silence_keeps_the_old_terms_and_accepting_brings_the_new_ones_with_a_renewal(journey, member, tmp_path):
    await publish(journey, tmp_path)
    await journey.until(12, 20)
    [told] = about_terms(member)
    silent = await runs_under(journey)
    page = await journey.click(member, told, READ)
    answer = await journey.click(member, told, ACCEPT)
    again = await journey.click(member, told, ACCEPT)
    at_once = await runs_under(journey)
    await journey.until(1, 2, year=2027)

    assert labels(told.buttons) == [READ, ACCEPT]
    assert "第2版" in told.text
    assert "返金" in page.text
    assert "1月1日" in answer.text
    assert "ありません" in again.text
    assert (silent, at_once, await runs_under(journey)) == (1, 1, 2)
    assert len(about_terms(member)) == 1
