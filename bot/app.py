"""The composer: the only module that knows every room. Puts the bot together, starts it, and stops it in order."""

import asyncio
import secrets
from collections.abc import Coroutine
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web

from bot import doctor
from bot.config import Config
from bot.control import Act, ControlServer, NobodyThere, ask, socket_of
from bot.house import House
from bot.inbox import Inbox
from bot.mail import mail_by
from bot.metrics import Metrics, Served
from bot.outbox import Outbox
from bot.performers.table import performers
from bot.ports import Clock, Finding, Queue, Transaction
from bot.rules.days import Calendar
from bot.rules.effects import Lane
from bot.rules.ids import MemberId, make_id
from bot.schedule import CATCH_UP_EVERY, Schedule
from bot.services import members, rooms, settings, upkeep
from bot.speech import Speech
from bot.worker import Worker, all_rested
from cogs.admin import Admin
from cogs.buttons import Acts
from cogs.chat import DiscordChat
from cogs.client import Face, News, RoomkeeperClient, point_at
from cogs.desk import Desk
from cogs.limits import Limiter, Limits
from cogs.mypage import MyPage
from cogs.registration import Memory
from cogs.rooms import Rooms
from cogs.translations import Translator, read
from storage import facts, schema
from storage.backup import backup
from storage.store import SqlStore
from webhooks.client import Line, Pace
from webhooks.handlers import handlers
from webhooks.payments import StripePayments
from webhooks.server import Door, make_app, serve

log = structlog.get_logger(__name__)

LOCALES = Path(__file__).parent.parent / "locales"
FIRST_CURRENCY = "JPY"


