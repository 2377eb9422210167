"""The core without sockets: asked in process, told the time, and the same again for the same seed."""

from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import urlencode

import orjson
import pytest

from sandbox.stripe.core import LocalStripe
from sandbox.wire import Request

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
BEARER = {"authorization": "Bearer sk_test_local"}


def ask(core, random, method, path, now=NOW, **fields):
    """(status, answer, deliveries) of one call."""
    body = urlencode(fields).encode()
    answer, deliveries = core.handle(Request(method, path, headers=BEARER, body=body), now, random)
    return answer.status, orjson.loads(answer.body), deliveries


def played(seed):
    """Every event that a little story makes."""
    core, random = LocalStripe(), Random(seed)
    core.mischief.reordered = core.mischief.doubled = 0.5
    core.listen("http://nowhere", ["whsec"], ["*"], NOW, random)
    told = []
    for number in range(20):
        told += ask(core, random, "POST", "/v1/customers", name=str(number))[2]
    return [delivery.event_id for delivery in told]


def test_the_same_seed_plays_the_same_story():
    assert played(1) == played(1)
    assert played(1) != played(2)


def test_nothing_is_due_in_an_empty_account():
    core = LocalStripe()

    assert core.next_due() is None
    assert core.run_due(NOW, Random(1)) == []


def test_what_is_due_happens_instant_by_instant_at_its_own_time():
    """A timer that rings hours late changes nothing about when things happened."""
    core, random = LocalStripe(), Random(1)
    for number in (1, 2):
        page = {
            "mode": "payment",
            "success_url": "https://example.jp",
            "expires_at": int((NOW + timedelta(hours=number)).timestamp()),
            "line_items[0][quantity]": 1,
            "line_items[0][price_data][currency]": "jpy",
            "line_items[0][price_data][unit_amount]": 500,
            "line_items[0][price_data][product_data][name]": "Ticket",
        }
        ask(core, random, "POST", "/v1/checkout/sessions", **page)
    late = NOW + timedelta(hours=9)
    instants = []
    while (due := core.next_due()) is not None and due <= late:
        instants.append(due)
        core.run_due(late, random)
    events = [event for event in core.account.all("event") if event["type"] == "checkout.session.expired"]

    assert instants == [NOW + timedelta(hours=1), NOW + timedelta(hours=2)]
    assert [event["created"] for event in events] == [int(one.timestamp()) for one in instants]


def test_what_is_not_due_yet_does_not_happen():
    core, random = LocalStripe(), Random(1)
    core.mischief.late = 1
    core.listen("http://nowhere", ["whsec"], ["*"], NOW, random)
    ask(core, random, "POST", "/v1/customers")

    assert core.next_due() == NOW + timedelta(hours=2)
    assert core.run_due(NOW + timedelta(hours=2, seconds=-1), random) == []
    assert len(core.run_due(NOW + timedelta(hours=2), random)) == 1


def test_time_never_runs_backwards():
    core, random = LocalStripe(), Random(1)
    ask(core, random, "POST", "/v1/customers")
    _, earlier, _ = ask(core, random, "POST", "/v1/customers", now=NOW - timedelta(hours=1))

    assert earlier["created"] == int(NOW.timestamp())


def test_a_delivery_reported_twice_counts_once():
    core, random = LocalStripe(), Random(1)
    core.listen("http://nowhere", ["whsec"], ["*"], NOW, random)
    _, _, deliveries = ask(core, random, "POST", "/v1/customers")
    for _ in range(2):
        core.report(deliveries[0], 200, NOW)

    assert [event["pending_webhooks"] for event in core.account.all("event")] == [0]
    assert core.next_due() is None


def test_a_delivery_that_failed_is_due_again_once():
    core, random = LocalStripe(), Random(1)
    core.listen("http://nowhere", ["whsec"], ["*"], NOW, random)
    _, _, deliveries = ask(core, random, "POST", "/v1/customers")
    for _ in range(2):
        core.report(deliveries[0], None, NOW)
    again = core.run_due(NOW + timedelta(minutes=5), random)

    assert [(one.event_id, one.attempt) for one in again] == [(deliveries[0].event_id, 2)]


@pytest.mark.parametrize("body", ["a=1&a[b]=2", "a[b]=1&a[b][c]=2"])
def test_a_form_that_contradicts_itself_is_refused(body):
    core = LocalStripe()
    request = Request("POST", "/v1/customers", headers=BEARER, body=body.encode())

    assert core.handle(request, NOW, Random(1))[0].status == 400


def test_both_ways_of_writing_a_list_are_read():
    """`expand[0]` from one transport, `expand%5B0%5D` from the other, `expand[]` from older ones."""
    core, random = LocalStripe(), Random(1)
    _, customer, _ = ask(core, random, "POST", "/v1/customers")
    path = f"/v1/customers/{customer['id']}"
    for query in ("expand[0]=subscriptions", "expand%5B0%5D=subscriptions", "expand[]=subscriptions"):
        answer, _ = core.handle(Request("GET", path, query, BEARER), NOW, random)

        assert orjson.loads(answer.body)["subscriptions"]["data"] == []
