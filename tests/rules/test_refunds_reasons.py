"""What may be a reason, what bars one, and which exceptions there are."""

import pytest

from bot.rules.policies.terms import Evidence, Exclusion, Reason, Remedy, Stage
from bot.rules.refunds.grounds import Verdict
from bot.rules.refunds.purchase import Fraction, Method, TechnicalProblem, Way
from tests.rules.makers import at
from tests.rules.policies import BOOK, BOUGHT, START, answer, asked, purchase, yen

BARELY_USED = purchase(use=Fraction(5, 100))
PROBLEM = TechnicalProblem(BOUGHT, seen_at=at(1, 14))
SOON = at(1, 14)
REFUND_POLICY = ("room", "premium-membership", "content", "consulting", "seminar")
NEEDS_A_REASON = ("room", "premium-membership", "content")


@pytest.mark.rule("R-8", "R-13")
@pytest.mark.parametrize(
    ("seen", "whole", "verdict"),
    [
        (0, 100, Verdict.DUE),
        (9, 100, Verdict.DUE),
        (99, 1_000, Verdict.DUE),
        (199, 2_000, Verdict.DUE),
        (100, 1_000, Verdict.REFUSED),
        (1, 10, Verdict.REFUSED),
        (1, 11, Verdict.DUE),
        (10, 100, Verdict.REFUSED),
    ],
)
def test_ten_percent_is_not_less_than_ten_percent(seen, whole, verdict):
    found = answer("room", purchase(use=Fraction(seen, whole)), asked(SOON, Reason.NOT_NEEDED))

    assert found.verdict is verdict
    assert "R-8" in found.rules


@pytest.mark.rule("R-8")
def test_where_nothing_measures_the_use_a_person_decides():
    found = answer("room", purchase(use=None), asked(SOON, Reason.NOT_NEEDED))

    assert (found.verdict, found.amount) == (Verdict.STAFF, yen(10_000))


@pytest.mark.rule("R-9", "R-10", "R-11")
@pytest.mark.parametrize(
    ("reason", "seen", "verdict"),
    [
        (Reason.NOT_NEEDED, 5, Verdict.DUE),
        (Reason.NOT_NEEDED, 80, Verdict.REFUSED),
        (Reason.TECHNICAL, 80, Verdict.DUE),
        (Reason.MISDESCRIBED, 80, Verdict.DUE),
    ],
)
def test_any_one_ground_is_enough(reason, seen, verdict):
    """A fault or a wrong description is not defeated by having used much of it."""
    bought = purchase(use=Fraction(seen, 100))

    assert answer("premium-membership", bought, asked(SOON, reason, problem=PROBLEM)).verdict is verdict


@pytest.mark.rule("R-14", "R-44", "R-45", "R-85", "R-93", "R-94", "R-95", "R-96")
@pytest.mark.parametrize(
    ("reason", "rule"),
    [
        (Reason.CHANGE_OF_MIND, "R-14"),
        (Reason.NOT_USED, "R-44"),
        (Reason.NOT_AS_EXPECTED, "R-45"),
        (Reason.CANCELLED, "R-85"),
        (Reason.PERSONAL, "R-93"),
        (Reason.MISUNDERSTOOD, "R-94"),
        (Reason.NO_EFFECT, "R-95"),
        (Reason.FORCE_MAJEURE, "R-96"),
    ],
)
def test_some_reasons_are_none(reason, rule):
    """On the first day and barely used; "not needed", said as such, would pass."""
    refused = answer("room", BARELY_USED, asked(BOUGHT, reason))

    assert (refused.verdict, refused.amount) == (Verdict.REFUSED, yen(0))
    assert rule in refused.rules
    assert answer("room", BARELY_USED, asked(BOUGHT, Reason.NOT_NEEDED)).verdict is Verdict.DUE


@pytest.mark.rule("R-17", "R-20")
@pytest.mark.parametrize(("opened", "verdict"), [(False, Verdict.DUE), (True, Verdict.REFUSED)])
@pytest.mark.parametrize("reason", [Reason.NOT_NEEDED, Reason.CHANGE_OF_MIND, Reason.CANCELLED])
def test_content_comes_back_unopened(reason, opened, verdict):
    found = answer("content", purchase(opened=opened), asked(SOON, reason))

    assert found.verdict is verdict
    assert {"R-17", "R-20"} <= set(found.rules)


@pytest.mark.rule("R-18", "R-19", "R-20")
@pytest.mark.parametrize("reason", [Reason.TECHNICAL, Reason.MISDESCRIBED])
@pytest.mark.parametrize(("asked_at", "verdict"), [(SOON, Verdict.DUE), (at(1, 18, 0), Verdict.REFUSED)])
def test_content_that_cannot_be_reached_or_is_something_else_comes_back_opened_or_not(reason, asked_at, verdict):
    """One must open it to notice; the window of seven days holds all the same."""
    problem = TechnicalProblem(asked_at, seen_at=at(1, 25))
    found = answer("content", purchase(opened=True), asked(asked_at, reason, problem=problem))

    assert found.verdict is verdict


