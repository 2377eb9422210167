"""Trials: whether the tests of a module notice a mutant of it.

A forked child imports the changed source in the place of the module, runs the module's own table tests, and ends with
the first that fails. Property tests are left out: the tables are judged.
"""

import ast
import contextlib
import importlib
import importlib.abc
import importlib.util
import io
import multiprocessing
import multiprocessing.connection
import resource
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import _hypothesis_pytestplugin  # noqa: F401 -- imported once here, and not in every child
import hypothesis.strategies  # noqa: F401 -- see above
import pytest
import pytest_asyncio  # noqa: F401 -- see above
import pytest_timeout  # noqa: F401 -- see above

from tests.mutants import ROOT, RULES, Mutant, name_of

FOLDERS_OF_TESTS = ("tests/rules", "tests/policies")
OURS = ("bot", "cogs", "webhooks", "storage", "sandbox", "tests.rules", "tests.policies")
FORK = multiprocessing.get_context("fork")
LONGEST_RUN = 10
"""Seconds of computing after which a child is ended: a mutant that never comes to an end has been noticed."""


class WithoutProperties:
    """A pytest plugin: leaves property tests out; with an id, also every test that is not marked with this rule."""

    def __init__(self, rule: str | None = None) -> None:
        self.rule = rule

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that count."""
        items[:] = [item for item in items if not self._is_property(item) and is_wanted(item, self.rule)]

    def _is_property(self, item: pytest.Item) -> bool:
        return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def is_wanted(item: pytest.Item, rule: str | None) -> bool:
    """Whether a test is marked with a rule; every one is where there is none."""
    return rule is None or any(rule in mark.args for mark in item.iter_markers("rule"))


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the source of a mutant under the name of its module."""

    def __init__(self, planted: Mutant) -> None:
        self.planted = planted

    def find_spec(self, fullname, path=None, target=None):
        """A spec for the one module; every other one is found as always."""
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.planted.module else None

    def exec_module(self, module):
        """Run the changed source."""
        exec(compile(self.planted.source, str(self.planted.path), "exec"), module.__dict__)  # noqa: S102 -- our own code


def own_tests(path: Path) -> list[str]:
    """The test files of a module: those that import from it first, then those named after its area.

    A package that hands on what its modules hold is imported in their place.
    """
    sources = {name_of(path)}
    if _imported(path.parent / "__init__.py"):
        sources.add(name_of(path.parent))
    area = path.relative_to(RULES).parts[0].removesuffix(".py")
    files = [file for folder in FOLDERS_OF_TESTS for file in sorted((ROOT / folder).glob("test_*.py"))]
    importing = [file for file in files if sources & _imported(file)]
    named = [file for file in files if file.stem == f"test_{area}" or file.stem.startswith(f"test_{area}_")]
    return [str(file.relative_to(ROOT)) for file in dict.fromkeys((*importing, *named))]


@cache
def know_the_libraries() -> None:
    """Import what the tests import, and forget what is ours of it: every child then imports that alone anew."""
    for folder in FOLDERS_OF_TESTS:
        for file in sorted((ROOT / folder).glob("test_*.py")):
            importlib.import_module(name_of(file))
    for name in [name for name in sys.modules if any(f"{name}.".startswith(f"{one}.") for one in OURS)]:
        del sys.modules[name]


def _imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant, the tests to run on it, and the rule whose tests alone count, None for all of them."""

    mutant: Mutant
    tests: tuple[str, ...]
    rule: str | None = None


def noticed(trials: Iterable[Trial], jobs: int) -> Iterator[tuple[Trial, bool]]:
    """Try every mutant in a child of its own, `jobs` at a time; True when a test failed or nothing came to an end."""
    know_the_libraries()
    running: dict[multiprocessing.Process, Trial] = {}
    try:
        yield from _tried(iter(trials), running, jobs)
    finally:
        for child in running:
            child.kill()


def _tried(
    waiting: Iterator[Trial], running: dict[multiprocessing.Process, Trial], jobs: int
) -> Iterator[tuple[Trial, bool]]:
    while True:
        for trial in waiting:
            child = FORK.Process(target=_attempt, args=(trial,))
            child.start()
            running[child] = trial
            if len(running) >= jobs:
                break
        if not running:
            return
        multiprocessing.connection.wait([child.sentinel for child in running])
        for child in [one for one in running if not one.is_alive()]:
            yield running.pop(child), child.exitcode != int(pytest.ExitCode.OK)


def _attempt(trial: Trial) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_RUN, LONGEST_RUN))
    sys.meta_path.insert(0, Planted(trial.mutant))
    sys.exit(run_quietly(trial.tests, [WithoutProperties(trial.rule)]))


def run_quietly(tests: Iterable[str], plugins: list[object]) -> int:
    """Run tests in this process until one fails, saying nothing; what pytest returns."""
    quiet = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "--tb=no", "-W", "ignore"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return int(pytest.main([*quiet, *tests], plugins=plugins))
