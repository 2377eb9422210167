"""Seats, numbers, the line, and events that are not held."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import lines
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.policies.bad_input import BadInput
from bot.rules.refunds.purchase import Method
from bot.rules.texts import Refused
from bot.rules.tickets import not_held, seats, waiting
from bot.rules.tickets.not_held import Cause, Choice, Declaration, Settlement
from bot.rules.tickets.seats import (
    CARD_BRANDS,
    METHODS,
    Event,
    EventId,
    EventKind,
    EventState,
    NoSeatLeft,
    Seated,
    Ticket,
    TicketId,
    TicketState,
)
from bot.rules.tickets.waiting import Place
from tests.rules.makers import at
from tests.rules.policies import START, answer, asked, policy, purchase, yen

NOW = at(2, 1)
SECOND = timedelta(seconds=1)
LINK_ENDS = NOW + timedelta(minutes=30)


def event(seat_count: int | None = 2, **changes) -> Event:
    known = {"kind": EventKind.TICKET, "starts_at": START, "price": yen(10_000), "pin": policy("ticket").pin}
    return Event(EventId("evt_1"), seats=seat_count, **(known | changes))


def ticket(n=1, state=TicketState.HELD, **changes) -> Ticket:
    known = {"made_at": NOW, "held_until": LINK_ENDS}
    return Ticket(TicketId(f"tkt_{n}"), EventId("evt_1"), MemberId(n), state, **(known | changes))


def taken(n=1, number=1, method=Method.CARD) -> Ticket:
    return ticket(n, TicketState.TAKEN, number=number, method=method, paid_at=NOW)


@pytest.mark.rule("E-85")
@pytest.mark.parametrize(
    ("tickets", "now", "left"),
    [
        ([], NOW, 2),
        ([ticket()], LINK_ENDS - SECOND, 1),
        ([ticket()], LINK_ENDS, 2),
        ([ticket(state=TicketState.AWAITING_KONBINI)], LINK_ENDS + timedelta(days=60), 1),
        ([taken(1), taken(2, 2)], NOW, 0),
        ([taken(1), taken(2, 2), taken(3, 3)], NOW, 0),
        ([ticket(state=TicketState.FREED), ticket(2, TicketState.RETURNED, number=4)], NOW, 2),
    ],
)
def test_a_seat_is_held_by_a_link_for_its_time_and_by_a_voucher_until_stripe_says_so(tickets, now, left):
    assert seats.seats_left(event(), tickets, now) == left
    assert seats.seats_left(event(None), tickets, now) is None


@pytest.mark.parametrize(("tickets", "kept", "is_held"), [(1, 0, True), (2, 0, False), (1, 1, False), (0, 1, True)])
def test_the_last_seat_is_held_once_and_not_over_the_heads_of_those_in_line(tickets, kept, is_held):
    known = [taken(n, n) for n in range(1, tickets + 1)]

    if is_held:
        assert seats.hold(event(), known, ticket(9), NOW, kept=kept).state is TicketState.HELD
    else:
        with pytest.raises(Refused, match=r"tickets\.full"):
            seats.hold(event(), known, ticket(9), NOW, kept=kept)
    assert seats.hold(event(1), [], ticket(9), NOW) == ticket(9)


def test_asking_again_gives_the_same_link_and_no_second_seat():
    """However often the command is typed; once it is paid, it says so."""
    held = ticket(1)
    again = replace(ticket(1), id=TicketId("tkt_2"))

    assert seats.hold(event(1), [held], again, NOW) == held
    with pytest.raises(Refused, match=r"tickets\.has_one"):
        seats.hold(event(5), [taken(1)], again, NOW)


@pytest.mark.parametrize(
    ("changes", "now", "is_sold"),
    [
        ({}, START - SECOND, True),
        ({}, START, False),
        ({"state": EventState.NOT_HELD}, NOW, False),
        ({"state": EventState.POSTPONED}, NOW, False),
    ],
)
def test_tickets_are_sold_until_it_starts(changes, now, is_sold):
    if is_sold:
        assert seats.hold(event(**changes), [], ticket(), now).state is TicketState.HELD
    else:
        with pytest.raises(Refused, match=r"tickets\.closed"):
            seats.hold(event(**changes), [], ticket(), now)


@pytest.mark.rule("E-85")
def test_only_stripes_own_event_frees_the_seat_of_a_voucher():
    awaiting = seats.voucher_made(ticket())

    assert awaiting.state is TicketState.AWAITING_KONBINI
    assert seats.voucher_made(awaiting) == awaiting
    assert seats.link_over(awaiting, at(12, 31)) == awaiting
    assert seats.payment_failed(awaiting).state is TicketState.FREED
    assert seats.link_over(ticket(), LINK_ENDS).state is TicketState.FREED
    assert seats.link_over(ticket(), LINK_ENDS - SECOND) == ticket()


@pytest.mark.parametrize("state", [TicketState.TAKEN, TicketState.RETURNED, TicketState.FREED])
def test_a_failure_told_late_takes_nothing_from_who_has_paid(state):
    assert seats.payment_failed(ticket(state=state)).state is state


@pytest.mark.rule("E-80")
def test_numbers_are_given_in_order_of_payment_and_never_twice():
    """Held first and paid second is number two; the number of a ticket that came back stays unused."""
    first, second = ticket(1), ticket(2)
    early = seats.paid(event(), [first, second], second, Method.CARD, NOW, now=NOW)
    late = seats.paid(event(), [first, early.ticket], first, Method.KONBINI, NOW, now=NOW)
    returned = replace(late.ticket, state=TicketState.RETURNED)
    third = seats.paid(event(), [early.ticket, returned, ticket(3)], ticket(3), Method.CARD, NOW, now=NOW)

    assert [one.ticket.number for one in (early, late, third)] == [1, 2, 3]
    assert late.ticket.method is Method.KONBINI


@pytest.mark.rule("E-80")
def test_a_payment_told_twice_keeps_its_number():
    once = seats.paid(event(), [ticket()], ticket(), Method.CARD, NOW, now=NOW)
    twice = seats.paid(event(), [once.ticket, taken(2, 2)], once.ticket, Method.CARD, NOW + SECOND, now=NOW + SECOND)

    assert isinstance(once, Seated)
    assert twice == once


@pytest.mark.rule("E-85")
@pytest.mark.parametrize(
    ("others", "outcome", "state"),
    [(1, Seated, TicketState.TAKEN), (2, NoSeatLeft, TicketState.RETURNED)],
)
def test_late_money_is_seated_while_there_are_seats_and_refunded_otherwise(others, outcome, state):
    known = [taken(n, n) for n in range(2, 2 + others)]
    found = seats.paid(event(), known, ticket(1, TicketState.FREED), Method.KONBINI, at(2, 9), now=at(2, 9))

    assert isinstance(found, outcome)
    assert found.ticket.state is state
    assert found.ticket.paid_at == at(2, 9)


@pytest.mark.rule("E-85")
def test_money_for_a_voucher_that_still_holds_its_seat_is_never_late():
    """Even if a mistake sold the room twice over: who holds a voucher has the seat."""
    known = [taken(2, 2), taken(3, 3)]

    assert isinstance(
        seats.paid(event(), known, ticket(1, TicketState.AWAITING_KONBINI), Method.KONBINI, NOW, now=NOW), Seated
    )


@pytest.mark.rule("E-81", "E-85")
@pytest.mark.parametrize("state", [EventState.NOT_HELD, EventState.POSTPONED])
def test_money_for_what_is_not_held_goes_back(state):
    found = seats.paid(event(state=state), [], ticket(), Method.KONBINI, NOW, now=NOW)
    again = seats.paid(event(), [], found.ticket, Method.KONBINI, NOW, now=NOW)

    assert isinstance(found, NoSeatLeft)
    assert isinstance(again, NoSeatLeft)


@pytest.mark.rule("E-49", "E-50")
@pytest.mark.parametrize("method", list(Method))
def test_a_ticket_is_paid_by_card_or_at_a_store(method):
    if method in METHODS:
        assert isinstance(seats.paid(event(), [], ticket(), method, NOW, now=NOW), Seated)
    else:
        with pytest.raises(BadInput, match="method"):
            seats.paid(event(), [], ticket(), method, NOW, now=NOW)
    assert set(METHODS) == {Method.CARD, Method.KONBINI}


@pytest.mark.rule("E-49", "E-37")
def test_six_brands_of_card_are_taken():
    assert CARD_BRANDS == ("Visa", "Mastercard", "JCB", "American Express", "Diners Club", "Discover")
    assert "UnionPay" not in CARD_BRANDS


@pytest.mark.rule("E-79", "E-80")
@pytest.mark.parametrize(
    ("shown", "member", "why"),
    [
        (taken(1, 17), 1, None),
        (taken(1, 17), 2, "tickets.not_yours"),
        (ticket(1), 1, "tickets.not_paid"),
        (ticket(1, TicketState.RETURNED, number=17), 1, "tickets.not_paid"),
    ],
)
def test_the_door_sees_the_number_of_the_buyers_own_paid_ticket(shown, member, why):
    if why is None:
        assert seats.at_the_door(event(), shown, MemberId(member)) == 17
        return
    with pytest.raises(Refused) as refused:
        seats.at_the_door(event(), shown, MemberId(member))

    assert refused.value.why.key == why


@pytest.mark.rule("E-78")
@pytest.mark.parametrize(("kind", "back"), [(EventKind.TICKET, 0), (EventKind.SEMINAR, 10_000)])
def test_what_kind_of_event_it_is_decides_whether_a_ticket_can_be_called_off(kind, back):
    """The same price, the same day: the policy the event picked, and showed, is the difference (X1)."""
    assert answer(kind.value, purchase(), asked(NOW)).amount == yen(back)


def test_an_event_that_cannot_be_is_a_fault():
    with pytest.raises(BadInput, match="seats"):
        event(0)
    with pytest.raises(BadInput, match="starts_at"):
        event(starts_at=datetime(2026, 3, 14))  # noqa: DTZ001 -- it is the naive time that is refused
    with pytest.raises(BadInput, match="price"):
        event(price=Money(-1, "JPY"))
    with pytest.raises(BadInput, match="ticket"):
        seats.at_the_door(event(), replace(taken(), event_id=EventId("evt_2")), MemberId(1))
    assert event(1).seats == 1


DAY = timedelta(days=1)
CHOOSE_UNTIL = NOW + 7 * DAY
MOVED_TO = at(4, 18, 15)


def declared(cause=Cause.OURS, moved_to=None) -> Declaration:
    return Declaration(cause, NOW, CHOOSE_UNTIL, moved_to)


@pytest.mark.rule("E-81", "E-82", "E-83", "E-84")
@pytest.mark.parametrize(
    ("known", "moved_to", "settlement"),
    [
        (taken(method=Method.CARD), None, Settlement.TO_CARD),
        (taken(method=Method.KONBINI), None, Settlement.GUIDE),
        (taken(method=Method.CARD), MOVED_TO, Settlement.ASK),
        (ticket(state=TicketState.HELD), None, Settlement.FREE),
        (ticket(state=TicketState.AWAITING_KONBINI), MOVED_TO, Settlement.FREE),
        (ticket(state=TicketState.FREED), None, Settlement.NOTHING),
        (ticket(state=TicketState.RETURNED), MOVED_TO, Settlement.NOTHING),
    ],
)
def test_a_ticket_for_what_is_not_held_is_settled_the_way_it_was_paid(known, moved_to, settlement):
    declaration = declared(moved_to=moved_to)

    assert not_held.settle(known, declaration) is settlement
    assert not_held.settle_all([known], declaration) == {settlement: (known,)}


@pytest.mark.rule("E-81")
def test_an_organiser_sees_beforehand_what_it_comes_to():
    known = [taken(1, 1), taken(2, 2, Method.KONBINI), taken(3, 3), ticket(4)]
    settled = not_held.settle_all(known, declared())

    assert {settlement: len(some) for settlement, some in settled.items()} == {
        Settlement.TO_CARD: 2,
        Settlement.GUIDE: 1,
        Settlement.FREE: 1,
    }


@pytest.mark.rule("E-84", "R-47")
def test_an_event_is_declared_not_held_once_and_after_its_time_too():
    """A postponement can still be called off altogether."""
    after = Declaration(Cause.OURS, START + DAY, START + 8 * DAY)
    gone = not_held.declare(event(), after)
    moved = not_held.declare(event(), declared(moved_to=MOVED_TO))

    assert (gone.state, moved.state) == (EventState.NOT_HELD, EventState.POSTPONED)
    assert not_held.declare(moved, after).state is EventState.NOT_HELD
    with pytest.raises(Refused, match=r"tickets\.declared"):
        not_held.declare(gone, after)


@pytest.mark.rule("E-84", "R-36", "R-47")
@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize(
    ("choice", "now", "settlement"),
    [
        (Choice.REFUND, CHOOSE_UNTIL, Settlement.TO_CARD),
        (Choice.MOVE, CHOOSE_UNTIL, Settlement.MOVE),
        (Choice.MOVE, CHOOSE_UNTIL + SECOND, None),
    ],
)
def test_each_holder_chooses_until_the_end_of_the_time_given(cause, choice, now, settlement):
    """Money is always among the choices, whatever the cause: whoever cannot come on the new day has no use for it."""
    declaration = declared(cause, MOVED_TO)

    if settlement is None:
        with pytest.raises(Refused, match=r"tickets\.choice_over"):
            not_held.choose(taken(), choice, declaration, now)
    else:
        assert not_held.choose(taken(), choice, declaration, now) is settlement


def test_nothing_is_chosen_without_a_new_date_or_for_what_is_settled():
    with pytest.raises(Refused, match=r"tickets\.no_new_date"):
        not_held.choose(taken(), Choice.MOVE, declared(), NOW)
    with pytest.raises(Refused, match=r"tickets\.settled"):
        not_held.choose(ticket(state=TicketState.RETURNED), Choice.MOVE, declared(moved_to=MOVED_TO), NOW)


@pytest.mark.rule("R-36", "R-37", "R-47", "E-84")
@pytest.mark.parametrize(
    ("kind", "cause", "settlement"),
    [
        (EventKind.SEMINAR, Cause.OURS, Settlement.TO_CARD),
        (EventKind.SEMINAR, Cause.FORCE_MAJEURE, Settlement.MOVE),
        (EventKind.TICKET, Cause.OURS, Settlement.TO_CARD),
        (EventKind.TICKET, Cause.FORCE_MAJEURE, Settlement.TO_CARD),
    ],
)
def test_who_does_not_answer_gets_what_the_cause_says(kind, cause, settlement):
    declaration = declared(cause, MOVED_TO)
    of_kind = event(kind=kind)

    assert not_held.unanswered(of_kind, taken(), declaration, CHOOSE_UNTIL) is Settlement.ASK
    assert not_held.unanswered(of_kind, taken(), declaration, CHOOSE_UNTIL + SECOND) is settlement
    assert not_held.unanswered(of_kind, ticket(), declaration, CHOOSE_UNTIL + SECOND) is Settlement.NOTHING
    assert not_held.unanswered(of_kind, taken(), declared(cause), NOW) is Settlement.TO_CARD


@pytest.mark.rule("E-81", "R-36", "R-37")
@pytest.mark.parametrize("kind", list(EventKind))
@pytest.mark.parametrize("cause", list(Cause))
def test_the_policy_gives_everything_back_for_either_cause(kind, cause):
    """The reason a declaration stands for is one the policy of the event knows."""
    bought = purchase(payment_fee=yen(360), method=Method.KONBINI, transfer_fee=yen(330))

    assert answer(kind.value, bought, asked(START, not_held.REASON_OF[cause])).arrives == yen(10_000)


def test_a_declaration_that_cannot_be_is_a_fault():
    with pytest.raises(BadInput, match="choose_until"):
        Declaration(Cause.OURS, NOW, NOW)
    with pytest.raises(BadInput, match="moved_to"):
        declared(moved_to=CHOOSE_UNTIL)
    with pytest.raises(BadInput, match="declared_at"):
        Declaration(Cause.OURS, datetime(2026, 2, 1), CHOOSE_UNTIL)  # noqa: DTZ001 -- the naive time is refused


def place(n, hours=0, **changes) -> Place:
    return Place(MemberId(n), NOW + timedelta(hours=hours), **changes)


@pytest.mark.rule("E-85")
def test_late_payers_go_first_and_the_others_in_order():
    line = [place(1, 2), place(2, 1), place(3, 9, paid_late=True)]

    assert [one.member_id for one in lines.in_order(line)] == [3, 2, 1]


@pytest.mark.rule("E-85")
def test_a_late_payer_who_stood_in_line_moves_to_its_front():
    line = [place(1), place(2, 1)]

    assert waiting.join(line, place(2, 5, paid_late=True)) == place(2, 1, paid_late=True)
    assert waiting.join(line, place(3, 5)) == place(3, 5)
    with pytest.raises(Refused, match=r"tickets\.in_line"):
        waiting.join(line, place(2, 5))


OFFERED = NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("line", "free", "offered"),
    [
        ([place(1), place(2)], 0, []),
        ([place(1), place(2)], 1, [1]),
        ([place(1), place(2)], 5, [1, 2]),
        ([place(1, offered_until=NOW + SECOND), place(2)], 1, []),
        ([place(1, offered_until=NOW), place(2)], 1, [2]),
        ([place(1, offered_until=NOW + SECOND), place(2)], 2, [2]),
    ],
)
def test_a_free_seat_is_offered_to_one_at_a_time(line, free, offered):
    found = waiting.offers(line, free, NOW, starts_at=START)

    assert [one.member_id for one in found] == offered
    assert {one.offered_until for one in found} <= {OFFERED}


def test_an_offer_ends_with_the_start_of_the_event():
    soon = NOW + timedelta(hours=1)

    assert waiting.offers([place(1)], 1, NOW, starts_at=soon)[0].offered_until == soon
    assert waiting.offers([place(1)], 1, NOW, starts_at=NOW) == ()
    with pytest.raises(BadInput, match="seats_free"):
        waiting.offers([], -1, NOW, starts_at=START)


STEPS = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["hold", "voucher", "paid", "failed", "wait"])), max_size=40
)


@given(st.integers(1, 4), STEPS)
@settings(max_examples=150, deadline=None)
def test_no_seat_is_sold_twice_and_no_number_given_twice(seat_count, steps):
    """Under any order of links, vouchers, payments early and late, failures, and waiting."""
    of_event, now = event(seat_count), NOW
    known: dict[int, Ticket] = {}
    numbers: list[int] = []
    for member, step in steps:
        now += timedelta(minutes=20 if step == "wait" else 1)
        mine = known.get(member)
        if step == "hold" and (mine is None or mine.state is TicketState.FREED):
            try:
                wanted = ticket(member, held_until=now + timedelta(minutes=30))
                known[member] = seats.hold(of_event, known.values(), wanted, now)
            except Refused:
                continue
        elif mine is None:
            continue
        elif step == "voucher" and now < mine.held_until:
            known[member] = seats.voucher_made(mine)
        elif step == "failed":
            known[member] = seats.payment_failed(mine)
        elif step == "paid":
            before = mine.number
            known[member] = seats.paid(of_event, known.values(), mine, Method.KONBINI, now, now=now).ticket
            if before is None and known[member].number is not None:
                numbers.append(known[member].number)

        assert sum(one.state is TicketState.TAKEN for one in known.values()) <= seat_count
    assert numbers == list(range(1, len(numbers) + 1))
