"""A world put into a folder at a quiet moment, and taken out again: the doubles, the clock and the bot's database.

What stands there under its name is always whole: a new one is written beside it, and takes its place at once.
"""

import asyncio
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from sandbox import graph
from sandbox.discord import keeping as discord_keeping
from sandbox.discord.state import State
from sandbox.stripe import keeping as stripe_keeping
from sandbox.stripe.core import LocalStripe
from storage.backup import backup
from storage.lock import FileLock
from storage.store import SqlStore

VERSION = 1
"""Of the shape of what is kept. Another one is put aside, never guessed at."""
DATABASE, DOUBLES = "roomkeeper.sqlite", "doubles.json"
RUNNING, WHOLE, NEXT, BEFORE = "now", "kept", "next", "before"


class Strange(Exception):
    """What stands in the folder is of another version, or no kept world at all. The message says which."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A world at rest. ports: of the bot, of Discord and of Stripe: links in messages lead there.

    notes: what whoever keeps it wants to find again, as plain JSON.
    """

    at: datetime
    ports: tuple[int, int, int]
    random: Any
    discord: dict[str, Any]
    stripe: dict[str, Any]
    notes: dict[str, Any]

    def restore(self, state: State, core: LocalStripe) -> None:
        """Fill fresh doubles with it. Raises Strange."""
        try:
            discord_keeping.restore(state, self.discord)
            stripe_keeping.restore(core, self.stripe)
        except KeyError as missing:
            raise Strange(f"it knows nothing of {missing}") from missing


class Shelf:
    """The folder of one world."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "sandbox")

    def open(self) -> None:
        """Let nobody else use the folder meanwhile. Raises InUse."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock.take()

    def close(self) -> None:
        """Let others use it."""
        self._lock.release()

    @property
    def running(self) -> Path:
        """Where the files of a running world are."""
        return self._folder / RUNNING

    def clear(self) -> None:
        """Throw away what is kept; nothing of the folder that is not ours."""
        for name in (RUNNING, WHOLE, NEXT, BEFORE):
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def take(self) -> Kept | None:
        """What is kept, with its database laid out for a bot to run on; None for an empty folder. Raises Strange."""
        whole = next((one for one in (WHOLE, BEFORE) if (self._folder / one / DOUBLES).exists()), None)
        shutil.rmtree(self.running, ignore_errors=True)
        self.running.mkdir(parents=True)
        if whole is None:
            return None
        found = _read(self._folder / whole / DOUBLES)
        shutil.copy(self._folder / whole / DATABASE, self.running / DATABASE)
        return found

    def put_aside(self) -> Path:
        """Move what is kept out of the way. Returns where it is now."""
        aside = next(place for n in range(1, 1000) if not (place := self._folder / f"put-aside-{n}").exists())
        (self._folder / WHOLE).rename(aside)
        return aside

    async def put(self, kept: Kept, store: SqlStore, still_rests: Callable[[], bool]) -> None:
        """Keep a world in place of what was kept before, unless something happened in it meanwhile.

        The doubles are looked at before the first await; the database must not be a moment younger.
        """
        content = _written(kept)
        fresh, whole, before = (self._folder / name for name in (NEXT, WHOLE, BEFORE))
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        await backup(store, fresh / DATABASE)
        await asyncio.to_thread((fresh / DOUBLES).write_bytes, content)
        if not still_rests():
            return
        shutil.rmtree(before, ignore_errors=True)
        if whole.exists():
            whole.rename(before)
        fresh.rename(whole)
        shutil.rmtree(before, ignore_errors=True)


def _written(kept: Kept) -> bytes:
    parts = {"at": kept.at.isoformat(), "ports": list(kept.ports), "notes": kept.notes, "random": kept.random}
    whole = parts | {"discord": kept.discord, "stripe": kept.stripe}
    return orjson.dumps({"version": VERSION, "world": graph.freeze(whole, stripe_keeping.KINDS)})


def _read(file: Path) -> Kept:
    try:
        found: Mapping[str, Any] = orjson.loads(file.read_bytes())
        if found["version"] != VERSION:
            raise Strange(f"it is of version {found['version']}, and this is {VERSION}")
        whole = graph.thaw(found["world"], stripe_keeping.KINDS)
        bot, discord, stripe = whole["ports"]
        at = datetime.fromisoformat(whole["at"])
        parts = {name: whole[name] for name in ("random", "discord", "stripe", "notes")}
        return Kept(at=at, ports=(bot, discord, stripe), **parts)
    except (ValueError, KeyError, TypeError, IndexError) as fault:
        raise Strange(f"it cannot be read ({type(fault).__name__}: {fault})") from fault
