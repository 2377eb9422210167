"""Nobody but the page itself, on this machine, may drive the page's server."""

import socket

import pytest


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1"])
async def test_whoever_comes_by_another_name_is_turned_away(browser, host):
    """A name of somebody's that leads to this machine (DNS rebinding) reads nothing."""
    for path in ("/", "/api/world", "/static/index.html"):
        status, told = await browser.ask("GET", path, headers={"Host": host})
        assert (status, told["failed"]["code"]) == (403, "foreign")


async def test_another_site_cannot_act(browser):
    said = {"json": {"to": "+1d"}}
    status, told = await browser.ask("POST", "/api/time", headers={"Origin": "https://evil.example"}, **said)
    assert (status, told["failed"]["code"]) == (403, "foreign")
    status, told = await browser.ask("POST", "/api/time", headers={"Origin": "null"}, **said)
    assert (status, told["failed"]["code"]) == (403, "foreign")

    status, _ = await browser.ask("POST", "/api/time", headers={"Origin": browser.page.url}, **said)
    assert status == 200


async def test_a_form_of_another_site_cannot_act(browser):
    """What needs no permission across sites is a form; acts are JSON."""
    status, told = await browser.ask("POST", "/api/reset", data={"a": "b"})

    assert (status, told["failed"]["code"]) == (400, "bad_request")


async def test_every_answer_says_what_may_be_loaded(browser):
    async with browser._session.get(browser.page.url) as response:
        policy = response.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "img-src 'self' data: blob: http://127.0.0.1:*;" in policy
    assert "frame-ancestors 'none'" in policy


async def test_another_site_cannot_speak_to_the_doubles_either(browser):
    """They take what anybody sends; a browser says whose page it was."""
    evil = {"Origin": "https://evil.example"}
    for url in (f"{browser.world.discord.url}/_person/evil", f"{browser.world.stripe.url}/checkout/none"):
        async with browser._session.post(url, data="{}", headers=evil) as response:
            assert response.status == 403
    async with browser._session.post(
        f"{browser.world.stripe.url}/checkout/none", headers={"Origin": browser.world.stripe.url}
    ) as response:
        assert response.status == 404  # its own page, which there is not
    assert "evil" not in [one["name"] for one in (await browser.get("/api/world"))["people"]]


async def test_nothing_listens_elsewhere(browser):
    """Every socket of the sandbox is on the loopback."""
    world = browser.world
    ports = [int(url.rpartition(":")[2]) for url in (browser.page.url, world.discord.url, world.stripe.url)]
    ports.append(world.app.port)
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in {one for one in others if not one.startswith("127.")}:
        for port in ports:
            with socket.socket() as line:
                line.settimeout(0.5)
                assert line.connect_ex((address, port)) != 0


async def test_the_way_back_from_paying_leads_to_the_page(browser):
    status, shown = await browser.ask("GET", "/return?paid=1", headers={"Accept-Language": "en"})

    assert status == 200
    assert 'href="/"' in shown
    assert "discord.com" not in shown
