"""The rules that hold whatever the code does: each broken once, and each says its name."""

from dataclasses import replace
from sqlite3 import IntegrityError

import pytest

from bot.rules.charges import AttemptState, ChargeState, Refund
from bot.rules.decision import Decision
from bot.rules.effects import SyncAccess
from bot.rules.ids import MemberId
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.rooms import Membership, MembershipState, OrderState
from storage.conflicts import Conflict
from tests.rules import makers
from tests.storage.made import MEMBER, REFUND, settle


def another_membership(state):
    return makers.membership(state, subscription_id=None)


def second(record, **changes):
    return replace(record, id=f"{record.id}_b", **changes)


FORBIDDEN = [
    ("uq_memberships_live", second(another_membership(MembershipState.REQUESTED))),
    ("uq_memberships_live", second(another_membership(MembershipState.LEAVING))),
    ("uq_memberships_subscription_id", second(makers.membership(MembershipState.LEFT))),
    ("uq_orders_open", second(makers.order(), session_id="cs_2")),
    ("uq_orders_session_id", second(makers.order(OrderState.EXPIRED))),
    ("uq_charges_membership_id_month", second(makers.charge(), invoice_id="in_2")),
    ("uq_charges_invoice_id", second(makers.charge(month=makers.DECEMBER))),
    ("uq_attempts_open", second(makers.attempt(listed_on=None))),
    ("uq_attempts_open", second(makers.attempt(AttemptState.UNKNOWN, listed_on=None))),
    ("uq_attempts_listed", second(makers.attempt(AttemptState.FAILED))),
    ("uq_refunds_payment_id", second(REFUND)),
    ("uq_members_customer_id", replace(MEMBER, id=MemberId(43))),
    ("uq_rooms_role_id", second(makers.room())),
    ("ck_rooms_fee_positive", second(makers.room(role_id=None), fee=Money(0, "JPY"))),
    ("ck_refunds_amount_positive", second(REFUND, payment_id="pi_8", amount=Money(-1, "JPY"))),
    ("ck_charges_paid_by_a_payment", makers.charge(ChargeState.PAID, payment_id=None)),
]

ALLOWED = [
    second(another_membership(MembershipState.LEFT)),
    second(another_membership(MembershipState.EXPELLED)),
    second(makers.order(OrderState.EXPIRED), session_id=None),
    second(makers.charge(month=makers.DECEMBER), invoice_id=None),
    second(makers.attempt(AttemptState.DROPPED)),
    second(makers.attempt(AttemptState.FAILED, listed_on=None)),
    second(makers.attempt(), invoice_id="in_2", listed_on=None),
    second(REFUND, payment_id="pi_8"),
    Member(MemberId(43), "Taro", "ja"),
    Member(MemberId(44), "Jiro", "ja"),
]


@pytest.mark.parametrize(("rule", "record"), FORBIDDEN, ids=lambda value: value if isinstance(value, str) else "")
async def test_what_would_take_or_give_money_twice_is_refused_by_name(store, rule, record):
    await store.write(settle)

    with pytest.raises(Conflict, match=rule) as refused:
        await store.write(lambda tx: tx.put(record))
    assert refused.value.rule == rule


async def test_what_is_over_stands_beside_what_is_live(store):
    """The guards are for what is open: history may repeat."""
    await store.write(settle)

    for record in ALLOWED:
        await store.write(lambda tx, record=record: tx.put(record))
        await store.write(lambda tx, record=record: tx.put(record))


async def test_what_refers_to_nothing_is_refused(store):
    await store.write(lambda tx: tx.put(MEMBER))

    with pytest.raises(Conflict, match="FOREIGN KEY"):
        await store.write(lambda tx: tx.put(makers.membership()))


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("name = NULL", "rooms.name"),
        ("fee_minor = 'much'", "rooms.fee_minor"),
        ("fee_minor = 1.5", "rooms.fee_minor"),
        ("made_at = '2026-11-10'", "rooms.made_at"),
        ("state = 'ajar'", "ck_rooms_state"),
        ("role_tried = 2", "ck_rooms_role_tried"),
    ],
)
async def test_a_column_takes_nothing_but_its_own_kind_of_value(store, change, refused):
    """Whoever opens the file with another tool cannot put a word where an amount belongs."""
    await store.write(settle)

    with pytest.raises(IntegrityError, match=refused):
        await store.say(f"UPDATE rooms SET {change}")  # noqa: S608 -- the changes stand above


async def test_a_refused_record_takes_its_whole_decision_with_it(store):
    """Half of a decision would be a member without a door, or a door without a member."""
    await store.write(settle)
    bad = second(another_membership(MembershipState.ACTIVE))
    decision = Decision(keep=(second(REFUND, payment_id="pi_8"), bad), effects=(SyncAccess(makers.HANAKO),))

    with pytest.raises(Conflict):
        await store.write(lambda tx: tx.apply(decision))

    assert len(await store.read(lambda tx: tx.find(Refund))) == 1
    assert len(await store.read(lambda tx: tx.find(Membership))) == 1
    assert await store.read(lambda tx: tx.next_due()) is None
