"""The composer: the only module that knows every room. Puts the bot together, starts it, and stops it in order."""

import asyncio
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.app import database
from bot.app.faces import LOCALES, face
from bot.app.figures import count
from bot.app.news import told_to
from bot.app.operators import Desk
from bot.app.tuning import Tuning
from bot.config import Config
from bot.control import ControlServer, socket_of
from bot.house import House
from bot.inbox import Inbox
from bot.mail import mail_by
from bot.metrics import Metrics
from bot.outbox import Outbox
from bot.performers.table import performers
from bot.policies.loading import load as load_policies
from bot.ports import Clock, Finding, Queue
from bot.rules.days import Calendar
from bot.rules.effects import Lane
from bot.schedule import Schedule
from bot.services import settings
from bot.speech import Speech
from bot.worker import Worker, all_rested
from cogs.chat import DiscordChat
from cogs.client import Face, RoomkeeperClient, point_at
from cogs.desk import Desk as CommandDesk
from cogs.limits import Limiter
from cogs.registration import Memory
from storage import facts
from storage.store import SqlStore
from webhooks.client import Line, Pace
from webhooks.handlers import handlers
from webhooks.payments import StripePayments
from webhooks.server import Door, make_app, serve


class App:
    """One community's bot: gateway, webhook endpoint and workers in one process."""

    store: SqlStore
    house: House
    client: RoomkeeperClient
    inbox: Inbox
    operators: Desk

    def __init__(self, config: Config, clock: Clock, tuning: Tuning | None = None) -> None:
        self.config, self.clock, self._tuning = config, clock, tuning or Tuning()
        self.metrics = Metrics()
        self.connected = asyncio.Event()
        self.port, self.metrics_port = config.http_port, config.metrics_port
        self._workers: tuple[Worker, ...] = ()
        self._tasks: list[asyncio.Task[None]] = []
        self._to_close = AsyncExitStack()

    async def open(self) -> None:
        """Open the database and put everything together, without beginning to work. Raises CannotStart."""
        self._policies = load_policies(*self._tuning.policy_folders)
        await self._open_database()
        self._compose(database.calendar_of(self.settings))

    async def start(self) -> None:
        """Open, and begin to work. Raises CannotStart."""
        await self.open()
        await self._schedule.plant()
        runner, self.port = await serve(self._door(), self.config.http_host, self.config.http_port)
        self._to_close.push_async_callback(runner.cleanup)
        if self._tuning.rings:
            served = self.metrics.serve(self.config.metrics_port)
            self.metrics_port = served.port
            self._to_close.callback(served.stop)
            self._schedule.ring(self.wake)
            self._to_close.callback(self._schedule.hush)
        await self._listen_to_operators()
        lives = (self._live(worker) for worker in self._workers)
        self._tasks = [asyncio.create_task(life) for life in (*lives, self._keep_connected())]
        self.wake()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop. Raises what ends the connection to Discord for good."""
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({stopping, *self._tasks}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        for task in self._tasks:
            if task.done():
                task.result()

    async def stop(self) -> None:
        """Take no new work, finish what is in hand, and let go of everything in the order it was taken."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._to_close.aclose()

    def wake(self) -> None:
        """Let every worker look for work: time has passed."""
        for worker in self._workers:
            worker.wake()

    async def idle(self) -> None:
        """Return when nothing is in hand and nothing may be done at this moment of the clock."""
        await all_rested(self._workers)

    async def next_due(self) -> datetime | None:
        """When there is something to do next; None when nothing waits."""
        return await self.store.read(lambda tx: tx.next_due())

    async def look(self) -> list[Finding]:
        """What `doctor` finds when no bot is running: opened, and logged in to Discord for as long as it looks."""
        await self.open()
        await self.client.log_in_to_ask(self.config.discord_token.get_secret_value())
        try:
            return await self.operators.examine()
        finally:
            await self.client.close()

    async def not_ready(self) -> list[str]:
        """Why `readyz` would say no: [] when all is well."""
        reasons = []
        try:
            await self.next_due()
        except Exception as fault:  # noqa: BLE001 -- whatever it is, it is the answer
            reasons.append(f"database: {fault}")
        if self.store.fault is not None:
            reasons.append(f"database: {self.store.fault}")
        if not self.client.is_ready():
            reasons.append("Discord: not connected")
        return reasons

    async def _open_database(self) -> None:
        if (lock := database.lock(self.config.database_url)) is not None:
            self._to_close.callback(lock.release)
        await database.fit(self.config.database_url)
        self.store = database.open_store(self.config, self.clock)
        self._to_close.push_async_callback(self.store.close)
        self.settings = await database.settle_in(self.store, self.config)

    def _compose(self, calendar: Calendar) -> None:
        """Put the rooms together; each is given what it needs and knows nothing of the others."""
        config, tuning = self.config, self._tuning
        guild_id = config.discord_guild_id
        speech = Speech(LOCALES, calendar.zone, strict=tuning.strict_words)
        line = Line(
            config.stripe_api_key.get_secret_value(),
            config.stripe_api_url,
            tuning.payments_pace or Pace(),
            timeout_seconds=tuning.payments_timeout_seconds,
        )
        self._to_close.push_async_callback(line.close)
        payments = StripePayments(line, guild_id, calendar, config.public_url)
        point_at(config.discord_api_url, config.discord_gateway_url)
        news, memory = told_to(self.store, self.connected), Memory(self._recall, self._remember)
        self.client = RoomkeeperClient(guild_id, Face(speech), news, memory, ready_seconds=tuning.ready_seconds)
        chat = DiscordChat(self.client, guild_id, speech, Limiter(tuning.chat_limits))
        mail = mail_by(config.smtp_url, config.mail_from, speech)
        self.house = House(
            self.store, payments, chat, mail, calendar, self._policies, self.settings["locale"], config.operator()
        )
        self.client.show(face(CommandDesk(self.house, speech), self.settings["currency"]))
        self.operators = Desk(self.house, self.store, config, self.settings)
        self._hire(calendar)

    def _hire(self, calendar: Calendar) -> None:
        """The workers, each with its queue; a commit wakes those whose queue it added to."""
        self.inbox = Inbox(self.store, self.house.payments, handlers(calendar, self._policies), self.metrics)
        self._schedule = Schedule(self.store, calendar, self._policies, self._tuning.catch_up_every)
        table = performers(self.house)
        self._workers = (
            Worker(Queue.EVENTS, self.inbox.step),
            Worker(Queue.MONEY, Outbox(self.store, Lane.MONEY, table, self.metrics).step),
            Worker(Queue.CHAT, Outbox(self.store, Lane.CHAT, table, self.metrics).step),
            Worker(Queue.DUE, self._schedule.step),
            Worker("figures", partial(count, self.store, self.metrics, self.clock)),
        )
        self.store.on_commit(self._wake_for)

    def _wake_for(self, added: frozenset[Queue]) -> None:
        for worker in self._workers:
            if worker.name in added:
                worker.wake()

    async def _live(self, worker: Worker) -> None:
        """The chat lane waits for Discord: until then every call would fail."""
        if worker.name == Queue.CHAT:
            await self.connected.wait()
        await worker.run()

    async def _keep_connected(self) -> None:
        await self.client.run_until_cancelled(self.config.discord_token.get_secret_value())

    def _door(self) -> web.Application:
        config = self.config
        door = Door(
            secrets=[secret.get_secret_value() for secret in config.stripe_webhook_secrets],
            keep=self.inbox.keep,
            clock=self.clock,
            metrics=self.metrics,
            ready=self.not_ready,
            guild_id=config.discord_guild_id,
            is_live="_live_" in config.stripe_api_key.get_secret_value(),
        )
        return make_app(door)

    async def _listen_to_operators(self) -> None:
        """The control socket, beside a database that is a file."""
        path = facts.file_of(self.config.database_url)
        if path is not None:
            control = ControlServer(socket_of(path), self.operators.acts())
            await control.start()
            self._to_close.push_async_callback(control.stop)

    async def _recall(self, name: str) -> str | None:
        return await self.store.read(lambda tx: settings.recall(tx, name))

    async def _remember(self, name: str, value: str) -> None:
        await self.store.write(lambda tx: settings.remember(tx, name, value))
