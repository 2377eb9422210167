"""How many planted faults the tables of the rules notice: `python -m tests.mutation [AREA …] [--minutes 15]`.

Prints the score of every module and each survivor. A survivor that changes nothing anybody could notice stands in
tests/survivors.txt with the reason, and is not counted. For a look now and then, not for every run.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.mutants import ROOT, RULES, Mutant, modules, mutants, name_of
from tests.swapping import Broken, swapped
from tests.trials import Trial, noticed, own_tests

T = TypeVar("T")
SURVIVORS = ROOT / "tests" / "survivors.txt"
LEAST_SCORE = 90
"""Percent of the mutants that must be noticed."""


def excused() -> dict[str, str]:
    """Mutants that nobody could notice, each with its reason: "key | reason" by line."""
    rows = (line for line in SURVIVORS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {key.strip(): reason.strip() for key, _, reason in (row.partition(" | ") for row in rows)}


def chosen(areas: list[str]) -> list[Path]:
    """The modules of the areas, of all of them when none is named."""
    return [path for path in modules() if not areas or path.relative_to(RULES).parts[0].removesuffix(".py") in areas]


@dataclass(frozen=True, slots=True)
class Plan:
    """The mutants to try, each with the tests to run on it; the modules no test names; the excuses no mutant needs."""

    trials: list[Trial]
    bare: list[str]
    needless: list[str]


def planned(paths: list[Path]) -> Plan:
    """Plan the mutants of the modules that are not excused."""
    known, made, trials, bare = excused(), set(), [], []
    for path in paths:
        tests, of_module = tuple(own_tests(path)), list(mutants(path))
        made |= {one.key for one in of_module}
        if of_module and not tests:
            bare.append(name_of(path))
        trials += [Trial(one, tests) for one in of_module if tests and one.key not in known]
    names = tuple(f"{name_of(path)}{end}" for path in paths for end in (".", ":"))
    return Plan(trials, bare, [key for key in known if key.startswith(names) and key not in made])


def tried(trials: list[Trial], jobs: int, ends_at: float) -> dict[int, bool]:
    """Whether each mutant, by its number, was noticed; those there was no time for are left out.

    Raises Broken when the tests of a module fail without any fault.
    """
    by_module: dict[Path, list[tuple[int, Trial]]] = {}
    for number, trial in enumerate(trials):
        by_module.setdefault(trial.mutant.path, []).append((number, trial))
    outcomes = dict.fromkeys(swapped(shuffled(by_module.values()), jobs, ends_at), True)
    rest = shuffled(enumerate(trials))
    numbers = {id(trial): number for number, trial in rest}
    anew = (trial for number, trial in rest if number not in outcomes and time.monotonic() < ends_at)
    for trial, died in noticed(anew, jobs):
        outcomes[numbers[id(trial)]] = died
    return outcomes


def shuffled(things: Iterable[T]) -> list[T]:
    """In an order that is random and always the same, so that what there is time for is a fair sample."""
    known = list(things)
    random.Random(0).shuffle(known)
    return known


def main() -> int:
    """Plant, run and print; 1 when too few are noticed, or the tests fail without any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("areas", nargs="*", help="credits, funding, billing …; all by default")
    parser.add_argument("--minutes", type=float, default=15, help="stop planting after so long")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    plan = planned(chosen(wanted.areas))
    trials = plan.trials
    began_at = time.monotonic()
    try:
        found = tried(trials, wanted.jobs, began_at + wanted.minutes * 60)
    except Broken as module:
        say(f"the tests of {module} fail without any fault")
        return 1
    outcomes = [(trials[number].mutant, died) for number, died in sorted(found.items())]
    say(*survivors(outcomes), *scores(outcomes), *(f"no test names {module}" for module in plan.bare))
    say(*(f"nothing needs the excuse of {key}" for key in plan.needless))
    died = sum(found.values())
    score = died * 100 // max(1, len(outcomes))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = f"{(time.monotonic() - began_at) / 60:.1f} minutes"
    computing = f"{(used.ru_utime + used.ru_stime) / 60:.1f} of computing"
    left = len(trials) - len(outcomes)
    say(f"mutants: {died} of {len(outcomes)} noticed ({score} %) in {took}, {computing}, {left} not tried")
    return int(score < LEAST_SCORE)


def survivors(outcomes: list[tuple[Mutant, bool]]) -> list[str]:
    """One line for each mutant that no test noticed."""
    alive = sorted((one for one, died in outcomes if not died), key=lambda one: (one.module, one.line))
    return [f"{one.path.relative_to(ROOT)}:{one.line}: {one.was} -> {one.becomes}" for one in alive]


def scores(outcomes: list[tuple[Mutant, bool]]) -> list[str]:
    """One line for each module: how many were noticed."""
    by_module: dict[str, list[bool]] = {}
    for one, died in outcomes:
        by_module.setdefault(one.module, []).append(died)
    return [f"{module}: {sum(died)} of {len(died)}" for module, died in sorted(by_module.items())]


def say(*lines: str) -> None:
    """Print lines, at once: the whole takes minutes."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
