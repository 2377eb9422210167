"""Switches that let something go wrong until they are switched back: planted in the doubles, which know how."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.page.guard import unknown
from sandbox.wire import Fault, FaultKind, Faults
from sandbox.world import World

API, SLOW_SECONDS = "* /v1/*", 1.5
BAD_GATEWAY = 502
PLANTS: dict[str, tuple[str, FaultKind, str]] = {
    "stripe_down": ("stripe", FaultKind.ERROR, API),
    "stripe_slow": ("stripe", FaultKind.SLOW, API),
    "stripe_busy": ("stripe", FaultKind.RATE_LIMITED, API),
    "discord_down": ("discord", FaultKind.ERROR, "*"),
    "discord_slow": ("discord", FaultKind.SLOW, "*"),
    "discord_busy": ("discord", FaultKind.RATE_LIMITED, "*"),
}
MISCHIEF = {"events_lost": "lost", "events_doubled": "doubled", "events_late": "late", "events_reordered": "reordered"}
"""What the network does to webhooks, and the field of Stripe's mischief that says with what probability."""


@dataclass(slots=True)
class Switches:
    """The switches of one world. `tell` hears of every change."""

    world: World
    tell: Callable[[str, Any], None]
    _planted: dict[str, Fault] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        """Every switch as the page reads it."""
        mischief = self.world.stripe.core.mischief
        on = {name: name in self._planted for name in PLANTS}
        on |= {name: getattr(mischief, kind) > 0 for name, kind in MISCHIEF.items()}
        return {"switches": [{"name": name, "on": is_on} for name, is_on in on.items()]}

    def set(self, name: str, *, on: bool) -> None:
        """Switch one on or off. Raises Failed for one there is not."""
        if name in MISCHIEF:
            setattr(self.world.stripe.core.mischief, MISCHIEF[name], float(on))
        elif name in PLANTS:
            self._plant(name, on=on)
        else:
            raise unknown(f"there is no switch {name}")
        self.tell("faults", self.shown())

    def clear(self) -> None:
        """Let everything go right again."""
        for kind in MISCHIEF.values():
            setattr(self.world.stripe.core.mischief, kind, 0.0)
        for name in tuple(self._planted):
            self._plant(name, on=False)
        self.tell("faults", self.shown())

    def _plant(self, name: str, *, on: bool) -> None:
        service, kind, where = PLANTS[name]
        faults = self._faults(service)
        if not on and name in self._planted:
            faults.pull(self._planted.pop(name))
        elif on and name not in self._planted:
            self._planted[name] = faults.plant(kind, where, times=None, status=BAD_GATEWAY, seconds=SLOW_SECONDS)

    def _faults(self, service: str) -> Faults:
        return self.world.stripe.faults if service == "stripe" else self.world.discord.faults
