"""A refund case, step by step: what may follow what, and by when."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput
from bot.rules.policies.terms import AbuseLimits, Evidence, Exclusion, Range, Reason
from bot.rules.refunds import abuse, application, steps
from bot.rules.refunds.abuse import PastCase
from bot.rules.refunds.application import Answer, Application, Known
from bot.rules.refunds.case import CaseState, Desk, EndAccess, Moved, Pay, RefundCase, Tell, TellDesk, WakeAt
from bot.rules.refunds.clocks import Deadline
from bot.rules.refunds.purchase import Fraction, Method, TechnicalProblem, Way
from bot.rules.texts import Refused
from bot.speech import Speech
from tests.rules.makers import HANAKO, TOKYO, at
from tests.rules.policies import BOUGHT, OPEN_DAYS, answer, asked, policy, purchase, yen

CLERK = MemberId(7)
DESK = Desk(policy("seminar").clocks, OPEN_DAYS)
ASKED_AT = at(2, 20)  # a Friday: 22 days before the seminar, so 70 %
SHOWN = (Evidence.PURCHASE_PROOF,)


def quoted(claim=None, id="seminar", **facts):
    return answer(id, purchase(**facts), claim or asked(ASKED_AT))


def new_case(quote, claim=None, **changes):
    """A case as it is asked for, before the first step."""
    claim = claim or asked(ASKED_AT)
    known = {
        "way": quote.way,
        "state": CaseState.ASKED,
        "asked_at": claim.asked_at,
        "proposed": quote.amount,
        "at_least": quote.at_least,
        "left": yen(10_000),
        "ends_access": quote.ends_access,
        "why": quote.why,
    }
    pin = policy("seminar").pin
    return RefundCase("rfc_1", HANAKO, "ord_1", pin, claim.reason, **(known | changes))


def received(quote=None, claim=None, unanswered=(), not_shown=(), **changes) -> Moved:
    quote = quote or quoted(claim)
    return steps.received(new_case(quote, claim, **changes), quote, unanswered, not_shown, DESK)


BY_STAFF = asked(ASKED_AT, Reason.PART_NOT_PROVIDED, missed=Fraction(1, 4))


def deciding(**changes):
    return replace(received(claim=BY_STAFF).case, **changes)


def approved(**changes):
    return replace(received().case, **changes)


def asks(moved, kind):
    return [one for one in moved.asks if isinstance(one, kind)]


def keys(moved):
    return [one.what.key for one in moved.asks if isinstance(one, Tell | TellDesk)]


@pytest.mark.rule("O-8", "R-59", "R-74")
def test_what_is_due_and_shown_is_approved_without_a_person():
    moved = received()

    assert (moved.case.state, moved.case.amount, moved.case.decided_by) == (CaseState.APPROVED, yen(7_000), None)
    assert asks(moved, Pay) == [Pay("rfc_1", yen(7_000), Way.CARD)]
    assert moved.case.pay == Deadline(date(2026, 3, 4), date(2026, 3, 9))  # 23 February is closed


@pytest.mark.rule("R-60", "R-101", "R-103", "R-106")
def test_what_is_too_late_is_refused_at_once_with_the_way_to_object():
    late = asked(at(3, 10))
    moved = received(claim=late)

    assert (moved.case.state, moved.case.decided_by) == (CaseState.REFUSED, None)
    assert keys(moved) == ["refunds.too_late", "refunds.case_refused"]
    assert asks(moved, Pay) == []


@pytest.mark.rule("R-48", "R-53", "R-58")
def test_the_clock_starts_when_everything_was_said():
    moved = received(claim=BY_STAFF, unanswered=(Answer.DETAILS,))
    complete = received(claim=BY_STAFF)

    assert (moved.case.state, moved.case.decide) == (CaseState.ASKED, None)
    assert complete.case.state is CaseState.DECIDING
    assert complete.case.decide == Deadline(date(2026, 2, 26), date(2026, 3, 2))


@pytest.mark.rule("R-57", "R-58", "R-60")
@pytest.mark.parametrize(("days", "is_taken"), [(timedelta(days=7), True), (timedelta(days=7, microseconds=1), False)])
def test_documents_may_follow_within_seven_days(days, is_taken):
    moved = received(claim=BY_STAFF, not_shown=SHOWN)
    waiting, came_at = moved.case, ASKED_AT + days

    assert (waiting.state, waiting.decide) == (CaseState.AWAITING_EVIDENCE, None)
    assert asks(moved, WakeAt) == [WakeAt(ASKED_AT + timedelta(days=7))]
    if is_taken:
        assert steps.shown(waiting, frozenset(SHOWN), came_at, DESK).case.state is CaseState.DECIDING
        assert steps.evidence_over(waiting, came_at) == Moved(waiting)
    else:
        with pytest.raises(Refused, match=r"refunds\.case_evidence_late"):
            steps.shown(waiting, frozenset(SHOWN), came_at, DESK)
        assert steps.evidence_over(waiting, came_at).case.state is CaseState.REFUSED


@pytest.mark.rule("R-58")
def test_a_part_of_the_documents_leaves_the_case_waiting_for_the_rest():
    both = (Evidence.PURCHASE_PROOF, Evidence.IDENTITY)
    waiting = received(claim=BY_STAFF, not_shown=both).case
    moved = steps.shown(waiting, frozenset(SHOWN), ASKED_AT, DESK)

    assert (moved.case.state, moved.case.needed) == (CaseState.AWAITING_EVIDENCE, (Evidence.IDENTITY,))
    assert steps.evidence_over(deciding(), at(5, 1)) == Moved(deciding())


@pytest.mark.rule("R-91")
def test_a_fault_that_may_still_be_mended_is_looked_at_again():
    reported = at(1, 12)
    claim = asked(reported, Reason.TECHNICAL, problem=TechnicalProblem(reported, seen_at=reported))
    quote = quoted(claim, "content")
    moved = steps.received(new_case(quote, claim), quote, (), (), DESK)

    assert moved.case.state is CaseState.ASKED
    assert asks(moved, WakeAt) == [WakeAt(reported + timedelta(hours=48))]


@pytest.mark.rule("R-72")
@pytest.mark.parametrize(
    ("amount", "note", "why"),
    [
        (2_500, "", None),
        (3_000, "the worse half", None),
        (3_000, " ", "refunds.case_note"),
        (10_000, "a goodwill", None),
        (10_001, "too much", "refunds.case_amount"),
        (0, "nothing", "refunds.case_amount"),
    ],
)
def test_a_person_may_set_another_amount_with_a_reason(amount, note, why):
    if why is None:
        moved = steps.approve(deciding(), yen(amount), CLERK, note, at(2, 24), desk=DESK)

        assert (moved.case.amount, moved.case.decided_by, moved.case.note) == (yen(amount), CLERK, note)
        return
    with pytest.raises(Refused) as refused:
        steps.approve(deciding(), yen(amount), CLERK, note, at(2, 24), desk=DESK)

    assert refused.value.why.key == why


@pytest.mark.rule("R-29", "R-72")
@pytest.mark.parametrize(("amount", "is_given"), [(5_000, True), (4_999, False)])
def test_what_is_due_anyhow_is_neither_cut_nor_refused(amount, is_given):
    case = deciding(at_least=yen(5_000), proposed=yen(10_000))

    if is_given:
        assert steps.approve(case, yen(amount), CLERK, "as due", at(2, 24), desk=DESK).case.amount == yen(amount)
    else:
        with pytest.raises(Refused, match=r"refunds\.case_less_than_due"):
            steps.approve(case, yen(amount), CLERK, "less", at(2, 24), desk=DESK)
    with pytest.raises(Refused, match=r"refunds\.case_less_than_due"):
        steps.refuse(case, CLERK, "no", at(2, 24))


@pytest.mark.rule("R-40", "R-42", "R-46")
def test_what_is_found_out_while_deciding_changes_what_is_due():
    case = deciding(at_least=yen(5_000))
    barred = quoted(asked(ASKED_AT, Reason.PART_NOT_PROVIDED, exclusions=frozenset({Exclusion.FALSE_STATEMENT})))
    known = steps.requoted(case, barred).case

    assert (known.at_least, known.proposed) == (yen(0), yen(0))
    assert steps.refuse(known, CLERK, "the receipt was forged", at(2, 24)).case.state is CaseState.REFUSED


@pytest.mark.rule("R-101", "R-102", "R-103")
def test_a_refusal_needs_a_reason_and_can_be_objected_to_once():
    with pytest.raises(Refused, match=r"refunds\.case_note"):
        steps.refuse(deciding(), CLERK, " ", at(2, 24))

    refused = steps.refuse(deciding(), CLERK, "all of it was given", at(2, 24)).case
    assert steps.refuse(deciding(), CLERK, "a reason", at(2, 24)).asks[-1].what.values["note"] == "a reason"
    appealed = steps.appeal(refused, at(2, 25), DESK).case
    again = steps.refuse(appealed, CLERK, "it was", at(2, 26)).case

    assert (appealed.state, appealed.decide) == (CaseState.DECIDING, Deadline(date(2026, 3, 2), date(2026, 3, 4)))
    with pytest.raises(Refused, match=r"refunds\.case_appealed"):
        steps.appeal(again, at(2, 27), DESK)


@pytest.mark.rule("R-77", "R-78")
def test_access_ends_when_the_refund_is_made_and_not_before():
    """And once: Stripe tells things twice."""
    moved = steps.sent(approved())
    ended = steps.paid(moved.case, at(3, 1))

    assert not asks(received(), EndAccess)
    assert (moved.case.state, asks(moved, EndAccess)) == (CaseState.PAYING, [EndAccess("ord_1")])
    assert "refunds.case_ended" in keys(moved)
    assert steps.sent(moved.case) == Moved(moved.case)
    assert (ended.case.state, asks(ended, EndAccess)) == (CaseState.PAID, [])
    assert steps.paid(ended.case, at(3, 2)) == Moved(ended.case)


@pytest.mark.rule("R-77")
def test_a_payment_told_before_its_beginning_ends_access_too():
    assert asks(steps.paid(approved(), at(3, 1)), EndAccess) == [EndAccess("ord_1")]


@pytest.mark.rule("R-77", "R-74", "R-69")
@pytest.mark.parametrize(
    ("reason", "ends"),
    [(Reason.CANCELLED, True), (Reason.DUPLICATE_CHARGE, False), (Reason.PART_NOT_PROVIDED, False)],
)
def test_a_part_and_a_double_charge_leave_access_as_it_is(reason, ends):
    quote = quoted(asked(ASKED_AT, reason, missed=Fraction(1, 2)))

    assert quote.ends_access is ends
    assert bool(asks(steps.sent(approved(ends_access=quote.ends_access)), EndAccess)) is ends


@pytest.mark.rule("R-75")
def test_a_double_charge_goes_back_at_once_even_to_whoever_is_excluded():
    claim = asked(ASKED_AT, Reason.DUPLICATE_CHARGE, exclusions=frozenset(Exclusion))
    moved = received(claim=claim)

    assert (moved.case.state, moved.case.amount) == (CaseState.APPROVED, yen(10_000))
    assert moved.case.decide == Deadline(date(2026, 2, 26), date(2026, 3, 2))


@pytest.mark.rule("R-58", "R-75")
def test_a_wrong_charge_has_a_clock_of_its_own():
    slow = Desk(replace(DESK.clocks, decide=Range(20, 20)), OPEN_DAYS)
    of_a_charge = replace(received().case, state=CaseState.REFUSED, reason=Reason.WRONG_CHARGE)
    of_a_part = replace(of_a_charge, reason=Reason.PART_NOT_PROVIDED)
    charge, part = (steps.appeal(case, ASKED_AT, slow).case.decide for case in (of_a_charge, of_a_part))

    assert charge == Deadline(date(2026, 2, 26), date(2026, 3, 2))
    assert part == Deadline(date(2026, 3, 24), date(2026, 3, 24))


@pytest.mark.rule("E-83", "R-65")
def test_what_was_paid_at_a_store_asks_for_an_account_once():
    paid_at_store = approved(way=Way.BANK)
    moved = steps.details_asked(paid_at_store, at(2, 21))

    assert (moved.case.state, moved.case.details_asked_at) == (CaseState.PAYING, at(2, 21))
    assert "refunds.case_details" in keys(moved)
    assert steps.details_asked(moved.case, at(2, 22)) == Moved(moved.case)
    assert steps.details_asked(deciding(), at(2, 22)) == Moved(deciding())
    assert steps.paid(moved.case, at(3, 1)).case.state is CaseState.PAID


@pytest.mark.rule("E-83")
def test_money_that_did_not_arrive_is_put_before_a_person_and_can_be_sent_again():
    broken = steps.failed(steps.sent(approved()).case, "no account was named in 45 days")
    again = steps.pay_again(broken.case)

    assert (broken.case.state, keys(broken)) == (CaseState.FAILED, ["refunds.case_failed", "refunds.case_delayed"])
    assert steps.failed(broken.case, "told twice") == Moved(broken.case)
    assert asks(again, Pay) == [Pay("rfc_1", yen(7_000), Way.CARD)]
    assert steps.paid(broken.case, at(3, 9)).case.state is CaseState.PAID


def test_what_was_decided_is_paid_not_what_was_proposed():
    decided = approved(amount=yen(5_000))
    [told] = [one for one in asks(steps.paid(decided, at(3, 1)), Tell) if one.what.key == "refunds.case_paid"]

    assert told.what.values["amount"] == yen(5_000)
    assert asks(steps.pay_again(replace(decided, state=CaseState.FAILED)), Pay)[0].amount == yen(5_000)


@pytest.mark.parametrize("state", [state for state in CaseState if state is not CaseState.DECIDING])
def test_only_what_is_being_decided_can_be_decided(state):
    case = deciding(state=state)

    for step in (
        lambda: steps.approve(case, yen(2_500), CLERK, "", at(2, 24), desk=DESK),
        lambda: steps.refuse(case, CLERK, "no", at(2, 24)),
        lambda: steps.requoted(case, quoted()),
    ):
        with pytest.raises(Refused) as refused:
            step()
        assert refused.value.why.values["state"] == state.value


def test_only_a_failed_refund_is_sent_again_and_only_a_refusal_is_objected_to():
    with pytest.raises(Refused):
        steps.pay_again(approved())
    with pytest.raises(Refused):
        steps.appeal(approved(), at(2, 24), DESK)
    with pytest.raises(Refused):
        steps.shown(approved(), frozenset(), at(2, 24), DESK)
    assert steps.failed(deciding(), "x") == Moved(deciding())


def test_a_case_without_a_zone_is_a_fault():
    with pytest.raises(BadInput, match="asked_at"):
        received(asked_at=datetime(2026, 2, 20))  # noqa: DTZ001 -- it is the naive time that is refused


SAID = Application(
    "10 January", "seminar", "ord_1", "the room was locked", "Hanako", "hanako@example.jp", "03-0000-0000"
)


@pytest.mark.rule("R-49")
def test_every_case_has_the_title_of_the_policy():
    speech = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)

    assert speech.plain(application.TITLE, "ja") == "返金申請"


@pytest.mark.rule("R-48", "R-50", "R-51", "R-52", "R-53", "R-54")
@pytest.mark.parametrize("answer_", list(Answer))
def test_an_application_says_seven_things(answer_):
    assert application.unanswered(SAID) == ()
    assert application.unanswered(replace(SAID, **{answer_.value: " "})) == (answer_,)


@pytest.mark.rule("R-50", "R-51", "R-52", "R-55")
def test_what_the_ledger_knows_is_filled_in_and_what_was_said_stays():
    filled = application.filled_in(Application(service="the talk"), purchase(), "seminar")

    assert (filled.order, filled.service) == ("ord_1", "the talk")
    assert filled.bought_at == BOUGHT.isoformat()
    assert application.unanswered(filled) == (Answer.DETAILS, Answer.NAME, Answer.MAIL, Answer.PHONE)


@pytest.mark.rule("R-55", "R-56", "R-57")
@pytest.mark.parametrize(
    ("known", "given", "missing"),
    [
        (Known(in_ledger=True, same_account=True, payer_confirmed=True), set(), [Evidence.SCREENSHOT]),
        (Known(in_ledger=True, same_account=True, payer_confirmed=True), {Evidence.SCREENSHOT}, []),
        (
            Known(in_ledger=False, same_account=True, payer_confirmed=True),
            {Evidence.SCREENSHOT},
            [Evidence.PURCHASE_PROOF],
        ),
        (Known(in_ledger=True, same_account=False, payer_confirmed=True), {Evidence.SCREENSHOT}, [Evidence.IDENTITY]),
        (Known(in_ledger=True, same_account=True, payer_confirmed=False), {Evidence.SCREENSHOT}, [Evidence.IDENTITY]),
        (
            Known(in_ledger=True, same_account=True, payer_confirmed=False),
            {Evidence.SCREENSHOT, Evidence.IDENTITY},
            [],
        ),
    ],
)
def test_what_our_records_show_need_not_be_shown(known, given, missing):
    """No identity paper is asked for by default: the account and the payer's word are enough."""
    needed = (Evidence.PURCHASE_PROOF, Evidence.IDENTITY, Evidence.SCREENSHOT)

    assert list(application.not_shown(needed, frozenset(given), known)) == missing


