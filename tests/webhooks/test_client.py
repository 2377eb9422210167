"""Asking Stripe: what its answers mean, what happens when there is none, and our pace."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import stripe
from aiohttp import web

from bot.ports import IN_TRANSACTION, Rejected, Unreachable
from sandbox.wire import FaultKind
from tests.webhooks.town import KEY, UNPACED
from webhooks.client import Line, Pace

CUSTOMERS = "* /v1/customers"
IMPATIENT_SECONDS = 0.1


def make_customer(line: Line, key: str = "key_1") -> Awaitable[stripe.Customer]:
    return line.ask("making", lambda: line.v1.customers.create_async({"name": "Hanako"}, {"idempotency_key": key}))


async def customers(line: Line) -> int:
    return len((await line.v1.customers.list_async()).data)


async def test_what_broke_once_is_tried_again_under_the_same_key(server, line):
    server.faults.plant(FaultKind.RESET_AFTER, CUSTOMERS, times=2)

    made = await make_customer(line)

    assert made.name == "Hanako"
    assert await customers(line) == 1


@pytest.mark.parametrize("kind", [FaultKind.ERROR, FaultKind.RESET_BEFORE, FaultKind.TIMEOUT])
async def test_what_stays_broken_is_unreachable(server, line, kind):
    server.faults.plant(kind, CUSTOMERS, times=None, status=503)
    impatient = Line(KEY, server.url, UNPACED, timeout_seconds=IMPATIENT_SECONDS)
    before = server.requests

    with pytest.raises(Unreachable, match=r"^making: Stripe answered (503|nothing) "):
        await make_customer(impatient)
    await impatient.close()

    assert server.requests - before == 3
    server.faults.clear()
    assert (await make_customer(line)).name == "Hanako"


@asynccontextmanager
async def listening(answer: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """A server that answers everything so."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_an_answer_that_stops_in_the_middle_is_unreachable():
    """The library reads bodies outside of its own guard: without ours this is a bare TimeoutError, after one try."""
    begun, over = [], asyncio.Event()

    async def half(request: web.Request) -> web.StreamResponse:
        begun.append(request.headers["Idempotency-Key"])
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"id": ')
        await over.wait()
        return response

    async with listening(half) as url:
        line = Line(KEY, url, UNPACED, timeout_seconds=IMPATIENT_SECONDS)
        with pytest.raises(Unreachable):
            await make_customer(line)
        over.set()
        await line.close()

    assert begun == ["key_1"] * 3


async def test_an_answer_that_is_no_json_is_unreachable():
    """As of a proxy between us and Stripe that speaks for itself."""

    async def page(request: web.Request) -> web.Response:
        return web.Response(status=502, text="<html>Bad gateway</html>", headers={"Stripe-Should-Retry": "false"})

    async with listening(page) as url:
        line = Line(KEY, url, UNPACED)
        with pytest.raises(Unreachable):
            await make_customer(line)
        await line.close()


async def test_when_stripe_is_busy_we_wait_and_ask_again(server, line):
    server.faults.plant(FaultKind.RATE_LIMITED, CUSTOMERS, times=UNPACED.busy_tries - 1)

    assert (await make_customer(line)).name == "Hanako"


async def test_we_do_not_wait_for_ever(server, line):
    server.faults.plant(FaultKind.RATE_LIMITED, CUSTOMERS, times=None)
    before = server.requests

    with pytest.raises(Unreachable, match="Stripe is busy"):
        await make_customer(line)

    assert server.requests - before == UNPACED.busy_tries


async def test_a_wrong_request_is_rejected_with_what_stripe_said(line):
    with pytest.raises(Rejected, match=r"^reading: Stripe answered 404 resource_missing .*cus_none"):
        await line.ask("reading", lambda: line.v1.customers.update_async("cus_none", {"name": "x"}))


async def test_one_key_for_two_requests_is_rejected(line):
    await make_customer(line)

    with pytest.raises(Rejected, match="same parameters"):
        await line.ask("making", lambda: line.v1.customers.create_async({}, {"idempotency_key": "key_1"}))


async def test_a_key_that_is_being_used_elsewhere_is_not_a_no(server, line):
    server.core.keys.in_use.add("key_1")

    with pytest.raises(Unreachable, match="409"):
        await make_customer(line)


async def test_a_wrong_api_key_says_what_to_do(server):
    line = Line("rk_live_wrong", server.url, UNPACED)

    with pytest.raises(Rejected, match="STRIPE_API_KEY is wrong or was revoked"):
        await make_customer(line)
    await line.close()


async def test_a_key_that_may_not_says_what_to_do():
    async def forbidden(request: web.Request) -> web.Response:
        message = "The provided key does not have the required permissions: rak_customer_write"
        return web.json_response({"error": {"type": "invalid_request_error", "message": message}}, status=403)

    async with listening(forbidden) as url:
        line = Line(KEY, url, UNPACED)
        with pytest.raises(Rejected, match="rak_customer_write: give STRIPE_API_KEY the permission it names"):
            await make_customer(line)
        await line.close()


async def test_nobody_asks_inside_a_transaction(server, line):
    before = server.requests
    token = IN_TRANSACTION.set(True)

    with pytest.raises(AssertionError, match="network inside a transaction"):
        await make_customer(line)

    IN_TRANSACTION.reset(token)
    assert server.requests == before


async def test_a_long_list_is_read_to_its_end_and_every_page_is_a_call_like_any_other(server, line):
    made = [(await make_customer(line, f"key_{number}")).id for number in range(5)]

    def be_busy_once(request, answer):
        server.watch.clear()
        server.faults.plant(FaultKind.RATE_LIMITED, CUSTOMERS)

    server.watch.append(be_busy_once)
    found = await line.every("reading", lambda: line.v1.customers.list_async({"limit": 2}))

    assert [one.id for one in found] == made[::-1]
    assert server.faults.planted[0].times == 0


@pytest.mark.parametrize(("key", "live"), [("rk_live_1", True), ("sk_live_1", True), ("rk_test_1", False)])
async def test_the_key_tells_live_from_test(key, live):
    line = Line(key, "http://127.0.0.1:9", UNPACED)

    assert line.is_live is live
    await line.close()


async def seconds_for(pace: Pace, calls: int) -> float:
    """How long so many calls at once have to wait for their turns."""
    clock = asyncio.get_running_loop().time
    began = clock()
    await asyncio.gather(*(pace.turn() for _ in range(calls)))
    return clock() - began


async def test_a_burst_passes_at_once_and_the_rest_one_by_one():
    assert await seconds_for(Pace(per_second=1, burst=5), 5) < 0.9
    assert await seconds_for(Pace(per_second=100, burst=5), 15) > 0.09


async def test_after_a_silence_there_is_one_burst_and_no_more():
    pace = Pace(per_second=100, burst=2)
    await seconds_for(pace, 2)
    await seconds_for(Pace(per_second=10, burst=1), 2)

    assert await seconds_for(pace, 7) > 0.04


async def test_without_a_limit_nobody_waits():
    assert await seconds_for(Pace(per_second=None, burst=1), 1000) < 0.9
