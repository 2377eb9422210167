"""What a new version changes, whom it concerns, and who stays under the old one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import typer
from typer.testing import CliRunner

from bot.policies.loading import load
from bot.policy_cli import add_replay, app
from bot.rules.money import Money
from bot.rules.policies import renewals
from bot.rules.policies.changes import Bearing, at_renewal, changes, is_not_worse
from bot.rules.policies.policy import PolicyEdited
from bot.rules.policies.renewals import Stop
from bot.rules.policies.terms import Cycle, Evidence, Exclusion, Reason, RenewalTerms, Step
from bot.rules.refunds.grounds import Verdict
from bot.rules.refunds.purchase import Method
from bot.rules.refunds.replay import Contract, replay
from tests.rules.makers import at
from tests.rules.policies import BOOK, OPEN_DAYS, policy, purchase, yen

SEMINAR = policy("seminar")
NOTICE = SEMINAR.rights["notice"]
ROOM = policy("room")
RENEWAL = RenewalTerms()


def seminar(**changed):
    """Version 2 of the seminar's policy, whose right of notice differs."""
    return replace(SEMINAR, version=2, hash="2", rights={**SEMINAR.rights, "notice": replace(NOTICE, **changed)})


def with_first_step(**changed):
    return seminar(steps=(replace(NOTICE.steps[0], **changed), *NOTICE.steps[1:]))


@pytest.mark.rule("R-97")
@pytest.mark.parametrize(
    ("newer", "where", "bearing"),
    [
        (with_first_step(days_before_start=20), "rights.notice.steps", Bearing.BETTER),
        (with_first_step(days_before_start=40), "rights.notice.steps", Bearing.WORSE),
        (with_first_step(percent=90), "rights.notice.steps", Bearing.WORSE),
        (with_first_step(percent=90, days_before_start=20), "rights.notice.steps", Bearing.UNCLEAR),
        (with_first_step(clause="most"), "rights.notice.steps", Bearing.NEUTRAL),
        (seminar(steps=NOTICE.steps[1:]), "rights.notice.steps", Bearing.UNCLEAR),
        (seminar(steps=(*NOTICE.steps[:3], Step(10, "none"))), "rights.notice.steps", Bearing.BETTER),
        (seminar(fees_come_off=False), "rights.notice.fees_come_off", Bearing.BETTER),
        (seminar(by_staff=True), "rights.notice.by_staff", Bearing.WORSE),
        (seminar(above_exclusions=True), "rights.notice.above_exclusions", Bearing.BETTER),
        (seminar(reasons=(Reason.CANCELLED,)), "rights.notice.reasons", Bearing.WORSE),
        (seminar(use_below_percent=10), "rights.notice.use_below_percent", Bearing.WORSE),
        (seminar(unsolved_hours=48), "rights.notice.unsolved_hours", Bearing.WORSE),
        (seminar(evidence=(Evidence.SCREENSHOT,)), "rights.notice.evidence", Bearing.WORSE),
        (seminar(clauses=("days",)), "rights.notice.clauses", Bearing.NEUTRAL),
        (replace(SEMINAR, rights={"notice": NOTICE}), "rights.called-off", Bearing.WORSE),
        (replace(SEMINAR, rights={**SEMINAR.rights, "more": NOTICE}), "rights.more", Bearing.BETTER),
        (replace(SEMINAR, exclusions={Exclusion.ABUSE: "abuse"}), "exclusions", Bearing.UNCLEAR),
        (replace(SEMINAR, title=ROOM.title), "title", Bearing.NEUTRAL),
        (
            replace(SEMINAR, clauses={**SEMINAR.clauses, "full": SEMINAR.clauses["most"]}),
            "clauses.full",
            Bearing.NEUTRAL,
        ),
    ],
)
def test_every_change_is_named_with_what_it_means_for_a_member(newer, where, bearing):
    assert (where, bearing) in [(change.where, change.bearing) for change in changes(SEMINAR, newer)]


def test_a_version_differs_in_nothing_from_itself():
    assert [changes(one, one) for one in BOOK.policies] == [()] * len(BOOK.policies)
    assert is_not_worse(SEMINAR, SEMINAR)


