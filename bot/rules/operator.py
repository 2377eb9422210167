"""Who runs the community, as it must be shown to whoever pays."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Operator:
    """The operator, and the desk that decides about refunds (R-4, R-105). "" for what is not configured."""

    name: str = ""
    address: str = ""
    registration: str = ""
    phone: str = ""
    desk_name: str = ""
    desk_phone: str = ""
    desk_hours: str = ""
    desk_url: str = ""

    def missing(self) -> tuple[str, ...]:
        """What is not said, by the names of the fields."""
        return tuple(one.name for one in fields(self) if not getattr(self, one.name))
