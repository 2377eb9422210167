"""Loading: from the files to a PolicyBook, with every problem of every file said at once."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from bot.policies.checks import Problem, contradictions
from bot.rules.policies.policy import Policy, PolicyBook, ProductKind, Title
from bot.rules.policies.terms import AbuseLimits, Clause, Clocks, Evidence, Exclusion, Reason, RenewalTerms, Right

SHIPPED = Path(__file__).parent
SHARED = "shared"

REMEDIES = {
    "unexpected_keyword_argument": "no such field: check its spelling, or take it out",
    "extra_forbidden": "no such field: check its spelling, or take it out",
    "missing": "is missing: write it",
    "missing_argument": "is missing: write it",
}


class PolicyError(Exception):
    """Policy files are not usable. The message has one line per problem: file, line, field, and the remedy."""


class PolicyFile(BaseModel):
    """What a policy file, put together with what it shares, may hold."""

    model_config = ConfigDict(extra="forbid")

    id: str
    version: int
    covers: ProductKind
    effective_on: date
    important: bool
    zone: ZoneInfo
    title: Title
    clauses: Mapping[str, Clause]
    rights: Mapping[str, Right]
    announced_on: date | None = None
    cooling_off: str = ""
    exclusions: Mapping[Exclusion, str] = {}
    refused_reasons: Mapping[Reason, str] = {}
    refused_otherwise: str = ""
    evidence: tuple[Evidence, ...] = ()
    clocks: Clocks = Clocks()
    abuse: AbuseLimits | None = None
    renewal: RenewalTerms | None = None


def load(*folders: Path) -> PolicyBook:
    """Every policy of `folders`, those that ship with the house if none is named.

    A folder of a community's own may use the shared files of the house, and bring further ones in its `shared/`.
    Raises PolicyError, with all problems of all files, if any of them cannot be used.
    """
    folders = folders or (SHIPPED,)
    problems: list[Problem] = []
    shared = {path.stem: path for folder in (SHIPPED, *folders) for path in sorted((folder / SHARED).glob("*.toml"))}
    read = [_read(path, shared, problems) for folder in folders for path in sorted(folder.glob("*.toml"))]
    policies = tuple(policy for policy in read if policy is not None)
    problems += _doubled(policies)
    if problems:
        raise PolicyError("\n".join(str(problem) for problem in problems))
    return PolicyBook(policies)


def fingerprint(content: Mapping[str, Any]) -> str:
    """The sha256 of what a policy says: comments, spacing and the order of fields change nothing, a word does.

    The order of the clauses counts, for it is the order a member reads them in.
    """
    canonical = {**content, "clause_order": list(content.get("clauses", {}))}
    written = json.dumps(canonical, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(written.encode()).hexdigest()


def _read(path: Path, shared: Mapping[str, Path], problems: list[Problem]) -> Policy | None:
    """The policy in `path`; None, with the reason among `problems`, when there is none."""
    content = _toml(path, problems)
    if content is None:
        return None
    for name in content.pop("shared", []):
        if name not in shared:
            there = ", ".join(sorted(shared)) or "nothing"
            problems.append(Problem(path, ("shared",), f"{name!r} is not there: {SHARED}/ holds {there}"))
            continue
        _take_in(content, _toml(shared[name], problems) or {}, path, problems)
    try:
        file = PolicyFile.model_validate(content)
    except ValidationError as error:
        problems += (_problem(path, detail) for detail in error.errors())
        return None
    policy = Policy(**{name: getattr(file, name) for name in PolicyFile.model_fields}, hash=fingerprint(content))
    problems += contradictions(path, policy)
    return policy


def _toml(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(path, (), f"is no TOML in UTF-8: {error}"))
        return None


def _take_in(content: dict[str, Any], shared: Mapping[str, Any], path: Path, problems: list[Problem]) -> None:
    """Add what is shared behind what is the policy's own; where both say something, its own counts.

    Clauses and rights are never overridden: whoever wants others does not share these.
    """
    for name, value in shared.items():
        own = content.setdefault(name, {} if isinstance(value, dict) else value)
        if not isinstance(value, dict) or not isinstance(own, dict):
            continue
        if name in ("clauses", "rights"):
            problems += (
                Problem(path, (name, key), "is in a shared file too: give it another key")
                for key in own.keys() & value.keys()
            )
        content[name] = own | {key: part for key, part in value.items() if key not in own}


def _doubled(policies: Iterable[Policy]) -> Iterable[Problem]:
    seen: set[tuple[str, int]] = set()
    for policy in policies:
        if (policy.id, policy.version) in seen:
            path = Path(f"{policy.id}-{policy.version}.toml")
            yield Problem(path, ("version",), "is there twice: raise the number of the newer one")
        seen.add((policy.id, policy.version))


def _problem(path: Path, detail: ErrorDetails) -> Problem:
    remedy = REMEDIES.get(detail["type"], f"{detail['input']!r}: {detail['msg']}")
    return Problem(path, tuple(part for part in detail["loc"] if part != "[key]"), remedy)