@pytest.mark.parametrize(
    ("before", "after", "bearing"),
    [
        ((Reason.MEDICAL,), (), Bearing.BETTER),
        ((Reason.MEDICAL,), (Reason.MEDICAL, Reason.CANCELLED), Bearing.BETTER),
        ((Reason.MEDICAL, Reason.CANCELLED), (Reason.MEDICAL,), Bearing.WORSE),
        ((Reason.MEDICAL,), (Reason.CANCELLED,), Bearing.UNCLEAR),
        ((Reason.MEDICAL, Reason.CANCELLED), (Reason.CANCELLED, Reason.MEDICAL), Bearing.BETTER),
    ],
)
def test_a_right_for_more_reasons_is_better(before, after, bearing):
    [change] = changes(seminar(reasons=before), seminar(reasons=after))

    assert change.bearing is bearing


@pytest.mark.rule("R-100")
@pytest.mark.parametrize(
    ("newer", "accepted", "version"),
    [
        (with_first_step(days_before_start=20), False, 2),
        (with_first_step(days_before_start=40), False, 1),
        (with_first_step(days_before_start=40), True, 2),
        (with_first_step(percent=90, days_before_start=20), False, 1),
        (seminar(clauses=("days",)), False, 2),
    ],
)
def test_a_contract_keeps_its_version_unless_the_new_one_is_accepted_or_not_worse(newer, accepted, version):
    assert at_renewal(SEMINAR, newer, accepted=accepted).version == version


@pytest.mark.parametrize(
    ("field", "before", "after", "bearing"),
    [
        ("use_below_percent", 10, 20, Bearing.BETTER),
        ("use_below_percent", 20, 10, Bearing.WORSE),
        ("use_below_percent", 100, None, Bearing.BETTER),
        ("unsolved_hours", 48, 24, Bearing.BETTER),
        ("unsolved_hours", 24, 48, Bearing.WORSE),
        ("unsolved_hours", 1, None, Bearing.BETTER),
        ("unsolved_hours", None, 1, Bearing.WORSE),
        ("unsolved_hours", None, 0, Bearing.WORSE),
        ("unsolved_hours", 0, None, Bearing.BETTER),
    ],
)
def test_a_condition_that_asks_less_is_better(field, before, after, bearing):
    [change] = changes(seminar(**{field: before}), seminar(**{field: after}))

    assert change.bearing is bearing


STRICT = with_first_step(days_before_start=31)
CONTRACT = Contract(purchase(), SEMINAR.pin)


@pytest.mark.rule("R-100")
@pytest.mark.parametrize(("asked_at", "is_different"), [(at(2, 12, 12), True), (at(2, 11, 12), False)])
def test_a_replay_finds_the_contracts_that_would_be_decided_differently(asked_at, is_different):
    """Thirty days before, the stricter version gives 70 %; thirty-one days before, both give everything."""
    found = {one.reason: (one.before, one.after) for one in replay([CONTRACT], BOOK, STRICT, asked_at, OPEN_DAYS)}

    assert bool(found) is is_different
    if is_different:
        assert found[Reason.CANCELLED] == ((Verdict.DUE, yen(10_000)), (Verdict.DUE, yen(7_000)))


def test_a_replay_of_a_version_against_itself_finds_nothing():
    under = [
        Contract(purchase(price=Money(100, "JPY"), method=Method.CARD), one.pin)
        for one in BOOK.policies
        for _ in range(2)
    ]

    assert [list(replay(under, BOOK, one, at(1, 12), OPEN_DAYS)) for one in BOOK.policies] == [[]] * len(BOOK.policies)


def test_a_replay_passes_over_other_policies_and_stops_at_a_lost_one():
    lost = Contract(purchase(), replace(SEMINAR.pin, hash="gone"))

    assert list(replay([Contract(purchase(), ROOM.pin)], BOOK, STRICT, at(2, 12), OPEN_DAYS)) == []
    with pytest.raises(PolicyEdited):
        list(replay([lost], BOOK, STRICT, at(2, 12), OPEN_DAYS))


@pytest.mark.rule("R-84")
@pytest.mark.parametrize(
    ("renews_on", "tell_on"),
    [
        (date(2026, 4, 1), date(2026, 3, 18)),  # a month of 31 days before it
        (date(2026, 5, 1), date(2026, 4, 17)),  # of 30
        (date(2026, 3, 1), date(2026, 2, 15)),  # of 28
        (date(2028, 3, 1), date(2028, 2, 16)),  # of 29
    ],
)
@pytest.mark.parametrize(("cycle", "is_mutable"), [(Cycle.MONTH, True), (Cycle.YEAR, False)])
def test_a_renewal_is_told_fourteen_days_before(renews_on, tell_on, cycle, is_mutable):
    plan = renewals.notice(RENEWAL, renews_on, cycle)

    assert (plan.tell_on, plan.is_mutable) == (tell_on, is_mutable)


