"""The quote: how much comes back, and why. The same before buying, before calling off, and in the decision.

Source: docs/rules.md, "R".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.rules.business_days import BusinessDays
from bot.rules.money import Money
from bot.rules.policies.policy import Policy
from bot.rules.policies.terms import Clause, Evidence, Range, Remedy, Share
from bot.rules.refunds import clocks
from bot.rules.refunds.amounts import Amount, work_out
from bot.rules.refunds.clocks import Deadline
from bot.rules.refunds.grounds import NOTHING_BACK, Finding, Verdict, exclusion, fits, look
from bot.rules.refunds.purchase import WAY_OF, Claim, Purchase, Way
from bot.rules.texts import Text, text


@dataclass(frozen=True, slots=True)
class Quote:
    """An answer that explains itself; a refusal does so alike.

    amount: what is refunded (a proposal for STAFF, what would be due for NOT_YET); zero when refused. at_least: what is
    due whatever a person decides. transfer_fee: what comes off it on the way. right: the key of the right it rests on,
    "" for none. clauses: the texts it rests on, by key. inputs: the facts it was worked out from. arithmetic: in order.
    changes: what would change the answer. until: the last instant at which this answer holds, None for no end.
    exceptions: the clauses of rights that would give more to whoever can show their reason. evidence: what must be
    shown. decide: when a decision is told, counted from a complete application at the asking. pay_days: business days
    from the approval to the payment. ends_access: what was bought is over once this is paid back (R-77).
    """

    verdict: Verdict
    amount: Money
    at_least: Money
    transfer_fee: Money
    way: Way
    remedy: Remedy
    right: str
    clauses: dict[str, Clause]
    why: Text
    inputs: tuple[Text, ...]
    arithmetic: tuple[Text, ...]
    changes: tuple[Text, ...]
    until: datetime | None
    exceptions: dict[str, Clause]
    evidence: tuple[Evidence, ...]
    decide: Deadline
    pay_days: Range
    ends_access: bool

    @property
    def arrives(self) -> Money:
        """What reaches the member."""
        return self.amount - self.transfer_fee

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules used, each once, in the order of the clauses."""
        return tuple(dict.fromkeys(rule for clause in self.clauses.values() for rule in clause.rules))


def quote(purchase: Purchase, policy: Policy, claim: Claim, open_days: BusinessDays) -> Quote:
    """What `policy` gives back of `purchase` for `claim`: the best answer of all rights that fit.

    policy: the one the purchase pins, or another one to compare with. Raises BadInput for what cannot be decided about,
    such as a purchase without the start its policy counts from; it never guesses.
    """
    key, finding, amount, at_least = _best(purchase, policy, claim)
    is_mischarge = claim.reason in clocks.MISCHARGES
    decide = (clocks.start_by if is_mischarge else clocks.decide_by)(policy.clocks, claim.asked_at, open_days)
    way = WAY_OF[purchase.method]
    used = _clauses(policy, finding.clauses)
    return Quote(
        finding.verdict,
        amount.back,
        at_least,
        amount.transfer_fee,
        way,
        finding.right.remedy if finding.right else Remedy.MONEY,
        key,
        used,
        finding.why,
        _inputs(purchase, claim),
        amount.lines,
        finding.changes,
        finding.until,
        _exceptions(policy, key, amount, purchase),
        _evidence(policy, finding),
        decide,
        clocks.pay_days(policy.clocks, way),
        _ends_access(finding, is_mischarge),
    )


def due_at_once(purchase: Purchase, policy: Policy, claim: Claim) -> Money:
    """What `policy` gives back without anybody deciding: `Quote.at_least`, zero for nothing. Raises as `quote` does."""
    return _best(purchase, policy, claim)[3]


def _ends_access(finding: Finding, is_mischarge: bool) -> bool:
    """A part for what was not provided leaves the rest in use, and a wrong charge bought nothing (R-69, R-70, R-77)."""
    return not is_mischarge and finding.right is not None and finding.right.share is not Share.BY_PART


