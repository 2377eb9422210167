"""Swapping: tries many mutants of a module without importing anything twice.

One process imports a module and its tests. For each mutant a forked child gives the functions of the module the changed
code, in place, so that whoever imported one of them has the changed one; it runs the tests, those that noticed the last
mutants first, and ends with the first that fails. A mutant that survives this, or that stands outside of functions (a
constant, a default, a field), is for tests/trials.py, which imports everything anew.
"""

import gc
import importlib
import inspect
import multiprocessing
import multiprocessing.connection
import os
import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest

from tests.mutants import Mutant, name_of, unchanged
from tests.trials import FORK, LONGEST_RUN, Trial, WithoutProperties, is_wanted, run_quietly

OUTSIDE = ""
"""The key of what is no function: the body of the module and of its classes."""


def codes(mutant: Mutant) -> dict[str, CodeType]:
    """The code of every function of the module, methods included, by qualified name; the bodies around them too."""
    return dict(_codes(compile(mutant.source, str(mutant.path), "exec"), OUTSIDE))


def _codes(body: CodeType, name: str) -> Iterator[tuple[str, CodeType]]:
    inner = [one for one in body.co_consts if isinstance(one, CodeType)]
    without = tuple(one.co_qualname if one in inner else one for one in body.co_consts)
    yield name, body.replace(co_consts=without)  # what it holds is compared on its own
    for one in inner:
        if one.co_flags & inspect.CO_NEWLOCALS:
            yield one.co_qualname, one
        else:
            yield from _codes(one, f"{OUTSIDE}{one.co_qualname} ")


def _same(one: CodeType | None, other: CodeType | None) -> bool:
    """Whether two codes do the same, on whatever lines they stand."""
    return one is not None and other is not None and _unplaced(one) == _unplaced(other)


def _unplaced(code: CodeType) -> CodeType:
    inner = tuple(_unplaced(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=inner, co_firstlineno=1, co_linetable=b"")


def functions(module: ModuleType) -> dict[str, FunctionType]:
    """The functions of a module and of its classes as they live, properties and cached ones too, by qualified name."""
    found = {}
    for thing in vars(module).values():
        for one in vars(thing).values() if isinstance(thing, type) else [thing]:
            function = inspect.unwrap(getattr(one, "fget", None) or getattr(one, "__func__", None) or one)
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                found[function.__qualname__] = function
    return found


@dataclass(frozen=True, slots=True)
class Swap:
    """One function of a module, and the code a mutant gives it."""

    function: FunctionType
    code: CodeType


@cache
def _sound(path: Path) -> tuple[dict[str, CodeType], dict[str, FunctionType]]:
    return codes(unchanged(path)), functions(importlib.import_module(name_of(path)))


def swap(mutant: Mutant) -> Swap | None:
    """How to make the imported module this mutant; None when it changes anything but one function."""
    sound, living = _sound(mutant.path)
    changed = codes(mutant)
    names = [name for name in sound.keys() | changed.keys() if not _same(sound.get(name), changed.get(name))]
    if len(names) != 1 or names[0] not in living:
        return None
    return Swap(living[names[0]], changed[names[0]])


@dataclass(slots=True)
class Swapping:
    """A pytest plugin: runs the tests on the modules as they are, and then on every mutant that can be swapped in.

    Of a rule that one mutant was noticed by, the other mutants are left out.
    told: is sent whether the sound modules pass, and then the number of every mutant that a test noticed.
    ends_at: nothing more is tried after this moment of `time.monotonic`.
    """

    trials: list[tuple[int, Trial]]
    told: Connection
    ends_at: float
    tests: list[pytest.Item] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Fork, swap, run, tell."""
        self.tests = list(session.items)
        gc.freeze()
        self.told.send(self._killer(session, self.tests, None) is None)
        settled = set()
        for number, trial in self.trials:
            if time.monotonic() >= self.ends_at:
                break
            if trial.rule in settled or (found := swap(trial.mutant)) is None:
                continue
            killer = self._killer(session, [test for test in self.tests if is_wanted(test, trial.rule)], found)
            if killer is not None:
                self.told.send(number)
                self.tests.remove(killer)
                self.tests.insert(0, killer)
                settled |= {trial.rule} - {None}
        return True

    def _killer(self, session: pytest.Session, tests: list[pytest.Item], found: Swap | None) -> pytest.Item | None:
        """The test that failed, the first one when the child came to no end; None when all passed."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            if found is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_RUN, LONGEST_RUN))
            _run(session, tests, found, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            said = answer.read()
        _, status = os.waitpid(child, 0)
        return None if status == 0 else tests[int(said or b"0")]


def _run(session: pytest.Session, tests: list[pytest.Item], found: Swap | None, writing: int) -> None:
    """In the child: never returns."""
    code = 1
    try:
        if found is not None:
            found.function.__code__ = found.code
        for place, (test, following) in enumerate(zip(tests, [*tests[1:], None], strict=True)):
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
            if session.testsfailed:
                os.write(writing, str(place).encode())
                break
        else:
            code = 0
    finally:
        os._exit(code)


class Broken(Exception):
    """Tests fail without any fault; the message says of which module."""


Group = list[tuple[int, Trial]]
"""Trials that are made in one process, each with its number. They have the same tests."""


def swapped(groups: Iterable[Group], jobs: int, ends_at: float) -> Iterator[int]:
    """The numbers of the mutants that were noticed by swapping, `jobs` groups at a time. Raises Broken."""
    waiting, running = iter(groups), {}
    try:
        while True:
            for group in islice(waiting, jobs - len(running)):
                process, telling = _begun(group, ends_at)
                running[telling] = (process, group[0][1].mutant.module)
            if not running:
                return
            for telling in multiprocessing.connection.wait(list(running)):
                try:
                    said = telling.recv()
                except EOFError:
                    running.pop(telling)[0].join()
                    continue
                if said is False:
                    raise Broken(running[telling][1])
                if said is not True:
                    yield said
    finally:
        for process, _ in running.values():
            process.terminate()


def _begun(group: Group, ends_at: float) -> tuple[multiprocessing.Process, Connection]:
    telling, told = multiprocessing.Pipe(duplex=False)
    process = FORK.Process(target=_swap_all, args=(group, told, ends_at))
    process.start()
    told.close()
    return process, telling


def _swap_all(group: Group, told: Connection, ends_at: float) -> None:
    run_quietly(group[0][1].tests, [WithoutProperties(), Swapping(group, told, ends_at)])
    told.close()