@pytest.mark.rule("R-21", "R-22")
@pytest.mark.parametrize(("reason", "rule"), [(Reason.DISSATISFIED, "R-21"), (Reason.NOT_AS_EXPECTED, "R-22")])
def test_taste_and_expectation_give_no_content_back(reason, rule):
    refused = answer("content", purchase(), asked(SOON, reason))

    assert (refused.verdict, refused.rules[0]) == (Verdict.REFUSED, rule)
    assert answer("content", purchase(), asked(SOON, Reason.NOT_NEEDED)).verdict is Verdict.DUE


@pytest.mark.rule("R-28", "R-93")
@pytest.mark.parametrize(
    ("asked_at", "attended", "back"),
    [
        (at(3, 14, 14, 59), False, 10_000),
        (at(3, 15), False, 10_000),
        (at(3, 15), True, 0),
    ],
)
def test_a_medical_emergency_brings_a_session_back_unless_it_was_attended(asked_at, attended, back):
    found = answer("consulting", purchase(attended=attended), asked(asked_at, Reason.MEDICAL))

    assert found.amount == yen(back)
    assert (Evidence.MEDICAL_CERTIFICATE in found.evidence) is bool(back)


@pytest.mark.rule("R-29", "R-96")
@pytest.mark.parametrize("asked_at", [at(3, 14, 14), at(3, 16)])
def test_force_majeure_is_never_refused_by_the_machine(asked_at):
    found = answer("consulting", purchase(), asked(asked_at, Reason.FORCE_MAJEURE))

    assert (found.verdict, found.amount) == (Verdict.STAFF, yen(10_000))
    assert answer("consulting", purchase(), asked(asked_at)).verdict is Verdict.REFUSED


@pytest.mark.rule("R-29")
def test_a_person_may_give_more_than_the_calendar_but_not_less():
    """Thirty hours before, half is due to anybody; what a disaster is worth, a person says."""
    found = answer("consulting", purchase(), asked(at(3, 13, 9), Reason.FORCE_MAJEURE))

    assert (found.verdict, found.amount, found.at_least) == (Verdict.STAFF, yen(10_000), yen(5_000))
    assert found.why.key == "refunds.by_staff"
    assert answer("consulting", purchase(), asked(at(3, 13, 9))).why.key == "refunds.due"


@pytest.mark.rule("R-93", "R-96")
@pytest.mark.parametrize("reason", [Reason.PERSONAL, Reason.FORCE_MAJEURE, Reason.CHANGE_OF_MIND, Reason.NOT_USED])
@pytest.mark.parametrize("id", ["consulting", "seminar"])
def test_the_rights_of_a_window_need_no_reason(id, reason):
    """Who cancels in time owes nobody an explanation, and loses nothing by giving one."""
    assert answer(id, purchase(), asked(at(2, 1), reason)).amount == yen(10_000)


@pytest.mark.rule("R-36", "R-47", "R-67", "R-68")
@pytest.mark.parametrize("asked_at", [BOUGHT, START, at(4, 1)])
def test_what_we_call_off_comes_back_whole_or_as_another_date(asked_at):
    bought = purchase(payment_fee=yen(360))
    found = answer("seminar", bought, asked(asked_at, Reason.NOT_HELD))

    assert (found.verdict, found.amount, found.remedy) == (Verdict.DUE, yen(10_000), Remedy.MONEY_OR_TRANSFER)


@pytest.mark.rule("R-37", "R-47", "R-96")
def test_after_a_disaster_another_date_comes_first_and_then_everything():
    bought = purchase(payment_fee=yen(360))
    found = answer("seminar", bought, asked(START, Reason.NOT_HELD_FORCE_MAJEURE))

    assert (found.verdict, found.amount, found.remedy) == (Verdict.DUE, yen(10_000), Remedy.TRANSFER_FIRST)
    assert answer("seminar", bought, asked(START)).verdict is Verdict.REFUSED


@pytest.mark.rule("R-38", "R-39", "R-40", "R-41", "R-42", "R-43", "R-46")
@pytest.mark.parametrize("id", REFUND_POLICY)
@pytest.mark.parametrize(
    ("exclusion", "rule"),
    [
        (Exclusion.BREACH, "R-38"),
        (Exclusion.DISHONEST_USE, "R-39"),
        (Exclusion.ABUSE, "R-40"),
        (Exclusion.GIVEN_AWAY, "R-41"),
        (Exclusion.FALSE_STATEMENT, "R-42"),
        (Exclusion.BOUGHT_AGAIN, "R-43"),
    ],
)
def test_exclusions_stand_above_every_right_of_section_three(id, exclusion, rule):
    reason = Reason.NOT_NEEDED if id in NEEDS_A_REASON else Reason.CANCELLED
    excluded = answer(id, BARELY_USED, asked(SOON, reason, exclusions=frozenset({exclusion})))

    assert (excluded.verdict, excluded.rules) == (Verdict.REFUSED, (rule, "R-46"))
    assert answer(id, BARELY_USED, asked(SOON, reason)).verdict is Verdict.DUE