NOW = at(7, 1)
LIMITS = AbuseLimits()


def past(days, reason=Reason.NOT_NEEDED, refunded=False):
    on = NOW - timedelta(days=days)
    return PastCase(on, reason, on if refunded else None)


@pytest.mark.rule("R-40", "R-80", "R-81")
@pytest.mark.parametrize(
    ("cases", "is_raised"),
    [
        ([past(1), past(2)], False),
        ([past(1), past(2), past(179)], True),
        ([past(1), past(2), past(180)], False),
        ([past(1, refunded=True)], False),
        ([past(1, refunded=True), past(179, refunded=True)], True),
        ([past(1, refunded=True), past(180, refunded=True)], False),
        ([past(1, Reason.NOT_HELD, refunded=True)] * 5, False),
        ([past(0)] * 3, True),
        ([past(0, refunded=True)] * 2, True),
        ([past(-1)] * 5, False),
        ([past(-1, refunded=True)] * 5, False),
    ],
)
def test_a_limit_is_met_at_the_number_itself_and_our_own_faults_do_not_count(cases, is_raised):
    """It raises a flag; suspending somebody is left to a person."""
    assert abuse.signal(cases, LIMITS, NOW).is_raised is is_raised


def test_a_konbini_refund_goes_to_a_bank():
    assert quoted(method=Method.KONBINI).way is Way.BANK
