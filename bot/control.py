"""The control socket: command-line tools ask the running bot, because two writers would harm a SQLite file.

One line of JSON each way over a socket beside the database, which only the operator's user may open.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import structlog

log = structlog.get_logger(__name__)

Act = Callable[..., Awaitable[object]]
ANSWER_SECONDS = 300
OWNER_ONLY = 0o600


class NobodyThere(Exception):
    """No bot is running beside this database."""


class Failed(Exception):
    """The running bot could not do what it was asked; the message says why."""


def socket_of(database: Path) -> Path:
    """Where the bot of a SQLite file listens."""
    return database.with_name(f"{database.name}.control")


class ControlServer:
    """Answers the command line for as long as the bot runs."""

    def __init__(self, path: Path, acts: Mapping[str, Act]) -> None:
        """acts: what may be asked, by name; each takes the arguments of the question by keyword."""
        self._path, self._acts = path, acts
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; a socket left over from a crash is replaced."""
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._answer, self._path)
        self._path.chmod(OWNER_ONLY)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._path.unlink(missing_ok=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = json.loads(await reader.readline())
            answer = await self._act(asked)
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        except (ValueError, OSError) as fault:
            log.warning("a question over the control socket could not be answered", fault=str(fault))
        finally:
            writer.close()

    async def _act(self, asked: dict[str, Any]) -> dict[str, object]:
        act = self._acts.get(str(asked.get("act")))
        if act is None:
            return {"failed": f"{asked.get('act')!r} is nothing this bot can do: it knows {', '.join(self._acts)}"}
        try:
            return {"answer": await act(**asked.get("with", {}))}
        except Exception as fault:  # whoever asked reads why; the bot goes on
            log.warning("what the command line asked for failed", act=asked.get("act"), exc_info=fault)
            return {"failed": f"{type(fault).__name__}: {fault}"}


async def ask(path: Path, act: str, **arguments: object) -> object:
    """Ask the bot that runs beside a database. Raises NobodyThere, or Failed with the reason."""
    try:
        reader, writer = await asyncio.open_unix_connection(path)
    except OSError as fault:
        raise NobodyThere(f"no bot is running beside {path}") from fault
    try:
        writer.write(json.dumps({"act": act, "with": arguments}).encode() + b"\n")
        await writer.drain()
        async with asyncio.timeout(ANSWER_SECONDS):
            line = await reader.readline()
    finally:
        writer.close()
    if not line:
        raise Failed("the bot closed the line without an answer; see its log")
    answer = json.loads(line)
    if "failed" in answer:
        raise Failed(str(answer["failed"]))
    return answer["answer"]
