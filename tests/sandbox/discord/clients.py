"""discord.py as it is, pointed at a local Discord, and writing down what it is told."""

import asyncio
import json
from contextlib import asynccontextmanager, contextmanager

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from sandbox.discord.contract import Contract
from sandbox.discord.server import LocalDiscordServer

SOON_SECONDS = 5
INTENTS = discord.Intents(guilds=True, members=True, moderation=True, guild_scheduled_events=True)


def take_away(server, permission):
    """The bot no longer has a permission, nor has anybody else."""
    for role in server.core.state.guild["roles"]:
        role["permissions"] = str(int(role["permissions"]) & ~permission)


@contextmanager
def refused(code, status=None):
    """Discord refuses with this code, and the library says so."""
    with pytest.raises(discord.HTTPException) as told:
        yield told
    assert told.value.code == code
    assert status is None or told.value.status == status


@asynccontextmanager
async def opened(core):
    """A local Discord on a socket. Whatever went over its wire has kept the contract, where there is a file for it."""
    server, contract = LocalDiscordServer(core), Contract.from_environment()
    if contract is not None:
        server.watch.append(contract.watch)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
    if contract is not None:
        contract.verify()


@contextmanager
def pointed_at(server):
    """The two addresses that are another with a local Discord; put back afterwards."""
    known = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.rest_url, yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = known


class Listener(discord.Client):
    """A client that remembers every event it was told of."""

    def __init__(self, intents=INTENTS, **more):
        super().__init__(intents=intents, guild_ready_timeout=0.02, **more)
        self.tree = app_commands.CommandTree(self)
        self.heard = []
        self._news = asyncio.Event()

    async def before_identify_hook(self, shard_id, *, initial=False):
        """No pause of five seconds before a second IDENTIFY; the local Discord counts none."""

    def dispatch(self, event, /, *args, **kwargs):
        self.heard.append((event, args))
        self._news.set()
        super().dispatch(event, *args, **kwargs)

    def told(self, event):
        """What came with each event of a kind."""
        return [args for name, args in self.heard if name == event]

    async def hears(self, event, times=1):
        """Wait until an event came so many times, and return what came with the last one."""
        await self.until(lambda: len(self.told(event)) >= times)
        return self.told(event)[-1]

    async def until(self, true):
        """Wait until something is true, looking again whenever an event comes."""
        async with asyncio.timeout(SOON_SECONDS):
            while not true():
                self._news.clear()
                await self._news.wait()

    @property
    def guild(self):
        return self.guilds[0]

    def member(self, person):
        return self.guild.get_member(int(person.id))

    def role(self, name):
        return discord.utils.get(self.guild.roles, name=name)

    async def raw(self, method, path, body=None, **more):
        """A call that discord.py does not make itself."""
        return await self.http.request(Route(method, path), json=body, **more)


@asynccontextmanager
async def connected(server, client, *, token=None):
    """A client that is ready; closed at the end. Raises what its start raises."""
    with pointed_at(server):
        running = asyncio.create_task(client.start(token or server.core.state.token))
        ready = asyncio.create_task(client.hears("ready"))
        try:
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            await ready
            yield client
        finally:
            ready.cancel()
            await client.close()
            await asyncio.gather(running, ready, return_exceptions=True)


@asynccontextmanager
async def wire(server, *, query=""):
    """A bare websocket, for what discord.py would never say."""
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url + query) as socket:
        yield Wire(socket)


class Wire:
    """A client that speaks the gateway's words one by one."""

    def __init__(self, socket):
        self.socket = socket

    async def say(self, op, data):
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def hear(self):
        """The next thing that is said."""
        return json.loads(await self.socket.receive_str(timeout=SOON_SECONDS))

    async def hear_event(self, name):
        """What comes with the next event of a kind; other things are skipped."""
        while True:
            said = await self.hear()
            if said["t"] == name:
                return said

    async def closed_with(self):
        """The code the socket is closed with; what is said before is skipped."""
        while (await self.socket.receive(timeout=SOON_SECONDS)).type is aiohttp.WSMsgType.TEXT:
            pass
        return self.socket.close_code
