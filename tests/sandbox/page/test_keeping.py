"""The community is there again at the next start, unless one begins anew."""

import asyncio
from datetime import UTC, datetime

import pytest

from sandbox.keeping import DOUBLES, WHOLE
from sandbox.page.server import opened_page
from tests.sandbox.page.browser import Browser

NOVEMBER = datetime(2026, 11, 25, 3, tzinfo=UTC)


async def test_it_is_as_it_was_left(tmp_path):
    async with opened_page(tmp_path, start=NOVEMBER) as page, Browser.of(page) as browser:
        await browser.post("/api/people", name="yuki", locale="ja", in_server=True)
        hanako = await browser.id_of("hanako")
        [welcome] = await browser.messages("hanako", "direct")
        await browser.post(f"/api/people/{hanako}/read", channel="direct", message=welcome["id"])
        await browser.post("/api/time", to="+1d")
        await browser.hear(lambda kind, data: kind == "time" and not data["moving"] and data["moments"])
        before = await browser.get("/api/world")
        urls, inside = before["urls"], await browser.get("/api/inside", member=hanako)

    async with opened_page(tmp_path) as page, Browser.of(page) as browser:
        after = await browser.get("/api/world")
        assert (after["people"], after["roles"], after["channels"]) == (
            before["people"],
            before["roles"],
            before["channels"],
        )
        assert after["time"]["now"] == before["time"]["now"]
        assert after["urls"] == urls  # links in old messages still lead somewhere
        assert (await browser.get("/api/inside", member=hanako))["ledger"] == inside["ledger"]
        assert (await browser.person("hanako"))["unread"] == 0
        assert await browser.messages("hanako", "direct") == [welcome]
        assert (await browser.type("yuki", "room join", room="Gold"))["state"] == "form"


async def test_a_reset_begins_anew(browser):
    await browser.post("/api/people", name="yuki", locale="ja", in_server=True)
    await browser.post("/api/reset")

    people = [one["name"] for one in (await browser.get("/api/world"))["people"]]
    assert "yuki" not in people
    assert "hanako" in people


async def test_a_reset_waits_for_the_end_of_a_story(browser):
    await browser.post("/api/stories", play="the-new-card")
    status, told = await browser.ask("POST", "/api/reset", json={})

    assert (status, told["failed"]["code"]) == (409, "busy")


@pytest.mark.parametrize("content", [b"nonsense", b'{"version": 0}'])
async def test_what_cannot_be_opened_is_put_aside_with_a_line(tmp_path, content):
    (tmp_path / WHOLE).mkdir()
    (tmp_path / WHOLE / DOUBLES).write_bytes(content)
    async with opened_page(tmp_path, furnished=False) as page:
        [remark] = page.stage.remarks

    assert "cannot be opened" in remark
    assert str(tmp_path / "put-aside-1") in remark
    assert (tmp_path / "put-aside-1" / DOUBLES).read_bytes() == content


async def test_it_is_kept_while_it_rests_not_only_at_the_end(browser, tmp_path):
    """A machine that is switched off loses a second, not an afternoon."""
    await browser.post("/api/people", name="yuki", locale="ja", in_server=True)
    async with asyncio.timeout(20):
        # A file appears; nothing here can tell us when.
        while "yuki" not in _written(tmp_path):  # noqa: ASYNC110 -- see above
            await asyncio.sleep(0.05)


def _written(folder):
    file = folder / WHOLE / DOUBLES
    return file.read_text() if file.exists() else ""
