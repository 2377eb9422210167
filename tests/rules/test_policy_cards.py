"""The written terms as members read them: in pages, by product and version, and who runs the community."""

from datetime import date
from pathlib import Path

import pytest

from bot.policies.loading import load
from bot.rules import answers
from bot.rules.answers import policies as cards
from bot.rules.cards import Act
from bot.rules.operator import Operator
from bot.speech import Speech
from tests.rules.makers import TOKYO

BOOK = load()
SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)
TODAY = date(2026, 11, 10)
LONGEST_CARD = 4000


def keys(texts):
    return [text.key for text in texts]


@pytest.mark.rule("R-2", "R-5")
def test_the_list_names_every_policy_in_force_and_leads_to_its_text():
    shown = answers.policy_list(BOOK, TODAY)

    ids = {cards.read_subject(button.subject)[0] for button in shown.buttons if button.act is Act.POLICY}
    assert ids == {policy.id for policy in BOOK.policies}
    assert shown.buttons[-1].act is Act.OPERATOR


def test_before_anything_is_in_force_the_list_is_empty():
    assert cards.policies_in_force(BOOK, date(2024, 12, 31)) == []


@pytest.mark.rule("R-2")
@pytest.mark.parametrize("policy", BOOK.policies, ids=lambda policy: policy.id)
def test_every_clause_stands_on_some_page_once_and_in_order(policy):
    pages = cards.pages_of(policy)

    assert [clause for page in pages for clause in page] == list(policy.clauses.values())
    for page in pages:
        assert max(sum(len(one.ja) for one in page), sum(len(one.en) for one in page)) <= cards.LONGEST_PAGE


@pytest.mark.parametrize("policy", BOOK.policies, ids=lambda policy: policy.id)
@pytest.mark.parametrize("locale", ["ja", "en-US"])
def test_no_page_is_cut_on_a_card(policy, locale):
    for page in range(1, len(cards.pages_of(policy)) + 1):
        shown = answers.policy_text(policy, page)

        words = [SPEECH.say(one, locale) for one in (shown.title, *shown.lines)]
        assert sum(len(one) + 1 for one in words) <= LONGEST_CARD


def test_pages_lead_to_their_neighbours_and_no_further():
    policy = BOOK.in_force("room", TODAY)
    last = len(cards.pages_of(policy))
    assert last > 1

    def turns(page):
        return [one.subject for one in answers.policy_text(policy, page).buttons if one.act is Act.POLICY]

    assert turns(1) == ["room:1:2"]
    assert turns(2)[0] == "room:1:1"
    assert turns(last) == [f"room:1:{last - 1}"]


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (1, 1), (99, len(cards.pages_of(BOOK.in_force("room", TODAY))))])
def test_a_page_that_does_not_exist_shows_the_nearest(asked, shown):
    """A button of a version that had more pages still answers."""
    card = answers.policy_text(BOOK.in_force("room", TODAY), asked)

    assert card.lines[-1].values["page"] == shown


def test_clauses_are_numbered_through_all_pages():
    policy = BOOK.in_force("room", TODAY)
    numbers = [
        line.values["number"]
        for page in range(1, len(cards.pages_of(policy)) + 1)
        for line in answers.policy_text(policy, page).lines
        if line.key == "policies.clause"
    ]

    assert numbers == list(range(1, len(policy.clauses) + 1))


@pytest.mark.rule("R-4", "R-61", "R-105")
def test_the_operator_is_shown_as_far_as_it_is_known():
    some = Operator(name="夢株式会社", desk_hours="Mon-Fri 9:00-18:00")

    assert keys(answers.operator_card(some).lines) == ["policies.operator_name", "policies.desk_hours"]
    assert keys(answers.operator_card(Operator()).lines) == ["policies.operator_unsaid"]
    assert some.missing() == ("address", "registration", "phone", "desk_name", "desk_phone", "desk_url")


@pytest.mark.parametrize(("typed", "found"), [("room", ["room"]), ("ルーム", ["room"]), ("no such", [])])
def test_terms_are_found_by_id_and_by_name(typed, found):
    assert [one.id for one in cards.titles_matching(BOOK.policies, typed)] == found
