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
