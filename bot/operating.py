"""What operators do from the command line: beside a running bot by asking it, without one by looking ourselves.

Nothing here opens a second writer on a SQLite file that a running bot has open.
"""

from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import discord
from rich.console import Console

from bot import doctor
from bot.app import App, CannotStart
from bot.clock import SystemClock
from bot.config import Config, ConfigError
from bot.control import Failed, NobodyThere, ask, socket_of
from bot.policies.closed_days import japan
from bot.ports import Finding
from bot.rules.business_days import BusinessDays
from bot.rules.days import Calendar
from bot.rules.refunds.replay import Contract
from bot.services import contracts
from storage import facts, schema
from storage.backup import NoBackup
from storage.store import SqlStore

MENDABLE = (ConfigError, CannotStart, Failed, NoBackup, discord.LoginFailure, discord.PrivilegedIntentsRequired)
"""Faults that end with one plain message: the operator can do something about each of them."""


async def examine(config: Config, console: Console) -> bool:
    """What `doctor` prints: by the running bot if there is one. Returns whether all is well."""
    try:
        told = cast(list[dict[str, Any]], await _ask(config, "doctor"))
        findings = [Finding(**one) for one in told]
        console.print("asked the running bot")
    except NobodyThere:
        findings = await _examine_alone(config)
    return doctor.show(findings, console)


async def _examine_alone(config: Config) -> list[Finding]:
    state = await schema.state(config.database_url)
    if state not in (schema.State.FITS, schema.State.EMPTY):
        return await facts.examine(config.database_url)
    bot = App(config, SystemClock())
    try:
        return await bot.look()
    finally:
        await bot.stop()


async def copy(config: Config, file: Path) -> int:
    """Back up into `file`, an absolute path: the bot may run elsewhere. Returns its size in bytes."""
    try:
        return cast(int, await _ask(config, "backup", file=str(file)))
    except NobodyThere:
        return await _alone(config, "backup", file=str(file))


async def retry(config: Config) -> int:
    """Give what is parked another try. Returns how much that is."""
    try:
        return cast(int, await _ask(config, "retry"))
    except NobodyThere:
        return await _alone(config, "retry")


async def sync(config: Config) -> int:
    """Have everybody's roles put right. Returns how many members that concerns."""
    try:
        return cast(int, await _ask(config, "sync"))
    except NobodyThere:
        return await _alone(config, "sync")


async def open_contracts(config: Config) -> list[Contract]:
    """Every open contract, read beside a running bot: readers cannot write, so they disturb nobody."""
    state = await schema.state(config.database_url)
    if state is not schema.State.FITS:
        raise CannotStart(f"the database cannot be read ({state.value}): {schema.REMEDIES[state]}")
    zone = ZoneInfo(config.community_timezone)
    store = SqlStore(config.database_url, SystemClock().now, zone, lambda prefix, _: prefix)
    try:
        return await store.read(lambda tx: contracts.open_contracts(tx, calendar=Calendar(zone)))
    finally:
        await store.close()


def open_days(config: Config) -> BusinessDays:
    """When the desk of this community is open."""
    return BusinessDays(ZoneInfo(config.community_timezone), japan())


async def _ask(config: Config, act: str, **arguments: object) -> object:
    path = facts.file_of(config.database_url)
    if path is None:
        raise NobodyThere("PostgreSQL: there is no control socket")
    return await ask(socket_of(path), act, **arguments)


async def _alone(config: Config, act: str, **arguments: str) -> int:
    bot = App(config, SystemClock())
    try:
        await bot.open()
        return cast(int, await bot.operators.acts()[act](**arguments))
    finally:
        await bot.stop()
