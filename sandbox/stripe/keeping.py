"""What the local Stripe keeps between two starts: the account, its keys, and what it has not been able to deliver."""

from typing import Any

from sandbox.wire import Answer

from .cards import by_number
from .core import LocalStripe
from .idempotency import Stored
from .webhooks import Letter

KINDS: dict[str, type[Any]] = {"stored": Stored, "answer": Answer, "letter": Letter}
"""The records in it, by the name each is written under."""


def kept(core: LocalStripe) -> dict[str, Any]:
    """Its content, in the very objects that are in use: to be frozen at once, with nothing under way."""
    post, account = core.post, core.account.content()
    assert not post.under_way, post.under_way
    return {
        "account": account | {"cards": {id: card.number for id, card in account["cards"].items()}},
        "keys": core.keys.stored,
        "latest": core.latest,
        "post": {"waiting": post.waiting, "arrived": post.arrived, "sent": post.sent},
    }


def restore(core: LocalStripe, content: dict[str, Any]) -> None:
    """Make a fresh one what another was. Raises KeyError for content of another shape."""
    cards = {id: by_number(number) for id, number in content["account"]["cards"].items()}
    core.account.fill(content["account"] | {"cards": cards})
    core.keys.stored, core.latest = content["keys"], content["latest"]
    post = content["post"]
    core.post.waiting, core.post.arrived, core.post.sent = post["waiting"], post["arrived"], post["sent"]
