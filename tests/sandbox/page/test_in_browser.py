"""The page in a real Chromium, as a newcomer uses it: pay, fail a month, fill in forms, with keys or on a phone."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from sandbox.page.server import opened_page
from tests.browser import opened
from tests.sandbox.page.visiting import PATIENCE_MS, PHONE, Visitor


@pytest.fixture
async def chromium():
    async with opened() as found:
        yield found


@pytest.fixture
async def page(tmp_path):
    start = datetime(2026, 11, 25, 3, tzinfo=UTC)
    async with opened_page(tmp_path, start=start) as served:
        yield served


async def join(visitor, room):
    """Ask, follow the link to Stripe's page in its own tab, and pay there."""
    links = visitor.find("#messages a.button", has_text="Pay")
    before = await links.count()
    await visitor.ask_to_join(room)
    await expect(links).to_have_count(before + 1, timeout=3 * PATIENCE_MS)
    async with visitor.page.context.expect_page() as opening:
        await links.last.click()
    checkout = await opening.value
    await checkout.get_by_role("button", name="4242").click()
    await checkout.wait_for_url("**/return?paid=1")
    await checkout.close()


async def at_rest(visitor):
    """Time has stopped moving."""
    await expect(visitor.find("#time [data-key=stop]")).to_have_count(0, timeout=60_000)


@pytest.mark.long
@pytest.mark.timeout(180)
async def test_a_door_opens_by_payment_and_closes_on_the_25th(chromium, page):
    """The first minute, by its own cards and nothing else: what a person who knows nothing of the project would do."""
    async with Visitor.of(chromium, page.url) as visitor:
        await visitor.sees(".guide-card.now", "The door opens")
        await visitor.misses("#channels .channel", "Gold")
        await join(visitor, "Gold")
        await visitor.sees("#channels .channel", "Gold")
        await visitor.sees(".guide-card.done", "The door opens")
        await visitor.sees("#rail .badge", "1")

        await visitor.find("[data-key=guide-refuse]").click()
        await visitor.find("[data-key=guide-first]").click()
        await visitor.sees(".guide-card.now", "And back")
        await at_rest(visitor)
        await visitor.find("[data-key=guide-read]").click()
        await visitor.answer("refused by the card company")
        await visitor.sees("#messages .message button", "Pay now")
        await visitor.misses("#people .here .badge")

        await visitor.find("#time .clock").click()
        await visitor.find(".menu-date input").fill("2026-12-25T12:00")
        await visitor.find(".menu-date button").click()
        await visitor.sees(".guide-card.now", "the door is closed")
        await at_rest(visitor)
        await visitor.find("[data-key=rail-server]").click()
        await visitor.misses("#channels .channel", "Gold")

        await visitor.find("[data-key=guide-works]").click()
        await visitor.misses("[data-key=guide-works]")
        await join(visitor, "Gold")
        await visitor.sees(".guide-over", "That was the first minute")
        await visitor.sees("#channels .channel", "Gold")


async def test_a_form_says_what_is_missing_and_is_sent(chromium, page):
    async with Visitor.of(chromium, page.url, **{"guide-hidden": True}) as visitor:
        await visitor.be("Mika")
        await visitor.type("owner room-edit")
        await visitor.choose("Gold")
        await visitor.press("Enter")
        form = visitor.page.get_by_role("dialog", name="The page of your room")
        does = form.get_by_label("What the room does")
        await does.fill("")
        await form.get_by_role("button", name="Submit").click()
        await expect(form.get_by_role("alert").filter(has_text="This is required")).to_be_visible()
        await expect(does).to_be_focused()

        await does.fill("We carve wooden spoons")
        await form.get_by_role("button", name="Submit").click()
        await expect(form).to_have_count(0)
        await visitor.type("room show")
        await visitor.choose("Gold")
        await visitor.press("Enter")

        await visitor.answer("We carve wooden spoons")


async def test_a_form_that_is_put_away_stays_away(chromium, page):
    """Cancelled is cancelled: nothing offers it again, after a reload neither."""
    async with Visitor.of(chromium, page.url, **{"guide-hidden": True}) as visitor:
        await visitor.be("Mika")
        await visitor.type("owner room-edit")
        await visitor.choose("Gold")
        await visitor.press("Enter")
        await visitor.sees("dialog.dialog-form")
        await visitor.page.reload()
        await visitor.find("#messages button", has_text="The page of your room").click()
        await visitor.sees("dialog.dialog-form")
        await visitor.press("Escape")

        await visitor.misses("dialog")
        await visitor.misses("#messages button", "The page of your room")


