"""Grounds: what one right of a policy says to one claim."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from bot.rules.days import Calendar
from bot.rules.policies.bad_input import BadInput
from bot.rules.policies.policy import Policy
from bot.rules.policies.terms import Reason, Right, Share, Stage, Step
from bot.rules.refunds.purchase import Claim, Fraction, Purchase, TechnicalProblem
from bot.rules.refunds.windows import last_at
from bot.rules.texts import Text, text

NOTHING_BACK = Fraction(0, 1)


class Verdict(IntEnum):
    """What becomes of a claim, the best one for the member last."""

    REFUSED = 0
    NOT_YET = 1  # a fault may still be mended
    STAFF = 2  # a person decides; the amount is a proposal
    DUE = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What a right says: how much of the price, because of which clauses, and what would change that.

    right: None when no right fits at all. until: the last instant at which this stays so, None for no end.
    """

    verdict: Verdict
    fraction: Fraction
    clauses: tuple[str, ...]
    why: Text
    right: Right | None = None
    until: datetime | None = None
    changes: tuple[Text, ...] = ()


KEPT = frozenset({Reason.PART_NOT_PROVIDED, Reason.GRAVE_DEFECT, Reason.WRONG_CHARGE, Reason.DUPLICATE_CHARGE})
"""Reasons of somebody who calls nothing off: a right that names no reason is one to call off, and not for them."""


def fits(right: Right, purchase: Purchase, claim: Claim) -> bool:
    """Whether `right` is about such a claim at all, whatever it then says."""
    cycle = purchase.term.cycle if purchase.term else None
    return (
        (claim.reason in right.reasons if right.reasons else claim.reason not in KEPT)
        and (not right.stages or purchase.stage in right.stages)
        and (not right.cycles or cycle in right.cycles)
    )


def exclusion(policy: Policy, claim: Claim) -> Finding | None:
    """The refusal for the first exclusion of the policy that is established; None if none is (R-46)."""
    for barred, clause in policy.exclusions.items():
        if barred in claim.exclusions:
            return Finding(Verdict.REFUSED, NOTHING_BACK, (clause,), text("refunds.excluded", why=barred.value))
    return None


def look(right: Right, policy: Policy, purchase: Purchase, claim: Claim) -> Finding:
    """What `right` says to a claim it fits: the first condition that is not met decides, then the time, then the share.

    Raises BadInput when the right counts from something the purchase or the claim does not know.
    """
    excluded = None if right.above_exclusions else exclusion(policy, claim)
    if excluded is not None:
        return excluded
    for bar in BARS:
        why = bar(right, purchase, claim)
        if why is not None:
            return Finding(Verdict.REFUSED, NOTHING_BACK, right.clauses, why, right)
    by = _by_step if right.share is Share.STEPS else _by_share
    finding = by(right, policy, purchase, claim)
    return finding if finding.verdict is Verdict.REFUSED else _doubted(finding, right, purchase, claim)


def _doubted(finding: Finding, right: Right, purchase: Purchase, claim: Claim) -> Finding:
    """What is in time, but cannot be decided by the rules alone, or not yet."""
    for doubt in (_use_unknown, _at_members_end, _being_mended):
        doubted = doubt(finding, right, purchase, claim)
        if doubted is not None:
            return doubted
    return finding


def _by_step(right: Right, policy: Policy, purchase: Purchase, claim: Claim) -> Finding:
    """The first step that is still open; the ones before it have passed, the ones after it come next."""
    calendar = Calendar(policy.zone)
    counted_at = _counted_at(right, claim)
    passed: list[Text] = []
    for number, step in enumerate(right.steps):
        until = last_at(step, purchase, calendar)
        if until is not None and counted_at > until:
            passed.append(text("refunds.until_was", at=until, percent=step.percent))
            continue
        if step.percent == 0:
            why = text("refunds.too_late", reason=claim.reason.value)
            return Finding(Verdict.REFUSED, NOTHING_BACK, (step.clause,), why, right, until, tuple(passed))
        changes = (*passed, *_ahead(right.steps[number + 1 :], step, until))
        verdict = Verdict.STAFF if _by_staff(right, purchase) else Verdict.DUE
        clauses = tuple(dict.fromkeys((*right.clauses, step.clause)))
        return Finding(verdict, Fraction(step.percent, 100), clauses, _allowed(verdict), right, until, changes)
    clauses = (right.steps[-1].clause,) if right.steps else right.clauses
    why = text("refunds.too_late", reason=claim.reason.value)
    return Finding(Verdict.REFUSED, NOTHING_BACK, clauses, why, right, changes=tuple(passed))


def _ahead(steps: tuple[Step, ...], now: Step, until: datetime | None) -> Iterator[Text]:
    if until is not None:
        then = steps[0].percent if steps else 0
        yield text("refunds.until_is", at=until, percent=now.percent, then=then)


