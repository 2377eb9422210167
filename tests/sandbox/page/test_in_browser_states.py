"""The page's other states: people, stories, faults, a new world; how accessible they are, and how fast."""

from statistics import median

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from sandbox.page.server import opened_page
from tests.browser import opened
from tests.sandbox.page.visiting import PATIENCE_MS, PHONE, Visitor

SERIOUS = ("serious", "critical")
QUIET = {"guide-hidden": True}


@pytest.fixture
async def chromium():
    async with opened() as found:
        yield found


@pytest.fixture
async def page(tmp_path):
    async with opened_page(tmp_path) as served:
        yield served


async def serious(visitor, where):
    """What a checker finds wrong, with the place; nothing when all is well."""
    found = await Axe().run(visitor.page)
    return [
        (where, one["id"], node["html"][:90], node["failureSummary"][-120:])
        for one in found.response["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("lang", "theme"), [("en", "dark"), ("en", "light"), ("ja", "dark"), ("ja", "light")])
async def test_a_checker_of_accessibility_finds_nothing_serious(chromium, page, lang, theme):
    wrong = []
    async with Visitor.of(chromium, page.url, lang=lang, theme=theme) as visitor:
        await visitor.type("room join")
        wrong += await serious(visitor, "an option being chosen")
        await visitor.choose("Gold")
        await visitor.press("Enter")
        await visitor.sees("dialog")
        wrong += await serious(visitor, "a form with a box")
        await visitor.press("Escape")
        await visitor.type("room show")
        await visitor.choose("Gold")
        await visitor.press("Enter")
        await visitor.answer("Gold")
        wrong += await serious(visitor, "an answer for one person")
        await visitor.be("花子")
        await visitor.find("[data-key=rail-home]").click()
        await visitor.answer("Gold")
        wrong += await serious(visitor, "direct messages")
        await visitor.find("#people .person-more").click()
        wrong += await serious(visitor, "the card of a person")
        await visitor.press("Escape")
        await visitor.find("#time .clock").click()
        wrong += await serious(visitor, "the menu of time")
        await visitor.press("Escape")
        await visitor.find("#heading [data-key=panel-inside]").click()
        for tab in ("events", "outbox", "ledger", "audit", "books", "faults"):
            await visitor.find(f"#tab-{tab}").click()
            wrong += await serious(visitor, f"inside: {tab}")
        await visitor.find("#heading [data-key=panel-stories]").click()
        await visitor.sees(".story")
        wrong += await serious(visitor, "the stories")
        await visitor.be("Mika")
        await visitor.find("[data-key=rail-server]").click()
        await visitor.type("owner room-edit")
        await visitor.choose("Gold")
        await visitor.press("Enter")
        await visitor.sees("dialog")
        wrong += await serious(visitor, "a form")
        await visitor.press("Escape")
        await visitor.page.set_viewport_size(PHONE)
        wrong += await serious(visitor, "a phone")
        await visitor.find("#heading [data-key=menu]").click()
        wrong += await serious(visitor, "the drawer of a phone")

    assert wrong == []


async def test_the_page_is_there_at_once_and_answers_at_once(chromium, page):
    """Far on the safe side of what docs/figures.md says: here other tests are at work too."""
    async with Visitor.of(chromium, page.url, **QUIET) as visitor:
        entries = "performance.getEntriesByType"
        paint = await visitor.page.evaluate(f"{entries}('paint').find((one) => one.name === 'first-paint').startTime")
        loaded = await visitor.page.evaluate(
            f"[...{entries}('resource'), ...{entries}('navigation')].filter((one) => !one.name.includes('/api/'))"
            ".reduce((sum, one) => sum + one.encodedBodySize, 0)"
        )
        answers = [await answered(visitor) for _ in range(5)]

    assert paint < 3_000
    assert 100_000 < loaded < 300_000
    assert median(answers) < 1_500


ANSWERED = """async () => {
  const pane = document.getElementById("messages");
  const count = () => pane.querySelectorAll(".container").length;
  const before = count();
  const there = new Promise((done) => {
    const look = () => count() > before && requestAnimationFrame(() => done(performance.now()));
    new MutationObserver(look).observe(pane, { childList: true, subtree: true });
  });
  const began = performance.now();
  document.querySelector("#composer .entry-send").click();
  return (await there) - began;
}"""


async def answered(visitor):
    """Milliseconds from sending a command to its answer on the screen."""
    await visitor.type("mypage")
    return await visitor.page.evaluate(ANSWERED)


async def test_what_is_done_by_hand_to_people_is_seen(chromium, page):
    async with Visitor.of(chromium, page.url, **QUIET) as visitor:
        await visitor.find("#people .add").click()
        form = visitor.page.get_by_role("dialog", name="Add a person")
        await form.get_by_label("Name").fill("yuki")
        await form.get_by_role("button", name="Add a person").click()
        await visitor.sees("#people .person[aria-current]", "yuki")
        await visitor.misses("#channels .channel", "Silver")

        await visitor.find("#people .person-more").click()
        card = visitor.find(".float .card")
        await card.get_by_label("Silver", exact=True).check()
        await visitor.sees("#channels .channel", "Silver")
        await card.get_by_label("Accepts direct messages").uncheck()
        await card.get_by_label("Their bank").select_option("expired_card")
        await expect(card.get_by_text("There is no card yet")).to_be_visible()
        await card.get_by_label("In the server").uncheck()
        await visitor.sees("#right", "from outside one sees neither")
        await visitor.sees("#channels", "Direct messages are closed")
        await card.get_by_label("In the server").check()
        await visitor.press("Escape")
        await visitor.find("[data-key=rail-server]").click()
        await visitor.sees("#channels .channel", "lobby")


async def test_a_planted_fault_is_said_everywhere_until_it_is_taken_away(chromium, page):
    async with Visitor.of(chromium, page.url, **QUIET) as visitor:
        await visitor.find("#heading [data-key=panel-inside]").click()
        await visitor.find("#tab-faults").click()
        await visitor.page.get_by_role("switch", name="Stripe is down").check()
        await visitor.sees("#notice", "Planted faults: Stripe is down")
        await visitor.declare("Gold")
        await visitor.find("#tab-calls").click()
        await visitor.sees(".line .mark.bad")

        await visitor.find("#tab-faults").click()
        await visitor.find("[data-key=clear]").click()
        await visitor.misses("#notice .warn")


@pytest.mark.long
@pytest.mark.timeout(240)
async def test_a_story_is_told_step_by_step_and_ones_own_world_comes_back(chromium, page):
    async with Visitor.of(chromium, page.url, **QUIET) as visitor:
        await visitor.find("#composer .box").fill("Good morning")
        await visitor.press("Enter")
        await visitor.find("#heading [data-key=panel-stories]").click()
        await visitor.find("[data-key=play-the-new-card]").click()
        await visitor.sees("#notice", "You are in the story “The new card”")
        await expect(visitor.find("#composer .box")).to_be_disabled(timeout=PATIENCE_MS)
        await visitor.find("[data-key=step]").click()
        await visitor.sees(".told-line", "/admin room-create")
        await visitor.find("[data-key=all]").click()
        await expect(visitor.find(".story-state")).to_contain_text("The end", timeout=120_000)
        await visitor.sees("#people .person[aria-current]", "Ken")
        assert await visitor.find(".told-line").count() > 8

        await visitor.find("[data-key=leave]").click()
        await visitor.misses("#notice .story")
        await visitor.be("Ken")
        await visitor.answer("Good morning")


async def test_a_new_beginning_is_asked_for_and_shown(chromium, page):
    async with Visitor.of(chromium, page.url) as visitor:
        await visitor.find("#composer .box").fill("Forget me")
        await visitor.press("Enter")
        await visitor.answer("Forget me")
        await visitor.find("[data-key='tools.reset']").click()
        await visitor.page.get_by_role("dialog").get_by_role("button", name="Start over").click()
        await visitor.misses("#messages .message", "Forget me")
        await expect(visitor.find("#composer .box")).to_be_enabled(timeout=60_000)  # a world is made
        await visitor.sees(".guide-card.now", "The door opens")
