"""How many requests the contract checks looked at, for the line at the end of the session."""

from collections import Counter

CHECKED: Counter[str] = Counter()
"""By service: "Stripe", "Discord"."""


def count(service: str, requests: int) -> None:
    """Add what one test's contract has looked at."""
    CHECKED[service] += requests
