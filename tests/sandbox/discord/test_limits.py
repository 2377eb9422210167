"""How often one may: buckets with their headers, 429, and the limit over everything."""

import asyncio
import time

import aiohttp
import pytest

from sandbox.discord import permissions
from sandbox.discord.core import LocalDiscord
from sandbox.discord.limits import Limits
from sandbox.wire import FaultKind
from tests.sandbox.discord.clients import Listener, connected, opened


@pytest.fixture
async def strict():
    """A server with the real figures."""
    async with opened(LocalDiscord(limits=Limits.real())) as server:
        yield server


class Calls:
    """A client that reads headers and never waits."""

    def __init__(self, server, session):
        self.server, self.session = server, session
        self.headers = {"Authorization": f"Bot {server.core.state.token}"}

    async def get(self, path):
        return await self.send("GET", path)

    async def send(self, method, path):
        async with self.session.request(method, f"{self.server.rest_url}{path}", headers=self.headers) as answer:
            return answer.status, dict(answer.headers), None if answer.status == 204 else await answer.json()


@pytest.fixture
async def calls(strict):
    async with aiohttp.ClientSession() as session:
        yield Calls(strict, session)


def guild_path(server, rest=""):
    return f"/guilds/{server.core.state.guild['id']}{rest}"


async def test_each_answer_says_what_is_left_of_its_bucket(strict, calls):
    path = guild_path(strict, f"/members/{strict.owner.id}")
    left = [(await calls.get(path))[1] for _ in range(2)]

    assert [one["X-RateLimit-Remaining"] for one in left] == ["4", "3"]
    assert left[0]["X-RateLimit-Limit"] == "5"
    assert 0 < float(left[0]["X-RateLimit-Reset-After"]) <= 1
    assert abs(float(left[0]["X-RateLimit-Reset"]) - time.time()) < 5
    assert left[0]["X-RateLimit-Bucket"] == left[1]["X-RateLimit-Bucket"]


async def test_one_call_too_many_is_a_429_that_says_how_long_to_wait(strict, calls):
    """With `Via`, without which the library takes it for a ban by the firewall in front."""
    path = guild_path(strict, f"/members/{strict.owner.id}")
    answers = [await calls.get(path) for _ in range(6)]
    status, headers, body = answers[-1]

    assert [answer[0] for answer in answers[:5]] == [200] * 5
    assert (status, body["global"], headers["X-RateLimit-Scope"]) == (429, False, "user")
    assert 0 < body["retry_after"] <= 1
    assert headers["Via"]


async def test_fifty_a_second_is_the_limit_over_everything(strict, calls):
    """Over several buckets, which each would have let it pass."""
    paths = [f"/users/{strict.owner.id}", guild_path(strict), guild_path(strict, "/roles")] * 20
    answers = await asyncio.gather(*(calls.get(path) for path in paths))
    turned_away = [answer for answer in answers if answer[0] == 429]

    assert len(turned_away) == 10
    assert {answer[2]["global"] for answer in turned_away} == {True}
    assert {answer[1]["X-RateLimit-Global"] for answer in turned_away} == {"true"}


async def test_answers_to_interactions_are_not_counted(strict, calls):
    """Neither a bucket nor the limit over everything."""
    for _ in range(60):
        answer = await calls.get("/webhooks/1/nobody/messages/@original")

    assert answer[0] == 404
    assert "X-RateLimit-Limit" not in answer[1]
    assert (await calls.get("/users/@me"))[0] == 200


async def test_granting_and_taking_roles_share_one_bucket_per_server(strict, calls):
    """Ten in ten seconds, whoever the members are."""
    people = [await strict.person(f"someone{number}") for number in range(5)]
    role = await strict.people.make_role("Gold")
    paths = [guild_path(strict, f"/members/{person.id}/roles/{role['id']}") for person in people]
    changes = [(method, path) for method in ("PUT", "DELETE") for path in paths]
    passed = [(await calls.send(method, path))[0] for method, path in changes]
    status, headers, _ = await calls.send("PUT", paths[0])

    assert passed == [204] * 10
    assert (status, headers["X-RateLimit-Bucket"]) == (429, "roles")
    assert 8 < float(headers["X-RateLimit-Reset-After"]) <= 10


