"""Amounts: from a part of the price to what arrives, each step in words.

First min(share, price - recorded fee), rounded down; then never more than what is left; then the transfer fee comes off
what is transferred. Source: R-35, R-67, R-68, R-71, X10; docs/rules.md.
"""

from dataclasses import dataclass

from bot.rules.money import Money
from bot.rules.policies.terms import Share
from bot.rules.refunds.grounds import Finding
from bot.rules.refunds.purchase import WAY_OF, Purchase, Way
from bot.rules.texts import Text, text


@dataclass(frozen=True, slots=True)
class Amount:
    """back: what is refunded. transfer_fee: what comes off it on the way. lines: the arithmetic, in order."""

    back: Money
    transfer_fee: Money
    lines: tuple[Text, ...] = ()


def work_out(finding: Finding, purchase: Purchase) -> Amount:
    """What `finding` comes to in money; nothing, with no lines, where no right stands."""
    nothing = Money(0, purchase.price.currency)
    if finding.right is None or finding.fraction.part == 0:
        return Amount(nothing, nothing)
    back, lines = _share(finding, finding.right.share, purchase)
    if finding.right.fees_come_off and purchase.payment_fee:
        most = max(purchase.price - purchase.payment_fee, nothing)
        back = min(back, most)
        lines += (text("refunds.line_fee", price=purchase.price, fee=purchase.payment_fee, most=most, amount=back),)
    if purchase.refunded:
        asked, back = back, min(back, purchase.left)
        lines += (text("refunds.line_left", refunded=purchase.refunded, left=purchase.left, amount=back),)
        if asked > back:
            lines += (text("refunds.line_rest", rest=asked - back),)
    transfer_fee = _transfer_fee(finding.right.fees_come_off, purchase, back)
    if transfer_fee:
        lines += (text("refunds.line_transfer", fee=transfer_fee, amount=back - transfer_fee),)
    return Amount(back, transfer_fee, lines)


def _share(finding: Finding, share: Share, purchase: Purchase) -> tuple[Money, tuple[Text, ...]]:
    part, whole = finding.fraction.part, finding.fraction.whole
    back = purchase.price.share(part, whole)
    match share:
        case Share.STEPS:
            return back, (text("refunds.line_percent", price=purchase.price, percent=part, amount=back),)
        case Share.BY_DAY:
            return back, (text("refunds.line_days", price=purchase.price, unused=part, days=whole, amount=back),)
        case Share.BY_PART:
            return back, (text("refunds.line_parts", price=purchase.price, missed=part, parts=whole, amount=back),)


def _transfer_fee(fees_come_off: bool, purchase: Purchase, back: Money) -> Money:
    """What comes off a transfer to a bank: never more than is transferred, nothing where the company is the cause."""
    is_transferred = WAY_OF[purchase.method] is Way.BANK
    return min(purchase.transfer_fee, back) if fees_come_off and is_transferred else Money(0, purchase.price.currency)
