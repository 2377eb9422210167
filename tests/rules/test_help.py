"""The help: all that is asked, answered for this community, found by what people type."""

from pathlib import Path

import pytest

from bot.rules.answers.help import QUESTIONS, Facts, Section, help_card
from bot.rules.cards import Act
from bot.speech import Speech
from cogs.cards import layout
from cogs.help import Search, folded
from tests.rules.makers import TOKYO

SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)
FACTS = Facts("5 / 10 / 15 / 20 / 25", "example.jp", "h•••@gmail.com", free_mail=True)
SEARCH = Search(SPEECH, FACTS)


def keys(texts):
    return [text.key for text in texts]


def said(subject, facts=FACTS, locale="ja"):
    return "\n".join(SPEECH.say(line, locale) for line in help_card(subject, facts).lines)


@pytest.mark.rule("E-94")
def test_there_are_nine_sections_and_22_questions_and_each_is_answered():
    assert len(Section) == 9
    assert len(QUESTIONS) == len({one.id for one in QUESTIONS}) == 22
    assert [sum(one.section is section for one in QUESTIONS) for section in Section] == [4, 4, 1, 4, 1, 5, 1, 1, 1]
    assert all(one.says(FACTS) for one in QUESTIONS)


@pytest.mark.rule("E-94")
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_every_page_fits_and_every_question_is_two_presses_away(locale):
    start = help_card("", FACTS)
    reached = set()
    for section in start.buttons:
        page = help_card(section.subject, FACTS)
        for part in page.parts:
            reached |= {button.subject for button in part.buttons if button.subject}
        assert layout(page, SPEECH, locale).total_children_count <= 40
    for question in QUESTIONS:
        view = layout(help_card(question.id, FACTS), SPEECH, locale)

        assert view.content_length() <= 4000
        assert "…" not in said(question.id, locale=locale)
        assert len(SPEECH.plain(question.asked, locale)) <= 80

    assert [button.act for button in start.buttons] == [Act.HELP] * 9
    assert {one.id for one in QUESTIONS} <= reached


@pytest.mark.rule("E-93")
def test_whoever_is_not_helped_is_led_to_the_admins():
    for question in QUESTIONS:
        acts = [button.act for part in help_card(question.id, FACTS).parts for button in part.buttons]

        assert Act.CONTACT in acts
    assert "`/contact`" in said("unsolved")


@pytest.mark.rule("E-21", "E-22", "E-23", "E-24", "E-25")
def test_the_causes_of_a_mail_that_does_not_come_are_these_four():
    shown = help_card("mail", FACTS)

    causes = ["help.a_mail_yours", "help.a_mail_free_yours", "help.a_mail_blocked", "help.a_mail_spam"]
    assert keys(shown.lines) == ["help.a_mail", *causes]
    assert "h•••@gmail.com" in said("mail")
    assert "@example.jp" in said("mail")


@pytest.mark.rule("E-21", "E-23")
def test_without_an_address_or_without_mail_at_all_the_answer_says_so():
    unknown = help_card("mail", Facts("5", "example.jp"))
    assert keys(unknown.lines)[1:3] == ["help.a_mail_no_address", "help.a_mail_free"]

    assert keys(help_card("mail", Facts("5")).lines) == ["help.a_mail_none"]


@pytest.mark.rule("E-1", "E-2", "E-6")
def test_what_the_service_and_its_rooms_are_is_said():
    assert "夢を叶える仲間" in said("service")
    assert "一緒に活動" in said("room")
    assert "夢を共有" in said("owner")


@pytest.mark.rule("E-40", "E-41", "E-43")
def test_the_answer_about_a_failed_payment_names_both_causes_and_the_days_of_this_community():
    answer = said("failed", Facts("3 / 13 / 23"))

    assert "限度額" in answer
    assert "有効期限" in answer
    assert "3 / 13 / 23" in answer


@pytest.mark.rule("E-51", "E-77")
def test_the_steps_of_each_store_stand_in_order():
    answer = said("konbini")

    stores = ("ファミリーマート", "ローソン・ミニストップ", "セイコーマート")
    assert [answer.count(store) for store in stores] == [1, 1, 1]
    assert [answer.count(f"{step}. ") for step in (6, 7, 8)] == [3, 1, 1]


def test_what_is_not_offered_yet_says_so_first():
    for question in QUESTIONS:
        first = keys(help_card(question.id, FACTS).lines)[0]

        assert (first == "help.to_come") == (question.section in (Section.EVENTS, Section.FUNDING, Section.OFFERS))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("退会", "leave"),
        ("LEAVE", "leave"),
        ("カード 削除", "card"),
        ("delete card", "card"),
        ("コンビニ", "konbini"),
        ("ｶｰﾄﾞ", "card"),
        ("spam", "mail"),
        ("迷惑メール", "mail"),
    ],
)
def test_what_is_typed_finds_the_question_in_either_language(typed, first):
    assert first in [one.id for one in SEARCH.find(typed)[:2]]
    assert SEARCH.best(typed) in [one.id for one in SEARCH.find(typed)[:1]]


def test_nothing_typed_offers_everything_and_nonsense_nothing():
    assert len(SEARCH.find("")) == 22
    assert SEARCH.find("qqqq") == []
    assert SEARCH.best("qqqq") == SEARCH.best(" ") == ""
    assert folded("ＡＢＣ") == "abc"


def test_an_unknown_page_leads_to_all_topics():
    assert help_card("gone", FACTS).title.key == "help.title"
