"""The pages in a real browser: what a person presses, and what a screen reader would read."""

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.browser import opened

PHONE = {"width": 390, "height": 844}
SERIOUS = ("serious", "critical")


@pytest.fixture
async def browser():
    async with opened() as found:
        yield found


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_checkout_reads_well_on_a_phone_and_for_a_screen_reader(town, browser, theme):
    session = await town.checkout()
    page = await browser.new_page(viewport=PHONE, color_scheme=theme)
    await page.goto(session.url)

    found = await Axe().run(page)
    assert [one["id"] for one in found.response["violations"] if one["impact"] in SERIOUS] == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_a_card_pays_at_one_press_and_leads_to_where_the_person_goes_next(town, browser):
    session = await town.checkout(success_url=f"{town.server.url}/thanks?of={{CHECKOUT_SESSION_ID}}")
    page = await browser.new_page()
    await page.goto(session.url)
    await page.get_by_role("button", name="4242").click()
    await page.wait_for_url(f"**/thanks?of={session.id}")

    assert [one.status for one in town.books.charges] == ["succeeded"]


async def test_a_bank_that_refuses_is_read_on_the_page(town, browser):
    session = await town.checkout()
    page = await browser.new_page()
    await page.goto(session.url)
    await page.get_by_text("番号を入力する").click()
    await page.get_by_label("カード番号").fill("4000000000009995")
    await page.get_by_role("button", name="支払う").click()

    assert "insufficient" in await page.locator("#message").inner_text()