def _by_share(right: Right, policy: Policy, purchase: Purchase, claim: Claim) -> Finding:
    fraction = _unused_days(policy, purchase, claim) if right.share is Share.BY_DAY else claim.missed
    verdict = Verdict.STAFF if _by_staff(right, purchase) or fraction is None else Verdict.DUE
    if fraction is not None and fraction.part == 0:
        return Finding(Verdict.REFUSED, NOTHING_BACK, right.clauses, text("refunds.nothing_unused"), right)
    return Finding(verdict, fraction or NOTHING_BACK, right.clauses, _allowed(verdict), right)


def _unused_days(policy: Policy, purchase: Purchase, claim: Claim) -> Fraction:
    """The days of the term still to come; the day of asking counts as used (R-71)."""
    if purchase.term is None:
        raise BadInput("term", purchase.term, "the days this purchase is for")
    term = purchase.term
    days = (term.ends_on - term.starts_on).days
    asked_on = Calendar(policy.zone).day(claim.asked_at)
    return Fraction(min(max((term.ends_on - asked_on).days - 1, 0), days), days)


def _counted_at(right: Right, claim: Claim) -> datetime:
    """The instant that must be in the window: for a technical fault, its report (R-91)."""
    if right.unsolved_hours is not None and claim.problem is not None:
        return min(claim.asked_at, claim.problem.reported_at)
    return claim.asked_at


def _by_staff(right: Right, purchase: Purchase) -> bool:
    return right.by_staff or (right.by_staff_at_renewal and purchase.stage is Stage.RENEWAL)


def _allowed(verdict: Verdict) -> Text:
    return text("refunds.by_staff") if verdict is Verdict.STAFF else text("refunds.due")


def _opened(right: Right, purchase: Purchase, claim: Claim) -> Text | None:
    return text("refunds.opened") if right.unopened and purchase.opened else None


def _attended(right: Right, purchase: Purchase, claim: Claim) -> Text | None:
    return text("refunds.attended") if right.unattended and purchase.attended else None


def _credits_spent(right: Right, purchase: Purchase, claim: Claim) -> Text | None:
    return text("refunds.credits_used") if right.credits_unused and purchase.credits_used else None


def _bought_before(right: Right, purchase: Purchase, claim: Claim) -> Text | None:
    return text("refunds.bought_before") if right.first_ever and purchase.bought_before else None


def _used(right: Right, purchase: Purchase, claim: Claim) -> Text | None:
    below, use = right.use_below_percent, purchase.use
    if below is None or use is None or use.part * 100 < below * use.whole:
        return None
    return text("refunds.used", seen=use.part, whole=use.whole, percent=below)


def _solved(right: Right, purchase: Purchase, claim: Claim) -> Text | None:
    """Support first, and time to mend it (R-89, R-90)."""
    if right.unsolved_hours is None:
        return None
    if claim.problem is None:
        raise BadInput("problem", None, "the fault as it was reported")
    solved_at = claim.problem.solved_at
    if solved_at is None or solved_at > _mended_by(right.unsolved_hours, claim.problem):
        return None
    return text("refunds.solved", at=solved_at)


BARS: tuple[Callable[[Right, Purchase, Claim], Text | None], ...] = (
    _opened,
    _attended,
    _credits_spent,
    _bought_before,
    _used,
    _solved,
)
"""Why a right may not stand, looked at in this order; the first that says something decides."""


def _use_unknown(finding: Finding, right: Right, purchase: Purchase, claim: Claim) -> Finding | None:
    """Where nothing measures the use, a person must look (R-8)."""
    if right.use_below_percent is None or purchase.use is not None:
        return None
    return replace(finding, verdict=Verdict.STAFF, why=text("refunds.use_unknown", percent=right.use_below_percent))


def _at_members_end(finding: Finding, right: Right, purchase: Purchase, claim: Claim) -> Finding | None:
    """A connection, a device or missing requirements are a matter of discretion (R-92)."""
    if right.unsolved_hours is None or claim.problem is None or not claim.problem.at_members_end:
        return None
    return replace(finding, verdict=Verdict.STAFF, why=text("refunds.at_members_end"))


def _being_mended(finding: Finding, right: Right, purchase: Purchase, claim: Claim) -> Finding | None:
    """So many whole hours after the report it may still be mended (R-91)."""
    problem = claim.problem
    if right.unsolved_hours is None or problem is None or problem.solved_at is not None:
        return None
    mended_by = _mended_by(right.unsolved_hours, problem)
    if problem.seen_at > mended_by:
        return None
    return replace(finding, verdict=Verdict.NOT_YET, why=text("refunds.being_mended", at=mended_by), until=mended_by)


def _mended_by(hours: int, problem: TechnicalProblem) -> datetime:
    return problem.reported_at.astimezone(UTC) + timedelta(hours=hours)
