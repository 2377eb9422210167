"""Being a person in the page: what one sees, what one may type, and how answers come."""

import pytest


def texts(message):
    def parts(components):
        for one in components:
            yield one.get("content", "")
            yield from parts(one.get("components", []))

    return "\n".join([message["raw"]["content"], *parts(message["raw"]["components"])])


def link(message):
    def links(components):
        for one in components:
            if one.get("url"):
                yield one["url"]
            yield from links(one.get("components", []))

    return next(links(message["raw"]["components"]))


async def test_the_first_world_has_rooms_with_their_people(browser):
    """What a newcomer finds was made by the commands everybody has."""
    world = await browser.get("/api/world")
    people = {one["name"]: one for one in world["people"]}

    assert set(people) == {"owner", "aoi", "mika", "ryo", "hanako", "ken", "mod", "sora"}
    assert people["mika"]["runs"] == ["Gold"]
    assert people["mika"]["is"] == ["room_owner"]
    assert people["owner"]["is"] == ["owner", "admin", "moderator"]
    assert people["aoi"]["is"] == ["admin"]
    assert people["mod"]["is"] == ["moderator"]
    assert people["sora"]["is"] == ["stranger"]
    assert people["ken"]["is"] == []
    assert people["hanako"]["display"] == "花子"
    assert people["hanako"]["unread"] == 1
    assert world["world"] == "kept"
    assert [role["name"] for role in world["roles"]][-1] == "@everyone"


async def test_one_sees_the_channels_one_may_see_in_their_order(browser):
    hanako, ken = await browser.id_of("hanako"), await browser.id_of("ken")

    seen = (await browser.get(f"/api/people/{hanako}"))["channels"]
    assert [(one["name"], one["type"], one["private"]) for one in seen] == [
        ("lobby", 0, False),
        ("Gold", 4, True),
        ("Gold", 0, True),
    ]
    assert seen[2]["parent_id"] == seen[1]["id"]
    assert seen[2]["unread"] == 1
    assert seen[2]["may"] == {"write": True, "use_commands": True}
    assert [one["name"] for one in (await browser.get(f"/api/people/{ken}"))["channels"]] == ["lobby"]


async def test_a_stranger_sees_nothing(browser):
    sora = await browser.id_of("sora")
    seen = await browser.get(f"/api/people/{sora}")

    assert (seen["channels"], seen["members"], seen["events"]) == ([], [], [])
    status, told = await browser.ask("GET", f"/api/people/{sora}/messages?channel={await browser.lobby()}")
    assert (status, told["failed"]["code"]) == (404, "unknown")


async def test_a_command_is_answered_for_its_reader_alone(browser):
    """The header says who used what; nobody else sees an answer that is private."""
    form = await browser.type("ken", "room join", room="Gold")
    sent = await browser.confirm("ken", form)
    again = await browser.type("ken", "room join", room="Gold")
    seen = await browser.message("ken", again)

    assert sent["state"] == "answered"
    assert (seen["ephemeral"], seen["only_you"], seen["thinking"], seen["edited_at"]) == (True, True, False, None)
    assert (seen["used"]["by"]["name"], seen["used"]["command"]) == ("ken", "room join")
    assert link(seen).startswith(browser.world.stripe.url)
    assert sent["message"] not in [one["id"] for one in await browser.messages("hanako", sent["channel"])]
    assert form["state"] == "form"


async def test_paying_on_stripes_page_brings_a_message_by_itself(browser):
    """The page hears of it without asking: a welcome, and a channel that was not there before."""
    ken = await browser.id_of("ken")
    sent = await browser.confirm("ken", await browser.type("ken", "room join", room="Gold"))
    outcome = await browser.world.payer.pay(link(await browser.message("ken", sent)))
    while (await browser.person("ken"))["unread"] == 0:
        await browser.hear(lambda kind, data: kind == "changed" and "chat" in data["parts"])

    assert outcome.url.startswith(f"{browser.page.url}/return?paid=1")
    [welcome] = await browser.messages("ken", "direct")
    assert "Gold" in texts(welcome)
    assert welcome["used"] is None
    names = [one["name"] for one in (await browser.get(f"/api/people/{ken}"))["channels"]]
    assert names == ["lobby", "Gold", "Gold"]


async def test_what_was_read_does_not_count(browser):
    hanako = await browser.id_of("hanako")
    [welcome] = await browser.messages("hanako", "direct")
    path = f"/api/people/{hanako}/read"

    assert await browser.post(path, channel="direct", message=welcome["id"]) == {"unread": 0}
    assert (await browser.person("hanako"))["unread"] == 0
    # An older mark does not take it back.
    assert await browser.post(path, channel="direct", message="1") == {"unread": 0}


