"""The local Discord these tests run against, and the few things they do to it.

Everything here happens on the other side of the wire: people act, admins change things, Discord fails. The client under
test is the unmodified discord.py.
"""

import asyncio
import copy
import os
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest

from cogs.examination import needed_permissions

FOLDER = os.environ.get("DISCORD_SKETCH")
"""Where `fakediscord.py` lies, a stand-in for Discord that speaks REST and gateway."""

TEXT_DISPLAY, BUTTON, ACTION_ROW, STRING_OPTION = 10, 2, 1, 3
LOADING, EPHEMERAL = 1 << 7, 1 << 6
DEFERRED, PRIVATE_THREAD, DIRECT = 5, 12, 1
SOON_SECONDS = 5

if FOLDER is None:
    FakeDiscord: Any = object
else:
    sys.path.append(FOLDER)
    import fakediscord
    from fakediscord import ApiError, FakeDiscord


async def until(true: Callable[[], Any]) -> None:
    """Wait until something is true on the other side of the wire, where nothing tells us."""
    async with asyncio.timeout(SOON_SECONDS):
        while not true():  # noqa: ASYNC110 -- the stand-in has no events for what it has done
            await asyncio.sleep(0.005)


class Fake(FakeDiscord):
    """The stand-in, and the requests it does not know."""

    flags = discord.ApplicationFlags(gateway_guild_members_limited=True).value
    system_channel_id: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self.thread_members: dict[str, set[int]] = {}

    def r_app(self, req):
        return super().r_app(req) | {"flags": self.flags}

    def r_guild(self, req, guild):
        return self.guilds[guild] | {"system_channel_id": self.system_channel_id}

    def r_guild_channels(self, req, guild):
        return [one for one in self.channels.values() if one.get("guild_id") == guild and one["type"] != PRIVATE_THREAD]

    def r_channel(self, req, channel):
        if channel not in self.channels:
            raise ApiError(404, 10003, "Unknown Channel")
        return self.channels[channel]

    def r_edit(self, req, channel, message):
        if message not in self.messages:
            raise ApiError(404, 10008, "Unknown Message")
        self.messages[message]["components"] = self._with_ids(req.body["components"])
        return self.messages[message]

    async def r_thread(self, req, channel):
        metadata = {
            "archived": False,
            "auto_archive_duration": req.body["auto_archive_duration"],
            "archive_timestamp": fakediscord.now(),
            "locked": False,
            "invitable": req.body["invitable"],
        }
        about = {"parent_id": channel, "owner_id": self.app_id, "message_count": 0, "member_count": 1}
        guild_id, name = self.channels[channel]["guild_id"], req.body["name"]
        thread = self.make_channel(guild_id, name, req.body["type"], thread_metadata=metadata, **about)
        await self.dispatch("THREAD_CREATE", thread)
        return thread

    def r_thread_member(self, req, channel, user):
        self.thread_members.setdefault(channel, set()).add(int(user))


if FOLDER is not None:
    fakediscord.ROUTES += [
        ("GET", "/guilds/{guild}", "r_guild"),
        ("GET", "/guilds/{guild}/channels", "r_guild_channels"),
        ("GET", "/channels/{channel}", "r_channel"),
        ("PATCH", "/channels/{channel}/messages/{message}", "r_edit"),
        ("POST", "/channels/{channel}/threads", "r_thread"),
        ("PUT", "/channels/{channel}/thread-members/{user}", "r_thread_member"),
    ]


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


class Elsewhere:
    """Another server, and somebody in it."""

    def __init__(self, local, guild):
        self._local, self._guild = local, guild
        self._stranger = local.fake.add_member(guild, "stranger")

    async def slash(self, name):
        return await self._local.use(self._guild, self._stranger, name, in_guild=self._local.guild)

    def messages(self):
        channel_id = self._guild["system_channel_id"]
        return [one["content"] for one in self._local.fake.messages.values() if one["channel_id"] == channel_id]


