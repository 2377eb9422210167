"""How much is measured: enough to mean something, or just enough to see that it works."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts of everything that is repeated; all of them bounded.

    requests: in each run of the sender. rounds: pairs of runs. events: handled, each way. month_members: of the month.
    community: members of the large community that is held in memory. people: who type at once.
    """

    requests: int
    rounds: int
    events: int
    joins: int
    month_members: int
    starts: int
    community: int
    decisions: int
    people: int


FULL = Scale(
    requests=6_000,
    rounds=3,
    events=1_000,
    joins=100,
    month_members=1_000,
    starts=5,
    community=10_000,
    decisions=20_000,
    people=50,
)
TINY = Scale(requests=64, rounds=1, events=2, joins=1, month_members=2, starts=1, community=2, decisions=100, people=2)
