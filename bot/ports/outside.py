"""What is common to everything outside: the time, the faults, and what doctor finds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The one place that knows the time; every wait of ours goes through it."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class Unreachable(Exception):
    """The outside gave no usable answer: what we asked may or may not have been done. Ask again later."""


class Rejected(Exception):
    """The outside refused for a reason that trying again will not change: a person must look. Says which, and why."""


class Closed(Exception):
    """A person cannot be reached this way: their direct messages are closed, or they left the server."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing `doctor` looked at, for operators. remedy: what to do, "" when all is well."""

    name: str
    well: bool
    seen: str
    remedy: str = ""
