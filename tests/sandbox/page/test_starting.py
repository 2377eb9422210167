"""`python -m bot sandbox` in a process of its own: one address, and a community that is there again."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[3]
SOON_SECONDS = 40


@asynccontextmanager
async def started(folder, *more):
    """The sandbox without a terminal. Yields its address; ended with SIGTERM, which must end it well."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--port", "0", "--folder", str(folder), *more),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(SOON_SECONDS):
            printed = [(await process.stdout.readline()).decode() for _ in range(3)]
        yield [line.strip() for line in printed if "http://" in line]
    finally:
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(SOON_SECONDS):
            await process.wait()
    assert process.returncode == 0


async def people_at(url):
    async with aiohttp.ClientSession() as session, session.get(f"{url}/api/world") as answer:
        return [one["name"] for one in (await answer.json())["people"]]


async def test_one_address_is_printed_and_the_community_is_kept(tmp_path):
    """Without a terminal, too: a service manager or a container gives it none."""
    async with started(tmp_path) as [url]:
        assert "hanako" in await people_at(url)
        said = {"name": "yuki", "locale": "ja", "in_server": True}
        async with aiohttp.ClientSession() as session, session.post(f"{url}/api/people", json=said) as answer:
            assert answer.status == 200

    async with started(tmp_path) as [url]:
        assert "yuki" in await people_at(url)
