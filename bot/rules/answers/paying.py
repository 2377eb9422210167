"""What a member can do about a month that is not paid."""

from bot.rules.cards import Act, Button
from bot.rules.charges import Charge, DeclineKind
from bot.rules.texts import text


def ways_to_pay(charge: Charge) -> tuple[Button, ...]:
    """What a member can do about an open month: pay it (in person, if the bank asks for that), another card, leave."""
    leave = Button(text("buttons.leave"), Act.LEAVE, charge.membership_id)
    change = Button(text("buttons.change_card"), Act.CHANGE_CARD)
    if charge.decline is DeclineKind.AUTHENTICATION and charge.pay_url:
        return (Button(text("buttons.confirm_payment"), url=charge.pay_url), change, leave)
    return (Button(text("buttons.pay_now"), Act.PAY_NOW, charge.id), change, leave)
