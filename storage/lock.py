"""The lock of a SQLite file: one process at a time may write it, the bot or a command-line tool.

Held by the operating system for as long as the process lives, so a crash leaves none behind.
"""

import fcntl
from pathlib import Path
from typing import IO


class InUse(Exception):
    """Another process has the database open."""


class FileLock:
    """Held from `take` to `release`."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}-lock")
        self._file: IO[bytes] | None = None

    def take(self) -> None:
        """Raises InUse when somebody else has it."""
        file = self._path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            file.close()
            raise InUse(f"another process has {self._path.name.removesuffix('-lock')} open") from taken
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
