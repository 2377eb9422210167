"""What a member wishes of our notices."""

from dataclasses import dataclass

from bot.rules.days import Quiet
from bot.rules.ids import MemberId
from bot.rules.texts import Refused, text


@dataclass(frozen=True, slots=True)
class Preferences:
    """A member's wishes. renewals_muted: of monthly renewals (R-84). quiet_from, quiet_to: their own quiet hours.

    Hours are those of the community's zone, 0 to 23; None for the community's own.
    """

    id: MemberId
    renewals_muted: bool = False
    quiet_from: int | None = None
    quiet_to: int | None = None

    @property
    def member_id(self) -> MemberId:
        return self.id

    def quiet(self, of_community: Quiet) -> Quiet:
        """When this member is not to be disturbed."""
        if self.quiet_from is None or self.quiet_to is None:
            return of_community
        return Quiet(self.quiet_from, self.quiet_to)


def quiet_between(from_hour: int | None, to_hour: int | None) -> Quiet | None:
    """The hours somebody asked for; None when they named none. Raises Refused for half of it."""
    if from_hour is None and to_hour is None:
        return None
    if from_hour is None or to_hour is None:
        raise Refused(text("notices.quiet_both"))
    return Quiet(from_hour, to_hour)


def written(quiet: Quiet) -> str:
    """Quiet hours as the environment and a setting write them: "21-9"."""
    return f"{quiet.from_hour}-{quiet.to_hour}"


def read(value: str) -> Quiet:
    """The quiet hours that "21-9" says. Raises ValueError."""
    first, _, second = value.partition("-")
    quiet = Quiet(int(first), int(second))
    if not (0 <= quiet.from_hour <= LAST_HOUR and 0 <= quiet.to_hour <= LAST_HOUR):
        raise ValueError(value)
    return quiet


LAST_HOUR = 23