async def test_an_option_is_suggested_checked_and_explained(chromium, page):
    async with Visitor.of(chromium, page.url, **{"guide-hidden": True}) as visitor:
        await visitor.be("Mika")
        await visitor.type("owner coupon-create")
        await visitor.sees("[role=option]", "Gold")
        await visitor.press("Enter")  # the first suggestion of the bot
        await expect(visitor.page.get_by_role("combobox", name="room")).to_have_value("Gold")
        await visitor.press("Enter")
        await visitor.sees("#composer .composer-error", "code: This is required")
        await visitor.page.keyboard.type("SPRING")
        await visitor.press("Tab", "ArrowDown", "Enter")
        await visitor.page.keyboard.type("many")
        await visitor.press("Enter")
        await visitor.sees("#composer .chip.wrong", "percent")

        await visitor.page.keyboard.press("Control+A")
        await visitor.page.keyboard.type("50")
        await visitor.press("Enter")
        await visitor.answer("SPRING")


async def test_everything_is_reached_by_the_keyboard(chromium, page):
    """Nobody has touched the mouse here: be somebody, go somewhere, command, press a button, let time pass."""
    async with Visitor.of(chromium, page.url) as visitor:
        focused = visitor.page.locator(":focus")
        await visitor.press("Tab")
        await expect(focused).to_have_text("Skip to the message box")
        await visitor.press("Enter")
        await expect(focused).to_have_attribute("id", await visitor.find("#composer .box").get_attribute("id"))
        await visitor.page.keyboard.type("/room list")
        await visitor.sees("#composer .option", "/room list")
        await visitor.press("Enter", "Enter")
        message = await visitor.answer("Look at Silver")
        while await focused.inner_text() != "Look at Silver":
            await visitor.press("Shift+Tab")
        await visitor.press("Enter")
        await visitor.answer("Join")
        assert await message.count() == 1

        while await focused.get_attribute("id") != "messages" and await focused.get_attribute("data-key") != "clock":
            await visitor.press("Shift+Tab")
        while await focused.get_attribute("data-key") != "clock":
            await visitor.press("Shift+Tab")
        await visitor.press("Enter")
        await expect(visitor.find(".float .menu")).to_be_visible()
        await visitor.press("Escape")
        await expect(focused).to_have_attribute("data-key", "clock")
        await visitor.press("Tab", "Tab", "Enter")  # past "next event"
        await visitor.sees("#time .clock", "26")

        while "Ken" not in (await focused.get_attribute("aria-label") or ""):
            await visitor.press("Tab")
        await visitor.press("ArrowLeft", "Enter")
        await visitor.sees("#people .person[aria-current]", "花子")
        await visitor.press("Alt+ArrowUp")
        await visitor.sees("#heading h2", "Roomkeeper")
        await visitor.press("Escape")
        await expect(focused).to_have_class("box")


async def test_a_phone_shows_one_thing_at_a_time(chromium, page):
    async with Visitor.of(chromium, page.url, size=PHONE, lang="ja") as visitor:
        await visitor.find("#heading [data-key=menu]").click()
        await expect(visitor.find("#channels .channel", has_text="lobby")).to_be_in_viewport(ratio=1)
        await visitor.press("Escape")
        await expect(visitor.find("#left")).not_to_be_visible()
        await visitor.find("#heading [data-key=panel-inside]").click()
        await expect(visitor.find("#right .tabs")).to_be_in_viewport(ratio=1)
        await visitor.find("#right [data-key=close-panel]").click()
        await expect(visitor.find("#right")).not_to_be_visible()
        await visitor.type("mypage")
        await visitor.press("Enter")
        await visitor.answer("Ken")

        assert await visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert await visitor.page.evaluate("document.querySelector('#messages').scrollWidth") <= PHONE["width"]
        await expect(visitor.find("#composer .box")).to_be_in_viewport(ratio=1)


async def test_what_is_new_is_seen_and_read_out(chromium, page):
    """A screen reader hears the answer; words of somebody else mark the channel until they are read."""
    async with Visitor.of(chromium, page.url) as visitor, Visitor.of(chromium, page.url, me=None) as other:
        await other.be("Mika")
        await other.go("Gold")
        await visitor.type("room list")
        await visitor.press("Enter")
        await expect(visitor.find("#live")).to_contain_text("Silver", timeout=PATIENCE_MS)

        await other.find("#composer .box").fill("**Tea** at three, <@{}>?".format((await person(other, "ken"))["id"]))
        await other.press("Enter")
        await other.sees("#messages .message strong", "Tea")
        await visitor.be("花子")
        await visitor.sees("#channels .channel.unread", "Gold")
        await visitor.go("Gold")
        await visitor.sees("#messages .divider.new")
        await visitor.sees("#messages .mention", "@Ken")
        await visitor.misses("#channels .channel.unread", "Gold")


async def person(visitor, name):
    return await visitor.page.evaluate(
        "async (name) => (await (await fetch('/api/world')).json()).people.find((one) => one.name === name)", name
    )
