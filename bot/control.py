"""The control socket: command-line tools ask the running bot, because two writers would harm a SQLite file.

One line of JSON each way over a socket beside the database, which only the operator's user may open.
"""

import asyncio
import json
import os
import socket
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import structlog

log = structlog.get_logger(__name__)

Act = Callable[..., Awaitable[object]]
"""Something the command line may ask for, with its arguments by keyword. What it returns must go into JSON."""

ANSWER_SECONDS = 300
LONGEST_LINE = 16 * 1024 * 1024
LONGEST_PATH = 107
"""Bytes in the path of a socket (man 7 unix)."""

OWNER_ONLY = 0o177


class NobodyThere(Exception):
    """No bot is running beside this database."""


class Failed(Exception):
    """The running bot could not do what it was asked; the message is one plain sentence."""


def socket_of(database: Path) -> Path:
    """Where the bot of a SQLite file listens."""
    return database.with_name(f"{database.name}-control")


class ControlServer:
    """Answers the command line for as long as the bot runs."""

    def __init__(self, path: Path, acts: Mapping[str, Act]) -> None:
        """acts: what may be asked, by name. An act that raises Failed is answered with its words."""
        self._path, self._acts = path, acts
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; a socket left over from a crash is replaced. Raises Failed when another bot listens there."""
        if len(os.fsencode(self._path)) > LONGEST_PATH:
            raise Failed(f"the path {self._path} is too long for a socket: move the database to a shorter one")
        if await _is_answered(self._path):
            raise Failed(f"another bot is running beside this database: it answers at {self._path}")
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._answer, sock=_private(self._path), limit=LONGEST_LINE)

    async def stop(self) -> None:
        """Listen no longer; the socket is gone afterwards."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._path.unlink(missing_ok=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if line := await reader.readline():
                writer.write(await self._reply(line))
                await writer.drain()
        except (ValueError, OSError) as fault:
            log.warning("a question over the control socket could not be answered", fault=str(fault))
        finally:
            writer.close()

    async def _reply(self, line: bytes) -> bytes:
        try:
            answer = {"answer": await self._act(json.loads(line))}
            return json.dumps(answer).encode() + b"\n"
        except Failed as failed:
            words = str(failed)
        except Exception as fault:  # whoever asked reads why, the log says where, and the bot goes on
            log.exception("what the command line asked for failed")
            words = " ".join(f"{type(fault).__name__}: {fault}".split())
        return json.dumps({"failed": words}).encode() + b"\n"

    async def _act(self, asked: Any) -> object:
        name = asked["act"]
        if name not in self._acts:
            raise Failed(f"{name} is nothing this bot can do; it knows {', '.join(sorted(self._acts))}")
        return await self._acts[name](**asked["with"])


async def ask(path: Path, act: str, **arguments: object) -> object:
    """Ask the bot that runs beside a database. Raises NobodyThere, or Failed with the reason."""
    try:
        reader, writer = await asyncio.open_unix_connection(path, limit=LONGEST_LINE)
    except OSError as fault:
        raise NobodyThere(f"no bot is running beside this database: nobody answers at {path}") from fault
    try:
        writer.write(json.dumps({"act": act, "with": arguments}).encode() + b"\n")
        async with asyncio.timeout(ANSWER_SECONDS):
            await writer.drain()
            line = await reader.readline()
    except (TimeoutError, OSError) as fault:
        raise Failed(f"the bot did not answer: {str(fault) or 'it took too long'}; see its log") from fault
    finally:
        writer.close()
    if not line:
        raise Failed("the bot stopped before it answered; see its log")
    reply = json.loads(line)
    if "failed" in reply:
        raise Failed(str(reply["failed"]))
    answer: object = reply["answer"]
    return answer


async def _is_answered(path: Path) -> bool:
    try:
        _, writer = await asyncio.open_unix_connection(path)
    except OSError:
        return False
    writer.close()
    return True


def _private(path: Path) -> socket.socket:
    """A socket that nobody else may open, not even for the moment between making it and saying so."""
    listening = socket.socket(socket.AF_UNIX)
    mask = os.umask(OWNER_ONLY)
    try:
        listening.bind(str(path))
    finally:
        os.umask(mask)
    return listening
