"""How many planted faults the tables of the rules notice: `python -m tests.mutation [AREA …] [--minutes 15]`.

Prints the score of every module and each survivor. A survivor that changes nothing anybody could notice stands in
tests/survivors.txt with the reason, and is not counted. For a look now and then, not for every run.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.mutants import ROOT, RULES, Mutant, modules, mutants, name_of, unchanged
from tests.trials import Trial, noticed, own_tests

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


def within(minutes: float, trials: list[Trial]) -> Iterator[Trial]:
    """The trials, in a fixed order at random, for as long as there is time."""
    random.Random(0).shuffle(trials)
    ends_at = time.monotonic() + minutes * 60
    for trial in trials:
        if time.monotonic() >= ends_at:
            return
        yield trial


def planned(paths: list[Path]) -> tuple[list[Trial], list[Trial], list[str]]:
    """The modules as they are, their mutants, and the modules that no test names."""
    sound, trials, bare = [], [], []
    known = excused()
    for path in paths:
        made = [one for one in mutants(path) if one.key not in known]
        if not (tests := tuple(own_tests(path))):
            bare += [name_of(path)] if made else []
            continue
        sound.append(Trial(unchanged(path), tests))
        trials += [Trial(one, tests) for one in made]
    return sound, trials, bare


def main() -> int:
    """Plant, run and print; 1 when too few are noticed, or the tests fail without any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("areas", nargs="*", help="credits, funding, billing …; all by default")
    parser.add_argument("--minutes", type=float, default=15, help="stop planting after so long")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    sound, trials, bare = planned(chosen(wanted.areas))
    if broken := [trial for trial, failed in noticed(sound, wanted.jobs) if failed]:
        say(*(f"the tests of {one.mutant.module} fail without any fault: {' '.join(one.tests)}" for one in broken))
        return 1
    outcomes = [(trial.mutant, died) for trial, died in noticed(within(wanted.minutes, trials), wanted.jobs)]
    say(*survivors(outcomes), *scores(outcomes), *(f"no test names {module}" for module in bare))
    died = sum(noted for _, noted in outcomes)
    score = died * 100 // max(1, len(outcomes))
    say(f"mutants: {died} of {len(outcomes)} noticed ({score} %), {len(trials) - len(outcomes)} not tried")
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
