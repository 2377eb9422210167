"""Takes what carries a rule out of the policies: the right, the exclusion or the clause that stands there as data."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

from tests.mutants import ROOT, Mutant, name_of
from tests.trials import FORK

POLICIES = ROOT / "bot" / "policies"
LOADING = POLICIES / "loading.py"
SHIPPED = "SHIPPED = Path(__file__).parent"


def stating(rule: str) -> dict[Path, list[str]]:
    """The policy files with clauses that state a rule, and the keys of those clauses."""
    found = {}
    for path in sorted(POLICIES.rglob("*.toml")):
        clauses = tomllib.loads(path.read_text(encoding="utf-8")).get("clauses", {})
        if keys := [key for key, clause in clauses.items() if rule in clause["rules"]]:
            found[path] = keys
    return found


def data_removals(rule: str, folder: Path) -> Iterator[Mutant]:
    """The loading of policies that lack one thing which carries the rule, for each that the loader would still take.

    folder: an empty one, for the changed copies.
    """
    for path, keys in stating(rule).items():
        text = path.read_text(encoding="utf-8")
        for row in rows(tomllib.loads(text), keys):
            copy = folder / f"{rule}-{len(list(folder.iterdir()))}"
            copytree(POLICIES, copy, ignore=ignore_patterns("*.py", "__pycache__"))
            (copy / path.relative_to(POLICIES)).write_text(without(text, row), encoding="utf-8")
            one = _planted(copy, path, row)
            if _is_sound(one):
                yield one


def rows(policy: dict[str, Any], clauses: list[str]) -> list[str]:
    """The tables and lines of a file that rest on the clauses: "[rights.full]", "abuse" of the exclusions.

    Only where nothing rests on them, the clauses themselves: they carry the rule by being read.
    """
    found = [
        f"[rights.{key}]"
        for key, right in policy.get("rights", {}).items()
        if {*right["clauses"], *(step["clause"] for step in right.get("steps", ()))} & set(clauses)
    ]
    for table in ("exclusions", "refused_reasons"):
        found += [key for key, clause in policy.get(table, {}).items() if clause in clauses]
    found += [key for key in ("refused_otherwise", "cooling_off") if policy.get(key) in clauses]
    return found or [f"[clauses.{key}]" for key in clauses]


def without(text: str, row: str) -> str:
    """The text of a file without one table, or without one line."""
    table = rf"^{re.escape(row)}\n(?:(?!\[).*\n?)*" if row.startswith("[") else rf"^{re.escape(row)} = .*\n"
    return re.sub(table, "", text, count=1, flags=re.MULTILINE)


def _planted(folder: Path, path: Path, row: str) -> Mutant:
    source = LOADING.read_text(encoding="utf-8")
    assert SHIPPED in source, LOADING
    changed = source.replace(SHIPPED, f"SHIPPED = Path({str(folder)!r})")
    return Mutant(name_of(LOADING), LOADING, path.stem, 1, f"{path.relative_to(ROOT)} {row}", "nothing", changed)


def _is_sound(one: Mutant) -> bool:
    child = FORK.Process(target=_load, args=(one,))
    child.start()
    child.join()
    return child.exitcode == 0


def _load(one: Mutant) -> None:
    loading: dict[str, Any] = {"__name__": one.module, "__file__": str(one.path)}
    try:
        exec(compile(one.source, str(one.path), "exec"), loading)  # noqa: S102 -- our own code
        loading["load"]()
    except Exception:  # noqa: BLE001 -- whatever is refused is no removal
        sys.exit(1)
