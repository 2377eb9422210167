"""A local Stripe on a socket, the unmodified library in front of it, and an ear for its webhooks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
import stripe
from aiohttp import web

from sandbox.stripe.books import Books
from sandbox.stripe.contract import Contract
from sandbox.stripe.core import LocalStripe
from sandbox.stripe.person import Payer
from sandbox.stripe.server import LocalStripeServer
from tests.checked import count

NOVEMBER = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SECRETS = ("whsec_new", "whsec_old")


@dataclass
class Clock:
    """Business time, moved by hand."""

    now: datetime = NOVEMBER

    def __call__(self) -> datetime:
        return self.now


class Ear:
    """A webhook endpoint that writes down what it hears; `answer` is the status it gives."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.raw: list[tuple[bytes, str]] = []
        self.answer = 200
        self.url = ""

    async def hear(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.heard.append(json.loads(body))
        self.raw.append((body, request.headers["Stripe-Signature"]))
        return web.Response(status=self.answer)

    def types(self) -> list[str]:
        return [event["type"] for event in self.heard]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.heard if event["type"] == kind]


@asynccontextmanager
async def listening(ear: Ear) -> AsyncIterator[Ear]:
    app = web.Application()
    app.router.add_post("/stripe", ear.hear)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    ear.url = f"http://{host}:{port}/stripe"
    try:
        yield ear
    finally:
        await runner.cleanup()


@dataclass
class Town:
    """Everything a test needs."""

    server: LocalStripeServer
    client: stripe.StripeClient
    clock: Clock
    ear: Ear
    payer: Payer
    contract: Contract

    @property
    def v1(self) -> Any:
        return self.client.v1

    @property
    def core(self) -> LocalStripe:
        return self.server.core

    @property
    def books(self) -> Books:
        return Books(self.core)

    def later(self, **by: float) -> int:
        """Unix seconds so far from now."""
        return int((self.clock.now + timedelta(**by)).timestamp())

    async def until(self, moment: datetime) -> None:
        """Move business time, stopping at every instant at which something is due."""
        await self.server.quiet()
        while (due := self.core.next_due()) is not None and due <= moment:
            self.clock.now = max(self.clock.now, due)
            await self.server.quiet()
        self.clock.now = moment
        await self.server.quiet()

    async def customer(self, card: str | None = "pm_card_visa", **metadata: str) -> Any:
        customer = await self.v1.customers.create_async({"email": "a@example.jp", "metadata": metadata})
        if card is not None:
            method = await self.v1.payment_methods.attach_async(card, {"customer": customer.id})
            settings = {"invoice_settings": {"default_payment_method": method.id}}
            customer = await self.v1.customers.update_async(customer.id, settings)
        return customer

    async def price(self, amount: int = 1500, interval: str | None = "month") -> Any:
        product = await self.v1.products.create_async({"name": "Gold"})
        wanted: dict[str, Any] = {"product": product.id, "currency": "jpy", "unit_amount": amount}
        if interval is not None:
            wanted["recurring"] = {"interval": interval}
        return await self.v1.prices.create_async(wanted)

    async def subscription(self, card: str = "pm_card_visa", **more: Any) -> Any:
        """A member whose room renews on the 1st 00:00 in Tokyo."""
        customer = more.pop("customer", None) or await self.customer(card)
        price = more.pop("price", None) or await self.price()
        return await self.v1.subscriptions.create_async(
            {
                "customer": customer.id,
                "items": [{"price": price.id}],
                "billing_cycle_anchor_config": {"day_of_month": 31, "hour": 15, "minute": 0, "second": 0},
                "proration_behavior": "none",
                **more,
            }
        )

    async def checkout(self, **more: Any) -> Any:
        """A page over 3,000 yen, one-time."""
        return await self.v1.checkout.sessions.create_async(
            {
                "mode": "payment",
                "line_items": [
                    {
                        "quantity": 1,
                        "price_data": {"currency": "jpy", "unit_amount": 3000, "product_data": {"name": "Ticket"}},
                    }
                ],
                "success_url": "https://example.jp/ok?cs={CHECKOUT_SESSION_ID}",
                "cancel_url": "https://example.jp/back",
                **more,
            }
        )

    async def declined(self, call: Any) -> stripe.CardError:
        """The card error that a call raises."""
        with pytest.raises(stripe.CardError) as caught:
            await call
        return caught.value

    async def refused(self, call: Any) -> stripe.InvalidRequestError:
        """The error of an impossible request."""
        with pytest.raises(stripe.InvalidRequestError) as caught:
            await call
        return caught.value


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    stripe.enable_telemetry = False
    clock, contract, ear = Clock(), Contract(), Ear()
    async with listening(ear), Payer() as payer:
        server = LocalStripeServer(LocalStripe(), clock, Random(7), webhook_url=ear.url, secrets=SECRETS)
        server.watch.append(contract.watch)
        server.outgoing.append(contract.watch_delivery)
        await server.start()
        http = stripe.AIOHTTPClient()
        client = stripe.StripeClient("sk_test_local", http_client=http, base_addresses={"api": server.url})
        try:
            yield Town(server, client, clock, ear, payer, contract)
            await asyncio.wait_for(server.quiet(), 10)
        finally:
            await http.close_async()
            await server.stop()
    contract.verify()
    count("Stripe", contract.checked.total())
