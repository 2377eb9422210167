"""The languages of Stripe's own pages: the two we speak ourselves."""

from typing import Literal


def language(locale: str) -> Literal["ja", "en"]:
    """The language for somebody whose Discord is set to `locale` ("ja", "en-US", …)."""
    return "ja" if locale.startswith("ja") else "en"
