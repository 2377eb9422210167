"""Applications and final screens: what is declared, what is shown, and when confirming it binds."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.policies.loading import load
from bot.rules import answers, applications, screens
from bot.rules.applications import Answer, Filled
from bot.rules.cards import Act, Blank, Tick
from bot.rules.effects import ShowNotice
from bot.rules.eligibility import Account, Signal, SignalSettings
from bot.rules.ids import ApplicationId, OrderId, ScreenId
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.pages import LONGEST_DESCRIPTION, LONGEST_QUESTION, QUESTIONS_MAX
from bot.rules.policies.policy import Pin
from bot.rules.screens import Start
from bot.rules.texts import Link, Mention, Refused
from bot.speech import Speech
from cogs.cards import LONGEST_TEXT, words
from tests.rules.makers import (
    CALENDAR,
    DECEMBER,
    FEE,
    HANAKO,
    NOVEMBER,
    TOKYO,
    application,
    at,
    coupon,
    membership,
    order,
    room,
    screen,
)

BOOK = load()
POLICY = BOOK.in_force("room", date(2026, 11, 10))
SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)
OLD_ACCOUNT = Account(at(1, 1), at(1, 1), has_avatar=True)
ASKS = room(questions="Why?\nWhat?")
WHY_AND_WHAT = {"declared": True, "answer1": "To paint", "answer2": "Hills"}


def offer(of=None, now=None, terms=POLICY.pin):
    today = CALENDAR.day(now or at(11, 10))
    return screens.offered(of or room(), Start.NOW, terms, answer_within_days=7, today=today)


def final(of=None, *, anew=False, policy=POLICY):
    return answers.final_screen(of or room(), offer(of), policy, id=ScreenId("scr_1"), anew=anew)


def keys(texts):
    return [text.key for text in texts]


def apply(given=None, of=ASKS, account=OLD_ACCOUNT):
    given = WHY_AND_WHAT if given is None else given
    return applications.applied(
        ApplicationId("app_1"), of, HANAKO, given, account, wanted=SignalSettings(), now=at(11, 10)
    )


@pytest.mark.rule("E-14")
def test_the_form_begins_with_the_declaration_and_asks_what_the_owner_asks():
    tick, why, what = applications.form(ASKS, None).blanks

    assert isinstance(tick, Tick)
    assert (why.about.values["question"], what.about.values["question"]) == ("Why?", "What?")


def test_four_questions_and_the_declaration_fill_the_form():
    full = room(questions="\n".join("q" * LONGEST_QUESTION for _ in range(QUESTIONS_MAX)))

    assert len(applications.form(full, None).blanks) == 5


def test_what_was_answered_before_stands_there_for_the_same_question_only():
    before = application(filled=Filled((Answer("What?", "Hills"), Answer("Gone?", "yes"))))
    blanks = [one.before for one in applications.form(ASKS, before).blanks if isinstance(one, Blank)]

    assert blanks == ["", "Hills"]


@pytest.mark.rule("E-14")
@pytest.mark.parametrize("given", [{}, {"declared": False}, {"declared": ""}])
def test_nobody_applies_without_the_declaration(given):
    with pytest.raises(Refused) as refused:
        apply(given)

    assert refused.value.why.key == "moderation.declare_first"


def test_the_answers_are_kept_with_the_questions_as_they_were_asked():
    assert apply().filled.answers == (Answer("Why?", "To paint"), Answer("What?", "Hills"))


def test_a_question_written_while_the_form_was_open_was_not_asked():
    assert apply({"declared": True, "answer1": "To paint"}).filled.answers == (Answer("Why?", "To paint"),)


@pytest.mark.rule("E-12")
def test_signals_are_noted_and_refuse_nobody():
    young = Account(at(11, 9), at(11, 10, 11), has_avatar=False)

    found = apply(account=young).filled.signals
    assert found == (Signal.YOUNG_ACCOUNT, Signal.NO_AVATAR, Signal.NEW_IN_SERVER)
    assert apply().filled.signals == ()


@pytest.mark.rule("E-12")
def test_the_owner_is_told_once_of_answers_and_signals_and_not_of_nothing():
    told = ShowNotice(room().owner_id, NoticeKind.NEW_MEMBER, "mbs_1")

    assert applications.tell_owner(application(), room(), membership()).effects == (told,)
    assert applications.tell_owner(application(filled=Filled()), room(), membership()).effects == ()


@pytest.mark.rule("E-12")
def test_the_owner_reads_answers_and_signals():
    shown = answers.new_member(room(), application())

    assert shown.lines[0].values["member"] == Mention(Link.MEMBER, HANAKO)
    assert keys(shown.lines[1:]) == [
        "joining.answered",
        "joining.signals",
        "joining.signal",
        "joining.signals_only",
    ]
    nothing = answers.new_member(room(), application(filled=Filled()))
    assert keys(nothing.lines) == ["joining.new_member"]


@pytest.mark.rule("E-15", "E-33", "E-34", "E-36", "E-37", "R-2", "R-88")
def test_before_ordering_everything_that_confirming_binds_to_is_shown():
    """The Specified Commercial Transactions Act, article 12-6: what, how much and in all, when each charge happens,
    when access begins, how to leave. Late in a month two charges come close together: nobody should learn of the
    second one from the bank."""
    values = {text.key: text.values for text in final().lines}

    assert values["joining.what"]["room"] == "Gold"
    assert (values["joining.today"]["amount"], values["joining.next"]["on"]) == (Money(500, "JPY"), DECEMBER)
    assert values["joining.year"]["total"] == Money(6000, "JPY")
    assert values["joining.then"]["day"] == 1
    assert values["joining.terms"]["version"] == 1
    assert {"joining.no_proration", "joining.access", "joining.how_to_leave", "joining.cards"} <= set(values)
    assert "joining.confirming" in values
    ways_on = [(Act.CONFIRM, "scr_1"), (Act.POLICY, "room:1:1"), (Act.CODE, "scr_1")]
    assert [(one.act, one.subject) for one in final().buttons] == ways_on


@pytest.mark.rule("E-17")
def test_where_the_owner_lets_people_in_the_screen_says_until_when_and_that_money_comes_back():
    asked = offer(room(needs_approval=True))
    shown = answers.final_screen(room(), asked, POLICY, id=ScreenId("scr_1"), anew=False)

    assert asked.answer_within_days == 7
    assert {"approving.before_answer", "approving.before_today", "joining.year"} <= set(keys(shown.lines))
    assert "joining.today" not in keys(shown.lines)
    assert offer().answer_within_days is None


@pytest.mark.rule("E-34", "E-36")
@pytest.mark.parametrize(("on", "named"), [(at(11, 23, 23), False), (at(11, 24), True), (at(11, 30), True)])
def test_seven_days_before_the_next_first_both_charges_are_named_together(on, named):
    """C28: nobody should be surprised by a second charge a few days later."""
    shown = answers.final_screen(room(), offer(now=on), POLICY, id=ScreenId("scr_1"), anew=False)

    both = [text.values["amount"] for text in shown.lines if text.key == "joining.both"]
    assert both == ([Money(1000, "JPY")] if named else [])


@pytest.mark.rule("R-87", "R-88")
def test_whether_cooling_off_applies_is_said_in_the_words_of_the_terms():
    [said] = [text.values["words"] for text in final().lines if text.key == "joining.cooling_off"]

    assert said.ja == POLICY.clauses["cooling-off"].ja
    assert "joining.cooling_off" not in keys(final(policy=replace(POLICY, cooling_off="")).lines)


@pytest.mark.parametrize("locale", ["ja", "en-US"])
def test_the_longest_screen_is_shown_whole(locale):
    longest = room(name="*" * 60, description="*" * LONGEST_DESCRIPTION, fee=Money(99_999_999, "JPY"))
    shown = words(final(longest, anew=True), SPEECH, locale)

    assert len(shown) <= LONGEST_TEXT
    assert SPEECH.say(final().lines[-1], locale) in shown


@pytest.mark.parametrize("locale", ["ja", "en-US"])
def test_nothing_on_the_screen_moves_with_the_clock(locale):
    """What is shown at 12:00 and confirmed at 12:05 must still say the same."""
    shown = words(final(), SPEECH, locale)

    assert "<t:" not in shown
    later = answers.final_screen(room(), offer(now=at(11, 23)), POLICY, id=ScreenId("scr_1"), anew=False)
    assert shown == words(later, SPEECH, locale)


def test_the_evidence_holds_the_words_their_hash_and_what_was_offered():
    kept = screens.shown(
        ScreenId("scr_1"), application(), offer(), words="500 yen", locale="ja", anew=False, now=at(11, 10)
    )

    assert (kept.words, kept.locale, kept.shown_at) == ("500 yen", "ja", at(11, 10))
    assert kept.hash == hashlib.sha256(b"500 yen").hexdigest()
    assert screens.still_offered(kept, offer())


HOLDS = replace(screen(), terms=POLICY.pin)


@pytest.mark.rule("R-99")
@pytest.mark.parametrize(
    ("of", "now", "terms", "said", "holds"),
    [
        (room(), at(11, 30, 23, 0), POLICY.pin, "500 yen", True),
        (room(fee=Money(501, "JPY")), at(11, 10), POLICY.pin, "500 yen", False),
        (room(), at(12, 1, 0), POLICY.pin, "500 yen", False),
        (room(), at(11, 10), Pin("room", 2, "f01"), "500 yen", False),
        (room(), at(11, 10), POLICY.pin, "500 yen in all", False),
    ],
    ids=["same", "price", "month", "terms", "words"],
)
def test_a_screen_binds_only_while_it_would_say_the_same_now(of, now, terms, said, holds):
    assert screens.holds(HOLDS, offer(of, now, terms), said) is holds


def test_a_screen_makes_one_order():
    used = screens.confirmed(HOLDS, OrderId("ord_1"), at(11, 10))

    assert (used.order_id, used.confirmed_at) == ("ord_1", at(11, 10))
    assert not screens.holds(used, offer(), "500 yen")


@pytest.mark.rule("E-15", "E-37")
def test_only_the_next_card_leads_to_the_payment_and_it_can_be_taken_back():
    shown = answers.to_payment(room(), order(), "https://pay")

    assert shown.lines[0].values["amount"] == FEE
    assert [(one.act, one.url) for one in shown.buttons] == [(None, "https://pay"), (Act.LEAVE, None)]
    assert (HOLDS.month, HOLDS.start) == (NOVEMBER, Start.NOW)


@pytest.mark.parametrize(
    ("months", "costs"),
    [
        (1, (250, 750, 5750)),
        (2, (250, 500, 5500)),
        (12, (250, 500, 3000)),
        (14, (250, 500, 3000)),
        (None, (250, 500, 3000)),
    ],
)
def test_a_code_takes_off_the_first_months_and_no_others(months, costs):
    offered = replace(offer(), coupon=coupon(months=months))

    assert tuple(offered.cost_of(many).minor for many in (1, 2, 12)) == costs


@pytest.mark.parametrize(
    ("of", "code"), [(room(), coupon(percent=100)), (replace(room(), needs_approval=True), coupon(percent=50))]
)
def test_a_code_is_refused_where_it_cannot_count_while_joining(of, code):
    with pytest.raises(Refused) as refused:
        screens.offered(of, Start.NOW, POLICY.pin, answer_within_days=7, today=date(2026, 11, 10), coupon=code)

    assert refused.value.why.key == "pricing.not_at_joining"


@pytest.mark.parametrize(
    ("seen", "now", "holds"),
    [(None, None, True), (coupon(), coupon(), True), (coupon(), None, False), (None, coupon(), False)],
)
def test_a_screen_holds_only_with_the_code_it_was_shown_with(seen, now, holds):
    kept = screens.shown(
        ScreenId("scr_1"),
        application(),
        replace(offer(), coupon=seen),
        words="",
        locale="ja",
        anew=False,
        now=at(11, 10),
    )

    assert screens.still_offered(kept, replace(offer(), coupon=now)) is holds
