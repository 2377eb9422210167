"""Calls that kill: the doubles end the bot's process before or after the work of a call, and break the connection."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.wire import FaultKind, Request
from sandbox.world import World
from tests.faults.child import Point
from tests.faults.mortal import Watch

A_NAME = re.compile(r"\d{15,} | token-\w+ | [a-z]+_(test_)?[A-Za-z0-9]{14,}", re.VERBOSE)
"""A part of a path that names one of many: an id of Discord's, the token of an interaction, an id of Stripe's."""

BREAKS = {Point.BEFORE: FaultKind.RESET_BEFORE, Point.AFTER: FaultKind.RESET_AFTER}


def kind_of(request: Request) -> str | None:
    """Method and path with every id made `*`; None for what is no call of the bot's."""
    if not request.path.startswith(("/v1/", "/api/")):
        return None
    parts = request.path.removeprefix("/api/v10").split("/")
    return f"{request.method} " + "/".join("*" if A_NAME.fullmatch(part) else part for part in parts)


@dataclass(slots=True)
class Deadly:
    """A fault that kills. First before the work of a call of its kind, and then after the next one of the kind."""

    kind_of_call: str
    kill: Callable[[], None]
    ahead: list[Point] = field(default_factory=lambda: [Point.BEFORE, Point.AFTER])
    struck: list[Point] = field(default_factory=list)
    kind: FaultKind = FaultKind.RESET_BEFORE
    status: int = 500
    times: int | None = None

    def strikes(self, request: Request) -> bool:
        if not self.ahead or kind_of(request) != self.kind_of_call:
            return False
        point = self.ahead.pop(0)
        self.struck.append(point)
        self.kind = BREAKS[point]
        self.kill()
        return True


@dataclass(slots=True)
class Haphazard:
    """A fault that kills at any call, before or after its work, as often as `left` says."""

    random: random.Random
    share: float
    left: int
    kill: Callable[[], None]
    kind: FaultKind = FaultKind.RESET_BEFORE
    status: int = 500
    times: int | None = None

    def strikes(self, request: Request) -> bool:
        if not self.left or kind_of(request) is None or self.random.random() > self.share:
            return False
        self.left -= 1
        self.kind = self.random.choice(list(BREAKS.values()))
        self.kill()
        return True


def plant(watch: Watch, *faults: Deadly | Haphazard) -> None:
    """Let calls of Stripe and Discord kill from now on."""
    for double in (watch.world.stripe, watch.world.discord):
        double.faults.planted += faults  # type: ignore[arg-type]  # they strike as any other


def kinds_seen(world: World) -> set[str]:
    """The kinds of calls the bot makes from now on; filled while they are made."""
    seen: set[str] = set()

    def note(request: Request, _: object) -> None:
        if (kind := kind_of(request)) is not None:
            seen.add(kind)

    world.stripe.watch.append(note)
    world.discord.watch.append(note)
    return seen
