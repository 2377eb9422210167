"""Changes: what a new version of a policy changes, and whether a member is worse off with it (R-97, R-100)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from bot.rules.policies.policy import Policy
from bot.rules.policies.terms import Right, Step


class Bearing(StrEnum):
    """What a change means for a member."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"  # words only
    UNCLEAR = "unclear"  # better in one respect, worse in another, or a matter of reading


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where it is ("rights.low-use.steps"), and both values, None where there is none."""

    where: str
    before: object
    after: object
    bearing: Bearing


Value = TypeVar("Value")

TERMS = (
    "title",
    "cooling_off",
    "exclusions",
    "refused_reasons",
    "refused_otherwise",
    "evidence",
    "clocks",
    "abuse",
    "renewal",
    "zone",
)


def changes(before: Policy, after: Policy) -> tuple[Change, ...]:
    """Everything that differs between two versions; nothing for a version and itself."""
    return (*_clauses(before, after), *_rights(before, after), *_terms(before, after))


def is_not_worse(before: Policy, after: Policy) -> bool:
    """Whether no change takes anything from a member; an unclear one counts as if it did."""
    return all(change.bearing in (Bearing.BETTER, Bearing.NEUTRAL) for change in changes(before, after))


def at_renewal(bought_under: Policy, newest: Policy, *, accepted: bool) -> Policy:
    """Under which version a renewal runs (R-100).

    The one of the contract, unless the newer one was accepted or is not worse for the member. Coming back is a new
    contract, and asks no one.
    """
    return newest if accepted or is_not_worse(bought_under, newest) else bought_under


def _clauses(before: Policy, after: Policy) -> Iterator[Change]:
    for key, old, new in _both(before.clauses, after.clauses):
        if old != new:
            yield Change(f"clauses.{key}", old, new, Bearing.NEUTRAL)


def _rights(before: Policy, after: Policy) -> Iterator[Change]:
    for key, old, new in _both(before.rights, after.rights):
        if old is None or new is None:
            yield Change(f"rights.{key}", old, new, Bearing.BETTER if old is None else Bearing.WORSE)
        else:
            yield from _right(f"rights.{key}", old, new)


def _more(old: Iterable[str], new: Iterable[str]) -> Bearing:
    """For what a member is given: a set that grows is better."""
    before, after = frozenset(old), frozenset(new)
    if before <= after:
        return Bearing.BETTER
    return Bearing.WORSE if after <= before else Bearing.UNCLEAR


def _wider(old: tuple[str, ...], new: tuple[str, ...]) -> Bearing:
    """For what a right is for: none named is for all."""
    if not new:
        return Bearing.BETTER
    return _more(old, new) if old else Bearing.WORSE


def _higher(old: int, new: int) -> Bearing:
    """For what is better when it is more; a flag counts as 0 or 1."""
    return Bearing.BETTER if new > old else Bearing.WORSE


LONGER_IS_BETTER = ("percent", "days_after_purchase", "days_after_period", "hours_after_purchase")
SHORTER_IS_BETTER = ("days_before_start", "hours_before_start")
FOR_EVER = 10**9


def _steps(before: tuple[Step, ...], after: tuple[Step, ...]) -> Bearing:
    """Steps of the same number are compared one by one; others are left to a reader."""
    if len(before) != len(after):
        return Bearing.UNCLEAR
    bearings = {bearing for old, new in zip(before, after, strict=True) for bearing in _step(old, new)}
    if not bearings:
        return Bearing.NEUTRAL
    return bearings.pop() if len(bearings) == 1 else Bearing.UNCLEAR


def _step(old: Step, new: Step) -> Iterator[Bearing]:
    for name in LONGER_IS_BETTER:
        before, after = (FOR_EVER if getattr(step, name) is None else getattr(step, name) for step in (old, new))
        if before != after:
            yield _higher(before, after)
    for name in SHORTER_IS_BETTER:
        before, after = (-1 if getattr(step, name) is None else getattr(step, name) for step in (old, new))
        if before != after:
            yield _higher(after, before)


def _asked_hours(right: Right) -> int:
    """How long a fault must have stayed unsolved; -1 where a right asks nothing of the kind, less than no time."""
    return -1 if right.unsolved_hours is None else right.unsolved_hours


BEARING_OF: Mapping[str, Callable[[Right, Right], Bearing]] = {
    "clauses": lambda _old, _new: Bearing.NEUTRAL,
    "exception": lambda _old, _new: Bearing.NEUTRAL,
    "reasons": lambda old, new: _wider(old.reasons, new.reasons),
    "stages": lambda old, new: _wider(old.stages, new.stages),
    "cycles": lambda old, new: _wider(old.cycles, new.cycles),
    "evidence": lambda old, new: _more(new.evidence, old.evidence),
    "steps": lambda old, new: _steps(old.steps, new.steps),
    "use_below_percent": lambda old, new: _higher(old.use_below_percent or FOR_EVER, new.use_below_percent or FOR_EVER),
    "unsolved_hours": lambda old, new: _higher(_asked_hours(new), _asked_hours(old)),
    "unopened": lambda old, new: _higher(old=new.unopened, new=old.unopened),
    "unattended": lambda old, new: _higher(old=new.unattended, new=old.unattended),
    "credits_unused": lambda old, new: _higher(old=new.credits_unused, new=old.credits_unused),
    "first_ever": lambda old, new: _higher(old=new.first_ever, new=old.first_ever),
    "fees_come_off": lambda old, new: _higher(old=new.fees_come_off, new=old.fees_come_off),
    "by_staff": lambda old, new: _higher(old=new.by_staff, new=old.by_staff),
    "by_staff_at_renewal": lambda old, new: _higher(old=new.by_staff_at_renewal, new=old.by_staff_at_renewal),
    "above_exclusions": lambda old, new: _higher(old.above_exclusions, new.above_exclusions),
}
"""What a change of a field of a right means; of one that is not here (share, remedy) a reader must judge."""


def _right(where: str, old: Right, new: Right) -> Iterator[Change]:
    for field in fields(Right):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            judge = BEARING_OF.get(field.name)
            yield Change(f"{where}.{field.name}", before, after, judge(old, new) if judge else Bearing.UNCLEAR)


def _terms(before: Policy, after: Policy) -> Iterator[Change]:
    for name in TERMS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(name, old, new, Bearing.NEUTRAL if name in ("title", "cooling_off") else Bearing.UNCLEAR)


def _both(before: Mapping[str, Value], after: Mapping[str, Value]) -> Iterator[tuple[str, Value | None, Value | None]]:
    for key in dict.fromkeys((*before, *after)):
        yield key, before.get(key), after.get(key)
