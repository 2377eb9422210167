"""Takes rules out and looks whether their tests notice: `python -m tests.rule_removal [--rules 20] [--seed 1] [ID …]`.

For each rule picked at random, the branches of the functions that name its id are taken out one at a time (a
condition is never met, or always; a function without one answers nothing), and only the tests marked with the id are
run, until a removal makes one of them fail. A rule that a policy carries is taken out of the policy.
"""

import argparse
import ast
import copy
import math
import random
import re
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.data_removal import data_removals, stating
from tests.mutants import ROOT, Mutant, modules, name_of
from tests.mutation import say
from tests.rules_report import in_order, report
from tests.swapping import swapped
from tests.trials import FOLDERS_OF_TESTS, Trial, noticed

SPAN = re.compile(r"\b([EOR])-(\d+)(?: to |\.\.)(?:[EOR]-)?(\d+)")
ONE = re.compile(r"\b[EOR]-\d+\b")


def named(text: str) -> set[str]:
    """The rules a text names, spans ("O-41 to O-43", "R-7..R-14") included."""
    spans = {f"{source}-{n}" for source, first, last in SPAN.findall(text) for n in range(int(first), int(last) + 1)}
    return spans | set(ONE.findall(text))


def functions(path: Path) -> list[ast.FunctionDef]:
    """The functions of a module, methods included, in a fixed order."""
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]


def places(path: Path) -> list[tuple[int, set[str]]]:
    """The functions of a module by their number, and the rules that each names in its source.

    A module whose functions name none is taken as a whole: its docstring says what all of them carry.
    """
    text = path.read_text(encoding="utf-8")
    found = [(n, named(ast.get_source_segment(text, node) or "")) for n, node in enumerate(functions(path))]
    of_module = named(ast.get_docstring(ast.parse(text)) or "")
    said = {id for _, rules in found for id in rules}
    return [(number, rules | (of_module - said)) for number, rules in found]


def removals(path: Path, number: int) -> Iterator[Mutant]:
    """The module with one branch of its function `number` taken out, for each branch."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    branches = len(_branches(_function(tree, number)))
    for place in range(branches):
        for met in (False, True):
            changed = copy.deepcopy(tree)
            branch = _branches(_function(changed, number))[place]
            was, branch.test = ast.unparse(branch.test), ast.Constant(met)
            yield _removed(path, changed, branch.lineno, was, str(met))
    if not branches:
        changed = copy.deepcopy(tree)
        function = _function(changed, number)
        function.body = [ast.Return(ast.Constant(None))]
        yield _removed(path, changed, function.lineno, f"{function.name}()", "None")


def _removed(path: Path, changed: ast.Module, line: int, was: str, becomes: str) -> Mutant:
    return Mutant(name_of(path), path, "", line, was, becomes, ast.unparse(ast.fix_missing_locations(changed)))


def _function(tree: ast.Module, number: int) -> ast.FunctionDef:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)][number]


def _branches(function: ast.FunctionDef) -> list[ast.If | ast.IfExp]:
    return [node for node in ast.walk(function) if isinstance(node, ast.If | ast.IfExp)]


@cache
def named_at() -> dict[str, list[tuple[Path, int]]]:
    """Every rule that some function names: the modules, and the numbers of the functions."""
    known: dict[str, list[tuple[Path, int]]] = {}
    for path in modules():
        for number, rules in places(path):
            for rule in rules:
                known.setdefault(rule, []).append((path, number))
    return known


@cache
def files_of_tests() -> dict[str, tuple[str, ...]]:
    """The files with table tests of each rule."""
    return {
        rule: files
        for rule, tests in report().carried.items()
        if (files := tuple(dict.fromkeys(one.partition("::")[0] for one in tests if one.startswith(FOLDERS_OF_TESTS))))
    }


def trials(rule: str, tests: tuple[str, ...]) -> Iterator[Trial]:
    """Every removal that could make a table test of the rule fail; none where no function names the rule."""
    for path, number in named_at().get(rule, []):
        for one in removals(path, number):
            yield Trial(one, tests, rule)


def noticed_at(rules: list[str], jobs: int) -> dict[str, Mutant]:
    """For every rule whose removal a test of it noticed: one such removal. Raises Broken."""
    tests = tuple(dict.fromkeys(file for rule in rules for file in files_of_tests().get(rule, ())))
    made = list(enumerate(trial for rule in rules for trial in trials(rule, tests)))
    swappable = [made] if made else []
    dead = [made[number][1] for number in swapped(swappable, 1, math.inf)]
    found = {trial.rule: trial.mutant for trial in dead}
    for rule in [rule for rule in rules if rule not in found]:
        if one := removed_data(rule, jobs) or removed_anew(rule, made, jobs):
            found[rule] = one
    return found


def removed_anew(rule: str, made: list[tuple[int, Trial]], jobs: int) -> Mutant | None:
    """Once more, from the import on: what tests work out while they are imported was not swapped."""
    trials = (replace(trial, tests=files_of_tests()[rule]) for _, trial in made if trial.rule == rule)
    with closing(noticed(trials, jobs)) as outcomes:
        return next((trial.mutant for trial, failed in outcomes if failed), None)


def removed_data(rule: str, jobs: int) -> Mutant | None:
    """What carries the rule in the policies and was missed by a test of it; None for nothing."""
    with TemporaryDirectory() as folder:
        made = (Trial(one, files_of_tests()[rule], rule) for one in data_removals(rule, Path(folder)))
        with closing(noticed(made, jobs)) as outcomes:
            return next((trial.mutant for trial, failed in outcomes if failed), None)


def main() -> int:
    """Pick, remove, run and print; 1 when a rule can be taken out unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", help="rules; picked at random by default")
    parser.add_argument("--rules", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    known = sorted((rule for rule in files_of_tests() if rule in named_at() or stating(rule)), key=in_order)
    picked = wanted.ids or random.Random(wanted.seed).sample(known, min(wanted.rules, len(known)))
    found = noticed_at(picked, wanted.jobs)
    for id in picked:
        if one := found.get(id):
            say(f"{id}: noticed at {one.path.relative_to(ROOT)}:{one.line}: {one.was} -> {one.becomes}")
        else:
            say(f"{id}: nothing that can be taken out makes a test of it fail")
    say(f"removals: {len(found)} of {len(picked)} rules noticed")
    return int(len(found) < len(picked))


if __name__ == "__main__":
    sys.exit(main())