@pytest.mark.rule("R-82", "R-83", "R-85")
@pytest.mark.parametrize(
    ("cancelled_on", "charged", "stop"),
    [
        (date(2026, 3, 25), True, Stop.GUARANTEED),  # charged all the same: our fault, R-73
        (date(2026, 3, 25), False, Stop.GUARANTEED),
        (date(2026, 3, 26), False, Stop.IF_NOT_CHARGED),
        (date(2026, 4, 1), False, Stop.IF_NOT_CHARGED),
        (date(2026, 4, 1), True, Stop.TOO_LATE),
    ],
)
def test_cancelling_seven_days_before_is_a_guarantee_and_later_stops_what_is_not_charged(cancelled_on, charged, stop):
    assert renewals.stops(RENEWAL, date(2026, 4, 1), cancelled_on, charged=charged) is stop


@pytest.fixture
def folder(tmp_path):
    """A community's own folder, with a stricter second version of a policy of its own."""
    first = (
        'id = "coffee"\nversion = 1\ncovers = "other"\neffective_on = 2026-01-01\nimportant = false\n'
        'zone = "Asia/Tokyo"\ntitle = { ja = "珈琲", en = "Coffee" }\n'
        '[clauses.warm]\nrules = ["R-5"]\nja = "温。"\nen = "Warm."\n'
        '[rights.warm]\nclauses = ["warm"]\nfees_come_off = false\n'
        'steps = [{ percent = 100, hours_after_purchase = 2, clause = "warm" }]\n'
    )
    second = first.replace("version = 1", "version = 2").replace("hours_after_purchase = 2", "hours_after_purchase = 1")
    (tmp_path / "coffee-1.toml").write_text(first, encoding="utf-8")
    (tmp_path / "coffee-2.toml").write_text(second, encoding="utf-8")
    return tmp_path


def test_the_command_line_says_what_a_version_changes(folder):
    told = CliRunner().invoke(app, ["diff", "coffee-1", "coffee-2", "--folder", str(folder)])

    assert told.exit_code == 0
    assert told.output.startswith("worse: rights.warm.steps: ")
    assert "0 better, 1 worse, 0 neutral, 0 unclear" in told.output
    assert "holds for new purchases" in told.output


def test_the_command_line_shows_the_text_and_names_an_unknown_version():
    shown = CliRunner().invoke(app, ["show", "room-1", "--language", "en"])
    unknown = CliRunner().invoke(app, ["show", "room-9"])
    listed = CliRunner().invoke(app, ["list"])

    assert "less than 10 %" in shown.output
    assert "[R-8 R-11 R-13]" in shown.output
    assert (unknown.exit_code, "room-1" in unknown.output) == (1, True)
    assert len(listed.output.splitlines()) == len(BOOK.policies)


def test_the_command_line_refuses_a_folder_with_a_bad_file(folder):
    (folder / "tea-1.toml").write_text("id = 'tea'", encoding="utf-8")
    told = CliRunner().invoke(app, ["list", "--folder", str(folder)])

    assert told.exit_code == 1
    assert "tea-1.toml:1: version is missing: write it" in told.output


def test_the_command_line_replays_the_contracts_it_is_given(folder):
    """Reading them is the caller's business; an hour and a half after the purchase the stricter version says no."""
    book = load(folder)
    contract = Contract(purchase(starts_at=None), book.get("coffee", 1).pin)
    commands = typer.Typer()
    commands.callback()(lambda: None)

    add_replay(
        commands, lambda: [contract], lambda: OPEN_DAYS, lambda: contract.purchase.bought_at + timedelta(minutes=90)
    )
    told = CliRunner().invoke(commands, ["replay", "coffee-2", "--folder", str(folder)])

    assert "ord_1: cancelled: due 10000 JPY -> refused 0 JPY" in told.output
    assert told.output.endswith("1 of 1 open contracts under coffee would be decided differently\n")
