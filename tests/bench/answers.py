"""Answers: how long people wait for the final answer when many type at once, while a month ends and webhooks arrive."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from sandbox.discord.core import LocalDiscord
from sandbox.discord.people import People
from sandbox.discord.person import Person
from sandbox.discord.server import LocalDiscordServer
from sandbox.stories.telling import Story
from sandbox.world import World, opened
from tests.bench.figures import Figure, percentile, rounded
from tests.cogs.bots import Kept, running
from tests.cogs.local import Local
from tests.rules import makers

GOAL_MS = 1000
BESIDE = f"the {GOAL_MS} ms that p95 has to stay under (less is better)"
ROOM, OTHER = "Gold", "Silver"
HOURS = 4
"""Of the night of the 1st: Stripe makes the invoices in the first, and charges them in the second."""
TYPED: tuple[tuple[str, dict[str, str]], ...] = (
    ("mypage", {}),
    ("why", {"room": ROOM}),
    ("room list", {}),
    ("room show", {"room": ROOM}),
    ("room join", {"room": OTHER}),
    ("inbox", {}),
    ("help", {"question": "leave"}),
)
"""Each of them is typed by everybody at the same moment, one command after the other."""

Answered = Callable[[], Awaitable[object]]


async def measure(folder: Path, people: int) -> list[Figure]:
    """The slowest five in a hundred, over all commands and for the slowest of them."""
    spans, events, processor_ms = await _ours(folder, people)
    bare = await _bare(people)
    every = [span for known in spans.values() for span in known]
    late = percentile(every, 95)
    slowest = max(spans, key=lambda command: percentile(spans[command], 95))
    notes = (
        f"{people} people at once, {len(TYPED)} commands; median {statistics.median(every):.0f} ms",
        f"slowest /{slowest} p95 {percentile(spans[slowest], 95):.0f} ms",
        f"{events} webhooks of the 1st meanwhile",
        f"processor time per answer {processor_ms / len(every):.0f} ms, that of both doubles and the webhooks included",
        f"a bot that only answers: p95 {percentile(bare, 95):.0f} ms, median {statistics.median(bare):.0f} ms",
    )
    return [Figure("answers_50", rounded(late), "ms", rounded(late / GOAL_MS), BESIDE, "; ".join(notes))]


async def _ours(folder: Path, people: int) -> tuple[dict[str, list[float]], int, float]:
    """Milliseconds to the final answer, by command; how many events Stripe posted meanwhile; processor milliseconds."""
    async with opened(folder, makers.at(11, 30)) as world:
        story = Story(world, _unheard)
        owner = await world.discord.person("mika")
        for name in (ROOM, OTHER):
            await story.open_room(owner, name, 500)
        members = [await world.discord.person(f"member{number}") for number in range(people)]
        for who in members:
            await story.join(who, ROOM)
        await asyncio.gather(*(who.slash("mypage") for who in members))  # whatever is done once is done
        before, began = world.stripe.core.post.sent, time.process_time()
        ending = asyncio.create_task(_first_of_the_month(world))
        spans = {command: await _at_once([_typing(who, command, given) for who in members]) for command, given in TYPED}
        events = world.stripe.core.post.sent - before
        await ending
        processor_ms = (time.process_time() - began) * 1000
        await world.settle()
    return spans, events, processor_ms


async def _first_of_the_month(world: World) -> None:
    """Renewals of everybody, posted and worked off while people type; nobody waits for the bot to be idle."""
    for hour in range(HOURS):
        world.clock.set(makers.at(12, 1, hour, 30))
        world.app.wake()
        await world.stripe.quiet()


def _typing(who: Person, command: str, given: dict[str, str]) -> Answered:
    return lambda: who.slash(command, **given)


async def _bare(people: int) -> list[float]:
    """The same people typing a command of a bot that keeps nothing: it defers, and answers with a card."""
    server = LocalDiscordServer(LocalDiscord())
    await server.start()
    try:
        async with running(Local(server), Kept()):
            known = [await _newcomer(server.people, number) for number in range(people)]
            await _at_once(known)
            return await _at_once(known)
    finally:
        await server.stop()


async def _newcomer(people: People, number: int) -> Answered:
    id = await people.come(f"member{number}")
    return lambda: _card(people, id)


async def _card(people: People, id: str) -> None:
    await people.answered(await people.command(id, "card", {}))


async def _at_once(acts: Sequence[Answered]) -> list[float]:
    return list(await asyncio.gather(*(_timed(act) for act in acts)))


async def _timed(act: Answered) -> float:
    began = time.perf_counter()
    await act()
    return (time.perf_counter() - began) * 1000


def _unheard(_: str) -> None:
    """The story is told to nobody."""
