"""The one way out for faults: commands, buttons and forms that went wrong end here, and the person reads why."""

import asyncio
import secrets
from dataclasses import dataclass

import discord
import structlog
from discord import app_commands

from bot.ports import Rejected, Unreachable
from bot.rules.cards import TurnedAway
from bot.rules.texts import Refused, Text, text
from cogs import answers
from cogs.asking import NETWORK_FAULTS
from cogs.speaking import Speaker

log = structlog.get_logger(__name__)

UNKNOWN_INTERACTION, ALREADY_ANSWERED = 10062, 40060
BUSY = (Unreachable, discord.DiscordServerError, *NETWORK_FAULTS)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the person reads. log_id: by which an operator finds the fault in the log, None when there is none."""

    why: Text
    log_id: str | None = None


async def report(interaction: discord.Interaction, fault: Exception, speaker: Speaker) -> None:
    """Tell the person what `fault` means for them, and the log what it was."""
    cause = fault.original if isinstance(fault, app_commands.CommandInvokeError) else fault
    if _too_late(cause):
        log.warning("an interaction was answered too late", interaction=_name(interaction), fault=str(cause))
        return
    answered = put_in_words(cause, secrets.token_hex(4))
    if answered.log_id is not None:
        log.error("an interaction failed", interaction=_name(interaction), id=answered.log_id, exc_info=cause)
    try:
        if isinstance(cause, TurnedAway):
            await answers.answer(interaction, cause.card, speaker)
        else:
            await answers.refuse(interaction, Refused(answered.why), speaker)
    except (discord.DiscordException, OSError) as again:
        log.warning("a fault could not be told", interaction=_name(interaction), fault=str(again))


def put_in_words(cause: BaseException, log_id: str) -> Answered:
    """What a person is told about `cause`; what an operator should look at carries `log_id`."""
    if (why := _foreseen(cause)) is not None:
        return Answered(why)
    if isinstance(cause, BUSY):
        return Answered(text("errors.unreachable"), log_id)
    if isinstance(cause, Rejected):
        return Answered(text("errors.rejected", id=log_id), log_id)
    return Answered(text("errors.unexpected", id=log_id), log_id)


def _foreseen(cause: BaseException) -> Text | None:
    match cause:
        case Refused():
            return cause.why
        case answers.Outdated():
            return text("errors.outdated")
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return text("errors.updating")
        case app_commands.CommandOnCooldown():
            return text("errors.cooldown", seconds=max(1, round(cause.retry_after)))
        case app_commands.CheckFailure():
            return text("errors.not_yours")
        case _:
            return None


ORPHAN_AFTER_SECONDS = 2.0
"""Who will answer has deferred by now; Discord gives up after three."""


async def answer_orphan(interaction: discord.Interaction, speaker: Speaker) -> None:
    """Answer a button or a form that nobody else answers: it is from before a restart, or of an older version."""
    if interaction.type not in (discord.InteractionType.component, discord.InteractionType.modal_submit):
        return
    # The age is by two clocks, Discord's and ours: they may differ by more than the seconds we speak of.
    age_seconds = (discord.utils.utcnow() - interaction.created_at).total_seconds()
    await asyncio.sleep(min(max(ORPHAN_AFTER_SECONDS - age_seconds, 0.5), ORPHAN_AFTER_SECONDS))
    if not interaction.response.is_done():
        await report(interaction, answers.Outdated(_name(interaction)), speaker)


def _too_late(cause: BaseException) -> bool:
    return isinstance(cause, discord.HTTPException) and cause.code in (UNKNOWN_INTERACTION, ALREADY_ANSWERED)


def _name(interaction: discord.Interaction) -> str:
    """Which command or button it was, never its token: whoever has that may speak for us for 15 minutes."""
    if interaction.command is not None:
        return interaction.command.qualified_name
    custom_id = interaction.data.get("custom_id") if interaction.data else None
    return str(custom_id or interaction.type.name)
