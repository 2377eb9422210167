"""Settings of the community: kept as rows, seeded from the environment at the first start."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.ids import MemberId


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it was set at one time; the newest row of a name counts, the older ones are its history.

    value: as written in the environment ("5,10,15,20,25"). set_by: None for the environment at the first start.
    """

    id: str
    name: str
    value: str
    set_at: datetime
    set_by: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long people have time to answer, as the community set it.

    offer_hours: to take a seat that was offered. answer_days: an owner, to answer a paid request, before the admins are
    asked. refund_days: how much longer before it is given up and the money goes back.
    """

    offer_hours: int = 24
    answer_days: int = 3
    refund_days: int = 4

    @property
    def answer_within_days(self) -> int:
        """How long somebody who paid waits for an answer, or has their money back."""
        return self.answer_days + self.refund_days