def _best(purchase: Purchase, policy: Policy, claim: Claim) -> tuple[str, Finding, Amount, Money]:
    """The key of the best right, what it says, what that comes to, and what is due in any case.

    The largest amount is the best; of equal ones the surer, then the first. So somebody with a reason a person must
    look at is not fobbed off with the half that a calendar would give without asking.
    """
    zero = Money(0, purchase.price.currency)
    none = Amount(zero, zero)
    if not purchase.price:
        return "", Finding(Verdict.REFUSED, NOTHING_BACK, _with_rule(policy, "R-6"), text("refunds.free")), none, zero
    if not purchase.left:
        return "", Finding(Verdict.REFUSED, NOTHING_BACK, (), text("refunds.nothing_left")), none, zero
    found: list[tuple[str, Finding, Amount]] = []
    for key, right in policy.rights.items():
        if fits(right, purchase, claim):
            finding = look(right, policy, purchase, claim)
            found.append((key, finding, work_out(finding, purchase)))
    if not found:
        return "", _no_right(policy, claim), none, zero
    at_least = max((amount.back for _, finding, amount in found if finding.verdict is Verdict.DUE), default=zero)
    key, finding, amount = max(found, key=lambda one: (one[2].back.minor, one[1].verdict))
    if _arrives(finding, amount):
        return key, finding, amount, at_least
    return key, _eaten(finding, purchase), none, zero


def _arrives(finding: Finding, amount: Amount) -> bool:
    """Whether anything would reach the member; what a person decides about may have no amount yet."""
    return finding.verdict is not Verdict.DUE or bool(amount.back - amount.transfer_fee)


def _eaten(finding: Finding, purchase: Purchase) -> Finding:
    why = text("refunds.eaten_by_fees", payment=purchase.payment_fee, transfer=purchase.transfer_fee)
    return Finding(Verdict.REFUSED, NOTHING_BACK, finding.clauses, why, finding.right)


def _no_right(policy: Policy, claim: Claim) -> Finding:
    """What defeats the reason, or else that the policy knows no such reason."""
    excluded = exclusion(policy, claim)
    if excluded is not None:
        return excluded
    clause = policy.refused_reasons.get(claim.reason, policy.refused_otherwise)
    why = text("refunds.no_reason", reason=claim.reason.value)
    return Finding(Verdict.REFUSED, NOTHING_BACK, (clause,) if clause else (), why)


def _with_rule(policy: Policy, rule: str) -> tuple[str, ...]:
    return tuple(key for key, clause in policy.clauses.items() if rule in clause.rules)


def _clauses(policy: Policy, keys: Iterable[str]) -> dict[str, Clause]:
    return {key: policy.clauses[key] for key in keys}


def _exceptions(policy: Policy, used: str, amount: Amount, purchase: Purchase) -> dict[str, Clause]:
    """The exceptions that could give more: none for whoever gets everything already."""
    if amount.back == purchase.price:
        return {}
    keys = [
        clause for key, right in policy.rights.items() if right.exception and key != used for clause in right.clauses
    ]
    return _clauses(policy, keys)


def _evidence(policy: Policy, finding: Finding) -> tuple[Evidence, ...]:
    """What must be shown; nothing where nothing is given."""
    if finding.right is None or finding.verdict is Verdict.REFUSED:
        return ()
    return tuple(dict.fromkeys((*policy.evidence, *finding.right.evidence)))


def _inputs(purchase: Purchase, claim: Claim) -> tuple[Text, ...]:
    """The facts the answer rests on, so that a member can contest each of them."""
    lines = [
        text("refunds.input_price", price=purchase.price, bought_at=purchase.bought_at, method=purchase.method.value),
        text("refunds.input_claim", asked_at=claim.asked_at, reason=claim.reason.value),
    ]
    if purchase.starts_at is not None:
        lines.append(text("refunds.input_start", at=purchase.starts_at))
    if purchase.period_starts_at is not None:
        lines.append(text("refunds.input_period", at=purchase.period_starts_at))
    if purchase.use is not None:
        lines.append(text("refunds.input_use", seen=purchase.use.part, whole=purchase.use.whole))
    if claim.problem is not None:
        lines.append(text("refunds.input_problem", at=claim.problem.reported_at))
    return tuple(lines)
