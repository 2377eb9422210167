"""Cards on the way in: the final screen, and the link that comes after it."""

from bot.rules.answers.approving import before_approval
from bot.rules.answers.policies import name_of, subject
from bot.rules.answers.rooms import brief
from bot.rules.cards import Act, Blank, Button, Card, Form
from bot.rules.days import next_month
from bot.rules.ids import ScreenId
from bot.rules.policies.policy import Policy
from bot.rules.rooms import Order, Room
from bot.rules.screens import Offer
from bot.rules.texts import Bilingual, Month, Text, text

MONTHS_OF_A_YEAR, LONGEST_CODE = 12, 60


def final_screen(room: Room, offer: Offer, policy: Policy, *, id: ScreenId, anew: bool) -> Card:
    """The last screen before an order: everything that confirming binds to, and nothing that moves with the clock.

    Both dates and amounts stand there: the full month today, however late in it, and the next 1st (E-34 to E-36).
    id: of the evidence. anew: an earlier screen no longer holds, which is said first.
    """
    lines = [
        *([text("joining.anew")] if anew else []),
        text("joining.what", room=room.name, about=brief(room.description)),
        *_charges(offer),
        text("joining.how_to_leave"),
        text("joining.terms", title=name_of(policy.title), id=policy.id, version=policy.version),
        *_cooling_off(policy),
        text("joining.cards"),
        text("joining.confirming"),
    ]
    buttons = [
        Button(text("buttons.confirm_order"), Act.CONFIRM, id),
        Button(text("buttons.read_terms"), Act.POLICY, subject(policy)),
    ]
    if offer.answer_within_days is None:
        buttons.append(Button(text("buttons.code"), Act.CODE, id))
    return Card(text("joining.title", room=room.name), tuple(lines), tuple(buttons))


def to_payment(room: Room, order: Order, url: str) -> Card:
    """The link that pays an order, how long it lives, and how to take the order back."""
    approved = order.answer_within_days is not None
    lines = (
        text("approving.to_pay", amount=order.amount) if approved else text("joining.to_pay", amount=order.amount),
        text("joining.cards"),
        text("joining.link_until", at=order.expires_at),
    )
    buttons = (
        Button(text("buttons.to_payment", amount=order.amount), url=url),
        Button(text("buttons.withdraw"), Act.LEAVE, order.membership_id),
    )
    return Card(text("joining.link_title", room=room.name), lines, buttons)


def abandoned(room: Room, order: Order) -> Card:
    """A payment page that was left: what it was for, until when it can be paid, and both ways on."""
    lines = (
        text("joining.left_open", room=room.name, amount=order.amount),
        text("joining.link_until", at=order.expires_at),
        text("joining.left_open_nothing"),
    )
    buttons = (
        Button(text("buttons.to_the_payment"), Act.JOIN, room.id),
        Button(text("buttons.withdraw"), Act.LEAVE, order.membership_id),
    )
    return Card(text("joining.left_open_title", room=room.name), lines, buttons)


def _charges(offer: Offer) -> tuple[Text, ...]:
    """What is charged, and when; and when they are let in."""
    year = text("joining.year", total=offer.cost_of(MONTHS_OF_A_YEAR))
    if offer.answer_within_days is not None:
        return (*before_approval(offer.fee, offer.answer_within_days), year)
    next_on, second = next_month(offer.month), offer.cost_of(2) - offer.first
    return (
        *_coupon(offer),
        text("joining.today", amount=offer.first, month=Month(offer.month)),
        text("joining.next", amount=second, on=next_on),
        text("joining.then", day=1),
        *([text("joining.both", amount=offer.cost_of(2), on=next_on)] if offer.both_soon else []),
        year,
        text("joining.no_proration"),
        text("joining.access"),
    )


def _coupon(offer: Offer) -> tuple[Text, ...]:
    """What a code takes off, and for how long."""
    if offer.coupon is None:
        return ()
    code, price = offer.coupon.code, offer.first
    if offer.coupon.months is None:
        return (text("joining.coupon_always", code=code, fee=offer.fee, price=price),)
    return (text("joining.coupon_months", code=code, fee=offer.fee, price=price, months=offer.coupon.months),)


def code_form() -> Form:
    """What a member fills in who has a code."""
    return Form(text("joining.code_title"), (Blank("code", text("joining.code"), LONGEST_CODE),))


def _cooling_off(policy: Policy) -> tuple[Text, ...]:
    """Whether cooling-off applies, in the words of the terms (R-87, R-88)."""
    if not policy.cooling_off:
        return ()
    clause = policy.clauses[policy.cooling_off]
    return (text("joining.cooling_off", words=Bilingual(clause.ja, clause.en)),)
