"""A local Discord on a socket, checked against Discord's own file where there is one, and a client in front of it."""

import pytest

from sandbox.discord import permissions
from sandbox.discord.contract import VARIABLE, Contract
from sandbox.discord.core import LocalDiscord
from tests.sandbox.discord.clients import Listener, connected, opened

MODERATOR = (
    permissions.BOT_PERMISSIONS
    | permissions.KICK
    | permissions.BAN
    | permissions.MODERATE_MEMBERS
    | permissions.MANAGE_NICKNAMES
    | permissions.MANAGE_THREADS
    | permissions.VIEW_AUDIT_LOG
    | permissions.CREATE_EVENTS
    | permissions.MANAGE_EVENTS
)


@pytest.fixture
def contract():
    """The contract with Discord's file; without the file there is nothing to test."""
    found = Contract.from_environment()
    if found is None:
        pytest.skip(f"{VARIABLE} names no file: nothing is checked against Discord's own description")
    return found


@pytest.fixture
async def server():
    """A server of its own for each test, with a bot that may moderate."""
    async with opened(LocalDiscord(bot_permissions=MODERATOR)) as found:
        yield found


@pytest.fixture
async def bot(server):
    """The unmodified library, ready."""
    async with connected(server, Listener()) as client:
        yield client


@pytest.fixture
async def alice(server):
    return await server.person("alice")


@pytest.fixture
async def bob(server):
    return await server.person("bob")
