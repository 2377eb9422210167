"""The pages of my page: short first screens, whole lists behind them, and nothing that Discord would not take."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.rules import answers
from bot.rules.access import LIVE
from bot.rules.answers import Standing
from bot.rules.answers.mypage import card_line
from bot.rules.cards import Act, Tone
from bot.rules.charges import ChargeState, Refund, RefundCause, RefundState
from bot.rules.ids import MembershipId, RoomId
from bot.rules.mail import is_free, masked
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.rooms import MembershipState
from bot.rules.texts import Link, Mention
from bot.speech import Speech
from cogs.cards import layout
from tests.rules.makers import CALENDAR, DECEMBER, HANAKO, NOVEMBER, TOKYO, at, card, charge, membership, room, unpaid

NOW, TODAY = at(11, 20), date(2026, 11, 20)
PAID = charge(ChargeState.PAID, payment_id="pi_1", settled_at=at(11, 1, 1))
MEMBER = Member(HANAKO, "hanako", "ja", customer_id="cus_1", card=card())
SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)
IN = Standing(room(), membership(), (PAID,), card=card())
OWES = Standing(room(), membership(MembershipState.PAST_DUE), (unpaid(),), card=card())


def keys(texts):
    return [text.key for text in texts]


def acts(buttons):
    return [button.act for button in buttons]


def standing(number, state=MembershipState.ACTIVE, charges=(PAID,)):
    """One of many rooms, with a name as long as a name can be."""
    known = replace(room(), id=RoomId(f"room_{number:026}"), name=f"{number:02}" + "長" * 58)
    changes = {"leaves_at": at(12, 1, 0)} if state is MembershipState.LEAVING else {}
    inside = replace(membership(state, **changes), id=MembershipId(f"mbs_{number:026}"), room_id=known.id)
    return Standing(known, inside, charges, card=card())


def fits(shown):
    """Whether Discord takes the card in either language."""
    for locale in ("ja", "en"):
        view = layout(shown, SPEECH, locale)
        ids = [one.custom_id for one in view.walk_children() if getattr(one, "custom_id", None)]

        assert view.content_length() <= 4000
        assert view.total_children_count <= 40
        assert len(ids) == len(set(ids))
        assert "…" not in "".join(getattr(one, "content", "") for one in view.walk_children())


@pytest.mark.rule("E-31", "E-32")
def test_the_first_screen_has_a_line_a_room_with_the_way_in_and_leads_on():
    shown = answers.my_page(MEMBER, [IN], CALENDAR, NOW)

    assert keys(shown.lines) == ["mypage.line_paid", "mypage.card"]
    assert shown.lines[0].values == {
        "room": Mention(Link.CHANNEL, 9),
        "on": DECEMBER,
        "amount": Money(500, "JPY"),
    }
    assert shown.buttons == ()
    assert acts(shown.parts[-1].buttons) == [Act.ROOMS, Act.PAYMENTS, Act.CARD_PAGE, Act.INBOX, Act.HELP]


@pytest.mark.rule("E-32")
def test_whoever_is_in_no_room_reads_where_to_look():
    over = Standing(room(), membership(MembershipState.LEFT, ended_at=at(11, 1)))

    assert keys(answers.my_page(Member(HANAKO, "hanako", "ja"), [over], CALENDAR, NOW).lines) == ["mypage.nothing"]
    assert keys(answers.rooms_page([over], 0, CALENDAR, NOW).lines) == ["mypage.nothing"]


@pytest.mark.parametrize(
    ("state", "charges", "key"),
    [
        (MembershipState.REQUESTED, (), "mypage.line_requested"),
        (MembershipState.AWAITING_PAYMENT, (), "mypage.line_awaiting_payment"),
        (MembershipState.AWAITING_APPROVAL, (), "approving.line"),
        (MembershipState.ACTIVE, (), "mypage.line_active"),
        (MembershipState.PAST_DUE, (unpaid(),), "mypage.line_unpaid"),
        (MembershipState.SUSPENDED, (unpaid(None),), "mypage.line_unpaid"),
        (MembershipState.LEAVING, (PAID,), "mypage.line_leaving"),
    ],
)
def test_every_live_state_has_its_line(state, charges, key):
    assert state in LIVE
    shown = answers.my_page(MEMBER, [standing(1, state, charges)], CALENDAR, NOW)

    assert shown.lines[0].key == key


def test_what_is_unpaid_comes_first_with_what_mends_it():
    """Somebody who opens the page because a message came finds the way out at the top."""
    shown = answers.my_page(MEMBER, [standing(1), replace(OWES, room=replace(room(), name="Z"))], CALENDAR, NOW)

    assert keys(shown.lines)[:2] == ["mypage.line_unpaid", "mypage.line_paid"]
    assert acts(shown.buttons) == [Act.PAY_NOW, Act.CHANGE_CARD]
    assert shown.tone is Tone.WARNING


def test_a_closed_door_is_named_and_not_linked():
    """Discord shows a channel one may not see as "no access", which frightens people."""
    suspended = replace(OWES, membership=membership(MembershipState.SUSPENDED))
    shown = answers.my_page(MEMBER, [suspended], CALENDAR, NOW)

    assert shown.lines[0].values["room"] == "Gold"


def test_the_first_screen_of_somebody_in_twenty_rooms_stays_short():
    shown = answers.my_page(MEMBER, [standing(number) for number in range(20)], CALENDAR, NOW)

    assert keys(shown.lines) == ["mypage.line_paid"] * 8 + ["mypage.more_rooms", "mypage.card"]
    assert shown.lines[8].values["count"] == 12
    fits(shown)


@pytest.mark.rule("E-47")
def test_each_room_has_its_whole_state_and_the_way_out_beside_it():
    shown = answers.rooms_page([IN], 0, CALENDAR, NOW)

    assert keys(shown.parts[0].lines) == ["mypage.room", "why.active", "why.paid_until", "why.next_charge"]
    assert acts(shown.parts[0].buttons) == [Act.WHY, Act.LEAVE]
    leaving = answers.rooms_page([standing(1, MembershipState.LEAVING)], 0, CALENDAR, NOW)
    assert acts(leaving.parts[0].buttons) == [Act.WHY, Act.UNDO]


@pytest.mark.parametrize(
    ("first", "numbers", "turns"),
    [
        (0, [0, 1, 2, 3], [(Act.HOME, ""), (Act.ROOMS, "4")]),
        (4, [4, 5, 6, 7], [(Act.HOME, ""), (Act.ROOMS, "0"), (Act.ROOMS, "8")]),
        (8, [8], [(Act.HOME, ""), (Act.ROOMS, "4")]),
        (9, [0, 1, 2, 3], [(Act.HOME, ""), (Act.ROOMS, "4")]),
    ],
)
def test_rooms_are_turned_page_by_page(first, numbers, turns):
    shown = answers.rooms_page([standing(number) for number in range(9)], first, CALENDAR, NOW)

    assert [part.buttons[0].subject for part in shown.parts[:-1]] == [f"room_{number:026}" for number in numbers]
    assert [(button.act, button.subject) for button in shown.parts[-1].buttons] == turns


@pytest.mark.parametrize("state", LIVE)
def test_the_longest_page_of_rooms_fits(state):
    owed = tuple(unpaid(month=month) for month in (NOVEMBER, DECEMBER))
    fits(answers.rooms_page([standing(number, state, owed) for number in range(9)], 4, CALENDAR, NOW))


# -- payments


def refund(state=RefundState.SUCCEEDED, payment_id="pi_1", **changes):
    known = {"settled_at": at(11, 12), **changes}
    ids = (f"ref_{payment_id}", HANAKO, RoomId("room_1"), payment_id)
    return Refund(*ids, Money(500, "JPY"), RefundCause.DUPLICATE, state, at(11, 11), **known)


def listed(charges, refunds=()):
    return answers.entries(charges, refunds, {RoomId("room_1"): room()}, CALENDAR)


@pytest.mark.parametrize("state", ChargeState)
def test_every_state_of_a_month_has_its_line(state):
    [entry] = listed([charge(state, payment_id="pi_1")])

    expected = {"paid": "paid", "open": "open", "due": "due", "written_off": "written_off", "returned": "returned"}
    assert entry.line.key == f"mypage.{expected[state]}"


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (RefundState.ASKED, "mypage.refund_under_way"),
        (RefundState.PENDING, "mypage.refund_under_way"),
        (RefundState.SUCCEEDED, "mypage.refunded"),
        (RefundState.FAILED, "mypage.refund_failed"),
    ],
)
def test_money_that_goes_back_is_listed_with_or_without_a_month(state, key):
    duplicate = listed([PAID], [refund(state, "pi_2")])
    returned = listed([replace(PAID, state=ChargeState.RETURNED)], [refund(state)])

    assert keys(entry.line for entry in duplicate) == [key, "mypage.paid"]
    assert keys(entry.line for entry in returned) == [key, "mypage.returned"]


def test_months_stand_the_newest_first_and_each_has_its_receipt():
    earlier = replace(PAID, id="chg_2", month=date(2026, 10, 1), payment_id="pi_0", settled_at=at(10, 20))
    shown = answers.payments_page(listed([earlier, PAID]), 0, {"pi_1": "https://one", "pi_0": "https://two"})

    assert [line.values["month"].first for line in shown.lines] == [NOVEMBER, date(2026, 10, 1)]
    assert [button.url for button in shown.buttons] == ["https://one", "https://two"]


def test_without_an_answer_of_stripe_the_list_is_shown_and_says_so():
    shown = answers.payments_page(listed([PAID]), 0, None)

    assert keys(shown.lines) == ["mypage.paid", "mypage.no_receipts_now"]
    assert shown.buttons == ()


def test_three_years_in_three_rooms_are_turned_page_by_page():
    """108 months: no page is longer than what Discord takes, and every month is on one page."""
    months = [
        replace(PAID, month=date(year, month, 1), payment_id=f"pi_{year}{month}_{number}")
        for year in (2024, 2025, 2026)
        for month in range(1, 13)
        for number in range(3)
    ]
    found, seen, first = listed(months), [], 0
    while True:
        receipts = {entry.payment_id: "https://pay.stripe.com/" + "x" * 480 for entry in found}
        shown = answers.payments_page(found, first, receipts)
        fits(shown)
        seen += [line.values["month"] for line in shown.lines]
        assert len(shown.buttons) == len(shown.lines) <= 8
        older = [button for button in shown.parts[-1].buttons if button.label.key == "buttons.older"]
        if not older:
            break
        first = int(older[0].subject)

    assert len(seen) == 108


def test_nothing_paid_is_said():
    assert keys(answers.payments_page([], 0, {}).lines) == ["mypage.no_payments"]


# -- the card and the mail address


@pytest.mark.rule("E-41")
@pytest.mark.parametrize(
    ("month", "year", "key"),
    [
        (10, 2026, "mypage.card_expired"),
        (11, 2026, "mypage.card_expiring"),
        (12, 2026, "mypage.card"),
        (1, 2027, "mypage.card"),
    ],
)
def test_a_card_says_whether_it_will_do_on_the_next_first(month, year, key):
    assert card_line(replace(card(), exp_month=month, exp_year=year), TODAY).key == key


@pytest.mark.rule("E-22", "E-38")
def test_card_and_address_stand_with_what_can_be_done_about_them():
    shown = answers.card_page(MEMBER, answers.mail_line("h•••@example.jp"), TODAY)

    assert keys(shown.lines) == ["mypage.card", "mypage.mail", "mypage.at_stripe"]
    assert acts(shown.buttons) == [Act.CHANGE_CARD, Act.CHANGE_MAIL, Act.DELETE_CARD]
    nobody = answers.card_page(Member(HANAKO, "hanako", "ja"), answers.mail_line(None), TODAY)
    assert keys(nobody.lines) == ["mypage.no_card", "mypage.no_mail", "mypage.at_stripe"]
    assert nobody.buttons == ()


DEPENDING = [MembershipState.ACTIVE, MembershipState.PAST_DUE, MembershipState.SUSPENDED, MembershipState.PAUSED]


@pytest.mark.rule("E-38")
@pytest.mark.parametrize("state", MembershipState)
def test_a_card_is_deleted_only_where_nothing_will_be_charged_to_it(state):
    leaves_at = at(12, 1, 0) if state is MembershipState.LEAVING else None
    shown = answers.deletion(MEMBER, [Standing(room(), membership(state, leaves_at=leaves_at), (PAID,))])

    depends = state in (*DEPENDING, MembershipState.AWAITING_APPROVAL)
    assert (Act.DELETE_CARD_FOR_SURE in acts(shown.buttons)) == (not depends)
    assert ("mypage.depends" in keys(shown.lines)) == depends


@pytest.mark.parametrize("state", [ChargeState.OPEN, ChargeState.DUE])
def test_an_unpaid_month_keeps_the_card_even_where_the_membership_would_not(state):
    owing = Standing(room(), membership(MembershipState.LEAVING, leaves_at=at(12, 1, 0)), (charge(state),))

    assert answers.depending([owing]) == [owing]


def test_a_guest_needs_no_card():
    guest = replace(IN, membership=membership(free_until=at(12, 1, 0)), charges=())

    assert answers.depending([guest]) == []


def test_what_depends_is_listed_however_much_it_is():
    fits(answers.deletion(MEMBER, [standing(number) for number in range(40)]))


def test_how_a_deletion_went_is_said():
    assert keys(answers.deleted(replace(MEMBER, card=None)).lines) == ["mypage.deleted"]
    assert keys(answers.deleted(MEMBER).lines) == ["mypage.being_deleted"]
    assert keys(answers.deletion(replace(MEMBER, card=None), []).lines) == ["mypage.no_card"]


@pytest.mark.rule("E-22", "E-23")
@pytest.mark.parametrize(
    ("address", "shown", "free"),
    [
        ("hanako@example.jp", "h•••@example.jp", False),
        ("h@example.jp", "•••@example.jp", False),
        ("hanako@gmail.com", "h•••@gmail.com", True),
        ("hanako@YAHOO.co.jp", "h•••@YAHOO.co.jp", True),
        ('"a@b"@example.jp', '"•••@example.jp', False),
    ],
)
def test_an_address_is_recognised_by_its_owner_and_useless_to_others(address, shown, free):
    assert masked(address) == shown
    assert is_free(address) == free
