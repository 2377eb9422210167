"""Orders: the Checkout link that pays a first month, and what became of it."""

from collections.abc import Awaitable, Callable

from bot.fresh import decide_fresh
from bot.house import House
from bot.ports import Transaction, Unreachable
from bot.rules.effects import AskOrder, CloseOrder
from bot.rules.ids import MemberId, OrderId, RoomId
from bot.rules.members import Member
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
        member = await as_customer(house, member)
        checkout = await house.payments.open_checkout(order, request.room, member)
    except Unreachable:
        await house.store.write(lambda tx: joining.not_linked(tx, order.id, order.tries))
        raise
    return await house.store.write(lambda tx: joining.linked(tx, order.id, order.tries, checkout))


async def as_customer(house: House, member: Member) -> Member:
    """The member with their one customer at Stripe, made now unless it is there already."""
    if member.customer_id is not None:
        return member
    customer_id = await house.payments.make_customer(member)
    return await house.store.write(lambda tx: joining.became_customer(tx, member.id, customer_id))


async def settle_what_ran_out(house: House, member_id: MemberId, room_id: RoomId) -> None:
    """Close an order whose time is over before a new one is made, in case nobody told us yet: it may have been paid."""
    order = await house.store.read(lambda tx: joining.run_out(tx, member_id, room_id))
    if order is not None:
        await _take_in(house, order.id, house.payments.close_checkout)


async def ask(house: House, effect: AskOrder, tries: int) -> None:
    """Ask Stripe what became of an order. One that never got a link is over when its time is."""
    await _take_in(house, effect.order_id, house.payments.checkout)


async def close(house: House, effect: CloseOrder, tries: int) -> None:
    """Close a link that no longer counts; if it was paid meanwhile the money goes back."""
    await _take_in(house, effect.order_id, house.payments.close_checkout)


async def _take_in(house: House, order_id: OrderId, look: Callable[[str], Awaitable[Checkout | None]]) -> None:
    """Take in what an order's link is now, as `look` finds or leaves it."""
    order = await house.store.read(lambda tx: tx.get(Order, order_id))
    session_id = order.session_id
    if session_id is None:
        await house.store.write(lambda tx: joining.never_linked(tx, order.id))
        return

    async def decide(tx: Transaction, seen: Checkout | None) -> None:
        if seen is not None:
            await joining.checkout_seen(tx, seen, calendar=house.calendar, policies=house.policies)

    await decide_fresh(house.store, order.member_id, lambda: look(session_id), decide)
