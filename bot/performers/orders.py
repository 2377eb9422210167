"""Orders: the Checkout link that pays a first month, and what became of it."""

from bot.fresh import decide_fresh
from bot.house import House
from bot.ports import Transaction, Unreachable
from bot.rules.effects import AskOrder, CloseOrder
from bot.rules.payments import Checkout
from bot.rules.rooms import Order
from bot.services import joining
from bot.services.joining import Request


async def make_link(house: House, request: Request) -> Order:
    """The order with its Checkout link, made now unless it is there already.

    Raises Unreachable or Rejected when Stripe makes none: the order stays, nothing is charged, and the next request
    asks under a new key, because Stripe would repeat a stored fault under the old one.
    """
    order, member = request.order, request.member
    if order.url is not None:
        return order
    try:
        if member.customer_id is None:
            customer_id = await house.payments.make_customer(member)
            member = await house.store.write(lambda tx: joining.became_customer(tx, member.id, customer_id))
        checkout = await house.payments.open_checkout(order, request.room, member)
    except Unreachable:
        await house.store.write(lambda tx: joining.not_linked(tx, order.id, order.tries))
        raise
    return await house.store.write(lambda tx: joining.linked(tx, order.id, order.tries, checkout))


async def ask(house: House, effect: AskOrder, tries: int) -> None:
    """Ask Stripe what became of an order. One that never got a link is over when its time is."""
    order = await house.store.read(lambda tx: tx.get(Order, effect.order_id))
    session_id = order.session_id
    if session_id is None:
        await house.store.write(lambda tx: joining.never_linked(tx, order.id))
        return

    async def decide(tx: Transaction, seen: Checkout | None) -> None:
        if seen is not None:
            await joining.checkout_seen(tx, seen, calendar=house.calendar)

    await decide_fresh(house.store, order.member_id, lambda: house.payments.checkout(session_id), decide)


async def close(house: House, effect: CloseOrder, tries: int) -> None:
    """Close a link that no longer counts; if it was paid meanwhile the event brings the refund."""
    order = await house.store.read(lambda tx: tx.get(Order, effect.order_id))
    session_id = order.session_id
    if session_id is None:
        await house.store.write(lambda tx: joining.never_linked(tx, order.id))
        return

    async def decide(tx: Transaction, seen: Checkout | None) -> None:
        if seen is not None:
            await joining.checkout_seen(tx, seen, calendar=house.calendar)

    await decide_fresh(house.store, order.member_id, lambda: house.payments.close_checkout(session_id), decide)
