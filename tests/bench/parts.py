"""The parts of the benchmark, each by its name and able to run alone."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from tests.bench import answers, handling, ingestion, month, opening, rules, starting
from tests.bench.figures import Figure
from tests.bench.scale import Scale

Part = Callable[[Path, Scale], Awaitable[list[Figure]]]


async def _ingestion(folder: Path, scale: Scale) -> list[Figure]:
    return await ingestion.measure(folder, scale.requests, scale.rounds)


async def _handling(folder: Path, scale: Scale) -> list[Figure]:
    return await handling.measure(folder, scale.events)


async def _opening(folder: Path, scale: Scale) -> list[Figure]:
    return await opening.measure(folder, scale.joins)


async def _answers(folder: Path, scale: Scale) -> list[Figure]:
    return await answers.measure(folder, scale.people)


async def _month(folder: Path, scale: Scale) -> list[Figure]:
    return await month.measure(folder, scale.month_members)


async def _starting(folder: Path, scale: Scale) -> list[Figure]:
    return await starting.measure(folder, scale.starts, scale.community)


async def _rules(_: Path, scale: Scale) -> list[Figure]:
    return rules.measure(scale.decisions)


PARTS: Mapping[str, Part] = {
    "ingestion": _ingestion,
    "handling": _handling,
    "opening": _opening,
    "answers": _answers,
    "starting": _starting,
    "rules": _rules,
    "month": _month,
}
"""In the order in which they are measured: the longest comes last."""
