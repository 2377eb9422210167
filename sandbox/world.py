"""A whole community on this machine: a local Discord, a local Stripe, a mailbox, the real bot, and a movable clock.

Only business time moves: the local Discord keeps real time on the wire, the local Stripe and the bot are told the moved
one. Nothing here knows a rule of the bot; it is started as `run` starts it, and left alone.
"""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App, Tuning
from bot.clock import MovableClock
from bot.config import Config
from cogs.limits import UNLIMITED
from sandbox.discord import keeping as discord_keeping
from sandbox.discord.core import LocalDiscord
from sandbox.discord.server import LocalDiscordServer
from sandbox.keeping import Kept
from sandbox.mailbox import Mailbox
from sandbox.stripe import keeping as stripe_keeping
from sandbox.stripe.books import Books
from sandbox.stripe.core import LocalStripe
from sandbox.stripe.person import Payer
from sandbox.stripe.server import LocalStripeServer
from webhooks.client import Pace
from webhooks.events import LISTENED

API_KEY, WEBHOOK_SECRET = "sk_test_local", "whsec_local"
SEED = 20261124

AT_EASE = Tuning(
    chat_limits=UNLIMITED,
    payments_pace=Pace(None, busy_seconds=0.01, fault_share=0.01),
    ready_seconds=0.05,
    catch_up_every=timedelta(days=1),
    rings=False,
    strict_words=True,
)
"""No pauses that only a real outside needs, no alarm clock since time is moved by hand, and a year of few moments."""


@dataclass(slots=True)
class World:
    """Everything that runs. `payer` is a browser and a wallet of test cards; `hire` makes a bot, which starts later."""

    clock: MovableClock
    discord: LocalDiscordServer
    stripe: LocalStripeServer
    mailbox: Mailbox
    payer: Payer
    config: Config
    app: App
    tuning: Tuning
    hire: Callable[[Config, MovableClock, Tuning], App] = App
    awake: bool = False

    def kept(self, notes: dict[str, Any]) -> Kept:
        """It as it stands now, to be put on a shelf at a moment when everything rests. notes: see there."""
        discord_port, stripe_port = (int(url.rpartition(":")[2]) for url in (self.discord.url, self.stripe.url))
        return Kept(
            at=self.clock.now(),
            ports=(self.app.port, discord_port, stripe_port),
            random=self.stripe.random.getstate(),
            discord=discord_keeping.kept(self.discord.core.state),
            stripe=stripe_keeping.kept(self.stripe.core),
            notes=notes,
        )

    @property
    def books(self) -> Books:
        """What the local Stripe charged, gave back and subscribed."""
        return Books(self.stripe.core)

    async def start_bot(self) -> None:
        """Start the bot, and wait until it is connected and has nothing to do."""
        self.app = self.hire(self.config, self.clock, self.tuning)
        await self.app.start()
        # Stripe goes on posting to the address it was given, so every later start must listen there.
        self.config = self.config.model_copy(update={"http_port": self.app.port})
        self.awake = True
        await self.app.connected.wait()
        await self.settle()

    async def stop_bot(self) -> None:
        """Stop the bot; the world goes on without it. A bot that is down already stays so."""
        if self.awake:
            self.awake = False
            await self.app.stop()

    async def settle(self) -> None:
        """Return when nobody has anything to do at this moment of the clock."""
        before = None
        while before != (before := (self.stripe.requests, self.discord.requests)):
            await self.stripe.quiet()
            await self.discord.quiet()
            if self.awake:
                await self.app.idle()

    async def advance(self, to: datetime) -> None:
        """Let time pass until `to`, from event to event and never by a jump: each is worked off before the next."""
        async for _ in self.moments(to):
            pass

    async def moments(self, to: datetime) -> AsyncIterator[datetime]:
        """The same, telling each moment once everything in it is worked off; the last one is `to`."""
        await self.settle()
        while (moment := await self.next_moment()) is not None and moment <= to:
            await self._move(moment)
            yield moment
        await self._move(to)
        yield to

    async def next_moment(self) -> datetime | None:
        """When the local Stripe or the bot has something to do next."""
        moments = [self.stripe.core.next_due(), await self.bots_next_moment()]
        return min((moment for moment in moments if moment is not None), default=None)

    async def bots_next_moment(self) -> datetime | None:
        """When the bot has something to do next; None while it is down."""
        return await self.app.next_due() if self.awake else None

    async def _move(self, to: datetime) -> None:
        self.clock.set(max(to, self.clock.now()))
        if self.awake:
            self.app.wake()
        await self.settle()


