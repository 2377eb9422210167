"""Eligibility: signals about an account that raise a flag for the owner, and the declaration of E-14.

A signal never refuses by itself: whether an account is active is judged by a person (E-12).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.texts import Refused, text


class Signal(StrEnum):
    """What may speak against an account being active."""

    YOUNG_ACCOUNT = "young_account"
    NO_AVATAR = "no_avatar"
    NEW_IN_SERVER = "new_in_server"
    NO_FULL_NAME = "no_full_name"


@dataclass(frozen=True, slots=True)
class SignalSettings:
    """Which signals are looked for: days below which an account or a stay is young, 0 for not looking."""

    account_days: int = 30
    server_days: int = 1
    wants_avatar: bool = True
    wants_full_name: bool = False

    def __post_init__(self) -> None:
        for name in ("account_days", "server_days"):
            if getattr(self, name) < 0:
                raise BadInput(name, getattr(self, name), "a number of days of zero or more")


@dataclass(frozen=True, slots=True)
class Account:
    """What Discord shows of an account, and the name given in the application form ("" for none)."""

    made_at: datetime
    joined_server_at: datetime
    has_avatar: bool
    full_name: str = ""

    def __post_init__(self) -> None:
        check_aware("made_at", self.made_at)
        check_aware("joined_server_at", self.joined_server_at)


def signals(account: Account, wanted: SignalSettings, now: datetime) -> tuple[Signal, ...]:
    """The flags to show to the owner, () for none. An account that is exactly as old as wanted is old enough."""
    check_aware("now", now)
    found = {
        Signal.YOUNG_ACCOUNT: now - account.made_at < timedelta(days=wanted.account_days),
        Signal.NO_AVATAR: wanted.wants_avatar and not account.has_avatar,
        Signal.NEW_IN_SERVER: now - account.joined_server_at < timedelta(days=wanted.server_days),
        Signal.NO_FULL_NAME: wanted.wants_full_name and not account.full_name.strip(),
    }
    return tuple(signal for signal, is_there in found.items() if is_there)


def check_declaration(*, has_declared: bool) -> None:
    """Refuse who has not declared that they sell no "information products" or the like (E-14)."""
    if not has_declared:
        raise Refused(text("moderation.declare_first"))
