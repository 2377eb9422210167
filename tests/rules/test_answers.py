import pytest

from bot.rules import answers
from bot.rules.cards import Act, Tone
from bot.rules.charges import ChargeState, DeclineKind
from bot.rules.rooms import EndReason, MembershipState, RoomState
from tests.rules.makers import CALENDAR, at, charge, membership, room, unpaid

PAID = charge(ChargeState.PAID, payment_id="pi_1")
ENDED = {"ended_at": at(11, 25), "end_reason": EndReason.UNPAID}


def keys(texts):
    return [text.key for text in texts]


def acts(shown):
    return [button.act for button in shown.buttons]


@pytest.mark.rule("E-42", "E-44")
@pytest.mark.parametrize(
    ("decline", "url", "first"),
    [
        (DeclineKind.REFUSED, "https://pay", Act.PAY_NOW),
        (DeclineKind.EXPIRED, "https://pay", Act.PAY_NOW),
        (DeclineKind.AUTHENTICATION, "https://pay", None),
        (DeclineKind.AUTHENTICATION, None, Act.PAY_NOW),
    ],
)
def test_a_bank_that_wants_its_customer_gets_a_link_instead_of_another_try(decline, url, first):
    ways = answers.ways_to_pay(unpaid(decline=decline, pay_url=url))

    assert (ways[0].act, ways[1].act, ways[2].act) == (first, Act.CHANGE_CARD, Act.LEAVE)


@pytest.mark.rule("E-47", "E-48")
@pytest.mark.parametrize(
    ("charges", "key"),
    [([PAID], "leaving.sure_until"), ([unpaid()], "leaving.sure_at_once"), ([], "leaving.sure_at_once")],
)
def test_leaving_says_what_it_means_before_it_is_done(charges, key):
    shown = answers.leaving_question(membership(), room(), charges, CALENDAR)

    assert shown.lines[0].key == key
    assert acts(shown) == [Act.LEAVE_FOR_SURE]


@pytest.mark.parametrize(
    ("known", "key", "offers"),
    [
        (membership(MembershipState.LEAVING, leaves_at=at(12, 1, 0)), "leaving.until", [Act.UNDO]),
        (membership(), "leaving.undone", []),
        (membership(MembershipState.LEFT, ended_at=at(12, 1, 0)), "leaving.left", [Act.JOIN]),
    ],
)
def test_the_one_card_about_leaving_tells_how_it_stands_now(known, key, offers):
    shown = answers.leaving(known, room())

    assert shown.lines[0].key == key
    assert acts(shown) == offers


@pytest.mark.parametrize(
    ("changes", "key", "tone"),
    [
        ({}, "rooms.built", Tone.GOOD),
        ({"state": RoomState.DRAFT}, "rooms.building", Tone.PLAIN),
        ({"state": RoomState.DRAFT, "fault": "role too low"}, "rooms.fault", Tone.BAD),
    ],
)
def test_a_new_room_says_how_far_it_is_and_what_is_in_the_way(changes, key, tone):
    shown = answers.room_built(room(**changes))

    assert (shown.lines[0].key, shown.tone) == (key, tone)