@asynccontextmanager
async def opened(
    folder: Path,
    start: datetime,
    *,
    tuning: Tuning = AT_EASE,
    port: int = 0,
    public_url: str = "",
    kept: Kept | None = None,
    locale: str = "ja",
    hire: Callable[[Config, MovableClock, Tuning], App] = App,
) -> AsyncIterator[World]:
    """A world that runs, with its files in `folder`; closed afterwards.

    port: of the bot's endpoint; the local Discord and Stripe listen on the two after it (0: any free ones).
    public_url: where Stripe's pages lead back to, where that is not the bot's endpoint. kept: what an earlier world
    was; its database lies in `folder`, and it goes on at its own time and ports. hire: makes the bot, where it should
    not run in this process.
    """
    clock = MovableClock(kept.at if kept else start)
    discord, mailbox = LocalDiscordServer(LocalDiscord(locale=locale, now=clock.now)), Mailbox()
    stripe = LocalStripeServer(LocalStripe(), clock.now, random.Random(SEED))
    ports = (port, port + 1, port + 2) if port else (0, 0, 0)
    if kept is not None:
        kept.restore(discord.core.state, stripe.core)
        stripe.random.setstate(kept.random)
        ports = kept.ports
    async with AsyncExitStack() as stack:
        await discord.start(port=ports[1])
        stack.push_async_callback(discord.stop)
        await stripe.start(port=ports[2])
        stack.push_async_callback(stripe.stop)
        await mailbox.start()
        stack.push_async_callback(mailbox.stop)
        payer = await stack.enter_async_context(Payer())
        config = _configuration(discord, stripe, mailbox, folder / "roomkeeper.sqlite")
        stripe.core.account.home_url = public_url
        home = public_url or f"http://127.0.0.1:{ports[0] or 8080}"
        config = config.model_copy(update={"http_port": ports[0], "public_url": home})
        world = World(clock, discord, stripe, mailbox, payer, config, hire(config, clock, tuning), tuning, hire)
        await world.start_bot()
        stack.push_async_callback(world.stop_bot)
        if kept is None:  # else the account knows where to tell
            endpoint = f"http://127.0.0.1:{world.app.port}/stripe/webhook"
            stripe.core.listen(endpoint, [WEBHOOK_SECRET], LISTENED, clock.now(), stripe.random)
        yield world


def _configuration(discord: LocalDiscordServer, stripe: LocalStripeServer, mailbox: Mailbox, database: Path) -> Config:
    """What an operator would write into .env to run against these addresses."""
    return Config(
        discord_token=SecretStr(discord.core.state.token),
        discord_guild_id=int(discord.core.state.guild["id"]),
        discord_api_url=discord.rest_url,
        discord_gateway_url=discord.gateway_url,
        stripe_api_key=SecretStr(API_KEY),
        stripe_api_url=stripe.url,
        stripe_webhook_secrets=(SecretStr(WEBHOOK_SECRET),),
        database_url=f"sqlite+aiosqlite:///{database}",
        public_url="http://127.0.0.1",
        smtp_url=mailbox.url,
        mail_from="rooms@example.jp",
        operator_name="夢株式会社",
        operator_address="東京都千代田区丸の内1-1-1",
        operator_registration="T0000000000000",
        operator_phone="03-0000-0000",
        refund_desk_name="返金担当",
        refund_desk_hours="月曜日から金曜日の9時から18時",
    )
