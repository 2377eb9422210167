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
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest

from tests.mutants import Mutant, name_of, unchanged
from tests.trials import FORK, LONGEST_RUN, Trial, WithoutProperties, run_quietly

OUTSIDE = ""
"""The key of what is no function: the body of the module and of its classes."""


def codes(mutant: Mutant) -> dict[str, CodeType]:
    """The code of every function of the module, methods included, by qualified name; the bodies around them too."""
    return dict(_codes(compile(mutant.source, str(mutant.path), "exec"), OUTSIDE))


def _codes(body: CodeType, name: str) -> Iterator[tuple[str, CodeType]]:
    inner = [one for one in body.co_consts if isinstance(one, CodeType)]
    without = tuple(one.co_qualname if one in inner else one for one in body.co_consts)
    yield name, body.replace(co_consts=without, co_linetable=b"")  # what it holds is compared on its own
    for one in inner:
        if one.co_flags & inspect.CO_NEWLOCALS:
            yield one.co_qualname, one
        else:
            yield from _codes(one, f"{OUTSIDE}{one.co_qualname} ")


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
    """A mutant by its number, and the one function it changes, with its changed code."""

    number: int
    function: FunctionType
    code: CodeType


def swaps(path: Path, mutants: Iterable[tuple[int, Mutant]]) -> Iterator[Swap]:
    """The mutants that change one function of the module and nothing else; the module is imported."""
    living = functions(importlib.import_module(name_of(path)))
    sound = codes(unchanged(path))
    for number, one in mutants:
        changed = codes(one)
        names = [name for name in sound.keys() | changed.keys() if sound.get(name) != changed.get(name)]
        if len(names) == 1 and names[0] in living:
            yield Swap(number, living[names[0]], changed[names[0]])


@dataclass(slots=True)
class Swapping:
    """A pytest plugin: runs the tests on the module as it is, and then on every mutant that can be swapped in.

    told: is sent whether the sound module passes, and then the number of every mutant that a test noticed.
    ends_at: nothing more is tried after this moment of `time.monotonic`.
    """

    path: Path
    mutants: list[tuple[int, Mutant]]
    told: Connection
    ends_at: float
    tests: list[pytest.Item] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Fork, swap, run, tell."""
        self.tests = list(session.items)
        gc.freeze()
        self.told.send(self._noticed_by(session, None) is None)
        for swap in swaps(self.path, self.mutants):
            if time.monotonic() >= self.ends_at:
                break
            killer = self._noticed_by(session, swap)
            if killer is not None:
                self.told.send(swap.number)
                self.tests.insert(0, self.tests.pop(killer))
        return True

    def _noticed_by(self, session: pytest.Session, swap: Swap | None) -> int | None:
        """The place of the test that failed, the first one when the child came to no end; None when all passed."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_RUN, LONGEST_RUN))
            self._run(session, swap, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            said = answer.read()
        _, status = os.waitpid(child, 0)
        return None if status == 0 else int(said or b"0")

    def _run(self, session: pytest.Session, swap: Swap | None, writing: int) -> None:
        """In the child: never returns."""
        code = 1
        try:
            if swap is not None:
                swap.function.__code__ = swap.code
            for place, (test, following) in enumerate(zip(self.tests, [*self.tests[1:], None], strict=True)):
                test.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
                if session.testsfailed:
                    os.write(writing, str(place).encode())
                    break
            else:
                code = 0
        finally:
            os._exit(code)


class Broken(Exception):
    """The tests of a module fail without any fault; the message is its name."""


def swapped(modules: Iterable[list[tuple[int, Trial]]], jobs: int, ends_at: float) -> Iterator[int]:
    """The numbers of the mutants that died by swapping, `jobs` modules at a time. Raises Broken."""
    waiting, running = iter(modules), {}
    try:
        while True:
            for module in islice(waiting, jobs - len(running)):
                process, telling = _begun(module, ends_at)
                running[telling] = (process, module[0][1].mutant.module)
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


def _begun(module: list[tuple[int, Trial]], ends_at: float) -> tuple[multiprocessing.Process, Connection]:
    telling, told = multiprocessing.Pipe(duplex=False)
    process = FORK.Process(target=_swap_all, args=(module, told, ends_at))
    process.start()
    told.close()
    return process, telling


def _swap_all(module: list[tuple[int, Trial]], told: Connection, ends_at: float) -> None:
    """Try the mutants of one module in this process and its children; see `Swapping` for what is told."""
    first = module[0][1]
    mutants = [(number, trial.mutant) for number, trial in module]
    run_quietly(first.tests, [WithoutProperties(), Swapping(first.mutant.path, mutants, told, ends_at)])
    told.close()