@pytest.mark.rule("R-46", "R-73", "R-74", "R-76")
@pytest.mark.parametrize("reason", [Reason.WRONG_CHARGE, Reason.DUPLICATE_CHARGE])
@pytest.mark.parametrize(
    "policy", [policy for policy in BOOK.policies if "mischarge" in policy.rights], ids=lambda p: p.id
)
def test_a_wrong_or_double_charge_always_comes_back_whole(policy, reason):
    """Years later, in breach of the terms, after using all of it: it was never ours."""
    bought = purchase(payment_fee=yen(360), use=Fraction(100, 100), opened=True, attended=True)
    claim = asked(at(1, 1, year=2029), reason, exclusions=frozenset(Exclusion))
    found = answer(policy.id, bought, claim)

    assert (found.verdict, found.amount, found.transfer_fee) == (Verdict.DUE, yen(10_000), yen(0))


@pytest.mark.rule("R-6")
@pytest.mark.parametrize("id", REFUND_POLICY)
def test_what_was_free_has_nothing_to_give_back(id):
    free = answer(id, purchase(price=yen(0)), asked(SOON, Reason.MISDESCRIBED))

    assert (free.verdict, free.why.key, free.rules) == (Verdict.REFUSED, "refunds.free", ("R-6",))
    assert answer(id, purchase(price=yen(1)), asked(SOON, Reason.WRONG_CHARGE)).amount == yen(1)


@pytest.mark.rule("R-57")
def test_a_technical_reason_needs_a_screenshot():
    found = answer("content", purchase(), asked(BOUGHT, Reason.TECHNICAL, problem=PROBLEM))
    other = answer("content", purchase(), asked(BOUGHT, Reason.MISDESCRIBED))

    assert set(found.evidence) - set(other.evidence) == {Evidence.SCREENSHOT}


@pytest.mark.rule("R-55", "R-56")
@pytest.mark.parametrize("id", REFUND_POLICY)
def test_a_proof_of_purchase_and_of_identity_is_always_needed(id):
    found = answer(id, BARELY_USED, asked(SOON, Reason.NOT_NEEDED))
    refused = answer(id, BARELY_USED, asked(at(1, 1, year=2027), Reason.NOT_NEEDED))

    assert found.evidence == (Evidence.PURCHASE_PROOF, Evidence.IDENTITY)
    assert refused.evidence == ()


@pytest.mark.rule("R-63", "R-64", "R-65", "R-66")
@pytest.mark.parametrize(
    ("method", "way", "days"),
    [
        (Method.CARD, Way.CARD, (7, 10)),
        (Method.BANK, Way.BANK, (10, 14)),
        (Method.KONBINI, Way.BANK, (10, 14)),
        (Method.OTHER, Way.AGREED, (7, 10)),
    ],
)
def test_money_goes_back_the_way_it_came(method, way, days):
    found = answer("seminar", purchase(method=method), asked(BOUGHT))

    assert (found.way, (found.pay_days.aim, found.pay_days.latest)) == (way, days)


@pytest.mark.rule("E-78", "E-81", "E-84", "R-47")
@pytest.mark.parametrize("reason", list(Reason))
def test_a_ticket_comes_back_only_if_the_event_is_not_held(reason):
    found = answer("ticket", purchase(payment_fee=yen(360)), asked(BOUGHT, reason))

    given = {Reason.NOT_HELD, Reason.NOT_HELD_FORCE_MAJEURE, Reason.WRONG_CHARGE, Reason.DUPLICATE_CHARGE}
    assert (found.amount == yen(10_000)) is (reason in given)
    assert ("E-78" in found.rules) is (reason not in given)


@pytest.mark.rule("E-11", "E-17")
@pytest.mark.parametrize("exclusions", [frozenset(), frozenset({Exclusion.BREACH})])
def test_whoever_is_not_admitted_gets_everything_back(exclusions):
    bought = purchase(payment_fee=yen(360))
    found = answer("room", bought, asked(SOON, Reason.NOT_ADMITTED, exclusions=exclusions))

    assert found.amount == yen(10_000)


@pytest.mark.rule("R-14", "R-15")
def test_mere_change_of_mind_is_enough_for_an_unused_renewal_only():
    """The special rule of renewals asks for no reason; the one of first purchases does."""
    renewed = purchase(stage=Stage.RENEWAL, use=Fraction(0, 100))

    assert answer("room", renewed, asked(SOON, Reason.CHANGE_OF_MIND)).verdict is Verdict.DUE
    assert answer("room", BARELY_USED, asked(SOON, Reason.CHANGE_OF_MIND)).verdict is Verdict.REFUSED


@pytest.mark.rule("R-44")
@pytest.mark.parametrize("stage", list(Stage))
def test_not_having_used_it_is_no_reason_even_without_any_use(stage):
    unused = purchase(stage=stage, use=Fraction(0, 100))

    assert answer("room", unused, asked(SOON, Reason.NOT_USED)).verdict is Verdict.REFUSED
    assert answer("room", unused, asked(SOON, Reason.NOT_NEEDED)).verdict is Verdict.DUE
