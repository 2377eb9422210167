"""The way in, step by step: the form, the final screen that is kept as evidence, and only then the link."""

import asyncio
import hashlib
from datetime import timedelta

import pytest

from bot.rules.applications import Answer, Application
from bot.rules.money import Money
from bot.rules.rooms import Membership, Order, Room, RoomState
from bot.rules.screens import Screen
from sandbox.stories.telling import CONFIRM
from tests.journeys.journey import begins

QUESTIONS = {"questions": "何を描きますか\n経験は?"}


def linked(reply):
    return [button for button in reply.buttons if button.url]


@pytest.mark.rule("E-14", "E-15", "R-2", "R-88")
async def test_no_link_and_no_order_before_the_final_screen_is_confirmed(journey, hanako):
    screen = await journey.ask_to_join(hanako, "Gold")
    before = await journey.records(Order)
    link = await journey.click(hanako, screen, CONFIRM)

    assert before == []
    assert linked(screen) == []
    assert "本日のお支払い" in screen.text
    assert "12月1日" in screen.text
    assert "クーリングオフは適用されません" in screen.text
    assert len(linked(link)) == 1
    assert journey.taken == []


async def test_the_screen_is_kept_word_for_word_with_hash_time_locale_and_its_order(journey, hanako):
    screen = await journey.ask_to_join(hanako, "Gold")
    await journey.later(minutes=5)
    await journey.click(hanako, screen, CONFIRM)
    kept, order = await journey.only(Screen), await journey.only(Order)

    assert kept.words == "\n".join([screen.text, *(f"[{button.label}]" for button in screen.buttons)])
    assert kept.hash == hashlib.sha256(kept.words.encode()).hexdigest()
    assert kept.locale == "ja"
    assert kept.confirmed_at - kept.shown_at == timedelta(minutes=5)
    assert (kept.order_id, order.screen_id) == (order.id, kept.id)
    assert (order.amount, order.terms) == (kept.fee, kept.terms)


async def test_confirming_twice_at_once_is_one_order_and_one_link(journey, hanako):
    screen = await journey.ask_to_join(hanako, "Gold")
    both = await asyncio.gather(*(hanako.click(screen, CONFIRM) for _ in range(2)))

    assert len({reply.url() for reply in both}) == 1
    assert len(await journey.records(Order)) == 1
    assert len(journey.world.stripe.core.account.all("checkout.session")) == 1


async def test_two_screens_confirmed_one_after_the_other_are_one_order(journey, hanako):
    first = await journey.ask_to_join(hanako, "Gold")
    second = await journey.ask_to_join(hanako, "Gold")
    links = [await journey.click(hanako, screen, CONFIRM) for screen in (first, second, first)]

    assert len({link.url() for link in links}) == 1
    assert len(await journey.records(Order)) == 1


async def test_a_price_that_changed_in_between_is_shown_anew_and_binds_nobody_before(journey, hanako):
    screen = await journey.ask_to_join(hanako, "Gold")
    await journey.change(Room, fee=Money(700, "JPY"))
    anew = await journey.click(hanako, screen, CONFIRM)
    orders = await journey.records(Order)
    link = await journey.click(hanako, anew, CONFIRM)

    assert orders == []
    assert "変更がありました" in anew.text
    assert "700円" in anew.text
    assert "700円" in link.text
    assert {kept.fee.minor: kept.confirmed_at is None for kept in await journey.records(Screen)} == {
        500: True,
        700: False,
    }
    assert (await journey.only(Order)).amount == Money(700, "JPY")


@begins(11, 30, 12)
async def test_a_screen_of_a_month_that_is_over_is_shown_anew(journey, hanako):
    """It named November: in December nobody may be charged by it."""
    screen = await journey.ask_to_join(hanako, "Gold")
    await journey.until(12, 1, 12)
    anew = await journey.click(hanako, screen, CONFIRM)

    assert "2026年12月分" in anew.text
    assert await journey.records(Order) == []


