"""Records of every kind, made from their types, and a community that the rules of the tables accept."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import NewType, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from bot.rules.absence import Absence
from bot.rules.charges import Charge, Refund, RefundCause, RefundState, refund_id
from bot.rules.contacts import Contact, ContactState
from bot.rules.gifts.gift import Gift
from bot.rules.guests import AccessCode
from bot.rules.ids import AbsenceId, ContactId, PostingId, TermsOfferId
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.notices import Delivery, Notice, NoticeKind, Posting, Result, notice_id
from bot.rules.policies.offering import TermsOffer
from bot.rules.preferences import Preferences
from bot.rules.pricing import Coupon, Discount
from bot.rules.rooms import Room
from bot.rules.webhook_events import EventState, WebhookEvent
from tests.rules import makers

LONG = st.integers(-(2**63), 2**63 - 1)
WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20
)  # PostgreSQL takes no NUL
AMOUNTS = st.builds(Money, st.integers(1, 2**63 - 1), st.sampled_from(("JPY", "EUR")))


def any_of(hint):
    """Any value of a type, as far as our records use types."""
    if isinstance(hint, NewType):
        return any_of(hint.__supertype__)
    if get_origin(hint) in (UnionType, Union):
        return st.one_of(*(any_of(one) for one in get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    if get_origin(hint) is tuple:
        return st.lists(any_of(get_args(hint)[0]), max_size=3).map(tuple)
    known = {
        NoneType: st.none(),
        bool: st.booleans(),
        int: LONG,
        str: WORDS,
        date: st.dates(),
        datetime: st.datetimes(timezones=st.just(UTC)),
        Money: AMOUNTS,
    }
    return known[hint] if hint in known else any_record(hint)


def any_record(kind):
    """Any record of a kind that makes sense: a paid month has a payment."""
    hints = get_type_hints(kind)
    records = st.builds(kind, **{field.name: any_of(hints[field.name]) for field in fields(kind)})
    if kind is Charge:
        return records.filter(lambda charge: charge.state != "paid" or charge.payment_id is not None)
    if kind in (Coupon, Discount):
        # It takes off a share or an amount, never both.
        shares = st.tuples(st.integers(1, 100), st.none())
        off = st.one_of(shares, st.tuples(st.none(), AMOUNTS))
        return st.builds(lambda record, off: replace(record, percent=off[0], off=off[1]), records, off)
    if kind in (AccessCode, Gift):
        return st.builds(lambda record, months: replace(record, months=months), records, st.integers(1, 12))
    if kind is Room:
        return records.filter(lambda room: room.capacity is None or room.capacity > 0)
    return records


MEMBER = Member(makers.HANAKO, "Hanako", "ja", customer_id="cus_1", card=makers.card())
NOTICE = Notice(
    notice_id(NoticeKind.WELCOME, "mbs_1", makers.HANAKO),
    makers.HANAKO,
    NoticeKind.WELCOME,
    "mbs_1",
    made_at=makers.at(11, 10),
)
POSTING = Posting(PostingId("pst_1"), makers.HANAKO, NOTICE.id, Delivery.DM, Result.ARRIVED, tried_at=makers.at(11, 10))
CONTACT = Contact(ContactId("con_1"), makers.HANAKO, "When?", ContactState.OPEN, opened_at=makers.at(11, 10))
REFUND = Refund(
    refund_id("pi_9"),
    makers.HANAKO,
    makers.room().id,
    "pi_9",
    makers.FEE,
    RefundCause.DUPLICATE,
    RefundState.ASKED,
    asked_at=makers.at(11, 10),
)


def community():
    """One member in one room with an open month: in the order in which they need each other."""
    return (
        MEMBER,
        makers.room(),
        makers.application(),
        makers.screen(),
        makers.membership(),
        makers.order(),
        makers.charge(),
        makers.place(),
        makers.approval(),
        makers.attempt(),
        REFUND,
        NOTICE,
        POSTING,
        CONTACT,
        makers.coupon(),
        makers.discount(),
        makers.access_code(),
        replace(makers.gift(), member_id=makers.HANAKO),
        makers.switch(),
        makers.tier(),
        Absence(AbsenceId("abs_1"), makers.HANAKO, since=makers.at(11, 10), stops_at=makers.at(11, 17)),
        TermsOffer(
            TermsOfferId("trm_1_room_2"),
            makers.HANAKO,
            makers.membership().id,
            makers.PIN,
            makers.PIN,
            from_on=makers.DECEMBER,
            takes_away=True,
            told_at=makers.at(11, 10),
        ),
        Preferences(makers.HANAKO, renewals_muted=True),
    )


async def settle(tx):
    """Keep the whole community."""
    for record in community():
        await tx.put(record)


def event(id="evt_1", customer="cus_1", at=None, **changes):
    at = at or makers.at(11, 10)
    known = {"kind": "invoice.paid", "about": "in_1", "made_at": at, "received_at": at, "state": EventState.WAITING}
    return WebhookEvent(id, customer=customer, **(known | {"try_at": at} | changes))
