"""The local Discord these tests run against, and the few things they do to it.

Everything here happens on the other side of the wire: people act, admins change things, Discord fails. The client under
test is the unmodified discord.py.
"""

import asyncio
import copy
import json
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest

from sandbox.discord import shapes
from sandbox.discord.core import JSON, PREFIX, LocalDiscord, encode
from sandbox.discord.permissions import DEFAULT, VIEW_CHANNEL
from sandbox.discord.server import LocalDiscordServer
from sandbox.discord.snowflakes import snowflake
from sandbox.discord.state import Dispatch, Interaction
from sandbox.wire import Answer

TEXT_DISPLAY, BUTTON, ACTION_ROW = 10, 2, 1
EPHEMERAL = 1 << 6
SOON_SECONDS = 5


async def until(true: Callable[[], Any]) -> None:
    """Wait until something is true that nobody tells us of."""
    async with asyncio.timeout(SOON_SECONDS):
        while not true():  # noqa: ASYNC110 -- discord.py's caches and the log have no events
            await asyncio.sleep(0.005)


class Failing(LocalDiscord):
    """A Discord that answers some calls with an error of a given code, and that can be asked what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []
        self.planted: list[tuple[str, str, Answer]] = []
        self.intent_is_off = False

    def handle(self, request):
        call = (request.method, request.path.removeprefix(PREFIX))
        self.asked.append(call)
        for fault in self.planted:
            if fault[:2] == call:
                self.planted.remove(fault)
                return fault[2], []
        answer, dispatches = super().handle(request)
        if self.intent_is_off and call[1].endswith("/applications/@me"):
            answer = Answer(200, encode(json.loads(answer.body) | {"flags": 0}), JSON)
        return answer, dispatches


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a person sees it."""

    message: dict

    @property
    def content(self):
        return self.message["content"]

    @property
    def texts(self):
        return list(_texts(self.message["components"]))

    @property
    def private(self):
        return bool(self.message["flags"] & EPHEMERAL)

    def with_button(self, custom_id):
        """The same message as an earlier version sent it, with one more button."""
        button = {"type": BUTTON, "id": 91, "style": 1, "label": "x", "custom_id": custom_id}
        message = copy.deepcopy(self.message)
        message["components"][0]["components"].append({"type": ACTION_ROW, "id": 90, "components": [button]})
        return Shown(message)


def _texts(components):
    for one in components:
        if one["type"] == TEXT_DISPLAY:
            yield one["content"]
        yield from _texts(one.get("components", ()))


