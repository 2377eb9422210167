"""Money as whole minor units of one currency: never a float, never two currencies in one sum, one rounding place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole minor units: yen for JPY, cents for EUR. `currency` is the ISO code in capitals."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        assert isinstance(self.minor, int), self.minor
        assert self.currency.isupper(), self.currency

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def share(self, part: int, whole: int) -> "Money":
        """`part` of `whole` parts of this amount, rounded down to a whole minor unit; `share(30, 100)` is 30 %."""
        assert 0 <= part <= whole, (part, whole)
        return Money(self.minor * part // whole, self.currency)

    def _same(self, other: "Money") -> int:
        assert other.currency == self.currency, (self, other)
        return other.minor
