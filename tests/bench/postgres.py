"""A PostgreSQL of our own, for as long as it is measured: made in a folder, never somebody else's."""

import asyncio
import os
import pwd
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql", "/usr/local/lib/postgresql")
SERVANT = "postgres"
"""Whose name it runs under when we are root: PostgreSQL refuses to be root's."""
PATIENCE_SECONDS, LOOKS_APART_SECONDS = 60, 0.1


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs; None when there is none on this machine."""
    if (found := shutil.which("initdb")) is not None:
        return Path(found).resolve().parent
    known = [folder for place in PLACES for folder in Path(place).glob("*/bin") if (folder / "initdb").exists()]
    return max(known, key=lambda folder: int(folder.parent.name), default=None)


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """A cluster in `folder`, set as it comes: a commit is on the disk. Its address, as for DATABASE_URL."""
    bin_folder, port = programs(), _free_port()
    assert bin_folder is not None, "there is no PostgreSQL here"
    home = folder / "postgresql"
    home.mkdir()
    _hand_over(home)
    await _run(bin_folder / "initdb", "-D", str(home / "data"), "-U", SERVANT, "-A", "trust", "-E", "UTF8")
    settings = ("-c", f"port={port}", "-c", f"unix_socket_directories={home}", "-c", "listen_addresses=127.0.0.1")
    server = await _start(bin_folder / "postgres", "-D", str(home / "data"), *settings)
    try:
        await _taking_connections(bin_folder, port)
        yield f"postgresql+asyncpg://{SERVANT}@127.0.0.1:{port}/{SERVANT}"
    finally:
        server.terminate()
        await server.wait()


def _hand_over(home: Path) -> None:
    """Let the servant have the folder, and the way to it be open."""
    if os.getuid() != 0:
        return
    home.parent.chmod(0o711)
    shutil.chown(home, SERVANT)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def _run(program: Path, *words: str) -> None:
    process = await _start(program, *words)
    if await process.wait() != 0:
        raise RuntimeError(f"{program.name} ended with {process.returncode}")


async def _start(program: Path, *words: str) -> asyncio.subprocess.Process:
    silent = asyncio.subprocess.DEVNULL
    if os.getuid() != 0:
        return await asyncio.create_subprocess_exec(program, *words, stdout=silent, stderr=silent, cwd="/")
    who = pwd.getpwnam(SERVANT)
    return await asyncio.create_subprocess_exec(
        program, *words, stdout=silent, stderr=silent, cwd="/", user=who.pw_uid, group=who.pw_gid, extra_groups=[]
    )


async def _taking_connections(bin_folder: Path, port: int) -> None:
    """Return when it does; until then it listens, and says that it is starting."""
    asked = ("-h", "127.0.0.1", "-p", str(port), "-t", str(PATIENCE_SECONDS))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await (await _start(bin_folder / "pg_isready", *asked)).wait() != 0:  # noqa: ASYNC110 -- nothing tells us
            await asyncio.sleep(LOOKS_APART_SECONDS)
