"""The local Stripe on a socket: carries requests in, answers out, and webhooks to where they belong."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

import aiohttp

from sandbox.wire import Answer, Fault, FaultKind, Faults, Request, Skin, Watch

from .account import Object
from .core import LocalStripe
from .limits import Limits, too_many
from .webhooks import Delivery

DELIVERY_TIMEOUT = aiohttp.ClientTimeout(total=20)
BROKEN = b'{"error": {"type": "api_error", "message": "An unknown error occurred"}}'
EVERYTHING = ("*",)


@dataclass(frozen=True, slots=True)
class BrokenAfter(Answer):
    """A 5xx although the work was done: Stripe answers with it again under the same key."""


class LocalStripeServer:
    """A core, its clock and its socket.

    now: business time, asked anew for every request. webhook_url, secrets, events: the first webhook endpoint; without
    a URL nobody is told anything until one is made by call. `watch` hears of every request and answer, `outgoing` of
    every delivery before it is posted, `delivered` of its status afterwards (None: no answer). public_url: how a
    browser reaches the pages, where that is not `url`.
    """

    def __init__(
        self,
        core: LocalStripe,
        now: Callable[[], datetime],
        random: Random,
        *,
        webhook_url: str | None = None,
        secrets: Sequence[str] = (),
        events: Sequence[str] = EVERYTHING,
        limits: Limits | None = None,
        public_url: str | None = None,
    ) -> None:
        self.core, self.now, self.random = core, now, random
        self.limits = limits or Limits.off()
        self._public_url = public_url
        self.outgoing: list[Callable[[Delivery], None]] = []
        self.delivered: list[Callable[[Delivery, int | None], None]] = []
        self._skin = Skin(self._handle, _failure)
        self._skin.watch.append(self._remember_failure)
        self._queue: asyncio.Queue[Delivery] = asyncio.Queue()
        self._carrier: asyncio.Task[None] | None = None
        if webhook_url is not None:
            core.listen(webhook_url, secrets, events, now(), random)

    @property
    def url(self) -> str:
        """Where it listens: the base address for the library, and the beginning of every page's address."""
        return self._skin.url

    @property
    def faults(self) -> Faults:
        return self._skin.faults

    @property
    def watch(self) -> list[Watch]:
        return self._skin.watch

    @property
    def requests(self) -> int:
        """How many requests have come so far."""
        return self._skin.requests

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        await self._skin.start(host, port)
        self.core.account.public_url = self._public_url or self._skin.url
        self._carrier = asyncio.create_task(self._carry())

    async def stop(self) -> None:
        if self._carrier is not None:
            self._carrier.cancel()
            await asyncio.gather(self._carrier, return_exceptions=True)
        await self._skin.stop()

    def run_due(self) -> None:
        """Let everything happen that is due by now, instant by instant, and send its webhooks."""
        now = self.now()
        while (due := self.core.next_due()) is not None and due <= now:
            self._send(self.core.run_due(now, self.random))

    async def quiet(self) -> None:
        """Return when no delivery is under way and nothing is due."""
        while True:
            self.run_due()
            await self._all_carried()
            due = self.core.next_due()
            if due is None or due > self.now():
                return

    async def _all_carried(self) -> None:
        """Wait for the queue to empty. Raises what stopped the carrier, if something of `outgoing` did."""
        assert self._carrier is not None, "the server was not started"
        emptied = asyncio.ensure_future(self._queue.join())
        await asyncio.wait({emptied, self._carrier}, return_when=asyncio.FIRST_COMPLETED)
        if self._carrier.done():
            emptied.cancel()
            self._carrier.result()

    def dispute(self, charge: str) -> Object:
        """The holder disputes a charge; see LocalStripe.dispute."""
        dispute, deliveries = self.core.dispute(charge, self.now(), self.random)
        self._send(deliveries)
        return dispute

    def close_dispute(self, dispute: str, *, won: bool) -> None:
        self._send(self.core.close_dispute(dispute, won=won, now=self.now(), random=self.random))

    def give_bank_account(self, refund: str) -> None:
        self._send(self.core.give_bank_account(refund, self.now(), self.random))

    async def _handle(self, request: Request) -> Answer:
        refusal = self.limits.refuse(request) if request.path.startswith("/v1/") else None
        if refusal is not None:
            return refusal
        answer, deliveries = self.core.handle(request, self.now(), self.random)
        self._send(deliveries)
        return answer

    def _remember_failure(self, request: Request, answer: Answer) -> None:
        if isinstance(answer, BrokenAfter):
            self.core.keys.overwrite(request, answer)

    def _send(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self._queue.put_nowait(delivery)

    async def _carry(self) -> None:
        """Post one delivery after the other: the order in which they leave is the order in which they arrive."""
        async with aiohttp.ClientSession(timeout=DELIVERY_TIMEOUT) as session:
            while True:
                delivery = await self._queue.get()
                try:
                    for told in self.outgoing:
                        told(delivery)
                    status = await _post(session, delivery)
                    self.core.report(delivery, status, self.now())
                    for learned in self.delivered:
                        learned(delivery, status)
                finally:
                    self._queue.task_done()


async def _post(session: aiohttp.ClientSession, delivery: Delivery) -> int | None:
    try:
        async with session.post(delivery.url, data=delivery.body, headers=delivery.headers) as response:
            return response.status
    except (aiohttp.ClientError, TimeoutError):
        return None


def _failure(fault: Fault) -> Answer:
    if fault.kind is FaultKind.RATE_LIMITED:
        return too_many("global-rate")
    kind = BrokenAfter if fault.kind is FaultKind.ERROR_AFTER else Answer
    return kind(fault.status, BROKEN, {"Content-Type": "application/json"})
