"""Running the community from the page: time, faults, a look inside, stories and beginning anew."""

import inspect
from datetime import UTC, datetime

import pytest

from sandbox.page.server import Page, opened_page
from sandbox.page.stage import Stage
from sandbox.page.telling import Paced
from sandbox.stories.telling import Story
from tests.sandbox.page.browser import Browser

NOVEMBER = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.fixture
async def november(tmp_path):
    """The first world, on the 25th of November at noon in Tokyo."""
    async with opened_page(tmp_path, start=NOVEMBER) as page, Browser.of(page) as browser:
        yield browser


def arrived(kind, data):
    return kind == "time" and data["to"] is None and data["moments"] > 0


async def moved(browser, to):
    browser.heard.clear()
    began = await browser.post("/api/time", to=to)
    return began, await browser.hear(arrived)


async def test_time_moves_event_by_event_while_one_watches(november):
    """From November to the 25th of December: the charge fails, five retries fail, and the door closes."""
    hanako = await november.id_of("hanako")
    await november.post(f"/api/people/{hanako}/bank", answer="insufficient_funds")
    began, _ = await moved(november, "next_first")
    assert (began["moving"], began["to"]) == (True, "2026-12-01T03:00:00+00:00")
    _, on_retry_day = await moved(november, "next_retry_day")
    assert on_retry_day["now"] == "2026-12-05T01:01:00+00:00"
    _, arrival = await moved(november, "2026-12-25T12:00")

    told = [data["now"] for kind, data in november.heard if kind == "time"]
    assert told == sorted(told)
    assert arrival["now"] == "2026-12-25T03:00:00+00:00"
    assert arrival["moments"] > 10
    assert (await november.person("hanako"))["roles"] == []
    inside = await november.get("/api/inside", member=hanako)
    failed = [one for one in inside["books"]["charges"] if one["status"] == "failed"]
    assert len(failed) == 6
    assert [one["state"] for one in inside["ledger"]["memberships"]] == ["lapsed"]
    december = inside["ledger"]["charges"][-1]
    assert (december["month"], december["state"], len(december["attempts"])) == ("2026-12-01", "written_off", 5)
    assert december["amount"] == {"minor": 500, "currency": "JPY"}


@pytest.mark.parametrize("to", ["yesterday", "2026-01-01T12:00", "2030-01-01T12:00", "+1y", ""])
async def test_time_goes_forward_and_not_too_far(browser, to):
    status, told = await browser.ask("POST", "/api/time", json={"to": to})

    assert (status, told["failed"]["code"]) == (400, "bad_request")


async def test_time_can_be_stopped_and_moves_once_at_a_time(november):
    await november.post("/api/time", to="+300d")
    status, told = await november.ask("POST", "/api/time", json={"to": "+1d"})
    assert (status, told["failed"]["code"]) == (409, "busy")
    await november.post("/api/time/stop")
    while (await november.get("/api/world"))["time"]["moving"]:
        await november.hear(lambda kind, data: kind == "time")

    time = (await november.get("/api/world"))["time"]
    assert time["stopped"] == "asked"
    assert time["now"] < "2027-06"


async def test_the_next_thing_is_the_one_that_was_announced(browser):
    announced = (await browser.get("/api/world"))["time"]["next"]
    _, arrival = await moved(browser, "next")

    assert arrival["now"] == announced["at"]


async def test_inside_one_sees_what_went_over_the_wires(browser):
    inside = await browser.get("/api/inside")
    paid = next(one for one in inside["events"] if one["type"] == "checkout.session.completed")

    assert [one["status"] for one in paid["deliveries"]] == []  # it came before anybody looked
    assert inside["ledger"] is None
    assert {one["state"] for one in inside["inbox"]} == {"done"}
    assert "BuildRoom" in {one["kind"] for one in inside["outbox"]}
    assert {one["act"] for one in inside["audit"]} >= {"member_roles", "channel_create"}
    await browser.confirm("ken", await browser.type("ken", "room join", room="Gold"))
    calls = (await browser.get("/api/inside"))["calls"]
    assert {(one["to"], one["method"]) for one in calls} >= {("stripe", "POST"), ("discord", "POST")}
    assert len((await browser.get("/api/inside", limit=5))["inbox"]) <= 5


