"""Checks: what no single field shows, and where in its file a problem stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bot.rules.giving_back import REASON_OF
from bot.rules.policies.policy import Policy, ProductKind
from bot.rules.policies.terms import Right, Share, Step

RULE_ID = re.compile(r"[EOR]-[1-9]\d*")
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file. field: the keys and positions that lead to it; remedy: what to do, for a person."""

    path: Path
    field: tuple[str | int, ...]
    remedy: str

    def __str__(self) -> str:
        where = ".".join(str(part) for part in self.field)
        return f"{self.path.name}:{self.line()}: {where + ' ' if where else ''}{self.remedy}"

    def line(self) -> int:
        """The line of the field, or of the innermost table around it that has one; 1 when nothing is found."""
        names = [part for part in self.field if isinstance(part, str)]
        source = self.path.read_text(encoding="utf-8", errors="replace") if self.path.exists() else ""
        places = _places(source)
        keys = (".".join(names[:depth]) for depth in range(len(names), 0, -1))
        return next((places[key] for key in keys if key in places), 1)


def _places(source: str) -> dict[str, int]:
    """The line of every table and every field of a TOML file, by their dotted name."""
    places: dict[str, int] = {}
    table = ""
    for number, line in enumerate(source.splitlines(), start=1):
        name, equals, _ = (part.strip() for part in line.partition("="))
        if header := re.match(r"\s*\[+([\w.-]+)\]", line):
            table = header[1]
            places.setdefault(table, number)
        elif equals:
            places.setdefault(f"{table}.{name}" if table else name, number)
    return places


def contradictions(path: Path, policy: Policy) -> Iterator[Problem]:
    """Everything in `policy` that cannot be meant."""
    if path.stem != f"{policy.id}-{policy.version}":
        yield Problem(path, ("id",), f"call the file {policy.id}-{policy.version}.toml, as its id and version say")
    if policy.important and (policy.announced_on is None or policy.announced_on >= policy.effective_on):
        yield Problem(path, ("important",), f"such a version has announced_on before {policy.effective_on} (R-98)")
    yield from _words(path, policy)
    yield from _references(path, policy)
    yield from _numbers(path, policy)
    for key, right in policy.rights.items():
        yield from _right(path, ("rights", key), right)
    yield from _owed(path, policy)


def _words(path: Path, policy: Policy) -> Iterator[Problem]:
    for key, clause in policy.clauses.items():
        for language, words in (("ja", clause.ja), ("en", clause.en)):
            if not words.strip():
                yield Problem(path, ("clauses", key, language), "is empty: a member reads it before paying")
        for rule in clause.rules:
            if not RULE_ID.fullmatch(rule):
                yield Problem(path, ("clauses", key, "rules"), f'{rule!r}: write it as "R-24"')


def _references(path: Path, policy: Policy) -> Iterator[Problem]:
    named: list[tuple[tuple[str | int, ...], str]] = [
        *((("exclusions", exclusion), clause) for exclusion, clause in policy.exclusions.items()),
        *((("refused_reasons", reason), clause) for reason, clause in policy.refused_reasons.items()),
        (("refused_otherwise",), policy.refused_otherwise),
        (("cooling_off",), policy.cooling_off),
    ]
    for key, right in policy.rights.items():
        named += ((("rights", key, "clauses"), clause) for clause in right.clauses)
        named += ((("rights", key, "steps", number, "clause"), step.clause) for number, step in enumerate(right.steps))
    for field, clause in named:
        if clause and clause not in policy.clauses:
            yield Problem(path, field, f"there is no clause {clause!r}: write [clauses.{clause}]")


def _numbers(path: Path, policy: Policy) -> Iterator[Problem]:
    clocks = policy.clocks
    for name in ("decide", "card", "bank", "mischarge"):
        days = getattr(clocks, name)
        if not 0 <= days.aim <= days.latest:
            yield Problem(path, ("clocks", name), "aim is zero or more, and not after latest")
    if not 0 <= clocks.cutoff_hour <= 23:  # noqa: PLR2004 -- the hours of a day
        yield Problem(path, ("clocks", "cutoff_hour"), f"{clocks.cutoff_hour}: write an hour from 0 to 23")
    if clocks.evidence_days < 0:
        yield Problem(path, ("clocks", "evidence_days"), f"{clocks.evidence_days}: write zero or more")
    if policy.version < 1:
        yield Problem(path, ("version",), f"{policy.version}: versions begin with 1")
    abuse = policy.abuse
    if abuse is not None and min(abuse.applications, abuse.refunds, abuse.days) < 1:
        yield Problem(path, ("abuse",), "write numbers of at least 1")
    renewal = policy.renewal
    if renewal is not None and min(renewal.notice_days, renewal.cancel_days) < 0:
        yield Problem(path, ("renewal",), "write numbers of zero or more")


def _right(path: Path, field: tuple[str, str], right: Right) -> Iterator[Problem]:
    if (right.share is Share.STEPS) != bool(right.steps):
        yield Problem(path, (*field, "steps"), 'write steps, or a share of "by_day" or "by_part", not both')
    below = right.use_below_percent
    if below is not None and not 0 < below <= WHOLE:
        yield Problem(path, (*field, "use_below_percent"), f"{below}: write a number from 1 to 100")
    if right.unsolved_hours is not None and right.unsolved_hours < 0:
        yield Problem(path, (*field, "unsolved_hours"), f"{right.unsolved_hours}: write zero or more")
    for number, step in enumerate(right.steps):
        if not 0 <= step.percent <= WHOLE:
            yield Problem(path, (*field, "steps", number, "percent"), f"{step.percent}: write a number from 0 to 100")
        if any(limit < 0 for limit in _limits(step)):
            yield Problem(path, (*field, "steps", number), "write limits of zero or more")
    if any(earlier.percent <= later.percent for earlier, later in pairwise(right.steps)):
        yield Problem(path, (*field, "steps"), "write the longest notice first: percentages fall from step to step")
    if any(not _limits(step) for step in right.steps[:-1]):
        yield Problem(path, (*field, "steps"), "only the last step may hold for ever: give the others a limit")


def _owed(path: Path, policy: Policy) -> Iterator[Problem]:
    """What a room should not have been paid is given back by itself, so its terms must say that it is."""
    for reason in dict.fromkeys(REASON_OF.values()) if policy.covers is ProductKind.ROOM else ():
        if not any(reason in right.reasons and _gives_all(right) for right in policy.rights.values()):
            remedy = f'write a right that gives all of it back for "{reason}", always and without fees (R-73, R-76)'
            yield Problem(path, ("rights",), remedy)


def _gives_all(right: Right) -> bool:
    step = right.steps[0] if right.steps else None
    is_whole = step is not None and step.percent == WHOLE and not _limits(step)
    return is_whole and right.above_exclusions and not right.fees_come_off


def _limits(step: Step) -> tuple[int, ...]:
    known = (
        step.days_after_purchase,
        step.days_after_period,
        step.hours_after_purchase,
        step.days_before_start,
        step.hours_before_start,
    )
    return tuple(limit for limit in known if limit is not None)
