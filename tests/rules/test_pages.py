"""The pages of rooms: what stands there, and what its owner may write."""

import pytest

from bot.rules import answers, pages
from bot.rules.answers.rooms import brief
from bot.rules.cards import Act, Blank
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.rooms import RoomState
from bot.rules.texts import Link, Mention, Refused
from tests.rules.makers import room

FULL = {"profile": "A painter", "offline": "A walk in spring", "questions": "What do you paint?\nWhere?"}
QUESTION = "q" * pages.LONGEST_QUESTION


def keys(texts):
    return [text.key for text in texts]


def acts(shown):
    return [button.act for button in shown.buttons]


@pytest.mark.rule("E-3", "E-4")
def test_the_list_says_what_each_room_costs_and_leads_to_its_page():
    assert keys(answers.room_list([]).lines) == ["rooms.list_empty"]

    shown = answers.room_list([room()])

    assert shown.lines[0].values["fee"] == Money(500, "JPY")
    assert acts(shown) == [Act.SHOW]


@pytest.mark.parametrize(("rooms", "lines", "buttons"), [(20, 20, 10), (21, 21, 10), (100, 21, 10)])
def test_a_long_list_still_fits_on_a_card_and_says_that_there_are_more(rooms, lines, buttons):
    """Discord takes forty parts at most; whoever wants a later room types its name."""
    shown = answers.room_list([room()] * rooms)

    assert (len(shown.lines), len(shown.buttons)) == (lines, buttons)
    assert (shown.lines[-1].key == "rooms.list_more") is (rooms > 20)


@pytest.mark.parametrize(("written", "listed"), [("a" * 80, "a" * 80), ("a" * 81, "a" * 79 + "…"), ("a\n b", "a b")])
def test_the_list_shows_the_beginning_of_a_description_on_one_line(written, listed):
    assert brief(written) == listed


@pytest.mark.rule("E-4", "E-7", "E-8", "E-15")
def test_the_page_of_a_room_tells_what_one_wants_to_know_before_joining():
    values = {text.key: text.values for text in answers.room_card(room(**FULL)).lines}

    assert values["rooms.show_description"]["words"] == "Gold things"
    assert values["rooms.show_owner_profile"] == {"owner": Mention(Link.MEMBER, 1), "words": "A painter"}
    assert values["rooms.show_offline"]["words"] == "A walk in spring"
    assert values["rooms.show_fee"]["fee"] == Money(500, "JPY")
    assert acts(answers.room_card(room(**FULL))) == [Act.JOIN]


@pytest.mark.rule("E-5", "E-7", "E-8")
def test_a_page_that_nobody_wrote_still_names_the_owner():
    shown = keys(answers.room_card(room()).lines)

    assert "rooms.show_owner" in shown
    assert "rooms.show_offline_unsaid" in shown


@pytest.mark.parametrize("state", [RoomState.DRAFT, RoomState.CLOSED])
def test_a_room_that_is_not_open_can_be_read_about_but_not_joined(state):
    shown = answers.room_card(room(state=state))

    assert keys(shown.lines)[-1] == "rooms.show_not_open"
    assert shown.buttons == ()


def test_what_is_typed_into_the_form_becomes_the_page():
    page = pages.written(" Paint ", " Me ", "", "What?\n\n  How   often? \n")

    assert page == pages.Page("Paint", "Me", "", ("What?", "How often?"))
    assert pages.questions_of(pages.with_page(room(), page)) == ("What?", "How often?")


@pytest.mark.parametrize(
    ("description", "questions", "why"),
    [
        (" \n ", "", "rooms.edit_no_description"),
        ("Paint", "\n".join("12345"), "rooms.edit_too_many_questions"),
        ("Paint", QUESTION + "q", "rooms.edit_long_question"),
    ],
)
def test_what_cannot_be_shown_is_not_saved(description, questions, why):
    with pytest.raises(Refused) as refused:
        pages.written(description, "", "", questions)

    assert refused.value.why.key == why


def test_four_questions_of_the_longest_kind_are_taken_and_fit_the_form():
    four = "\n".join([QUESTION] * 4)

    assert len(pages.written("Paint", "", "", four).questions) == 4
    blanks = {blank.name: blank for blank in pages.edit_form(room()).blanks if isinstance(blank, Blank)}
    assert blanks["questions"].longest >= len(four)


def test_the_form_begins_with_what_stands_there_now():
    before = {blank.name: blank.before for blank in pages.edit_form(room(**FULL)).blanks}

    assert before == {"description": "Gold things", **FULL}


def test_only_the_owner_may_write():
    """Another owner's room is untouchable."""
    pages.check_owner(room(), MemberId(1))

    with pytest.raises(Refused) as refused:
        pages.check_owner(room(), MemberId(2))
    assert refused.value.why.key == "rooms.not_yours"
