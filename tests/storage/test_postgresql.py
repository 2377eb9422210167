"""The schema on PostgreSQL: every migration runs there, and what is kept comes back."""

import tempfile
from pathlib import Path

import pytest

from bot.rules.charges import Charge
from bot.rules.members import Member
from storage import schema
from tests.bench import postgres
from tests.bench.endpoint import open_store
from tests.rules import makers


@pytest.fixture
async def address():
    """A PostgreSQL of its own, where there are its programs; not in a folder of pytest's, which nobody else enters."""
    if postgres.programs() is None:
        pytest.skip("there is no PostgreSQL on this machine")
    with tempfile.TemporaryDirectory() as folder:
        async with postgres.running(Path(folder)) as url:
            yield url


@pytest.mark.timeout(120)
async def test_an_empty_database_is_made_and_fits(address):
    """SQLite builds tables anew where PostgreSQL changes them: a migration may pass on one and fail on the other."""
    store = await open_store(address)
    await store.close()

    assert await schema.state(address) is schema.State.FITS


@pytest.mark.timeout(120)
async def test_what_is_kept_comes_back(address):
    store = await open_store(address)
    try:
        for record in (makers.room(), Member(makers.HANAKO, "Hanako", "ja"), makers.membership(), makers.unpaid()):
            await store.write(lambda tx, record=record: tx.put(record))
        [charge] = await store.read(lambda tx: tx.find(Charge))
    finally:
        await store.close()

    assert charge == makers.unpaid()