class Local:
    """One server with a bot in it, that has every permission it needs and no more."""

    token = "fake-token"

    def __init__(self, fake):
        self.fake, self.guild = fake, fake.add_guild()
        self.guild["roles"][1]["permissions"] = str(needed_permissions().value)
        self.guild_id = int(self.guild["id"])
        self.commands_path = f"/applications/{fake.app_id}/guilds/{self.guild_id}/commands"
        self.api_url, self.gateway_url = fake.rest, fake.gateway

    # -- what was asked of it

    def count(self, method, path):
        return sum(one.method == method and one.path == path for one in self.fake.requests)

    def registrations(self):
        return self.count("PUT", self.commands_path)

    async def until_registered(self):
        await until(self.registrations)

    # -- what people do

    def add_member(self, name):
        """A member who was there before the bot came."""
        return int(self.fake.add_member(self.guild, name))

    async def join(self, name):
        return int(await self.fake.join(self.guild, name))

    async def leave(self, member_id):
        member = self.fake.members[self.guild["id"]].pop(str(member_id))
        await self._tell("GUILD_MEMBER_REMOVE", user=member["user"])

    async def rename(self, member_id, nick):
        await self._change_member(member_id, nick=nick)

    def close_direct_messages(self, member_id):
        self.fake.dm_closed.add(str(member_id))

    async def slash(self, member_id, name, locale="ja", **options):
        """Use a command, and wait for the whole answer."""
        return await self.use(self.guild, str(member_id), name, options, locale=locale)

    async def slash_in_vain(self, member_id, name):
        await self._send_command(self.guild, str(member_id), name)

    async def click(self, member_id, shown, custom_id):
        return await self._answer(await self.fake.click(self.guild, str(member_id), shown.message, custom_id))

    async def use(self, guild, member_id, name, options=None, *, in_guild=None, locale="ja"):
        sent = await self._send_command(guild, member_id, name, options, in_guild=in_guild, locale=locale)
        return await self._answer(sent)

    async def _send_command(self, guild, member_id, name, options=None, *, in_guild=None, locale="ja"):
        command = next(one for one in self.fake.commands[(in_guild or guild)["id"]] if one["name"] == name)
        kinds = {one["name"]: one["type"] for one in command.get("options", ())}
        given = [{"name": key, "type": kinds[key], "value": value} for key, value in (options or {}).items()]
        told = {"id": command["id"], "name": name, "type": 1, "options": given, "resolved": {}, "guild_id": guild["id"]}
        return await self.fake._interact(guild, member_id, 2, told, locale=locale)

    async def _answer(self, sent):
        await until(lambda: sent.message is not None and not sent.message["flags"] & LOADING)
        return Shown(sent.message)

    # -- what admins do

    async def make_role(self, name, *, allows=0, above=False):
        role = self.fake.make_role(name, 90 if above else 1, allows)
        self.guild["roles"].append(role)
        await self._tell("GUILD_ROLE_CREATE", role=role)
        return int(role["id"])

    async def delete_role(self, role_id):
        self.guild["roles"][:] = [one for one in self.guild["roles"] if one["id"] != str(role_id)]
        await self._tell("GUILD_ROLE_DELETE", role_id=str(role_id))

    async def give_by_hand(self, member_id, role_id):
        held = self.fake.members[self.guild["id"]][str(member_id)]["roles"]
        await self._change_member(member_id, roles=[*held, str(role_id)])

    def name_in_channel(self, role_id):
        overwrite = {"id": str(role_id), "type": 0, "allow": "1024", "deny": "0"}
        self.fake.make_channel(self.guild["id"], "vip", permission_overwrites=[overwrite])

    async def set_system_channel(self):
        channel_id = next(one["id"] for one in self.fake.r_guild_channels(None, self.guild["id"]))
        self.fake.system_channel_id = self.guild["system_channel_id"] = channel_id
        await self.fake.dispatch("GUILD_UPDATE", self.guild)

    def take_permission(self, name):
        without = needed_permissions()
        without.update(**{name: False})
        self.guild["roles"][1]["permissions"] = str(without.value)

    def switch_intent_off(self):
        self.fake.flags = 0

    def delete_message(self, message_id):
        del self.fake.messages[str(message_id)]

    def another_server(self):
        return Elsewhere(self, self.fake.add_guild("Other"))

    async def invited_elsewhere(self):
        guild = self.fake.add_guild("Other")
        guild["system_channel_id"] = self.fake.r_guild_channels(None, guild["id"])[0]["id"]
        told = self.fake._guild_create(guild["id"])
        del told["unavailable"]  # it is only there for servers that were away
        await self.fake.dispatch("GUILD_CREATE", told)
        return Elsewhere(self, guild)

    # -- what one can see

    def channel(self, channel_id):
        return self.fake.channels[str(channel_id)]

    def in_thread(self, channel_id):
        return self.fake.thread_members[str(channel_id)]

    def sees(self, member_id, channel_id):
        """Whether a member sees a channel, by Discord's rules: everyone, then roles, then the member."""
        overwrites = {str(one["id"]): one for one in self.channel(channel_id)["permission_overwrites"]}
        roles = self.fake.members[self.guild["id"]][str(member_id)]["roles"]
        view = discord.Permissions.view_channel.flag
        sees = True
        for id in (self.guild["id"], *roles, str(member_id)):
            if id in overwrites:
                allow, deny = int(overwrites[id]["allow"]), int(overwrites[id]["deny"])
                sees = bool(allow & view) or (sees and not deny & view)
        return sees

    def direct_messages(self, member_id):
        mine = {
            one["id"]
            for one in self.fake.channels.values()
            if one["type"] == DIRECT and one["recipients"][0]["id"] == str(member_id)
        }
        return [Shown(one) for one in self.fake.messages.values() if one["channel_id"] in mine]

    # -- how it fails

    def fail(self, method, path, *, status, code=0, times=1000):
        left = [times]

        def fault(request):
            if (request.method, request.path) != (method, path) or left[0] == 0:
                return None
            left[0] -= 1
            return fakediscord.reply({"code": code, "message": "planted"}, status)

        self.fake.faults.append(fault)

    @contextmanager
    def no_patience(self):
        """Every first answer to an interaction comes too late."""
        self.fake.interaction_deadline = -1
        yield
        self.fake.interaction_deadline = 3

    async def forget_sessions(self):
        """The gateway closes, and knows nobody when they come back."""
        forgotten = list(self.fake.sessions)
        self.fake.sessions.clear()
        for one in forgotten:
            await one.ws.close(code=4000)

    async def _change_member(self, member_id, **changes):
        member = self.fake.members[self.guild["id"]][str(member_id)]
        member |= changes
        await self._tell("GUILD_MEMBER_UPDATE", **member)

    async def _tell(self, event, **about):
        await self.fake.dispatch(event, {**about, "guild_id": self.guild["id"]})


@pytest.fixture
async def local():
    if FOLDER is None:
        pytest.skip("set DISCORD_SKETCH to the folder of fakediscord.py")
    fake = Fake()
    await fake.start()
    yield Local(fake)
    await fake.stop()
