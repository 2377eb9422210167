"""Cards about seats, lines and requests: what each state says, and that the longest fits in both languages."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rules.answers import admission, approving, room_card, waiting
from bot.rules.answers.admission import Admission
from bot.rules.answers.approving import Request
from bot.rules.answers.waiting import InLine
from bot.rules.applications import Answer, Filled
from bot.rules.approving import LONGEST_WORDS, ApprovalState
from bot.rules.cards import Act
from bot.rules.eligibility import Signal
from bot.rules.queueing import PlaceState, Seats
from bot.rules.rooms import MembershipState
from bot.rules.settings import Deadlines
from bot.speech import Speech
from cogs.cards import layout
from tests.rules.makers import CALENDAR, FEE, TOKYO, application, approval, at, membership, place, room

SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)
NOW, UNTIL = at(11, 20), at(11, 21)
LONG_ROOM, LONG_NAME, LONG_WORDS = replace(room(), name="*" * 60), "_~" * 16, "*あ" * (LONGEST_WORDS // 2)
OFFERED = place(PlaceState.OFFERED, offered_at=NOW, offered_until=UNTIL)


def acts(card):
    return [button.act for part in (card, *card.parts) for button in part.buttons]


def keys(card):
    return [line.key for part in (card, *card.parts) for line in part.lines]


def fits(card):
    """Laid out in both languages without anything left out or cut."""
    for locale in ("ja", "en-US"):
        view = layout(card, SPEECH, locale)
        assert view.content_length() <= 4000
        assert view.total_children_count <= 40
        said = [one["content"] for one in view.to_components()[0]["components"] if one["type"] == 10]
        assert not any("…" in words for words in said), said
        rows = [one for one in view.to_components()[0]["components"] if one["type"] == 1]
        pressed = [one for row in rows for one in row["components"]]
        assert [one["custom_id"].split(":")[1] for one in pressed] == [act.value for act in acts(card)]


STATES = [
    (ApprovalState.WAITING, {}),
    (ApprovalState.WAITING, {"escalated_at": at(11, 13)}),
    (ApprovalState.APPROVED, {"decided_at": NOW, "decided_by": 1}),
    (ApprovalState.DECLINED, {"decided_at": NOW, "decided_by": 1, "words": LONG_WORDS}),
    (ApprovalState.WITHDRAWN, {"decided_at": NOW, "decided_by": 42}),
    (ApprovalState.UNANSWERED, {"decided_at": NOW}),
]


@pytest.mark.parametrize(("state", "changes"), STATES)
def test_the_longest_card_of_every_state_fits_in_both_languages(state, changes):
    request = Request(approval(state, **changes), LONG_ROOM, LONG_NAME)
    cards = [approving.waiting(request.approval, LONG_ROOM), approving.to_owner(request), approving.old(request)]
    if state not in (ApprovalState.WAITING, ApprovalState.APPROVED):
        cards.append(approving.over(request.approval, LONG_ROOM))

    for card in cards:
        fits(card)


@pytest.mark.parametrize(
    ("state", "to_member", "to_owner"),
    [
        (ApprovalState.WAITING, [Act.LEAVE], [Act.APPROVE, Act.DECLINE]),
        *((state, [], []) for state in ApprovalState if state is not ApprovalState.WAITING),
    ],
)
def test_only_what_still_waits_can_be_answered_or_taken_back(state, to_member, to_owner):
    request = Request(approval(state, decided_at=NOW, decided_by=1, words="x"), room(), "Hanako")

    assert acts(approving.waiting(request.approval, room())) == to_member
    assert acts(approving.to_owner(request)) == acts(approving.old(request)) == to_owner


@pytest.mark.rule("E-20", "E-26")
def test_the_age_and_what_comes_next_stand_on_both_sides():
    early, late = approval(), approval(escalated_at=at(11, 13))

    assert keys(approving.waiting(early, room())) == [
        "approving.paid",
        "approving.since",
        "approving.admins_from",
        "approving.until",
    ]
    assert "approving.admins_asked" in keys(approving.waiting(late, room()))
    assert "approving.asked" in keys(approving.to_owner(Request(early, room(), "Hanako")))


@pytest.mark.parametrize(
    ("count", "page", "shown", "turns"),
    [
        (0, 0, 0, []),
        (5, 0, 5, []),
        (6, 0, 5, ["1"]),
        (6, 1, 1, ["0"]),
        (11, 1, 5, ["0", "2"]),
        (6, 9, 1, ["0"]),  # a page that is not there any more is the last one
        (6, -1, 5, ["1"]),
    ],
)
def test_the_queue_is_paged_by_five_and_its_longest_page_fits(count, page, shown, turns):
    requests = [Request(approval(escalated_at=NOW), LONG_ROOM, LONG_NAME)] * count
    card = approving.queue(requests, page)

    assert acts(card).count(Act.APPROVE) == acts(card).count(Act.DECLINE) == shown
    assert [one.subject for part in card.parts for one in part.buttons if one.act is Act.REQUESTS] == turns
    fits(card)


def test_before_paying_it_is_said_who_decides_and_that_no_month_is_named():
    shown = approving.before_approval(FEE, 7)

    assert [text.key for text in shown] == [
        "approving.before_today",
        "approving.before_next",
        "approving.before_full_month",
        "approving.before_answer",
    ]
    assert shown[0].values["amount"] == FEE
    assert shown[3].values == {"days": 7}


def test_the_longest_answers_of_an_applicant_never_hide_until_when_to_answer():
    answers = tuple(Answer("q" * 100, "*" * 500) for _ in range(4))
    known = application(filled=Filled(answers, tuple(Signal)))
    request = Request(approval(), LONG_ROOM, LONG_NAME, known)
    for card, told in ((approving.to_owner(request), "Please answer by"), (approving.old(request), "stays so until")):
        view = layout(card, SPEECH, "en-US")
        words = view.to_components()[0]["components"][1]["content"]

        assert view.content_length() <= 4000
        assert told in words
        assert words.endswith("…")


def test_whoever_is_let_in_reads_until_when_they_paid_and_what_comes_next():
    opened = membership(MembershipState.ACTIVE, joined_at=at(12, 2))
    card = approving.approved(approval(ApprovalState.APPROVED), opened, LONG_ROOM, CALENDAR)

    values = {line.key: line.values for line in card.lines}
    assert values["approving.covers"]["until"] == at(1, 1, 0, year=2027)
    fits(card)


@pytest.mark.parametrize(
    ("known", "now", "wanted"),
    [
        (place(), NOW, [Act.STOP_WAITING]),
        (OFFERED, NOW, [Act.JOIN, Act.STOP_WAITING]),
        (OFFERED, UNTIL - timedelta(seconds=1), [Act.JOIN, Act.STOP_WAITING]),
        (OFFERED, UNTIL, [Act.WAIT]),
    ],
)
def test_a_place_in_line_can_be_left_and_an_offer_taken_until_its_last_moment(known, now, wanted):
    card = waiting.in_line(InLine(LONG_ROOM, known, 7, 24), now)

    assert acts(card) == wanted
    assert [button.act for button in waiting.part(InLine(LONG_ROOM, known, 7, 24), now).buttons] == wanted
    fits(card)


@pytest.mark.parametrize(
    ("known", "key", "wanted"),
    [
        (OFFERED, "waiting.offered", [Act.JOIN, Act.STOP_WAITING]),
        (place(PlaceState.PASSED, offered_until=at(11, 19)), "waiting.passed", [Act.WAIT]),
        (place(PlaceState.TAKEN, offered_until=UNTIL), "waiting.taken", []),
        (place(PlaceState.GIVEN_UP, offered_until=UNTIL), "waiting.given_up", [Act.WAIT]),
    ],
)
def test_the_message_of_an_offer_says_what_became_of_it(known, key, wanted):
    card = waiting.offer(LONG_ROOM, known, NOW)

    assert keys(card)[0] == key
    assert acts(card) == wanted
    fits(card)


@pytest.mark.parametrize(
    ("seats", "first"),
    [(Seats(2, held=2), "waiting.full"), (Seats(2, held=1, offered=1), "waiting.line_length")],
)
def test_a_full_room_says_how_many_wait_and_leads_into_the_line(seats, first):
    card = waiting.full(LONG_ROOM, seats, 24)

    assert keys(card)[0] == first
    assert acts(card) == [Act.WAIT]
    fits(card)


@pytest.mark.parametrize(
    ("seats", "key"),
    [
        (None, None),
        (Seats(None, held=7), None),
        (Seats(3, held=1), "rooms.show_seats_left"),
        (Seats(3, held=1, waiting=2), "rooms.show_full"),
    ],
)
def test_the_page_of_a_room_says_how_many_seats_are_left(seats, key):
    said = keys(room_card(room(capacity=3), seats))
    found = [line for line in said if line.startswith(("rooms.show_seats", "rooms.show_full"))]

    assert found == ([key] if key else [])
    assert acts(room_card(room(), seats)) == [Act.JOIN]


@pytest.mark.parametrize(
    ("seats", "requests", "needs_approval", "wanted"),
    [
        (Seats(None, held=3), 0, False, ["admission.no_limit", "admission.approval_off"]),
        (Seats(5, held=3), 0, True, ["admission.seats", "admission.when_full", "admission.approval_on"]),
        (
            Seats(2, held=3, offered=1, waiting=4),
            2,
            False,
            [
                "admission.seats",
                "admission.too_many",
                "admission.line",
                "admission.when_full",
                "admission.approval_off",
                "admission.requests",
            ],
        ),
    ],
)
def test_what_is_set_is_said_with_what_it_means(seats, requests, needs_approval, wanted):
    now = Admission(replace(LONG_ROOM, needs_approval=needs_approval), seats, requests, Deadlines())
    card = admission.admission(now)

    assert keys(card) == wanted
    assert acts(card) == ([Act.REQUESTS] if requests else [])
    fits(card)
