"""What went over the wires lately: calls of the bot, and deliveries of Stripe's events. The oldest are forgotten."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.discord.shapes import Object
from sandbox.stripe.webhooks import Delivery
from sandbox.wire import Answer, Request
from sandbox.world import World

CALLS_MAX, DELIVERIES_MAX = 300, 2000


@dataclass(slots=True)
class Journal:
    """Listens to both doubles for as long as its world is there. `stir` is called whenever something went by."""

    world: World
    stir: Callable[[], None]
    calls: deque[Object] = field(default_factory=lambda: deque(maxlen=CALLS_MAX))
    deliveries: deque[tuple[str, Object]] = field(default_factory=lambda: deque(maxlen=DELIVERIES_MAX))

    def open(self) -> None:
        """Begin to listen."""
        self.world.stripe.watch.append(self._stripe)
        self.world.discord.watch.append(self._discord)
        self.world.stripe.delivered.append(self._delivered)

    def of_event(self, id: str) -> list[Object]:
        """The deliveries of one event, oldest first."""
        return [delivery for event_id, delivery in self.deliveries if event_id == id]

    def _stripe(self, request: Request, answer: Answer) -> None:
        if request.path.startswith("/v1/"):
            self._call("stripe", request, answer)
        self.stir()

    def _discord(self, request: Request, answer: Answer) -> None:
        self._call("discord", request, answer)
        self.stir()

    def _call(self, to: str, request: Request, answer: Answer) -> None:
        at, path = self._now(), request.path.removeprefix("/api/v10")
        self.calls.append({"at": at, "to": to, "method": request.method, "path": path, "status": answer.status})

    def _delivered(self, delivery: Delivery, status: int | None) -> None:
        told = {"at": self._now(), "attempt": delivery.attempt, "status": status}
        self.deliveries.append((delivery.event_id, told))
        self.stir()

    def _now(self) -> str:
        return self.world.clock.now().isoformat()