async def test_commands_carry_their_words_in_both_languages(browser):
    ken, aoi = await browser.id_of("ken"), await browser.id_of("aoi")
    lobby = await browser.lobby()
    offered = (await browser.get(f"/api/people/{ken}/commands", channel=lobby))["commands"]
    room = next(one for one in offered if one["name"] == "room")
    join = next(one for one in room["options"] if one["name"] == "join")

    assert room["name_localizations"]["ja"] == "ルーム"
    assert join["options"][0]["autocomplete"] is True
    assert "admin" not in [one["name"] for one in offered]
    for_admins = (await browser.get(f"/api/people/{aoi}/commands", channel=lobby))["commands"]
    assert "admin" in [one["name"] for one in for_admins]


async def test_options_are_offered_while_one_types(browser):
    ken, lobby = await browser.id_of("ken"), await browser.lobby()
    typed = {"channel": lobby, "command": "room show", "options": {"room": "go"}, "focused": "room"}
    offered = await browser.post(f"/api/people/{ken}/autocomplete", **typed)

    assert [one["name"] for one in offered["choices"]] == ["Gold"]
    sent = await browser.type("ken", "room show", room=offered["choices"][0]["value"])
    assert "Gold" in texts(await browser.message("ken", sent))


@pytest.mark.parametrize(
    ("command", "options", "status", "code"),
    [
        ("room join", {}, 400, "no_such_command"),
        ("nothing", {}, 400, "no_such_command"),
        ("admin room-create", {}, 403, "not_allowed"),
    ],
)
async def test_what_the_client_would_not_send_is_refused_at_once(browser, command, options, status, code):
    ken, said = await browser.id_of("ken"), {"channel": await browser.lobby(), "command": command, "options": options}
    refused, told = await browser.ask("POST", f"/api/people/{ken}/commands", json=said)

    assert (refused, told["failed"]["code"]) == (status, code)


async def test_buttons_work_and_only_those_that_are_there(browser):
    hanako = await browser.id_of("hanako")
    asked = await browser.type("hanako", "room leave", room="Gold")
    question = await browser.message("hanako", asked)
    [row] = [one for one in question["raw"]["components"][0]["components"] if one["type"] == 1]
    button = row["components"][0]
    path = f"/api/people/{hanako}/components"
    left = await browser.end_of(await browser.post(path, message=question["id"], custom_id=button["custom_id"]))

    assert (left["kind"], left["state"]) == ("component", "answered")
    status, told = await browser.ask("POST", path, json={"message": question["id"], "custom_id": "other"})
    assert (status, told["failed"]["code"]) == (404, "unknown")
    # Somebody else does not see the question, and so cannot press.
    ken = await browser.id_of("ken")
    said = {"message": question["id"], "custom_id": button["custom_id"]}
    status, told = await browser.ask("POST", f"/api/people/{ken}/components", json=said)
    assert (status, told["failed"]["code"]) == (404, "unknown")


async def test_the_bot_that_does_not_answer_is_said_to_have_failed(browser):
    """Discord does not let it through: after three seconds a person reads that the application did not respond."""
    browser.world.discord.core.state.answer_seconds = 0.3
    await browser.post("/api/faults", name="discord_down", on=True)
    sent = await browser.type("ken", "mypage")
    ken = await browser.id_of("ken")
    below = (await browser.get(f"/api/people/{ken}/messages", channel=sent["channel"]))["interactions"]

    assert (sent["state"], sent["failed"], sent["message"]) == ("failed", "did_not_respond", None)
    assert [one["id"] for one in below] == [sent["id"]]


async def test_words_are_written_where_one_may_write(browser):
    hanako = await browser.id_of("hanako")
    gold = (await browser.get(f"/api/people/{hanako}"))["channels"][2]["id"]
    said = await browser.post(f"/api/people/{hanako}/messages", channel=gold, content="こんにちは")

    assert (said["raw"]["content"], said["author"]["name"]) == ("こんにちは", "hanako")
    assert (await browser.messages("mika", gold))[-1]["id"] == said["id"]
    refused = {"channel": "direct", "content": "hello?"}
    status, told = await browser.ask("POST", f"/api/people/{hanako}/messages", json=refused)
    assert (status, told["failed"]["code"]) == (403, "not_allowed")
    ken = await browser.id_of("ken")
    status, told = await browser.ask("POST", f"/api/people/{ken}/messages", json={"channel": gold, "content": "x"})
    assert (status, told["failed"]["code"]) == (404, "unknown")


async def test_messages_come_in_pages(browser):
    hanako, lobby = await browser.id_of("hanako"), await browser.lobby()
    for n in range(5):
        await browser.post(f"/api/people/{hanako}/messages", channel=lobby, content=f"{n}")
    path = f"/api/people/{hanako}/messages"
    newest = await browser.get(path, channel=lobby, limit=2)
    older = await browser.get(path, channel=lobby, limit=2, before=newest["messages"][0]["id"])

    assert [one["raw"]["content"] for one in newest["messages"]] == ["3", "4"]
    assert [one["raw"]["content"] for one in older["messages"]] == ["1", "2"]
    assert newest["more"] is True
    first = await browser.get(path, channel=lobby, limit=50, before=older["messages"][0]["id"])
    assert first["more"] is False
