"""Commands: registered at once or one by one, offered where they belong, within limits."""

import discord
import pytest
from discord import app_commands

from sandbox.discord.errors import NotAllowed
from sandbox.discord.typing_commands import NoSuchCommand
from tests.sandbox.discord.clients import Listener, connected, refused


async def say_ok(interaction: discord.Interaction):
    await interaction.response.send_message("ok", ephemeral=True)


async def say_ok_in_the_server(interaction: discord.Interaction):
    await say_ok(interaction)


def group(name, *parts):
    found = app_commands.Group(name=name, description="x")
    for part in parts:
        found.command(name=part, description="x")(say_ok)
    return found


@pytest.fixture
async def client(server):
    """A client with a command for everywhere, one for the server, and one for those who run it."""
    found, guild = Listener(), discord.Object(int(server.core.state.guild["id"]))
    found.tree.command(name="mypage", description="x")(say_ok)
    found.tree.command(name="join", description="x")(app_commands.guild_only()(say_ok_in_the_server))
    found.tree.add_command(group("room", "list", "leave"), guild=guild)
    admin = group("admin", "rooms")
    admin.default_permissions = discord.Permissions(manage_guild=True)
    found.tree.add_command(admin, guild=guild)
    async with connected(server, found):
        await found.tree.sync()
        await found.tree.sync(guild=guild)
        yield found


def scope(server, *, guild=False):
    state = server.core.state
    guilds = f"/guilds/{state.guild['id']}" if guild else ""
    return f"/applications/{state.application_id}{guilds}/commands"


async def test_commands_of_the_server_and_for_everywhere_stand_side_by_side(server, client, alice):
    """Registering one kind does not take the other away."""
    for words in ("mypage", "join", "room list", "room leave"):
        assert (await alice.slash(words)).text == "ok"
    assert [one.name for one in await client.tree.fetch_commands()] == ["mypage", "join"]
    assert [one.name for one in await client.tree.fetch_commands(guild=client.guild)] == ["room", "admin"]


async def test_a_hidden_command_is_typed_by_those_who_may(server, client, alice):
    with pytest.raises(NotAllowed):
        await alice.slash("admin rooms")

    assert (await server.owner.slash("admin rooms")).text == "ok"


async def test_in_direct_messages_only_commands_for_everywhere_are_offered(client, alice):
    assert (await alice.slash_in_dms("mypage")).text == "ok"
    for words in ("room list", "join"):
        with pytest.raises(NoSuchCommand):
            await alice.slash_in_dms(words)


async def test_whoever_is_not_in_the_server_is_offered_nothing_there(server, client):
    carol = await server.stranger("carol")

    with pytest.raises(NotAllowed, match="not in the server"):
        await carol.slash("mypage")
    assert (await carol.slash_in_dms("mypage")).text == "ok"


@pytest.mark.parametrize("words", ["nothing", "room", "room nothing", "mypage now"])
async def test_only_what_exists_can_be_typed(client, alice, words):
    with pytest.raises(NoSuchCommand):
        await alice.slash(words)


async def test_registering_everything_again_keeps_the_ids_of_names_that_stay(server, client):
    """Ids are in mentions of commands, and admins' own settings hang on them."""
    before = {one.name: one.id for one in await client.tree.fetch_commands()}
    client.tree.remove_command("join")
    client.tree.command(name="why", description="x")(say_ok)
    after = {one.name: one.id for one in await client.tree.sync()}

    assert after["mypage"] == before["mypage"]
    assert set(after) == {"mypage", "why"}


async def test_one_command_is_added_changed_and_deleted(server, client, alice):
    path = scope(server, guild=True)
    made = await client.raw("POST", path, {"name": "help", "description": "x"})
    again = await client.raw("POST", path, {"name": "help", "description": "y"})
    changed = await client.raw("PATCH", f"{path}/{made['id']}", {"description": "z"})
    assert made["id"] == again["id"] == changed["id"]
    assert (await client.raw("GET", f"{path}/{made['id']}"))["description"] == "z"
    await client.raw("DELETE", f"{path}/{made['id']}")

    with refused(10063, 404):
        await client.raw("DELETE", f"{path}/{made['id']}")
    with pytest.raises(NoSuchCommand):
        await alice.slash("help")
    assert (await alice.slash("room list")).text == "ok"


OPTION = {"type": 3, "name": "a", "description": "x"}
PART = {"type": 1, "name": "a", "description": "x"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"options": [OPTION | {"name": f"o{number}"} for number in range(26)]},
        {"options": [OPTION, OPTION | {"name": "b", "required": True}]},
        {"description": "x" * 101},
        {"name": "x" * 33},
        {
            "options": [
                OPTION
                | {"name": f"o{number}", "choices": [{"name": "c" * 80, "value": f"{one}" * 10} for one in range(4)]}
                for number in range(25)
            ]
        },
        {"description": ""},
        {"description_localizations": {"ja": ""}},
        {"name": "Big"},
        {"name": "two words"},
        {"name_localizations": {"ja": "ルーム 入会"}},
        {"options": [OPTION, OPTION]},
        {"options": [OPTION | {"choices": [{"name": f"{n}", "value": f"{n}"} for n in range(26)]}]},
        {"options": [OPTION | {"choices": [{"name": "same", "value": f"{n}"} for n in range(2)]}]},
        {"options": [OPTION | {"autocomplete": True, "choices": [{"name": "a", "value": "a"}]}]},
        {"options": [PART, OPTION | {"name": "b"}]},
        {"options": [PART | {"options": [PART]}]},
        {"options": [PART | {"type": 2, "options": [PART | {"type": 2}]}]},
        {"type": 2},
    ],
    ids=[
        *("26 options", "required last", "101", "33", "over 8000", "no description", "none in japanese", "capital"),
        *("blank", "blank in japanese", "option twice", "26 choices", "choice twice", "choices and autocomplete"),
        *("parts and options", "part in part", "group in group", "menu with a description"),
    ],
)
async def test_a_command_beyond_a_limit_is_refused(server, client, wrong):
    """The sum of 8,000 characters and the order of options are in no machine-readable file."""
    with refused(50035, 400):
        await client.raw("POST", scope(server), {"name": "x", "description": "x"} | wrong)


