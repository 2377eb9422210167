"""The database at the start: one process writes it, its tables fit this version, and it knows the settings."""

import secrets
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.ports import Clock, Transaction
from bot.rules import preferences
from bot.rules.days import Calendar
from bot.rules.ids import make_id
from bot.services import settings
from storage import facts, schema
from storage.lock import FileLock, InUse
from storage.store import SqlStore

FIRST_CURRENCY = "JPY"


class CannotStart(Exception):
    """The bot cannot start; the message says why and what to do."""


def lock(url: str) -> FileLock | None:
    """The lock on a database that is a file, taken; None for any other.

    Two processes that write one SQLite file can corrupt it. Raises CannotStart.
    """
    path = facts.file_of(url)
    if path is None:
        return None
    taken = FileLock(path)
    try:
        taken.take()
    except InUse as used:
        raise CannotStart(f"{used}: stop that one first, or set another DATABASE_URL") from used
    except OSError as fault:
        raise CannotStart(f"DATABASE_URL names {path}, which cannot be opened: {fault}") from fault
    return taken


async def fit(url: str) -> None:
    """Make the tables of an empty database. Raises CannotStart for one of another version."""
    state = await schema.state(url)
    if state is schema.State.EMPTY:
        await schema.migrate(url)
    elif state is not schema.State.FITS:
        raise CannotStart(f"the database does not fit this version ({state.value}): {schema.REMEDIES[state]}")


def open_store(config: Config, clock: Clock) -> SqlStore:
    """The store, which writes nothing yet."""
    return SqlStore(config.database_url, clock.now, ZoneInfo(config.community_timezone), _new_id)


async def settle_in(store: SqlStore, config: Config) -> dict[str, str]:
    """Give back what a process that died had leased, and read the community's settings: those of the environment at
    the first start, the rows' ever after.
    """
    await store.write(lambda tx: tx.release_leases())
    known = await store.write(partial(_seed, config=config))
    store.zone = ZoneInfo(known["timezone"])
    return known


async def _seed(tx: Transaction, config: Config) -> dict[str, str]:
    return await settings.seed(
        tx,
        timezone=config.community_timezone,
        currency=FIRST_CURRENCY,
        locale=config.default_locale,
        retry_days=",".join(str(day) for day in config.billing_retry_days),
        retry_hour=str(config.billing_retry_hour),
        offer_hours=str(config.waiting_offer_hours),
        answer_days=str(config.approval_answer_days),
        refund_days=str(config.approval_refund_days),
        quiet_hours=config.quiet_hours,
        absence_days=str(config.absence_days),
    )


def calendar_of(known: dict[str, str]) -> Calendar:
    """The calendar by which a community with these settings lives."""
    days = tuple(int(day) for day in known["retry_days"].split(","))
    return Calendar(ZoneInfo(known["timezone"]), days, int(known["retry_hour"]), preferences.read(known["quiet_hours"]))


def _new_id(prefix: str, now: datetime) -> str:
    return make_id(prefix, now, secrets.randbits)
