"""Who may act on whom, closed doors and appeals, strikes that add up and lapse."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.charges import ChargeState, RefundCause
from bot.rules.decision import NOTHING
from bot.rules.effects import GiveBack, SyncAccess, SyncSubscription
from bot.rules.ids import MemberId, RoomId
from bot.rules.moderation import strikes
from bot.rules.moderation.doors import (
    AppealState,
    ClosedDoor,
    DoorState,
    Ground,
    Reason,
    appeal,
    check_doors,
    confirm,
    drop,
    expel,
    judge,
    lift,
    refuse,
    told,
)
from bot.rules.moderation.powers import OF_ADMINS, OF_MODERATORS, OF_OWNERS, Act, Person, check_act, powers
from bot.rules.moderation.strikes import Measure, Strike, StrikeSettings, Warned
from bot.rules.policies.bad_input import BadInput
from bot.rules.rooms import MembershipState
from bot.rules.texts import Refused
from tests.rules.makers import FEE, HANAKO, NOVEMBER, at, charge, membership, payment
from tests.rules.policies import ROOM_TERMS

NOW = at(11, 20)
SECOND = timedelta(seconds=1)
GOLD, SILVER = RoomId("room_1"), RoomId("room_2")
OWNER, OTHER_OWNER, ADMIN, SECOND_ADMIN = MemberId(1), MemberId(2), MemberId(3), MemberId(4)
SLANDER = Reason(Ground.DISORDER, "Slander of a member on 19 November.")
PAYING = (MembershipState.ACTIVE, MembershipState.PAST_DUE, MembershipState.SUSPENDED, MembershipState.LEAVING)
WAITING = (MembershipState.REQUESTED, MembershipState.AWAITING_PAYMENT, MembershipState.AWAITING_APPROVAL)
OVER = (MembershipState.LEFT, MembershipState.LAPSED, MembershipState.EXPELLED, MembershipState.REFUSED)


def refusal(act):
    try:
        act()
    except Refused as refused:
        return refused.why.key
    return None


def person(id, **what):
    return Person(MemberId(id), **what)


MEMBER = person(42)
MODERATOR = person(5, moderates=frozenset({GOLD}))
ROOM_OWNER = person(1, owns=frozenset({GOLD}))
AN_ADMIN = person(3, is_admin=True)


@pytest.mark.rule("E-5", "E-10", "E-11")
@pytest.mark.parametrize(
    ("who", "room", "may"),
    [
        (MEMBER, GOLD, frozenset()),
        (MODERATOR, GOLD, OF_MODERATORS),
        (MODERATOR, SILVER, frozenset()),
        (ROOM_OWNER, GOLD, OF_OWNERS),
        (ROOM_OWNER, SILVER, frozenset()),
        (AN_ADMIN, SILVER, OF_ADMINS),
    ],
)
def test_an_owner_has_power_in_the_own_room_and_a_moderator_less(who, room, may):
    assert powers(who, room) == may


@pytest.mark.rule("E-10", "E-11")
@pytest.mark.parametrize(
    ("act", "by", "on", "key"),
    [
        (Act.TIMEOUT, MODERATOR, MEMBER, None),
        (Act.EXPEL, MODERATOR, MEMBER, "moderation.not_yours"),
        (Act.EXPEL, ROOM_OWNER, MEMBER, None),
        (Act.EXPEL, ROOM_OWNER, MODERATOR, None),
        (Act.EXPEL, ROOM_OWNER, ROOM_OWNER, "moderation.not_oneself"),
        (Act.EXPEL, ROOM_OWNER, AN_ADMIN, "moderation.not_an_equal"),
        (Act.EXPEL, ROOM_OWNER, person(6, owns=frozenset({GOLD})), "moderation.not_an_equal"),
        (Act.TIMEOUT, MODERATOR, ROOM_OWNER, "moderation.not_an_equal"),
        (Act.EXPEL, person(2, owns=frozenset({SILVER})), MEMBER, "moderation.not_yours"),
        (Act.JUDGE_APPEAL, ROOM_OWNER, MEMBER, "moderation.not_yours"),
        (Act.JUDGE_APPEAL, AN_ADMIN, MEMBER, None),
        (Act.EXPEL, MEMBER, MEMBER, "moderation.not_yours"),
    ],
)
def test_nobody_acts_beyond_their_powers_on_themselves_or_on_an_equal(act, by, on, key):
    assert refusal(lambda: check_act(act, by, on, GOLD)) == key


def expelled(state, charges=(), reason=SLANDER):
    return expel("dor_1", membership(state), charges, reason, by=OWNER, now=NOW)


@pytest.mark.rule("E-11", "E-12", "E-13", "E-14")
@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("state", PAYING)
def test_who_pays_is_expelled_only_by_two_persons(state, ground):
    reason = Reason(ground, "Words.")
    (door,) = expelled(state, reason=reason).keep

    assert (door.state, door.reason, door.closed_by) == (DoorState.PROPOSED, reason, OWNER)
    assert refusal(lambda: check_doors([door], HANAKO, GOLD)) is None
    assert refusal(lambda: confirm(door, membership(state), (), by=OWNER, now=NOW)) == "moderation.second_person"
    done = confirm(door, membership(state), (), by=ADMIN, now=NOW + SECOND)
    closed, over = done.keep
    assert (closed.state, closed.second_by, closed.closed_at) == (DoorState.CLOSED, ADMIN, NOW + SECOND)
    assert (over.state, over.ended_at) == (MembershipState.EXPELLED, NOW + SECOND)
    assert done.effects == (SyncSubscription("mbs_1"), SyncAccess(HANAKO))
    assert confirm(closed, over, (), by=ADMIN, now=NOW) == NOTHING


@pytest.mark.rule("E-11")
@pytest.mark.parametrize("state", WAITING)
def test_who_does_not_pay_yet_is_expelled_at_once(state):
    door, over = expelled(state).keep

    assert (door.state, over.state) == (DoorState.CLOSED, MembershipState.EXPELLED)


@pytest.mark.rule("E-11")
@pytest.mark.parametrize("state", OVER)
def test_who_is_not_in_cannot_be_expelled(state):
    assert refusal(lambda: expelled(state)) == "moderation.not_in"


@pytest.mark.rule("E-11")
def test_a_member_who_left_meanwhile_stays_out_all_the_same():
    (door,) = expelled(MembershipState.ACTIVE).keep
    done = confirm(door, membership(MembershipState.LEFT), (), by=ADMIN, now=NOW)

    assert [record.state for record in done.keep] == [DoorState.CLOSED]
    assert done.effects == ()


@pytest.mark.rule("E-11", "R-38")
def test_expelling_stops_the_charges_and_refunds_nothing():
    (door,) = expelled(MembershipState.PAST_DUE).keep
    known = (charge(ChargeState.PAID, NOVEMBER), charge(ChargeState.OPEN, retry_on=NOVEMBER), charge(ChargeState.DUE))
    done = confirm(door, membership(MembershipState.LEAVING, leaves_at=at(12, 1)), known, by=ADMIN, now=NOW)

    assert [record.state for record in done.keep[2:]] == [ChargeState.WRITTEN_OFF, ChargeState.WRITTEN_OFF]
    assert [(record.settled_at, record.retry_on) for record in done.keep[2:]] == [(NOW, None), (NOW, None)]
    assert done.keep[1].leaves_at is None
    assert not [effect for effect in done.effects if isinstance(effect, GiveBack)]


@pytest.mark.rule("E-11", "E-13")
@pytest.mark.parametrize("words", ["", " \n"])
def test_every_judgement_has_words_the_member_can_read(words):
    nothing_said = Reason(Ground.DISORDER, words)
    waiting = membership(MembershipState.AWAITING_APPROVAL)

    assert refusal(lambda: expelled(MembershipState.ACTIVE, reason=nothing_said)) == "moderation.say_why"
    assert (
        refusal(lambda: refuse("d", waiting, None, nothing_said, terms=ROOM_TERMS, by=OWNER, now=NOW))
        == "moderation.say_why"
    )


@pytest.mark.rule("E-10", "E-11", "E-12", "E-14")
@pytest.mark.parametrize("state", WAITING)
def test_who_is_refused_gets_everything_back_at_once(state):
    done = refuse("dor_1", membership(state), payment(), SLANDER, terms=ROOM_TERMS, by=OWNER, now=NOW)
    door, refused, refund = done.keep

    assert (door.state, refused.state, refused.ended_at) == (DoorState.CLOSED, MembershipState.REFUSED, NOW)
    assert (refund.amount, refund.cause) == (FEE, RefundCause.ORDER_DEAD)
    assert GiveBack(refund.id) in done.effects


@pytest.mark.rule("E-10")
def test_who_has_not_paid_is_refused_and_who_is_in_is_not():
    unpaid = refuse("dor_1", membership(WAITING[0]), None, SLANDER, terms=ROOM_TERMS, by=OWNER, now=NOW)

    assert (len(unpaid.keep), unpaid.effects) == (2, ())
    for state in (*PAYING, *OVER):
        said = refusal(
            lambda state=state: refuse("d", membership(state), None, SLANDER, terms=ROOM_TERMS, by=OWNER, now=NOW)
        )
        assert said == "moderation.not_waiting"


DOOR = ClosedDoor("dor_1", HANAKO, GOLD, SLANDER, DoorState.CLOSED, OWNER, NOW, second_by=ADMIN)


@pytest.mark.rule("E-10", "E-11")
@pytest.mark.parametrize(
    ("state", "member", "room", "key"),
    [
        (DoorState.CLOSED, HANAKO, GOLD, "moderation.shut_out"),
        (DoorState.CLOSED, HANAKO, SILVER, None),
        (DoorState.CLOSED, MemberId(7), GOLD, None),
        (DoorState.LIFTED, HANAKO, GOLD, None),
        (DoorState.DROPPED, HANAKO, GOLD, None),
        (DoorState.PROPOSED, HANAKO, GOLD, None),
    ],
)
def test_a_closed_door_stays_closed_until_it_is_lifted(state, member, room, key):
    """It asks for the member and the room only, so that leaving the server and coming back changes nothing."""
    assert refusal(lambda: check_doors([replace(DOOR, state=state)], member, room)) == key


@pytest.mark.rule("E-11")
def test_the_member_is_told_what_why_and_how_to_appeal():
    assert [line.key for line in told(DOOR)] == [
        "moderation.closed_to_you",
        "moderation.no_more_charges",
        "moderation.how_to_appeal",
    ]
    assert told(DOOR)[0].values == {"ground": "disorder", "words": SLANDER.words}


@pytest.mark.rule("E-11")
def test_a_door_is_lifted_once_and_only_when_it_is_closed():
    (lifted,) = lift(DOOR, NOW).keep

    assert (lifted.state, lifted.lifted_at) == (DoorState.LIFTED, NOW)
    assert lift(lifted, NOW) == NOTHING
    assert refusal(lambda: lift(replace(DOOR, state=DoorState.PROPOSED), NOW)) == "moderation.not_closed"


@pytest.mark.rule("E-11")
def test_a_proposal_can_be_dropped_until_it_is_confirmed():
    proposed = replace(DOOR, state=DoorState.PROPOSED, second_by=None)
    (dropped,) = drop(proposed, by=ADMIN).keep

    assert (dropped.state, dropped.second_by) == (DoorState.DROPPED, ADMIN)
    assert drop(dropped, by=ADMIN) == NOTHING
    assert refusal(lambda: drop(DOOR, by=ADMIN)) == "moderation.decided"
    assert refusal(lambda: confirm(dropped, membership(), (), by=ADMIN, now=NOW)) == "moderation.decided"


def test_a_member_appeals_once_and_with_words():
    (asked,) = appeal(DOOR, HANAKO, " It was not me. ").keep

    assert (asked.appeal, asked.appeal_words) == (AppealState.ASKED, "It was not me.")
    assert refusal(lambda: appeal(asked, HANAKO, "Again")) == "moderation.appealed_already"
    assert refusal(lambda: appeal(DOOR, MemberId(7), "Let them in")) == "moderation.not_yours"
    assert refusal(lambda: appeal(DOOR, HANAKO, " ")) == "moderation.say_why"
    assert refusal(lambda: appeal(replace(DOOR, state=DoorState.LIFTED), HANAKO, "Why")) == "moderation.not_closed"


@pytest.mark.parametrize(
    ("grants", "state", "outcome"),
    [(True, DoorState.LIFTED, AppealState.GRANTED), (False, DoorState.CLOSED, AppealState.UPHELD)],
)
def test_an_appeal_is_judged_by_somebody_who_took_no_part(grants, state, outcome):
    asked = replace(DOOR, appeal=AppealState.ASKED)
    (judged,) = judge(asked, grants=grants, by=SECOND_ADMIN, now=NOW).keep

    assert (judged.state, judged.appeal, judged.lifted_at) == (state, outcome, NOW if grants else None)
    for involved in (OWNER, ADMIN):
        said = refusal(lambda involved=involved: judge(asked, grants=grants, by=involved, now=NOW))
        assert said == "moderation.own_judgement"
    assert refusal(lambda: judge(judged, grants=grants, by=SECOND_ADMIN, now=NOW)) == "moderation.no_appeal"
    assert refusal(lambda: judge(DOOR, grants=grants, by=SECOND_ADMIN, now=NOW)) == "moderation.no_appeal"


SETTINGS = StrikeSettings()


def strike(given_at=NOW, **changes):
    (given,) = strikes.give("str_1", Warned(HANAKO, GOLD, OWNER), SLANDER, given_at, SETTINGS).keep
    return replace(given, **changes)


@pytest.mark.rule("E-11", "E-13")
@pytest.mark.parametrize(
    ("known", "measure"),
    [
        ([], None),
        ([strike()], None),
        ([strike()] * 2, Measure.TIMEOUT),
        ([strike(points=2)], Measure.TIMEOUT),
        ([strike()] * 3, Measure.EXPEL),
        ([strike()] * 9, Measure.EXPEL),
        ([strike(), strike(lifted_at=NOW)], None),
    ],
)
def test_strikes_add_up_to_a_measure_that_is_proposed(known, measure):
    """A threshold is met at the number itself; a person still decides."""
    assert strikes.proposed(known, NOW, SETTINGS) is measure


@pytest.mark.parametrize(
    ("now", "counted"),
    [(NOW - SECOND, 0), (NOW, 1), (NOW + timedelta(days=90) - SECOND, 1), (NOW + timedelta(days=90), 0)],
)
def test_a_strike_lapses(now, counted):
    assert strikes.points([strike()], now) == counted


def test_a_strike_has_words_and_is_taken_back_once():
    (back,) = strikes.lift(strike(), NOW).keep

    assert back.lifted_at == NOW
    assert strikes.lift(back, NOW) == NOTHING
    nothing_said = Reason(Ground.DISORDER, " ")
    act = Warned(HANAKO, GOLD, OWNER)
    assert refusal(lambda: strikes.give("s", act, nothing_said, NOW, SETTINGS)) == "moderation.say_why"


def test_the_strictest_settings_expel_at_the_first_strike_of_the_day():
    strict = StrikeSettings(days=1, steps=((1, Measure.EXPEL),))

    assert strikes.proposed([strike()], NOW, strict) is Measure.EXPEL


def test_a_strike_says_who_gave_it_to_whom_where_and_why():
    assert strike() == Strike("str_1", HANAKO, GOLD, SLANDER, OWNER, NOW, NOW + timedelta(days=90))


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: StrikeSettings(days=0), "days"),
        (lambda: StrikeSettings(steps=((3, Measure.EXPEL), (2, Measure.TIMEOUT))), "steps"),
        (lambda: StrikeSettings(steps=((0, Measure.TIMEOUT), (2, Measure.EXPEL))), "steps"),
        (lambda: strike(points=0), "points"),
        (lambda: strike(lapses_at=NOW.replace(tzinfo=None)), "lapses_at"),
        (lambda: strikes.points([], NOW.replace(tzinfo=None)), "now"),
        (lambda: replace(DOOR, closed_at=NOW.replace(tzinfo=None)), "closed_at"),
        (lambda: replace(DOOR, lifted_at=NOW.replace(tzinfo=None)), "lifted_at"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
