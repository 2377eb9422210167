"""Whatever happens in whatever order: every credit that was granted is spent, expired, held or left."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.credits.lots import totals
from bot.rules.credits.plans import cycle, turn
from bot.rules.credits.spending import Debit, DebitState, give_back, hold, release, settle, spend
from bot.rules.decision import NOTHING
from bot.rules.texts import Refused
from tests.rules.credits import lots_after, plan

ACTS = ["turn", "turn again", "spend", "hold", "settle", "release", "give back", "give back late"]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 12)), max_size=25)


class Account:
    """Plays steps, and counts apart from the rules what each of them must have moved."""

    def __init__(self):
        self.plan, self.debits, self.turns = plan(rollover_cap=7, cycles_kept=2), {}, 0
        self.lots = lots_after((), turn(self.plan, (), 0, "in_0"))
        self.moved = Counter(granted=10)

    @property
    def now(self):
        return cycle(self.plan, self.turns).starts_at

    def play(self, act, number):
        try:
            decision, moved = self.decide(act, number)
        except Refused:
            return
        self.lots = lots_after(self.lots, decision)
        self.debits |= {record.id: record for record in decision.keep if isinstance(record, Debit)}
        self.moved.update(moved)

    def decide(self, act, number):
        match act:
            case "turn":
                self.turns += 1
                return turn(self.plan, self.lots, self.turns, f"in_{self.turns}"), {"granted": 10}
            case "turn again":
                return turn(self.plan, self.lots, self.turns, f"in_{self.turns}"), {}
            case "spend":
                return spend(self.lots, number, f"{len(self.debits)}", self.now), {"spent": number}
            case "hold":
                return hold(self.lots, number, f"{len(self.debits)}", self.now), {"held": number}
        if not self.debits:
            return NOTHING, {}
        return self.ending(act, number, list(self.debits.values())[number % len(self.debits)])

    def ending(self, act, number, debit):
        held = debit.credits if debit.state is DebitState.HELD else 0
        match act:
            case "settle":
                return settle(debit, self.lots), {"held": -held, "spent": held}
            case "release":
                return release(debit, self.lots, self.now), {"held": -held}
        if debit.state is not DebitState.SPENT:
            return NOTHING, {}
        back = min(number, debit.credits - debit.returned)
        ends_at = cycle(self.plan, self.turns).ends_at if act == "give back" else None
        return give_back(debit, back, self.lots, self.now, cycle_ends_at=ends_at), {"spent": -back}


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_credits_are_conserved_under_any_interleaving(steps):
    account, expired = Account(), 0
    for act, number in steps:
        account.play(act, number)
        now = totals(account.lots)

        assert now.granted == now.spent + now.held + now.expired + now.left
        assert (now.granted, now.spent, now.held) == tuple(account.moved[name] for name in ("granted", "spent", "held"))
        assert now.expired >= expired
        expired = now.expired


@settings(max_examples=50, deadline=None)
@given(STEPS)
def test_the_same_steps_decide_the_same_twice(steps):
    one, other = Account(), Account()
    for act, number in steps:
        one.play(act, number)
        other.play(act, number)

    assert (one.lots, one.debits) == (other.lots, other.debits)
