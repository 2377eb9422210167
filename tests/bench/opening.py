"""From the webhook to the open door: how long after Stripe's knock Discord hears of the role, on an idle bot."""

import statistics
import time
from pathlib import Path

from sandbox.stories.telling import Story
from sandbox.stripe.webhooks import Delivery
from sandbox.wire import Answer, Request
from sandbox.world import World, opened
from tests.bench.figures import Figure, percentile, rounded
from tests.rules import makers

GOAL_MS = 50
BESIDE = f"the {GOAL_MS} ms we want to stay under (less is better)"


class Stopwatch:
    """Runs from the moment Stripe posts that a link was paid until Discord is asked for the role."""

    def __init__(self, world: World) -> None:
        self.spans_ms: list[float] = []
        self._posted_at: float | None = None
        world.stripe.outgoing.append(self._posted)
        world.discord.watch.append(self._asked)

    def _posted(self, delivery: Delivery) -> None:
        if delivery.event_type == "checkout.session.completed":
            self._posted_at = time.perf_counter()

    def _asked(self, request: Request, _: Answer) -> None:
        if request.method == "PUT" and "/roles/" in request.path and self._posted_at is not None:
            self.spans_ms.append((time.perf_counter() - self._posted_at) * 1000)
            self._posted_at = None


async def measure(folder: Path, joins: int) -> list[Figure]:
    """People who join one after the other; everything is quiet before the next."""
    async with opened(folder, makers.at(11, 10)) as world:
        story = Story(world, _unheard)
        await story.open_room(await world.discord.person("mika"), "Gold", 500)
        await story.join(await world.discord.person("first"), "Gold")  # whatever is done once is done
        watch = Stopwatch(world)
        for number in range(joins):
            await story.join(await world.discord.person(f"member{number}"), "Gold")
    assert len(watch.spans_ms) == joins, f"{len(watch.spans_ms)} doors opened for {joins} people"
    middle, late = statistics.median(watch.spans_ms), percentile(watch.spans_ms, 95)
    notes = f"median of {joins}; p95 {late:.1f} ms; both doubles run in the same process"
    return [Figure("webhook_to_role", rounded(middle), "ms", rounded(middle / GOAL_MS), BESIDE, notes)]


def _unheard(_: str) -> None:
    """The story is told to nobody."""
