"""The roles of everybody, as Discord lists them: a thousand an answer, and never a guess."""

import pytest

from bot.ports import Unreachable
from cogs.chat import MEMBERS_MAX, DiscordChat
from cogs.limits import UNLIMITED, Limiter
from sandbox.discord import shapes
from tests.cogs.bots import running
from tests.cogs.speakers import Plain


@pytest.fixture
async def chat(local, kept):
    async with running(local, kept) as (client, _):
        yield DiscordChat(client, local.guild_id, Plain(), Limiter(UNLIMITED))


async def test_more_than_a_page_is_read_to_its_end(local, chat, alice):
    role_id, state = await local.make_role("Gold"), local.server.core.state
    await local.give_by_hand(alice, role_id)
    before = len(state.members)
    for number in range(MEMBERS_MAX):
        user = shapes.user(f"member{number}")
        state.users[user["id"]] = user
        state.add_member(user, [])
    held = await chat.roles_of_everyone()

    assert len(held) == before + MEMBERS_MAX
    assert held[alice] == {role_id}
    assert [id for id, roles in held.items() if role_id in roles] == [alice]


async def test_a_list_that_is_refused_says_nothing_about_anybody(local, chat):
    """An empty list instead would take every role."""
    local.fail("GET", f"/guilds/{local.guild_id}/members", status=403, code=50001)
    with pytest.raises(Unreachable):
        await chat.roles_of_everyone()