class Local:
    """One server with a bot in it, that has every permission it needs and no more."""

    def __init__(self, server):
        self.server, self.core, self.state = server, server.core, server.core.state
        self.people = server.people
        self.token, self.guild_id = self.state.token, int(self.state.guild["id"])
        self.api_url, self.gateway_url = server.rest_url, server.gateway_url
        self.commands_path = f"/applications/{self.state.application_id}/guilds/{self.guild_id}/commands"

    def count(self, method, path):
        """How often something was asked of it."""
        return self.core.asked.count((method, path))

    def registrations(self):
        return self.count("PUT", self.commands_path)

    # -- what people do

    async def join(self, name):
        return int(await self.people.come(name))

    async def leave(self, member_id):
        await self.people.go(str(member_id))

    async def rename(self, member_id, nick):
        self.state.member(str(member_id))["nick"] = nick
        await self.server.tell(self.state.member_event("GUILD_MEMBER_UPDATE", str(member_id)))

    def close_direct_messages(self, member_id):
        self.state.closed_to_messages.add(str(member_id))

    async def slash(self, member_id, name, locale="ja", **options):
        """Use a command, and wait for the whole answer."""
        self.state.locales[str(member_id)] = locale
        return await self._answer(await self.people.command(str(member_id), name, options))

    async def slash_in_vain(self, member_id, name):
        await self.people.command(str(member_id), name, {})

    async def slash_elsewhere(self, member_id, name):
        """Use a command as if it were offered in another server, too."""
        await self.slash(member_id, name)
        id, other, known = snowflake(), snowflake(), list(self.state.interactions.values())[-1].payload
        guild = known["guild"] | {"id": other}
        payload = known | {"id": id, "token": f"token-{id}", "guild_id": other, "guild": guild}
        sent = self.state.interactions[id] = Interaction(id, payload["token"], payload)
        await self.server.tell(Dispatch("INTERACTION_CREATE", payload))
        return await self._answer(sent)

    async def click(self, member_id, shown, custom_id):
        return await self._answer(await self.people.press(str(member_id), shown.message, custom_id))

    async def _answer(self, sent):
        await self.people.answered(sent)
        return Shown(sent.message)

    # -- what admins do

    async def make_role(self, name, *, allows=0, above=False):
        role = await self.people.make_role(name, allows)
        if above:
            await self.people.move_role(role, 90)
        return int(role["id"])

    async def delete_role(self, role_id):
        await self.people.delete_role(self.state.rights.role(str(role_id)))

    async def give_by_hand(self, member_id, role_id):
        await self.people.set_role(str(member_id), str(role_id), held=True)

    def name_in_channel(self, role_id):
        overwrite = {"id": str(role_id), "type": 0, "allow": str(VIEW_CHANNEL), "deny": "0"}
        self.state.add_channel(shapes.channel(str(self.guild_id), "vip", permission_overwrites=[overwrite]))

    async def take_system_channel_away(self):
        self.state.guild["system_channel_id"] = None
        await self.server.tell(self.state.event("GUILD_UPDATE", self.state.guild))

    def take_permission(self, name):
        bit = getattr(discord.Permissions, name).flag
        for role in self.state.guild["roles"]:
            role["permissions"] = str(int(role["permissions"]) & ~bit)

    def switch_intent_off(self):
        self.core.intent_is_off = True

    def delete_message(self, message_id):
        del self.state.messages[str(message_id)]

    async def invite_elsewhere(self):
        """Let the bot into another server. Returns the id of the channel where news of the server appear."""
        guild = shapes.guild("Other", self.state.owner["id"], "ja")
        channel = self.state.add_channel(shapes.channel(guild["id"], "lobby"))
        guild["roles"] = [shapes.role("@everyone", 0, DEFAULT, id=guild["id"])]
        guild["system_channel_id"] = channel["id"]
        us = self.state.member(self.state.application_id) | {"roles": []}
        lists = ("threads", "presences", "voice_states", "stage_instances", "guild_scheduled_events")
        told = {"member_count": 1, "large": False, "members": [us], "channels": [channel]}
        await self.server.tell(Dispatch("GUILD_CREATE", guild | told | {name: [] for name in lists}))
        return channel["id"]

    # -- what one can see

    def channel(self, channel_id):
        return self.state.channel(str(channel_id))

    def messages_in(self, channel_id):
        return [Shown(one) for one in self.state.messages_of(str(channel_id))]

    def direct_messages(self, member_id):
        return [Shown(one) for one in self.people.direct_messages(str(member_id))]

    def in_thread(self, channel_id):
        return {int(id) for id in self.state.thread_members[str(channel_id)] - {self.state.application_id}}

    def sees(self, member_id, channel_id):
        return bool(self.state.rights.in_channel(str(member_id), self.channel(channel_id)) & VIEW_CHANNEL)

    # -- how it fails

    def fail(self, method, path, *, status, code=0, times=5):
        """Answer the next calls of that kind with an error."""
        answer = Answer(status, encode({"code": code, "message": "planted"}), JSON)
        self.core.planted += [(method, path, answer)] * times

    @contextmanager
    def no_patience(self):
        """Every first answer to an interaction comes too late."""
        known, self.state.answer_seconds = self.state.answer_seconds, -1
        yield
        self.state.answer_seconds = known

    def refuse_gateway(self, times):
        self.server.refuse_gateway(times)

    async def forget_sessions(self):
        """The gateway closes, and knows nobody when they come back."""
        self.server.forget_sessions()
        await self.server.drop()


@pytest.fixture
async def local():
    server = LocalDiscordServer(Failing())
    await server.start()
    yield Local(server)
    await server.stop()
