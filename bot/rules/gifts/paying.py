"""Paying for a gift: its link, what arrives, and how everything goes back."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.rules.charges import Refund, RefundCause
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import AskGift, CloseGift, ShowNotice
from bot.rules.gifts.gift import UNUSED_DAYS, Gift, GiftEnd, GiftState, Prospect, obstacle, shown_to_both
from bot.rules.giving_back import Terms, return_payment
from bot.rules.joining import KEY_LIVES, LINK_LIVES, next_ask, takes
from bot.rules.notices import NoticeKind
from bot.rules.payments import Payment
from bot.rules.texts import Refused, text


def confirmed(gift: Gift, now: datetime) -> Decision:
    """The giver confirmed what they were shown: a link is to be made."""
    opened = replace(gift, state=GiftState.OPEN, made_at=now, expires_at=now + LINK_LIVES)
    return Decision(keep=(opened,), due=(ask_next(opened, now),))


def usable_link(gift: Gift, now: datetime) -> bool:
    """Whether the giver can simply get the same link again."""
    return gift.url is not None and gift.expires_at is not None and now < gift.expires_at


def asks_anew(gift: Gift, now: datetime) -> Gift:
    """The gift with a link to be made: under its key while that is young, else under a new one (as for an order)."""
    assert gift.expires_at is not None, gift
    if gift.session_id is None and now - gift.made_at < KEY_LIVES and now < gift.expires_at:
        return gift
    return replace(gift, tries=gift.tries + 1, session_id=None, url=None, made_at=now, expires_at=now + LINK_LIVES)


def ask_next(gift: Gift, now: datetime) -> Due:
    """When to ask Stripe itself about a gift whose link is open."""
    assert gift.expires_at is not None, gift
    return Due(DueKind.GIFT, gift.id, next_ask(gift.made_at, gift.expires_at, now))


def expired(gift: Gift, now: datetime, end: GiftEnd = GiftEnd.RAN_OUT) -> Decision:
    """Nothing was paid: there is no gift."""
    if gift.state is not GiftState.OPEN:
        return NOTHING
    return Decision(keep=(replace(gift, state=GiftState.EXPIRED, settled_at=now, end_reason=end),))


def paid(
    gift: Gift, payment: Payment, prospect: Prospect, *, returned: Refund | None, terms: Terms, now: datetime
) -> Decision:
    """The giver paid: the receiver hears of it, and has `UNUSED_DAYS` to use it.

    returned: the refund of this payment when there is one. A payment seen before changes nothing. A second one, and one
    for a gift that is over, goes back; so does the first one when the gift could not be used any more.
    """
    if returned is not None or gift.payment_id == payment.id:
        return NOTHING
    if gift.state is not GiftState.OPEN:
        return _money_back(gift, payment, RefundCause.ORDER_DEAD, terms, now)
    until = now + timedelta(days=UNUSED_DAYS)
    known = replace(gift, state=GiftState.PAID, payment_id=payment.id, paid_at=payment.paid_at, unused_until=until)
    if not takes(payment):
        over = replace(known, state=GiftState.RETURNED, settled_at=now, end_reason=GiftEnd.CARD_NOT_TAKEN)
        return Decision(keep=(over,)) + _money_back(gift, payment, RefundCause.CARD_NOT_TAKEN, terms, now)
    if (end := obstacle(prospect)) is not None:
        return returned_by_itself(known, end, terms, now)
    return Decision(keep=(known,), effects=shown_to_both(known), due=(Due(DueKind.GIFT, gift.id, until),))


def over_by(gift: Gift, prospect: Prospect, now: datetime) -> GiftEnd | None:
    """Why a paid gift can be used no more at `now`; None while it can."""
    assert gift.unused_until is not None, gift
    return obstacle(prospect) or (GiftEnd.UNUSED if now >= gift.unused_until else None)


def look(gift: Gift, prospect: Prospect, terms: Terms, now: datetime) -> Decision:
    """Due work: ask Stripe about an open link; give back what can be used no more. Nothing once it is settled."""
    if gift.state is GiftState.OPEN:
        return Decision(effects=(AskGift(gift.id),), due=(ask_next(gift, now),))
    if gift.state is not GiftState.PAID:
        return NOTHING
    if (end := over_by(gift, prospect, now)) is not None:
        return returned_by_itself(gift, end, terms, now)
    assert gift.unused_until is not None, gift
    return Decision(due=(Due(DueKind.GIFT, gift.id, gift.unused_until),))


def taken_back(gift: Gift, terms: Terms, now: datetime) -> Decision:
    """The giver wants it back: an open link is closed, a paid gift is refunded. Raises Refused once it was used.

    Nothing when it was given up, or went back, before.
    """
    match gift.state:
        case GiftState.ASKED:
            return Decision(
                keep=(replace(gift, state=GiftState.EXPIRED, settled_at=now, end_reason=GiftEnd.TAKEN_BACK),)
            )
        case GiftState.OPEN:
            return expired(gift, now, GiftEnd.TAKEN_BACK) + Decision(effects=(CloseGift(gift.id),))
        case GiftState.PAID:
            over = _over(gift, GiftEnd.TAKEN_BACK, now)
            return over + return_payment(
                gift.member_id, gift.room_id, gift.payment, RefundCause.GIFT_UNUSED, terms=terms, now=now
            )
        case GiftState.USED:
            raise Refused(text("gifts.used_already"))
    return NOTHING


def returned_by_itself(gift: Gift, end: GiftEnd, terms: Terms, now: datetime) -> Decision:
    """A paid gift can be used no more: everything goes back, and the giver is told in a message of its own."""
    return _over(gift, end, now) + _money_back(gift, gift.payment, RefundCause.GIFT_UNUSED, terms, now)


def _over(gift: Gift, end: GiftEnd, now: datetime) -> Decision:
    known = replace(gift, state=GiftState.RETURNED, settled_at=now, end_reason=end)
    return Decision(keep=(known,), effects=shown_to_both(known))


def _money_back(gift: Gift, payment: Payment, cause: RefundCause, terms: Terms, now: datetime) -> Decision:
    back = return_payment(gift.member_id, gift.room_id, payment, cause, terms=terms, now=now)
    [refund] = back.keep
    return back + Decision(effects=(ShowNotice(gift.member_id, NoticeKind.MONEY_BACK, str(refund.id)),))
