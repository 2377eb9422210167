"""What members wish of our notices, and the community's quiet hours."""

from dataclasses import replace

from bot.ports import Transaction
from bot.rules import preferences
from bot.rules.days import Calendar, Quiet
from bot.rules.ids import MemberId
from bot.rules.preferences import Preferences
from bot.services import settings

QUIET_HOURS = "quiet_hours"


async def of(tx: Transaction, member_id: MemberId) -> Preferences:
    """A member's wishes; the usual ones of somebody who never said any."""
    return await tx.seek(Preferences, member_id) or Preferences(member_id)


async def mute_renewals(tx: Transaction, member_id: MemberId, *, muted: bool) -> Preferences:
    """Tell of monthly renewals no more, or again (R-84)."""
    wishes = replace(await of(tx, member_id), renewals_muted=muted)
    await tx.put(wishes)
    return wishes


async def set_quiet(tx: Transaction, member_id: MemberId, quiet: Quiet) -> Preferences:
    """Keep a member's own quiet hours."""
    wishes = replace(await of(tx, member_id), quiet_from=quiet.from_hour, quiet_to=quiet.to_hour)
    await tx.put(wishes)
    return wishes


async def quiet_of_community(tx: Transaction, calendar: Calendar) -> Quiet:
    """The community's quiet hours as they are set now."""
    value = (await settings.current(tx)).get(QUIET_HOURS)
    return preferences.read(value) if value else calendar.quiet


async def set_quiet_of_community(tx: Transaction, quiet: Quiet, *, by: MemberId) -> None:
    """Set the community's quiet hours; they count from the next notice on."""
    await settings.put(tx, QUIET_HOURS, preferences.written(quiet), by=by)


async def quiet_of(tx: Transaction, member_id: MemberId, calendar: Calendar) -> Quiet:
    """When a member is not to be disturbed: their own hours, or else the community's."""
    return (await of(tx, member_id)).quiet(await quiet_of_community(tx, calendar))