async def test_an_order_that_ran_out_is_not_revived_by_its_old_screen(journey, hanako):
    screen = await journey.ask_to_join(hanako, "Gold")
    await journey.click(hanako, screen, CONFIRM)
    await journey.later(hours=25)
    anew = await journey.click(hanako, screen, CONFIRM)
    await journey.click(hanako, anew, CONFIRM)

    assert "変更がありました" not in anew.text
    assert [order.state.value for order in await journey.records(Order)] == ["expired", "open"]


async def test_a_screen_in_another_language_is_shown_anew(journey, hanako):
    """What is agreed to is what was read."""
    screen = await journey.ask_to_join(hanako, "Gold")
    journey.world.discord.core.state.locales[hanako.id] = "en-US"
    anew = await journey.click(hanako, screen, CONFIRM)

    assert "Something changed" in anew.text
    assert {kept.locale for kept in await journey.records(Screen)} == {"ja", "en-US"}


async def test_a_room_that_closed_meanwhile_takes_no_order(journey, hanako):
    screen = await journey.ask_to_join(hanako, "Gold")
    await journey.change(Room, state=RoomState.CLOSED)
    refused = await journey.click(hanako, screen, CONFIRM)

    assert "受け付けていません" in refused.text
    assert await journey.records(Order) == []


async def test_nobody_confirms_what_somebody_else_was_shown(journey, hanako):
    screen = await journey.ask_to_join(hanako, "Gold")
    ken = await journey.world.discord.person("ken")
    theirs = await journey.ask_to_join(ken, "Gold")
    for message in theirs.messages:
        for row in message.raw["components"][0]["components"]:
            for button in row.get("components", ()):
                if button["custom_id"].startswith(CONFIRM):
                    button["custom_id"] = next(one.custom_id for one in screen.buttons if one.custom_id)
    refused = await journey.click(ken, theirs, CONFIRM)

    assert "見つかりません" in refused.text
    assert await journey.records(Order) == []


@pytest.mark.rule("E-14")
async def test_without_the_declaration_nothing_is_shown(journey, hanako):
    form = await journey.slash(hanako, "room join", room="Gold")
    refused = await hanako.submit(form, declared=False)

    assert "情報商材" in refused.text
    assert await journey.records(Application) == []


@pytest.mark.rule("E-12", "E-14")
async def test_answers_and_signals_are_kept_with_the_membership_and_the_owner_reads_them(journey, hanako):
    mika = await journey.world.discord.person("mika", locale="ja")
    form = await journey.slash(mika, "owner room-edit", room="Gold")
    await mika.submit(form, **QUESTIONS)
    link = await journey.order(hanako, "Gold", "丘", "十年")
    told_before = [message.text for message in mika.dms()]
    await journey.pay(hanako, link.url())
    membership, application = await journey.only(Membership), await journey.only(Application)

    assert membership.application_id == application.id
    assert application.filled.answers == (Answer("何を描きますか", "丘"), Answer("経験は?", "十年"))
    assert told_before == []
    [told] = mika.dms()
    assert f"<@{hanako.id}>" in told.text
    assert "十年" in told.text
    assert "プロフィール画像がない" in told.text
    assert hanako.roles() == {"Gold"}


async def test_whoever_comes_back_finds_their_answers_in_the_form(journey, hanako):
    mika = await journey.world.discord.person("mika", locale="ja")
    await mika.submit(await journey.slash(mika, "owner room-edit", room="Gold"), **QUESTIONS)
    await journey.ask_to_join(hanako, "Gold", "丘", "十年")
    form = await journey.slash(hanako, "room join", room="Gold")

    assert [field.component.get("value") for field in form.fields[1:]] == ["丘", "十年"]


async def test_joining_begins_on_the_page_of_the_room(journey, hanako):
    page = await journey.slash(hanako, "room show", room="Gold")
    form = await hanako.click(page, "入会する")

    assert form.modal is not None


async def test_an_order_can_be_taken_back_from_the_card_with_its_link(journey, hanako):
    link = await journey.order(hanako, "Gold")
    question = await journey.click(hanako, link, "申し込みを取り消す")
    await journey.click(hanako, question, "退会する")

    assert await journey.states() == ["left"]
