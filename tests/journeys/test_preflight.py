"""No link is given when the money could not be honoured; the member reads why, the owner is told once."""

import discord
import pytest

from bot.rules.rooms import Order, Room
from sandbox.stories.telling import CONFIRM
from tests.journeys.journey import LONG

UNIONPAY = "6200000000000005"


@pytest.fixture
async def mika(journey):
    return await journey.world.discord.person("mika", locale="ja")


async def raise_role(journey, position=90):
    await journey.world.discord.owner.move_role("Gold", position)
    await journey.world.settle()


async def test_a_role_above_the_bot_holds_the_link_back_and_the_owner_hears_of_it_once(journey, hanako, mika):
    """Found out before anybody paid, and not by a member in front of a closed door (C15)."""
    await raise_role(journey)
    first = await journey.ask_to_join(hanako, "Gold")
    second = await journey.ask_to_join(hanako, "Gold")

    assert "ご入会いただけません" in first.text
    assert first.text == second.text
    assert await journey.records(Order) == []
    [told] = mika.dms()
    assert "is not below" in told.text

    await raise_role(journey, 1)
    link = await journey.order(hanako, "Gold")

    assert link.url()
    assert (await journey.only(Room)).fault is None
    assert "解消しました" in mika.dms()[0].text


async def test_what_breaks_after_the_screen_was_shown_gives_no_link_either(journey, hanako, mika):
    screen = await journey.ask_to_join(hanako, "Gold")
    await raise_role(journey)
    refused = await journey.click(hanako, screen, CONFIRM)

    assert "ご入会いただけません" in refused.text
    assert await journey.records(Order) == []


async def test_a_link_that_is_open_is_not_shown_again_while_the_role_cannot_be_granted(journey, hanako, mika):
    await journey.order(hanako, "Gold")
    await raise_role(journey)
    refused = await journey.slash(hanako, "room join", room="Gold")

    assert [button for button in refused.buttons if button.url] == []
    assert "ご入会いただけません" in refused.text


async def test_a_role_that_was_deleted_holds_the_link_back(journey, hanako, mika):
    await journey.world.discord.owner.delete_role("Gold")
    await journey.world.settle()
    refused = await journey.ask_to_join(hanako, "Gold")

    assert "ご入会いただけません" in refused.text
    assert await journey.records(Order) == []


async def test_events_that_never_came_hold_one_try_back_and_are_caught_up_with(journey, hanako, mika):
    """A payment might be noticed late as well; from the next try on they are known."""
    ken = await journey.world.discord.person("ken")
    link = await journey.order(ken, "Gold")
    journey.world.stripe.core.mischief.lost = 1.0
    await journey.pay(ken, link.url())
    journey.world.stripe.core.mischief.lost = 0.0
    await journey.later(minutes=4)
    early = await journey.ask_to_join(hanako, "Gold")
    await journey.later(minutes=2)
    refused = await journey.ask_to_join(hanako, "Gold")
    again = await journey.order(hanako, "Gold")

    assert "お申し込み内容の確認" in early.text
    assert "ご入会いただけません" in refused.text
    assert any("never came" in message.text for message in mika.dms()) or (await journey.only(Room)).fault is None
    assert again.url()


async def test_whom_no_word_would_reach_is_asked_to_open_their_messages_first(journey, hanako):
    """Closed messages, no channel for private threads, and no address: a failed charge could never be told (C32)."""
    await journey.join(hanako, "Gold")
    state = journey.world.discord.core.state
    for role in state.guild["roles"]:
        role["permissions"] = str(int(role["permissions"]) & ~discord.Permissions.create_private_threads.flag)
    await journey.world.discord.tell(state.event("GUILD_UPDATE", state.guild))
    hanako.close_dms()
    await journey.press_leave(hanako)
    await journey.until(12, 2)
    refused = await journey.ask_to_join(hanako, "Gold")
    hanako.open_dms()

    assert "ダイレクトメッセージを許可" in refused.text


@pytest.mark.rule("E-18", "E-37")
async def test_a_card_of_another_brand_is_given_back_with_the_reason_and_another_one_opens_the_door(journey, hanako):
    link = await journey.order(hanako, "Gold")
    await journey.pay(hanako, link.url(), UNIONPAY)
    states = await journey.states()
    told = hanako.dms()[-1].text
    roles = hanako.roles()
    await journey.join(hanako, "Gold", "3566002020360505")

    assert journey.refunded == ["11-28 12:00 500"]
    assert states == ["refused"]
    assert roles == set()
    assert "ブランド" in told
    assert hanako.roles() == {"Gold"}
    assert journey.subscriptions == ["active"]


@pytest.mark.rule("E-37")
@pytest.mark.parametrize(
    "card",
    [
        "5555555555554444",
        *(
            pytest.param(card, marks=LONG)
            for card in ("3566002020360505", "378282246310005", "3056930009020004", "6011111111111117")
        ),
    ],
)
async def test_every_brand_of_the_list_is_taken(journey, hanako, card):
    await journey.join(hanako, "Gold", card)

    assert hanako.roles() == {"Gold"}
    assert journey.refunded == []
