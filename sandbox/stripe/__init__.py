"""A local Stripe: speaks Stripe's protocol to the unmodified library, with no account and no money.

`core` answers and keeps time, `server` carries it over sockets, `routes` is the table of calls, and every noun of
Stripe's has a module of its own name. `person` acts through the pages, `books` reads what came of it, `contract` checks
all of it against the installed library. What the real service does to people is in `sandbox/FACTS.md`.
"""
