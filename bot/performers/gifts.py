"""Gifts: the Checkout link that pays one, and what became of it."""

from collections.abc import Awaitable, Callable

from bot.fresh import decide_fresh
from bot.house import House
from bot.performers.orders import as_customer
from bot.ports import Transaction, Unreachable
from bot.rules.effects import AskGift, CloseGift
from bot.rules.gifts.gift import Gift
from bot.rules.ids import GiftId
from bot.rules.payments import Checkout
from bot.services import gifts
from bot.services.gifts import GiftRequest


async def make_link(house: House, request: GiftRequest) -> Gift:
    """The gift with its Checkout link, made now unless it is there already.

    Raises Unreachable or Rejected when Stripe makes none, as for an order.
    """
    gift = request.gift
    if gift.url is not None:
        return gift
    try:
        giver = await as_customer(house, request.giver)
        checkout = await house.payments.open_gift(gift, request.room, giver)
    except Unreachable:
        await house.store.write(lambda tx: gifts.not_linked(tx, gift.id, gift.tries))
        raise
    return await house.store.write(lambda tx: gifts.linked(tx, gift.id, gift.tries, checkout))


async def settle_what_ran_out(house: House, gift_id: GiftId) -> None:
    """Close a link whose time is over before another is made, in case nobody told us yet: it may have been paid."""
    if await house.store.read(lambda tx: gifts.run_out(tx, gift_id)):
        await _take_in(house, gift_id, house.payments.close_checkout)


async def ask(house: House, effect: AskGift, tries: int) -> None:
    """Ask Stripe what became of a gift's link."""
    await _take_in(house, effect.gift_id, house.payments.checkout)


async def close(house: House, effect: CloseGift, tries: int) -> None:
    """Close a link that no longer counts; if it was paid meanwhile the money goes back."""
    await _take_in(house, effect.gift_id, house.payments.close_checkout)


async def _take_in(house: House, gift_id: GiftId, look: Callable[[str], Awaitable[Checkout | None]]) -> None:
    gift = await house.store.read(lambda tx: tx.get(Gift, gift_id))
    session_id = gift.session_id
    if session_id is None:
        await house.store.write(lambda tx: gifts.never_linked(tx, gift.id))
        return

    async def decide(tx: Transaction, seen: Checkout | None) -> None:
        if seen is not None:
            await gifts.checkout_seen(tx, seen, policies=house.policies)

    await decide_fresh(house.store, gift.member_id, lambda: look(session_id), decide)
