"""What holds for every policy, every purchase and every claim."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.money import Money
from bot.rules.policies.terms import Cycle, Exclusion, Reason, Stage
from bot.rules.refunds.grounds import Verdict
from bot.rules.refunds.purchase import Claim, Fraction, Method, Purchase, TechnicalProblem, Term
from bot.rules.refunds.quote import quote
from tests.rules.policies import BOOK, BOUGHT, OPEN_DAYS

HOURS = st.integers(0, 24 * 400).map(lambda hours: timedelta(hours=hours))
TERM = Term(Cycle.YEAR, date(2026, 1, 10), date(2027, 1, 10))


def fractions(wholes: st.SearchStrategy[int]) -> st.SearchStrategy[Fraction]:
    return wholes.flatmap(lambda whole: st.integers(0, whole).map(lambda part: Fraction(part, whole)))


@st.composite
def purchases(draw: st.DrawFn) -> Purchase:
    price = draw(st.integers(0, 100_000))
    minor = st.integers(0, 5_000).map(lambda fee: Money(fee, "JPY"))
    return Purchase(
        "ord_1",
        Money(price, "JPY"),
        BOUGHT,
        draw(st.sampled_from(list(Method))),
        payment_fee=draw(minor),
        transfer_fee=draw(minor),
        refunded=Money(draw(st.integers(0, price)), "JPY"),
        stage=draw(st.sampled_from(list(Stage))),
        starts_at=BOUGHT + draw(HOURS),
        period_starts_at=BOUGHT,
        term=TERM,
        use=draw(st.none() | fractions(st.integers(1, 200))),
        opened=draw(st.booleans()),
        attended=draw(st.booleans()),
        credits_used=draw(st.booleans()),
        bought_before=draw(st.booleans()),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    asked_at = BOUGHT + draw(HOURS)
    mended = draw(st.none() | HOURS)
    problem = TechnicalProblem(
        asked_at,
        seen_at=asked_at + draw(HOURS),
        solved_at=None if mended is None else asked_at + mended,
        at_members_end=draw(st.booleans()),
    )
    return Claim(
        asked_at,
        draw(st.sampled_from(list(Reason))),
        exclusions=draw(st.frozensets(st.sampled_from(list(Exclusion)), max_size=1)),
        problem=problem,
        missed=draw(st.none() | fractions(st.integers(1, 12))),
    )


POLICIES = st.sampled_from(BOOK.policies)


@given(purchases(), POLICIES, claims())
@settings(max_examples=200, deadline=None)
def test_a_refund_is_between_nothing_and_what_is_left(bought, policy, claim):
    found = quote(bought, policy, claim, OPEN_DAYS)

    assert 0 <= found.amount.minor <= bought.left.minor
    assert 0 <= found.transfer_fee.minor <= found.amount.minor
    assert found.verdict is not Verdict.REFUSED or not found.amount
    assert found.verdict is not Verdict.DUE or (found.arrives and found.at_least == found.amount)
    assert found.at_least <= found.amount


@given(purchases(), POLICIES, claims())
@settings(max_examples=100, deadline=None)
def test_every_answer_is_the_same_twice(bought, policy, claim):
    assert quote(bought, policy, claim, OPEN_DAYS) == quote(bought, policy, claim, OPEN_DAYS)


@given(purchases(), POLICIES, claims(), HOURS)
@settings(max_examples=200, deadline=None)
def test_waiting_never_brings_more(bought, policy, claim, later):
    """Except a fault, which is owed an attempt to mend it first: that one is told by its report, and left out here."""
    if claim.reason is Reason.TECHNICAL:
        return
    waited = Claim(claim.asked_at + later, claim.reason, claim.exclusions, claim.problem, claim.missed)
    now, then = (quote(bought, policy, one, OPEN_DAYS) for one in (claim, waited))

    assert then.amount <= now.amount
    assert then.at_least <= now.at_least


@given(purchases(), POLICIES, claims())
@settings(max_examples=100, deadline=None)
def test_every_answer_names_the_clauses_it_rests_on(bought, policy, claim):
    """But for two that need none: everything is back already, and a reason the policy has never heard of."""
    found = quote(bought, policy, claim, OPEN_DAYS)

    assert found.clauses or found.why.key in {"refunds.nothing_left", "refunds.no_reason", "refunds.free"}
    assert found.decide.aim_on <= found.decide.latest_on


@given(purchases(), POLICIES, claims())
@settings(max_examples=100, deadline=None)
def test_the_answer_holds_until_the_moment_it_says(bought, policy, claim):
    """And what it announces for afterwards comes true."""
    found = quote(bought, policy, claim, OPEN_DAYS)
    if found.until is None or found.verdict is not Verdict.DUE or claim.reason is Reason.TECHNICAL:
        return
    last, late = (
        quote(bought, policy, Claim(asked_at, claim.reason, claim.exclusions, claim.problem, claim.missed), OPEN_DAYS)
        for asked_at in (found.until, found.until + timedelta(microseconds=1))
    )

    assert last.amount == found.amount
    assert late.amount < found.amount or bought.payment_fee or bought.refunded or bought.transfer_fee