async def test_a_switch_lets_stripe_fail_until_it_is_switched_back(browser):
    await browser.post("/api/faults", name="stripe_down", on=True)
    told = await browser.hear(lambda kind, data: kind == "faults")
    assert [one["name"] for one in told["switches"] if one["on"]] == ["stripe_down"]
    form = await browser.type("ken", "room join", room="Gold")
    without = await browser.message("ken", await browser.declare("ken", form))
    assert "rk:confirm:" not in str(without["raw"])

    cleared = await browser.post("/api/faults/clear")
    assert not any(one["on"] for one in cleared["switches"])
    again = await browser.confirm("ken", await browser.type("ken", "room join", room="Gold"))
    assert "checkout" in str((await browser.message("ken", again))["raw"])


async def test_there_is_no_such_switch(browser):
    status, told = await browser.ask("POST", "/api/faults", json={"name": "everything", "on": True})

    assert (status, told["failed"]["code"]) == (404, "unknown")


async def test_a_story_waits_before_every_act(november):
    """And one's own world is put away meanwhile, and comes back."""
    listed = (await november.get("/api/stories"))["stories"]
    assert "the-new-card" in [one["name"] for one in listed]
    begun = await november.post("/api/stories", play="the-new-card")
    await november.hear(lambda kind, data: kind == "world" and data["state"] == "ready")
    first = await november.hear(lambda kind, data: kind == "story" and data["state"] == "waiting")

    assert begun["name"] == "the-new-card"
    assert first["coming"]["with"] == {"command": "admin room-create", "options": first["coming"]["with"]["options"]}
    assert first["coming"]["who"] == "owner"
    status, told = await november.ask("POST", "/api/time", json={"to": "+1d"})
    assert (status, told["failed"]["code"]) == (409, "busy")
    await november.post("/api/stories/next")
    second = await november.hear(lambda kind, data: kind == "story" and data["state"] == "waiting")
    assert (second["step"], second["coming"]["act"]) == (1, "slash")
    assert second["told"][0]["answer"]
    await november.post("/api/stories/next", steps="all")
    ended = await november.hear(lambda kind, data: kind == "story" and data["state"] in ("done", "differs", "broke"))
    assert (ended["state"], ended["difference"]) == ("done", None)
    assert {one["act"] for one in ended["told"]} == {"slash", "pay", "reads", "bank", "time", "click", "form"}

    await november.post("/api/stories/leave")
    back = await november.get("/api/world")
    assert back["world"] == "kept"
    assert "aoi" in [one["name"] for one in back["people"]]


def test_every_act_a_story_knows_is_held_on_the_page():
    """Whoever teaches stories a new verb lets it wait here, too; what is made of other verbs waits by itself."""
    acts = {name for name, verb in vars(Story).items() if inspect.iscoroutinefunction(verb) and name[0] != "_"}

    made_of_others = {"open_room", "ask_to_join", "declare", "confirm", "order", "join"}
    assert acts - set(vars(Paced)) == made_of_others


async def test_a_page_that_comes_while_worlds_change_hears_of_the_next_one(tmp_path):
    """A browser does not ask again for a stream that was refused."""
    stage = Stage(tmp_path, furnished=False)
    page = Page(stage)
    await page.start(0)
    async with Browser.of(page) as browser:
        status, told = await browser.ask("GET", "/api/world")
        assert (status, told["failed"]["code"]) == (503, "changing")
        await stage.open()
        assert (await browser.hear(lambda kind, data: kind == "world" and data["state"] == "ready"))["world"] == "kept"
        assert (await browser.get("/api/world"))["people"][0]["name"] == "owner"
        await stage.close()
    await page.stop()


async def test_there_is_no_such_story(browser):
    status, told = await browser.ask("POST", "/api/stories", json={"play": "none"})

    assert (status, told["failed"]["code"]) == (404, "unknown")
