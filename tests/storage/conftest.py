"""What every test of the store begins with."""

import pytest

from tests.rules.makers import at
from tests.stores import HandClock, opened


@pytest.fixture
def clock():
    return HandClock(at(11, 10))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "rooms.sqlite"


@pytest.fixture
async def store(file, clock):
    async with opened(file, clock) as store:
        yield store
