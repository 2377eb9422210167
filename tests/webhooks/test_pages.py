"""The page people come back to."""

import pytest

from tests.webhooks.doors import opened
from tests.webhooks.town import GUILD


@pytest.fixture
async def door():
    async with opened() as door:
        yield door


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ja", "ja"),
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("en-US,en;q=0.9,ja;q=0.8", "en"),
        ("fr-FR,en;q=0.5", "en"),
        ("fr", "ja"),
        ("*", "ja"),
        (",;=,", "ja"),
    ],
)
async def test_it_speaks_what_the_browser_asks_for_and_else_japanese(door, accepted, language):
    status, page, _ = await door.get("/return?paid=1", **{"Accept-Language": accepted})

    assert status == 200
    assert f'<html lang="{language}">' in page
    assert ("ありがとうございます" in page) == (language == "ja")
    assert ("Thank you" in page) == (language == "en")


async def test_it_leads_back_to_the_community(door):
    _, page, _ = await door.get("/return?paid=1")

    assert f'href="https://discord.com/channels/{GUILD}"' in page


async def test_who_turned_back_is_not_thanked(door):
    _, page, _ = await door.get("/return", **{"Accept-Language": "en"})

    assert "Thank you" not in page
    assert "Back to Discord" in page


async def test_nothing_that_was_sent_stands_on_the_page(door):
    _, page, _ = await door.get("/return?paid=<script>&x=<b>y</b>", **{"Accept-Language": "en<script>"})

    assert "<script" not in page
    assert "<b>" not in page


async def test_it_loads_nothing_from_anywhere_and_tells_nobody(door):
    _, page, headers = await door.get("/return")

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "src=" not in page
    assert page.count("http") == 1
