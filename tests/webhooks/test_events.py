"""What we keep of an event, and whose events we keep."""

from datetime import timedelta

import pytest

from bot.rules.webhook_events import EventState, WebhookEvent
from tests.webhooks.telling import event
from tests.webhooks.town import GUILD, MARK, NOVEMBER
from webhooks.events import NotAnEvent, event_of, kind_of
from webhooks.ours import Ours

LATER = NOVEMBER + timedelta(minutes=1)
NEIGHBOUR = {"app": "roomkeeper", "guild_id": "9002"}
SHOP = {"order_id": "7"}


def test_of_an_event_only_who_what_and_when_is_kept():
    kept = event_of(event(amount_total=500), LATER)

    waiting = EventState.WAITING
    assert kept == WebhookEvent(
        "evt_1", "checkout.session.completed", "cs_1", "cus_1", NOVEMBER, LATER, waiting, try_at=LATER
    )


@pytest.mark.parametrize(
    ("thing", "about", "customer"),
    [
        ({"customer": "cus_1"}, "cs_1", "cus_1"),
        ({"customer": {"id": "cus_1", "object": "customer"}}, "cs_1", "cus_1"),
        ({"customer": None}, "cs_1", "cs_1"),
        ({"id": "cus_1", "object": "customer", "customer": None}, "cus_1", "cus_1"),
        ({"id": "re_1", "object": "refund", "charge": "ch_1", "customer": None}, "re_1", "re_1"),
    ],
)
def test_events_of_one_customer_are_known_as_such(thing, about, customer):
    """They are handled one at a time; what names no customer is a queue of its own."""
    kept = event_of(event(**thing), LATER)

    assert (kept.about, kept.customer) == (about, customer)


def test_a_card_renewed_by_the_network_is_news_of_its_customer():
    kept = event_of(event("payment_method.automatically_updated", id="pm_1", object="payment_method"), LATER)

    assert (kept.about, kept.customer) == ("cus_1", "cus_1")


@pytest.mark.parametrize("told", [None, 7, "evt_1", [], [event()], {}, {"id": "evt_1"}, {"id": None, "type": "a"}])
def test_what_has_no_id_or_no_type_is_no_event(told):
    with pytest.raises(NotAnEvent):
        kind_of(told)


@pytest.mark.parametrize(
    "broken",
    [
        {"data": None},
        {"data": {}},
        {"data": {"object": None}},
        {"data": {"object": []}},
        {"data": {"object": {"id": None}}},
        {"data": {"object": {"id": 7}}},
        {"data": {"object": {"id": "cs_1", "customer": {}}}},
        {"data": {"object": {"id": "cs_1", "customer": 7}}},
        {"created": None},
        {"created": "yesterday"},
        {"created": 10**30},
        {"created": float("nan")},
    ],
)
def test_a_broken_event_is_no_event(broken):
    with pytest.raises(NotAnEvent):
        event_of(event() | broken, LATER)


def renewal(metadata, **own):
    """An invoice of a subscription with this metadata."""
    details = {"subscription": "sub_1", "metadata": metadata}
    parent = {"type": "subscription_details", "subscription_details": details}
    return {"object": "invoice", "metadata": {}, "parent": parent} | own


@pytest.mark.parametrize(
    ("thing", "concerns"),
    [
        ({"object": "checkout.session", "metadata": MARK | {"order_id": "ord_1"}}, True),
        ({"object": "checkout.session", "metadata": SHOP}, False),
        ({"object": "checkout.session", "metadata": NEIGHBOUR}, False),
        ({"object": "checkout.session", "metadata": None}, False),
        ({"object": "customer", "metadata": MARK}, True),
        ({"object": "customer", "metadata": {}}, False),
        ({"object": "subscription", "metadata": MARK}, True),
        ({"object": "subscription", "metadata": NEIGHBOUR}, False),
        (renewal(MARK), True),
        (renewal(NEIGHBOUR), False),
        (renewal({}), False),
        ({"object": "invoice", "metadata": MARK, "parent": None}, True),
        ({"object": "invoice", "metadata": {}, "parent": None}, False),
        ({"object": "invoice", "metadata": {}}, True),
        ({"object": "refund", "metadata": {}}, True),
        ({"object": "refund", "metadata": MARK}, True),
        ({"object": "refund", "metadata": NEIGHBOUR}, False),
        ({"object": "dispute", "metadata": {}}, True),
        ({"object": "payment_method", "metadata": {}}, True),
    ],
)
def test_what_others_in_the_account_do_does_not_concern_us(thing, concerns):
    """What we always mark must bear our mark. Refunds by hand, disputes and cards bear nobody's: we look at them.

    An invoice in an old version of the API does not say whether it has a parent: we look at it too.
    """
    assert Ours(GUILD).may_concern(thing) is concerns
