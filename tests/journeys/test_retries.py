"""An unpaid month: tried again on the listed days, never beside another try, and over when nothing is left to try."""

import asyncio
from datetime import date

import pytest

from bot.rules.charges import Attempt, AttemptState, Charge
from sandbox.stripe.person import GOOD_CARD
from sandbox.wire import FaultKind
from tests.journeys.journey import CHANGE_CARD, LONG, PAY_NOW, tokyo

JOINED, RENEWAL = "11-30 12:00 500", "12-01 01:00 500"
OTHER_CARD = "5555555555554444"
ASKS_EVERY_TIME = "4000002760003184"
HOURS_DOWN = 3
PAYING = "POST /v1/invoices/*/pay"


@pytest.fixture
def start():
    return tokyo(11, 30)


@pytest.mark.rule("E-44", "E-45")
async def test_a_card_refused_for_good_waits_for_a_new_one_and_still_ends_on_the_25th(journey, member):
    """Trying a lost card again would only annoy the bank; the member has until the 25th all the same."""
    journey.turn_card(member, "lost_card")
    await journey.until(12, 25, 10, 59)
    before = member.roles()
    await journey.until(12, 25, 11)

    assert journey.failed == [RENEWAL]
    assert "今後も使えない" in journey.card_of(member).before
    assert before == {"Gold"}
    assert member.roles() == set()
    assert journey.subscriptions == ["canceled"]


@pytest.mark.rule("E-42", "E-44")
async def test_after_a_lost_card_the_new_one_is_tried_at_once(journey, member):
    journey.turn_card(member, "lost_card")
    await journey.until(12, 6, 20)
    refused = await journey.click(member, journey.card_of(member), PAY_NOW)
    page = await journey.click(member, journey.card_of(member), CHANGE_CARD)
    await journey.pay(member, page.url(), OTHER_CARD)

    assert "カードを変更してください" in refused.text
    assert journey.failed == [RENEWAL]
    assert journey.taken == [JOINED, "12-06 20:00 500"]
    assert await journey.states() == ["active"]


@pytest.mark.rule("E-40", "E-41")
@pytest.mark.parametrize(
    ("decline_code", "reason"),
    [
        ("insufficient_funds", "カード会社により拒否されました"),
        ("expired_card", "有効期限が切れている"),
        ("fraudulent", "カード会社により拒否されました"),
    ],
)
async def test_the_reason_is_told_and_nothing_a_bank_must_not_say(journey, member, decline_code, reason):
    journey.turn_card(member, decline_code)
    await journey.until(12, 1, 10)

    card = journey.card_of(member)
    assert reason in card.text
    assert "4242" in card.text
    assert decline_code not in card.text


async def test_a_bank_that_wants_to_ask_is_answered_on_the_invoices_page(journey, hanako):
    """Only the holder can confirm: no retry of ours would go through, and the link must be in the message."""
    await journey.join(hanako, "Gold", ASKS_EVERY_TIME)
    await journey.until(12, 2)
    card = journey.card_of(hanako)
    link = next(button.url for button in card.buttons if button.label == "お支払いを確認する")
    outcome = await journey.world.payer.pay_invoice(link, ASKS_EVERY_TIME)
    await journey.world.settle()
    await journey.until(12, 5)

    assert "ご本人の確認" in card.text
    assert outcome.paid
    assert journey.taken == [JOINED, "12-02 12:00 500"]
    assert "お支払いが完了しました" in journey.card_of(hanako).text
    assert await journey.states() == ["active"]
    assert hanako.roles() == {"Gold"}


@pytest.mark.rule("E-44")
async def test_the_retry_and_pay_now_and_a_new_card_at_one_instant_charge_once(journey, failing):
    await journey.until(12, 5, 9, 59)
    journey.turn_card(failing, None)
    page = await journey.click(failing, journey.card_of(failing), CHANGE_CARD)
    journey.world.clock.set(tokyo(12, 5, 10))
    journey.world.app.wake()
    await asyncio.gather(
        failing.click(journey.card_of(failing), PAY_NOW),
        failing.click(journey.card_of(failing), PAY_NOW),
        journey.world.payer.change_card(page.url(), OTHER_CARD),
    )
    await journey.world.settle()
    await journey.later(hours=1)

    assert journey.taken == [JOINED, "12-05 10:00 500"]
    assert journey.refunded == []
    assert failing.roles() == {"Gold"}


