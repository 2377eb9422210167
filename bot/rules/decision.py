"""What a rule answers: nothing has happened yet."""

from dataclasses import dataclass
from typing import Protocol

from bot.rules.due import Due
from bot.rules.effects import Effect


class Record(Protocol):
    """Anything the store keeps: a frozen dataclass with an id."""

    @property
    def id(self) -> str | int: ...


@dataclass(frozen=True, slots=True)
class Decision:
    """Records to keep as they now are, effects to perform once they are kept, and work to do at its time."""

    keep: tuple[Record, ...] = ()
    effects: tuple[Effect, ...] = ()
    due: tuple[Due, ...] = ()

    def __add__(self, other: "Decision") -> "Decision":
        """Both decisions, this one first."""
        return Decision(self.keep + other.keep, self.effects + other.effects, self.due + other.due)


NOTHING = Decision()
