"""What somebody's bank says to every charge of their cards from now on."""

from sandbox.discord.shapes import Object
from sandbox.page.guard import unknown
from sandbox.stripe import cards
from sandbox.stripe.cards import Challenge, TestCard
from sandbox.world import World

DECLINES = (
    *("generic_decline", "insufficient_funds", "expired_card", "lost_card", "stolen_card"),
    *("do_not_honor", "processing_error", "authentication_required"),
)


def answer(world: World, member_id: str) -> str | None:
    """The reason it refuses for; None when it does not, or where there is no card."""
    turned = world.stripe.core.account.turned
    return next((reason for one in _methods(world, member_id) if (reason := turned.get(one["id"]))), None)


def turn(world: World, member_id: str, reason: str | None) -> None:
    """From now on it refuses for this reason; None: it says yes. Raises Failed when there is no card yet."""
    methods = _methods(world, member_id)
    if not methods:
        raise unknown("they have no card yet")
    if reason is not None and reason not in DECLINES:
        raise unknown(f"no bank says {reason}")
    for method in methods:
        world.stripe.core.turn_card(method["id"], reason)


def _methods(world: World, member_id: str) -> list[Object]:
    account = world.stripe.core.account
    theirs = {one["id"] for one in account.all("customer") if one["metadata"].get("member_id") == member_id}
    return [one for one in account.all("payment_method") if one["customer"] in theirs and one["type"] == "card"]


def offered() -> list[Object]:
    """The test cards, with what comes of each."""
    return [{"number": one.number, "label": one.label, "kind": _kind(one)} for one in cards.TEST_CARDS]


def _kind(card: TestCard) -> str:
    if card.attach_decline is None and card.charge_decline is not None:
        return "fails_later"
    if card.challenge is not Challenge.NEVER:
        return "authentication"
    if card.attach_decline is None:
        return "works" if not (card.disputed or card.refund_fails) else "other"
    known = {"insufficient_funds", "expired_card"}
    return card.attach_decline if card.attach_decline in known else "declined"