@pytest.mark.rule("E-44")
async def test_a_try_by_the_member_uses_up_no_listed_day(journey, failing):
    await journey.until(12, 4)
    await journey.click(failing, journey.card_of(failing), PAY_NOW)
    await journey.until(12, 5)

    assert journey.failed == [RENEWAL, "12-04 12:00 500", "12-05 10:00 500"]


@pytest.mark.parametrize("kind", [FaultKind.RESET_AFTER, FaultKind.ERROR_AFTER, FaultKind.RESET_BEFORE])
@pytest.mark.rule("E-43")
async def test_no_answer_to_a_charge_that_went_through_charges_once(journey, failing, kind):
    """Stripe did, or did not do, the work and the answer is lost: asked again, never charged again."""
    journey.turn_card(failing, None)
    await journey.until(12, 4)
    journey.world.stripe.core.mischief.lost = 1.0
    journey.world.stripe.faults.plant(kind, PAYING, times=None)
    await journey.until(12, 5, 10, 10)
    unknown = [attempt.state for attempt in await journey.records(Attempt)]
    before = failing.roles()
    journey.world.stripe.faults.clear()
    await journey.until(12, 5, 11)

    assert AttemptState.FAILED not in unknown
    assert before == {"Gold"}
    assert len(journey.taken) == 2
    assert journey.failed == [RENEWAL]
    assert journey.refunded == []
    assert await journey.states() == ["active"]


@LONG
@pytest.mark.rule("E-45")
async def test_an_unknown_outcome_on_the_25th_is_never_taken_for_a_failure(journey, failing):
    await journey.until(12, 24)
    journey.turn_card(failing, None)
    journey.world.stripe.faults.plant(FaultKind.RESET_BEFORE, PAYING, times=None)
    await journey.until(12, 25, 13)
    before = failing.roles()
    journey.world.stripe.faults.clear()
    await journey.later(hours=1)

    assert before == {"Gold"}
    assert len(journey.taken) == 2
    assert await journey.states() == ["active"]
    assert len(await journey.records(Attempt, listed_on=date(2026, 12, 25))) < HOURS_DOWN * 8


@LONG
@pytest.mark.rule("E-45")
async def test_a_dispute_postpones_the_end_until_the_bank_has_decided(journey, failing):
    await journey.until(12, 20)
    dispute = journey.world.stripe.dispute(journey.world.books.taken[0].id)
    await journey.until(12, 27)
    before = failing.roles()
    journey.world.stripe.close_dispute(dispute["id"], won=True)
    await journey.until(12, 29)

    assert before == {"Gold"}
    assert failing.roles() == set()
    assert await journey.states() == ["lapsed"]


@pytest.mark.rule("E-45")
async def test_a_room_that_suspends_shuts_at_the_first_failure_and_opens_when_paid(journey, member):
    await journey.suspend_at_first_failure()
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 1, 10)
    shut = member.roles()
    journey.turn_card(member, None)
    await journey.click(member, journey.card_of(member), PAY_NOW)

    assert shut == set()
    assert member.roles() == {"Gold"}
    assert await journey.states() == ["active"]


@LONG
@pytest.mark.rule("E-45")
async def test_a_month_written_off_and_paid_all_the_same_goes_back(journey, failing):
    """Nobody pays for a closed door; and the hosted page of a voided invoice is closed."""
    pay_url = (await journey.records(Charge))[-1].pay_url
    await journey.until(12, 26)
    outcome = await journey.world.payer.pay_invoice(pay_url, GOOD_CARD)

    assert not outcome.paid
    assert journey.taken == [JOINED]
