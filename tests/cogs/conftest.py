"""What every test of the chat face may ask for."""

import pytest

from tests.cogs.bots import Kept
from tests.cogs.local import local

__all__ = ["local"]


@pytest.fixture
def kept():
    """Where a client remembers what outlives it."""
    return Kept()


@pytest.fixture
async def alice(local):
    """A member who was there before the bot came."""
    return await local.join("alice")
