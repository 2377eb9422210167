"""Tuning: what the sandbox and tests set otherwise than the real thing."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.schedule import CATCH_UP_EVERY
from cogs.limits import Limits
from webhooks.client import TIMEOUT_SECONDS, Pace


@dataclass(frozen=True, slots=True)
class Tuning:
    """What the sandbox sets otherwise than the real thing.

    payments_timeout_seconds: how long one try of a call waits for Stripe. ready_seconds: how long discord.py waits for
    one more server after the last appeared (it would wait for 2). We serve one, which Discord sends at once. rings: let
    the alarm clock ring by itself. policy_folders: where the policies are, the shipped ones if none is named.
    """

    chat_limits: Limits = Limits()  # noqa: RUF009 -- frozen
    payments_pace: Pace | None = None
    payments_timeout_seconds: float = TIMEOUT_SECONDS
    ready_seconds: float = 0.5
    catch_up_every: timedelta = CATCH_UP_EVERY
    rings: bool = True
    strict_words: bool = False
    policy_folders: tuple[Path, ...] = ()
