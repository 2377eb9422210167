"""Cards on file: deleted at Stripe when their owner wishes it and nothing depends on them."""

from dataclasses import replace

from bot.fresh import decide_fresh
from bot.house import House
from bot.ports import Transaction
from bot.rules.effects import ForgetCard
from bot.rules.members import Member
from bot.services import mypage


async def forget(house: House, effect: ForgetCard, tries: int) -> None:
    """Delete every card Stripe keeps of a member, unless something came to depend on one meanwhile (E-38).

    What was listed before the decision is deleted: a card that came with a payment made since is not among it.
    """
    member = await house.store.read(lambda tx: tx.get(Member, effect.member_id))
    customer_id, allowed = member.customer_id, False
    if customer_id is None:
        return

    async def decide(tx: Transaction, _: list[str]) -> None:
        nonlocal allowed
        allowed = await mypage.may_forget_card(tx, effect.member_id)

    known = await decide_fresh(house.store, member.id, lambda: house.payments.cards(customer_id), decide)
    if not allowed:
        return
    for card_id in known:
        await house.payments.forget_card(card_id)
    await house.store.write(lambda tx: _forgotten(tx, member, known))


async def _forgotten(tx: Transaction, member: Member, known: list[str]) -> None:
    now = await tx.get(Member, member.id)
    if now.card is None or now.card.method_id in known or now.card == member.card:
        await tx.put(replace(now, card=None))
