"""What one may change by hand: people, roles, direct messages, banks."""

import pytest


async def test_somebody_new_comes_into_the_server(browser):
    yuki = await browser.post("/api/people", name="yuki", display="雪", locale="ja", in_server=True)

    assert (yuki["display"], yuki["in_server"], yuki["locale"]) == ("雪", True, "ja")
    assert (await browser.type("yuki", "mypage"))["state"] == "answered"


@pytest.mark.parametrize("name", ["a", "Yuki", "yu ki", "yuki!", "a" * 33, ""])
async def test_a_name_is_one_discord_would_take(browser, name):
    said = {"name": name, "locale": "ja", "in_server": True}
    status, told = await browser.ask("POST", "/api/people", json=said)

    assert (status, told["failed"]["code"]) == (400, "bad_request")


async def test_nobody_is_called_like_somebody_else(browser):
    status, told = await browser.ask("POST", "/api/people", json={"name": "ken", "locale": "ja", "in_server": True})

    assert (status, told["failed"]["code"]) == (403, "not_allowed")


async def test_a_role_taken_by_hand_comes_back(browser):
    """The bot heals what was done by hand, and the page shows it without being asked."""
    hanako = await browser.person("hanako")
    [gold] = hanako["roles"]
    taken = await browser.post(f"/api/people/{hanako['id']}/roles", role=gold, held=False)
    while (await browser.person("hanako"))["roles"] != [gold]:
        await browser.hear(lambda kind, data: kind == "changed" and "people" in data["parts"])

    assert taken["roles"] == []


async def test_a_role_of_a_bot_is_nobodys_to_give(browser):
    world = await browser.get("/api/world")
    managed = next(one["id"] for one in world["roles"] if one["managed"])
    said = {"role": managed, "held": True}
    status, told = await browser.ask("POST", f"/api/people/{await browser.id_of('ken')}/roles", json=said)

    assert (status, told["failed"]["code"]) == (403, "not_allowed")


async def test_who_leaves_sees_nothing_and_who_comes_back_sees_it_again(browser):
    hanako = await browser.id_of("hanako")
    gone = await browser.post(f"/api/people/{hanako}/server", **{"in": False})
    assert (gone["in_server"], gone["is"]) == (False, ["stranger"])
    assert (await browser.get(f"/api/people/{hanako}"))["channels"] == []

    back = await browser.post(f"/api/people/{hanako}/server", **{"in": True})
    assert back["in_server"] is True
    while not (await browser.person("hanako"))["roles"]:
        await browser.hear(lambda kind, data: kind == "changed")


async def test_the_owner_stays(browser):
    owner = await browser.id_of("owner")
    for path in ("server", "kick"):
        status, told = await browser.ask("POST", f"/api/people/{owner}/{path}", json={"in": False})
        assert (status, told["failed"]["code"]) == (403, "not_allowed")


async def test_direct_messages_can_be_closed(browser):
    hanako = await browser.id_of("hanako")
    assert (await browser.post(f"/api/people/{hanako}/dms", open=False))["dms_open"] is False
    assert (await browser.post(f"/api/people/{hanako}/dms", open=True))["dms_open"] is True


async def test_a_clients_language_decides_the_answer(browser):
    ken = await browser.id_of("ken")
    await browser.type("ken", "room list")
    assert (await browser.post(f"/api/people/{ken}/locale", locale="ja"))["locale"] == "ja"
    status, _ = await browser.ask("POST", f"/api/people/{ken}/locale", json={"locale": "xx"})
    assert status == 400


async def test_a_bank_changes_its_mind(browser):
    hanako, ken = await browser.id_of("hanako"), await browser.id_of("ken")
    refusing = await browser.post(f"/api/people/{hanako}/bank", answer="insufficient_funds")
    assert refusing["bank"] == "insufficient_funds"
    assert (await browser.post(f"/api/people/{hanako}/bank", answer=None))["bank"] is None

    for id, answer in ((ken, "lost_card"), (hanako, "nonsense")):
        status, told = await browser.ask("POST", f"/api/people/{id}/bank", json={"answer": answer})
        assert (status, told["failed"]["code"]) == (404, "unknown")