class CannotStart(Exception):
    """The bot cannot start; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """What the sandbox sets otherwise than the real thing. rings: let the alarm clock ring by itself."""

    chat_limits: Limits = Limits()  # noqa: RUF009 -- frozen
    payments_pace: Pace | None = None
    ready_seconds: float = 2.0
    catch_up_every: timedelta = CATCH_UP_EVERY
    rings: bool = True
    strict_words: bool = False


class App:
    """One community's bot: gateway, webhook endpoint and workers in one process."""

    def __init__(self, config: Config, clock: Clock, tuning: Tuning | None = None) -> None:
        self.config, self.clock, self._tuning = config, clock, tuning or Tuning()
        self.metrics = Metrics()
        self.connected = asyncio.Event()
        self.port = config.http_port
        self._tasks: list[asyncio.Task[None]] = []
        self._web: web.AppRunner | None = None
        self._served: Served | None = None
        self._control: ControlServer | None = None
        self._store: SqlStore | None = None
        self._line: Line | None = None
        self._schedule: Schedule | None = None

    async def open(self) -> None:
        """Open the database and put everything together, without beginning to work. Raises CannotStart."""
        await self._open_store()
        self._compose()

    async def start(self) -> None:
        """Open, and begin to work. Raises CannotStart."""
        await self._refuse_a_second_bot()
        await self.open()
        assert self._schedule is not None
        await self._schedule.plant()
        self._web, self.port = await serve(self._door(), self.config.http_host, self.config.http_port)
        if self._tuning.rings:
            self._served = self.metrics.serve(self.config.metrics_port)
            self._schedule.ring(self.wake)
        await self._listen_to_operators()
        self._begin(*(worker.run() for worker in self.workers), self._work_chat(), self._keep_connected())
        self.wake()

    @property
    def store(self) -> SqlStore:
        assert self._store is not None, "not opened"
        return self._store

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop. Raises what ends the connection to Discord for good."""
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({stopping, *self._tasks}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        for task in self._tasks:
            if task.done():
                task.result()

    async def stop(self) -> None:
        """Stop taking new work, finish what is in hand, and let go of everything."""
        if self._schedule is not None:
            self._schedule.hush()
        if self._web is not None:
            await self._web.cleanup()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._control is not None:
            await self._control.stop()
        if self._served is not None:
            self._served.stop()
        if self._line is not None:
            await self._line.close()
        if self._store is not None:
            await self._store.close()

    def wake(self) -> None:
        """Let every worker look for work: time has passed."""
        for worker in self._workers():
            worker.wake()

    def _wake_for(self, added: frozenset[Queue]) -> None:
        """Let those workers look whose queue something was added to."""
        for worker in self._workers():
            if worker.name in added:
                worker.wake()

    def _workers(self) -> tuple[Worker, ...]:
        return (*self.workers, self.chat_worker)

    async def idle(self) -> None:
        """Return when nothing is in hand and nothing may be done at this moment of the clock."""
        await all_rested(self._workers())

    async def next_due(self) -> datetime | None:
        """When there is something to do next; None when nothing waits."""
        return await self.store.read(lambda tx: tx.next_due())

    async def look(self) -> list[Finding]:
        """What `doctor` finds when no bot is running: opened, and logged in to Discord for as long as it looks."""
        await self.open()
        await self.client.log_in_to_ask(self.config.discord_token.get_secret_value())
        try:
            return await self.examine()
        finally:
            await self.client.close()

    async def examine(self) -> list[Finding]:
        """What `doctor` finds, from inside the running bot."""
        looks = (
            partial(facts.examine, self.config.database_url),
            partial(doctor.at_stripe, self.house.payments),
            partial(doctor.in_discord, self.house.chat, self.store),
            partial(doctor.parked, self.store),
        )
        return await doctor.examine(looks)

    async def _open_store(self) -> None:
        config = self.config
        state = await schema.state(config.database_url)
        if state is schema.State.EMPTY:
            await schema.migrate(config.database_url)
        elif state is not schema.State.FITS:
            raise CannotStart(f"the database does not fit this version ({state.value}): {schema.REMEDIES[state]}")
        zone = ZoneInfo(config.community_timezone)
        self._store = store = SqlStore(config.database_url, self.clock.now, zone, _new_id)
        await store.write(lambda tx: tx.release_leases())
        self.settings = await store.write(partial(_seed, config=config))
        store.zone = ZoneInfo(self.settings["timezone"])

    def _compose(self) -> None:
        """Put the rooms together; each is given what it needs and knows nothing of the others."""
        config, tuning = self.config, self._tuning
        calendar = _calendar(self.settings)
        speech = Speech(LOCALES, calendar.zone, strict=tuning.strict_words)
        pace = tuning.payments_pace or Pace()
        self._line = line = Line(config.stripe_api_key.get_secret_value(), config.stripe_api_url, pace)
        payments = StripePayments(line, config.discord_guild_id, calendar, config.public_url)
        point_at(config.discord_api_url, config.discord_gateway_url)
        self.client = RoomkeeperClient(
            config.discord_guild_id,
            Face(speech),
            self._news(),
            Memory(self._recall, self._remember),
            ready_seconds=tuning.ready_seconds,
        )
        chat = DiscordChat(self.client, config.discord_guild_id, speech, Limiter(tuning.chat_limits))
        mail = mail_by(config.smtp_url, config.mail_from, speech)
        self.house = House(self.store, payments, chat, mail, calendar, self.settings["locale"])
        self.client.show(_face(Desk(self.house, speech), self.settings["currency"]))
        self._hire(calendar)

    def _hire(self, calendar: Calendar) -> None:
        """The workers, each with its queue."""
        self.inbox = Inbox(self.store, self.house.payments, handlers(calendar), self.metrics)
        self._schedule = schedule = Schedule(self.store, calendar, self._tuning.catch_up_every)
        table = performers(self.house)
        money = Outbox(self.store, Lane.MONEY, table, self.metrics)
        chat = Outbox(self.store, Lane.CHAT, table, self.metrics)
        self.workers = (
            Worker(Queue.EVENTS, self.inbox.step),
            Worker(Queue.MONEY, money.step),
            Worker(Queue.DUE, schedule.step),
            Worker("figures", self._count),
        )
        self.chat_worker = Worker(Queue.CHAT, chat.step)
        self.store.on_commit(self._wake_for)

    def _begin(self, *lives: Coroutine[Any, Any, None]) -> None:
        self._tasks += [asyncio.create_task(life) for life in lives]

    async def _work_chat(self) -> None:
        """The chat lane waits for Discord: until then every call would fail."""
        await self.connected.wait()
        await self.chat_worker.run()

    async def _keep_connected(self) -> None:
        await self.client.run_until_cancelled(self.config.discord_token.get_secret_value())

    def _door(self) -> web.Application:
        config = self.config
        key = config.stripe_api_key.get_secret_value()
        door = Door(
            secrets=[secret.get_secret_value() for secret in config.stripe_webhook_secrets],
            keep=self.inbox.keep,
            clock=self.clock,
            metrics=self.metrics,
            ready=self.not_ready,
            guild_id=config.discord_guild_id,
            is_live="_live_" in key,
        )
        return make_app(door)

    async def not_ready(self) -> list[str]:
        """Why `readyz` would say no: [] when all is well."""
        reasons = []
        try:
            await self.store.read(lambda tx: tx.next_due())
        except Exception as fault:  # noqa: BLE001 -- whatever it is, it is the answer
            reasons.append(f"database: {fault}")
        if not self.client.is_ready():
            reasons.append("Discord: not connected")
        return reasons

    def _news(self) -> News:
        """What becomes of what Discord tells us."""
        store = self.store

        async def ready() -> None:
            self.connected.set()
            await store.write(members.compare_roles)

        async def joined(id: MemberId) -> None:
            await store.write(lambda tx: members.came_back(tx, id))

        async def left(id: MemberId) -> None:
            await store.write(lambda tx: members.left_server(tx, id))

        async def roles_changed(id: MemberId, changed: frozenset[int]) -> None:
            await store.write(lambda tx: members.roles_changed(tx, id, changed))

        async def role_deleted(role_id: int) -> None:
            await store.write(lambda tx: rooms.role_deleted(tx, role_id))

        return News(ready, joined, left, roles_changed, role_deleted)

    async def _recall(self, name: str) -> str | None:
        return await self.store.read(lambda tx: settings.recall(tx, name))

    async def _remember(self, name: str, value: str) -> None:
        await self.store.write(lambda tx: settings.remember(tx, name, value))

    async def _count(self) -> bool:
        """Keep the gauges up to date; there is never more to do at once."""
        for (sort, state), number in (await self.store.read(upkeep.counts)).items():
            gauge = self.metrics.parked if state == "parked" else self.metrics.waiting
            gauge.labels(sort).set(number)
        return False

    async def _listen_to_operators(self) -> None:
        """The control socket, beside a database that is a file."""
        path = facts.file_of(self.config.database_url)
        if path is not None:
            self._control = ControlServer(socket_of(path), self.acts())
            await self._control.start()

    def acts(self) -> dict[str, Act]:
        """What the command line may ask for."""
        return {"ping": self._ping, "doctor": self._doctor, "backup": self._backup, "retry": self._retry}

    async def _refuse_a_second_bot(self) -> None:
        """Two processes that write one SQLite file can corrupt it."""
        path = facts.file_of(self.config.database_url)
        if path is None:
            return
        try:
            await ask(socket_of(path), "ping")
        except NobodyThere:
            return
        raise CannotStart(f"a bot is running beside {path} already: stop it first, or set another DATABASE_URL")

    async def _ping(self) -> str:
        return "here"

    async def _doctor(self) -> list[dict[str, Any]]:
        return [asdict(finding) for finding in await self.examine()]

    async def _backup(self, file: str) -> int:
        return await backup(self.store, Path(file))

    async def _retry(self) -> int:
        return await self.store.write(upkeep.retry_parked)


async def _seed(tx: Transaction, config: Config) -> dict[str, str]:
    """The community's settings: the environment's at the first start, the rows' ever after."""
    return await settings.seed(
        tx,
        timezone=config.community_timezone,
        currency=FIRST_CURRENCY,
        locale=config.default_locale,
        retry_days=",".join(str(day) for day in config.billing_retry_days),
        retry_hour=str(config.billing_retry_hour),
    )


def _calendar(known: dict[str, str]) -> Calendar:
    days = tuple(int(day) for day in known["retry_days"].split(","))
    return Calendar(ZoneInfo(known["timezone"]), days, int(known["retry_hour"]))


def _face(desk: Desk, currency: str) -> Face:
    """Every command and every button."""
    rooms_cog, mypage_cog = Rooms(desk), MyPage(desk)
    acts = Acts({**rooms_cog.buttons, **mypage_cog.buttons})
    translator = Translator(read(LOCALES / "ja" / "commands.ftl"))
    return Face(desk.speech, (rooms_cog, mypage_cog, Admin(desk, currency)), acts, translator=translator)


def _new_id(prefix: str, now: datetime) -> str:
    return make_id(prefix, now, secrets.randbits)