async def test_the_library_waits_by_the_headers_and_meets_no_429(strict):
    statuses = []
    strict.watch.append(lambda request, answer: statuses.append(answer.status))
    async with connected(strict, Listener()) as client:
        statuses.clear()
        for _ in range(7):
            await client.guild.fetch_member(int(strict.owner.id))

    assert statuses == [200] * 7


async def test_another_server_has_a_bucket_of_its_own():
    limits = Limits.real()
    for _ in range(10):
        assert not limits.take("PUT", "/guilds/1574928037848285429/members/1/roles/2").wait

    assert limits.take("DELETE", "/guilds/1574928037848285429/members/3/roles/2").wait > 9
    assert not limits.take("PUT", "/guilds/1574928037848285430/members/1/roles/2").wait


async def test_limits_can_be_wider_or_off():
    wide, off = Limits.scaled(2), Limits.off()

    assert [bool(wide.take("PUT", "/guilds/1/members/1/roles/1").wait) for _ in range(21)] == [False] * 20 + [True]
    assert not any(off.take("PUT", "/guilds/1/members/1/roles/1").wait for _ in range(200))
    assert off.take("GET", "/users/@me").headers == {}


# -- planted faults, as the library meets them


async def test_a_planted_429_is_waited_for_and_tried_again(server, bot):
    server.faults.plant(FaultKind.RATE_LIMITED, "POST */roles")
    role = await bot.guild.create_role(name="Gold")

    assert bot.role("Gold") == role
    assert server.core.state.rights.role(str(role.id))["name"] == "Gold"


async def test_a_planted_503_is_told_at_once_and_nothing_was_done(server, bot):
    """The library does not try a 503 again: its callers have to."""
    server.faults.plant(FaultKind.ERROR, "POST */roles", status=503)

    with pytest.raises(Exception, match="503"):
        await bot.guild.create_role(name="Gold")
    assert [role["name"] for role in server.core.state.guild["roles"]] == ["@everyone", "roomkeeper"]


async def test_a_connection_that_breaks_afterwards_leaves_the_work_done(server, bot):
    """The caller cannot know; only looking tells."""
    server.faults.plant(FaultKind.RESET_AFTER, "POST */roles")

    with pytest.raises((aiohttp.ClientError, OSError)):
        await bot.guild.create_role(name="Gold")
    assert "Gold" in [role.name for role in await bot.guild.fetch_roles()]


async def test_faults_may_last_until_they_are_cleared(server, bot):
    server.faults.plant(FaultKind.ERROR, "GET */roles", times=None, status=503)
    for _ in range(2):
        with pytest.raises(Exception, match="503"):
            await bot.guild.fetch_roles()
    server.faults.clear()

    assert len(await bot.guild.fetch_roles()) == 2


def test_the_permissions_are_discords_own():
    """Bit by bit as the library knows them."""
    import discord

    names = {
        "KICK": "kick_members",
        "BAN": "ban_members",
        "CONNECT": "connect",
        "READ_HISTORY": "read_message_history",
        "CREATE_PRIVATE_THREADS": "create_private_threads",
        "SEND_IN_THREADS": "send_messages_in_threads",
        "USE_COMMANDS": "use_application_commands",
        "MODERATE_MEMBERS": "moderate_members",
        "MANAGE_EVENTS": "manage_events",
        "CREATE_EVENTS": "create_events",
        "VIEW_AUDIT_LOG": "view_audit_log",
        "MANAGE_NICKNAMES": "manage_nicknames",
        "MANAGE_THREADS": "manage_threads",
        "ATTACH_FILES": "attach_files",
        "EMBED_LINKS": "embed_links",
        "MANAGE_ROLES": "manage_roles",
        "MANAGE_CHANNELS": "manage_channels",
        "MANAGE_MESSAGES": "manage_messages",
        "VIEW_CHANNEL": "view_channel",
        "SEND_MESSAGES": "send_messages",
        "ADMINISTRATOR": "administrator",
        "MANAGE_GUILD": "manage_guild",
    }

    for ours, theirs in names.items():
        assert getattr(permissions, ours) == getattr(discord.Permissions, theirs).flag
