"""Asking Stripe: the client, our pace in front of it, and what its answers, and the lack of one, mean to us."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, TypeVar

import aiohttp
import stripe

from bot.ports import IN_TRANSACTION, Rejected, Unreachable

T = TypeVar("T")
Listed = TypeVar("Listed", bound=stripe.StripeObject)

TIMEOUT_SECONDS, CONNECTING_SECONDS = 30.0, 5.0
NETWORK_RETRIES = 2


class SafeTransport(stripe.AIOHTTPClient):
    """The library's transport, which reads bodies outside of its own guard: a timeout there would not be tried again,
    would not be its error, and would leave the connection behind.
    """

    fault_share = 1.0

    def _sleep_time_seconds(self, num_retries: int) -> float:
        return super()._sleep_time_seconds(num_retries) * self.fault_share

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str], post_data: Any = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """One try, read to its end. Raises the library's APIConnectionError for every fault of the network."""
        args, options = self._get_request_args_kwargs(method, url, headers, post_data)
        try:
            async with self._session.request(*args, **options) as response:
                return await response.read(), response.status, response.headers
        except (TimeoutError, aiohttp.ClientError) as fault:
            self._handle_request_error(fault)


@dataclass(slots=True)
class Pace:
    """At most so many requests a second, after a burst: Stripe allows 25 per kind of call. None: no limit.

    busy_tries: how often a call is made when Stripe says it is too many (429), the first one included. busy_seconds:
    the wait before the second, doubled before each one after: Stripe never says how long. fault_share: how much of the
    library's own pause before it repeats a call that broke is kept; less than all of it is for the sandbox.
    """

    per_second: float | None = 20
    burst: int = 20
    busy_tries: int = 5
    busy_seconds: float = 0.4
    fault_share: float = 1.0
    _free_at: float = field(default=0.0)

    async def turn(self) -> None:
        """Wait for one's turn."""
        if self.per_second is None:
            return
        now, spacing = asyncio.get_running_loop().time(), 1 / self.per_second
        self._free_at = max(self._free_at, now - spacing * (self.burst - 1))
        wait_seconds = self._free_at - now
        self._free_at += spacing
        if wait_seconds > 0:
            await asyncio.sleep(wait_seconds)

    async def back_off(self, tried: int) -> None:
        """Wait after the `tried`-th answer that it was too many; at random, so that the waiting do not come at once."""
        await asyncio.sleep(self.busy_seconds * 2 ** (tried - 1) * random.uniform(0.5, 1))  # noqa: S311 -- no secret


class Line:
    """The way to Stripe. Every call goes through `ask`."""

    def __init__(self, key: str, api_url: str, pace: Pace, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        """key: a restricted key. api_url: Stripe's, or the sandbox's. timeout_seconds: of one try, of three."""
        stripe.enable_telemetry = False  # it would write to the operator's home and send timings
        self.is_live = "_live_" in key
        connecting = min(timeout_seconds, CONNECTING_SECONDS)
        self._transport = SafeTransport(timeout=aiohttp.ClientTimeout(total=timeout_seconds, connect=connecting))
        self._transport.fault_share = pace.fault_share
        client = stripe.StripeClient(
            key,
            http_client=self._transport,
            max_network_retries=NETWORK_RETRIES,
            base_addresses={"api": api_url},
        )
        self._client, self.v1 = client, client.v1
        self._pace = pace

    async def close(self) -> None:
        """Let go of every connection."""
        await self._transport.close_async()  # type: ignore[no-untyped-call]  # the library has no types here

    async def ask(self, what: str, call: Callable[[], Awaitable[T]]) -> T:
        """One call. Raises Unreachable when the outcome is unknown or Stripe is busy, Rejected for a plain no.

        what: what we ask, for operators ("paying invoice in_1"). The library's own error is the cause of ours.
        """
        assert not IN_TRANSACTION.get(), f"{what}: network inside a transaction"
        for tried in count(1):
            await self._pace.turn()
            try:
                return await call()
            except stripe.RateLimitError as busy:
                if tried >= self._pace.busy_tries:
                    raise Unreachable(f"{what}: Stripe is busy ({busy})") from busy
                await self._pace.back_off(tried)
            except stripe.StripeError as fault:
                raise _translated(what, fault) from fault
        raise AssertionError("counting never ends")

    async def every(self, what: str, call: Callable[[], Awaitable[stripe.ListObject[Listed]]]) -> list[Listed]:
        """Everything a list holds, page after page, each of them a call like any other."""
        page = await self.ask(what, call)
        found = list(page.data)
        while page.has_more:
            page = await self.ask(what, page.next_page_async)
            found += page.data
        return found

    async def plain_pages(
        self, what: str, path: str, params: Mapping[str, object]
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """What a list holds as plain JSON, page after page: for long ones, of which the library's objects take ages."""
        cursor: dict[str, object] = {}
        while True:
            asked = {**params, **cursor}
            answer = await self.ask(what, partial(self._client.raw_request_async, "get", path, **asked))
            page = answer.data
            yield page["data"]
            if not page["has_more"]:
                return
            cursor = {"starting_after": page["data"][-1]["id"]}


def _translated(what: str, fault: stripe.StripeError) -> Unreachable | Rejected:
    said = f"{what}: Stripe answered {fault.http_status or 'nothing'} {fault.code or ''} {fault}".replace("  ", " ")
    match fault:
        case stripe.APIConnectionError():
            return Unreachable(said)
        case stripe.AuthenticationError():
            return Rejected(f"{said}: STRIPE_API_KEY is wrong or was revoked: make one in the dashboard")
        case stripe.PermissionError():
            return Rejected(f"{said}: give STRIPE_API_KEY the permission it names, in the dashboard")
        case stripe.CardError() | stripe.InvalidRequestError() | stripe.IdempotencyError():
            return Rejected(said)
    return Unreachable(said)  # 5xx, and 409 while the same key is in use
