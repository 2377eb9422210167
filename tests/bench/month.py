"""A month of a community in the sandbox: renewals on the 1st, some cards refused, retries until the 25th.

    python -m tests.bench.month FOLDER MEMBERS

A process of its own, so that its memory is its own. Prints one JSON object; see `lived`.
"""

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

import orjson

from bot import log
from bot.rules.rooms import Membership, MembershipState
from sandbox.discord.person import Person
from sandbox.stories.telling import Story
from sandbox.stripe.limits import Limits
from sandbox.world import opened
from tests.bench.figures import Figure, rounded
from tests.bench.processes import memory_mib, output
from tests.rules import makers

ONE_IN_FAILS = 20
FASTER = 20
"""The local Stripe's limits are the real ones times this."""
FEE = 500


async def measure(folder: Path, members: int) -> list[Figure]:
    """Events a second, and how near the requests came to what Stripe allows."""
    told = orjson.loads(await output("-m", "tests.bench.month", str(folder), str(members)))
    seconds = told["seconds"]
    notes = (
        f"{members:,} members, {told['failing']} refused, {told['lapsed']} lapsed, {told['paid']:,} renewals paid",
        f"{told['events']:,} events and {told['requests']:,} requests in {seconds:.0f} s",
        f"peak memory {told['peak_mib']:.0f} MiB with both doubles",
    )
    ratio = told["requests"] / seconds / Limits.scaled(FASTER).total
    beside = f"Stripe's requests a second, times {FASTER}"
    rate = rounded(told["events"] / seconds)
    return [Figure("month_1000_members", rate, "events/s", rounded(ratio), beside, "; ".join(notes))]


async def lived(folder: Path, members: int) -> dict[str, Any]:
    """What happened from the 1st to the evening of the 25th, and how long that took; the joins before are not timed."""
    async with opened(folder, makers.at(11, 30)) as world:
        story = Story(world, _unheard)
        await story.open_room(await world.discord.person("mika"), "Gold", FEE)
        people = [await world.discord.person(f"member{number}") for number in range(members)]
        for who in people:
            await story.join(who, "Gold")
        failing, mended = _turned(story, people)
        world.stripe.limits = Limits.scaled(FASTER)
        events, requests, began = world.stripe.core.post.sent, world.stripe.requests, time.perf_counter()
        await story.until(12, 12)
        for who in mended:
            story.turn_card(who, None)
        await story.until(12, 25, 20)
        seconds = time.perf_counter() - began
        lapsed = await world.app.store.read(lambda tx: tx.find(Membership, state=MembershipState.LAPSED))
        paid = len(world.books.taken) - members
        assert (len(lapsed), paid) == (len(failing) - len(mended), members - len(lapsed)), (len(lapsed), paid)
        return {
            "seconds": seconds,
            "events": world.stripe.core.post.sent - events,
            "requests": world.stripe.requests - requests,
            "failing": len(failing),
            "lapsed": len(lapsed),
            "paid": paid,
            "peak_mib": memory_mib(os.getpid(), "VmHWM"),
        }


def _turned(story: Story, people: list[Person]) -> tuple[list[Person], list[Person]]:
    """Those whose banks refuse from now on, and those of them whose banks will think better of it."""
    failing = people[::ONE_IN_FAILS]
    for who in failing:
        story.turn_card(who, "insufficient_funds")
    return failing, failing[::2]


def _unheard(_: str) -> None:
    """The story is told to nobody."""


if __name__ == "__main__":
    log.set_up("ERROR", "text", ())
    sys.stdout.write(orjson.dumps(asyncio.run(lived(Path(sys.argv[1]), int(sys.argv[2])))).decode() + "\n")
