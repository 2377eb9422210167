"""The contract with the installed library: it catches what is wrong, counts what it saw, and costs little."""

import time
from pathlib import Path

from sandbox.stripe import routes, sdk_objects, sdk_params, sdk_routes
from sandbox.stripe.contract import Contract
from sandbox.wire import Answer, Request

SESSION = {
    "mode": "payment",
    "success_url": "https://example.jp",
    "line_items": [{"price": "price_1", "quantity": "1"}],
    "payment_intent_data": {"setup_future_usage": "off_session", "metadata": {"join_id": "17"}},
    "expires_at": "1795000000",
}


def wrongs(**more):
    typed_dict = sdk_routes.find("POST", "/v1/checkout/sessions").typed_dict()
    return [(wrong.name, wrong.fault) for wrong in sdk_params.check(SESSION | more, typed_dict)]


def test_a_right_request_has_nothing_wrong():
    assert wrongs() == []


def test_each_kind_of_mistake_is_found_where_it_is():
    assert wrongs(payment_method_types=["card"]) == [("payment_method_types", "unknown")]
    assert wrongs(payment_intent_data={"set_up": "x"}) == [("payment_intent_data[set_up]", "unknown")]
    assert wrongs(mode="paid") == [("mode", "invalid")]
    assert wrongs(line_items={"price": "x"}) == [("line_items", "invalid")]
    assert wrongs(line_items=[{"quantity": "one"}]) == [("line_items[0][quantity]", "invalid")]
    assert wrongs(payment_intent_data="x") == [("payment_intent_data", "invalid")]
    assert wrongs(invoice_creation={"enabled": "yes"}) == [("invoice_creation[enabled]", "invalid")]
    assert wrongs(invoice_creation={}) == [("invoice_creation[enabled]", "missing")]


def test_every_call_of_ours_is_one_the_library_makes():
    missing = [
        f"{method} {template}"
        for method, template, _ in routes.ROUTES
        if sdk_routes.find(method, template.replace("{}", "x")) is None
    ]

    assert missing == []


def test_a_literal_path_is_not_taken_for_an_id():
    assert sdk_routes.find("GET", "/v1/invoices/search").params[1] == "InvoiceSearchParams"


def test_an_object_with_a_field_too_many_or_too_few_is_found():
    refund = {"object": "refund", "id": "re_1", "amount": 1, "created": 1, "currency": "jpy"}

    assert sdk_objects.check(refund) == []
    assert sdk_objects.check(refund | {"colour": "red"}) == ["refund.colour: unknown field of Refund"]
    assert sdk_objects.check({"object": "list", "data": [{"object": "refund"}]})[0].startswith(
        "list[0].amount: missing"
    )
    assert sdk_objects.check({"object": "unicorn"}) == ["unicorn: no class for object='unicorn'"]


def test_violations_are_collected_and_counted():
    contract = Contract()
    contract.watch(Request("POST", "/v1/refunds", body=b"colour=red"), Answer(400, b"{}"))
    contract.watch(Request("GET", "/v1/unicorns"), Answer(404, b"{}"))
    contract.watch(Request("GET", "/checkout/cs_1"), Answer(200, b"<html>"))

    assert contract.violations == [
        "POST /v1/refunds: Received unknown parameter: colour",
        "GET /v1/unicorns: the library has no such call",
    ]
    assert contract.checked == {"POST /v1/refunds": 1, "GET /v1/unicorns": 1}


async def test_every_call_and_event_of_a_story_is_checked(town):
    session = await town.checkout()
    await town.payer.pay(session.url)
    await town.server.quiet()

    assert town.contract.checked["POST /v1/checkout/sessions"] == 1
    assert town.contract.checked["checkout.session.completed"] == 1
    assert sum(town.contract.checked.values()) == len(town.ear.heard) + 1


def test_checking_a_request_costs_less_than_a_millisecond():
    wrongs()
    began = time.perf_counter()
    for _ in range(200):
        wrongs()

    assert (time.perf_counter() - began) / 200 < 0.001


def test_the_double_knows_nothing_of_the_bot():
    folder = Path(routes.__file__).parent
    for file in folder.glob("*.py"):
        words = file.read_text(encoding="utf-8")

        assert not any(
            f"from {room}" in words or f"import {room}" in words for room in ("bot", "cogs", "webhooks", "storage")
        )