@pytest.mark.parametrize("name", ["入会", "rooms-2", "o_k", "café", "x" * 32])
async def test_at_the_limits_a_command_is_taken(server, client, name):
    group = PART | {"type": 2, "name": "deep", "options": [PART | {"options": [OPTION]}]}
    made = await client.raw("POST", scope(server), {"name": name, "description": "x" * 100, "options": [group, PART]})

    assert made["name"] == name


async def test_two_commands_of_one_name_are_refused(server, client):
    with refused(50035, 400):
        await client.raw("PUT", scope(server), [{"name": "x", "description": "x"}] * 2)


async def test_commands_of_another_application_are_nobodys_business(server, client):
    other = scope(server).replace(server.core.state.application_id, "1")
    for method, body in (("GET", None), ("PUT", []), ("POST", {"name": "x", "description": "x"})):
        with refused(20012, 403):
            await client.raw(method, other, body)
    with refused(50001, 403):
        await client.raw("GET", scope(server, guild=True).replace(server.core.state.guild["id"], "1"))


async def test_a_part_of_a_command_has_the_same_limits(server, client):
    part = {"type": 1, "name": "a", "description": "x", "options": [OPTION, OPTION | {"name": "b", "required": True}]}

    with refused(50035, 400):
        await client.raw("POST", scope(server), {"name": "x", "description": "x", "options": [part]})


async def test_of_translations_the_longest_counts(server, client):
    """A command that fits in English may be too long in another language."""
    options = [OPTION | {"name": f"o{number}", "description": "x"} for number in range(25)]
    long = [one | {"description_localizations": {"ja": "x" * 100, "de": "x" * 99}} for one in options]
    choices = [{"name": "c", "name_localizations": {"ja": "x" * 100}, "value": f"{number}"} for number in range(25)]
    long = [one | {"choices": choices} for one in long[:3]] + long[3:]

    await client.raw("POST", scope(server), {"name": "x", "description": "x", "options": options})
    with refused(50035, 400):
        await client.raw("POST", scope(server), {"name": "x", "description": "x", "options": long})


async def test_there_are_at_most_100_commands(server, client):
    hundred = [{"name": f"c{number}", "description": "x"} for number in range(100)]
    await client.raw("PUT", scope(server), hundred)

    with refused(30032, 400):
        await client.raw("POST", scope(server), {"name": "one-more", "description": "x"})
    await client.raw("POST", scope(server), {"name": "c1", "description": "changed"})
    with refused(30032, 400):
        await client.raw("PUT", scope(server), [*hundred, {"name": "one-more", "description": "x"}])


@app_commands.command(name="pay", description="x")
async def pay(
    interaction: discord.Interaction,
    whom: discord.Member,
    yen: app_commands.Range[int, 1, 1000],
    *,
    role: discord.Role | None = None,
    where: discord.TextChannel | None = None,
    plan: app_commands.Choice[str] | None = None,
):
    parts = (whom.name, yen, role and role.name, where and where.name, plan and plan.value)
    await interaction.response.send_message(repr(parts))


async def test_options_are_people_numbers_roles_channels_and_choices(server, alice, bob):
    client = Listener()
    client.tree.add_command(app_commands.choices(plan=[app_commands.Choice(name="Month", value="m")])(pay))
    async with connected(server, client):
        await client.tree.sync()
        least = await alice.slash("pay", whom="bob", yen=5)
        most = await alice.slash("pay", whom="bob", yen=5, role="roomkeeper", where="lobby", plan="m")

        assert (least.text, most.text) == (
            "('bob', 5, None, None, None)",
            "('bob', 5, 'roomkeeper', 'lobby', 'm')",
        )
        for wrong in (
            {},
            {"yen": 0},
            {"yen": 1001},
            {"yen": "5"},
            {"yen": True},
            {"whom": "carol"},
            {"plan": "x"},
            {"tip": 1},
        ):
            with pytest.raises(NoSuchCommand):
                await alice.slash("pay", **({"whom": "bob", "yen": 5} | wrong if wrong else {}))


async def test_what_is_half_typed_may_be_wrong_still(server, alice):
    """Only what is sent has to be a number; the bot hears the letters on the way."""
    client, heard = Listener(), []

    @client.tree.command(description="x")
    async def tip(interaction: discord.Interaction, yen: app_commands.Range[int, 1, 1000]):
        await interaction.response.send_message(f"{yen}")

    @tip.autocomplete("yen")
    async def offer(interaction: discord.Interaction, current: str):
        heard.append(current)
        return [app_commands.Choice(name="hundred", value=100)]

    async with connected(server, client):
        await client.tree.sync()

        assert await alice.autocomplete("tip", yen="1o") == ["hundred"]
    assert heard == ["1o"]
