"""The people of a busy month, and where it ends, whatever happens on the way."""

from collections import Counter

from tests.journeys.journey import tokyo

BEGIN = tokyo(11, 30, 22, 30)
FAILS, LEAVES, GIVES_UP, TOO_LATE = "aiko", "ken", "rei", "hanako"
CHANGES_MIND, WITHDRAWS, WAITS = "yuki", "sora", "emi"
"""The members: one whose December is paid by the first retry; one who leaves in time; one who leaves unpaid; one whose
payment of November is only seen in December; one who withdraws, and pays all the same; one who
only withdraws; and one whom nobody has let in by the end."""

ENDED = {
    "taken": Counter(
        {
            (FAILS, "11-30"): 1,
            (LEAVES, "11-30"): 1,
            (GIVES_UP, "11-30"): 1,
            (TOO_LATE, "11-30"): 1,
            (CHANGES_MIND, "11-30"): 1,
            (FAILS, "12-05"): 1,
            (WAITS, "12-01"): 1,
            (TOO_LATE, "12-05"): 1,
        }
    ),
    "given_back": [(CHANGES_MIND, 500)],
    "subscriptions": Counter(
        {(FAILS, "active"): 1, (TOO_LATE, "active"): 1, (LEAVES, "canceled"): 1, (GIVES_UP, "canceled"): 1}
    ),
    "roles": {
        FAILS: {"Gold"},
        TOO_LATE: {"Gold"},
        LEAVES: set(),
        GIVES_UP: set(),
        CHANGES_MIND: set(),
        WITHDRAWS: set(),
        WAITS: set(),
    },
    "threads": [True],
    "messages": {FAILS: 2, TOO_LATE: 2, LEAVES: 2, GIVES_UP: 3, CHANGES_MIND: 1, WITHDRAWS: 0, WAITS: 1},
    "memberships": Counter({"active": 2, "left": 4, "awaiting_approval": 1}),
    "charges": Counter(
        {("2026-11-01", "paid"): 4, ("2026-12-01", "paid"): 2, ("2026-12-01", "written_off"): 1},
    ),
    "rooms": ["open"],
    "made_in_discord": Counter({"role": 1, "category": 1, "channel": 1}),
    "made_at_stripe": Counter({"product": 1, "price": 2, "customer": 7}),
    "unfinished": [],
}
"""Where the month ends, whatever happened on the way. Money: who paid, and on which day; nobody pays a month twice.

messages: how many each was sent; a bot that died before it knew that one had arrived sends it again, and it is one.
"""
