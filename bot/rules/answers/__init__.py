"""Cards that answer a person, a module per subject."""

from bot.rules.answers.joining import confirmation
from bot.rules.answers.parting import leaving, leaving_question, stay
from bot.rules.answers.paying import ways_to_pay
from bot.rules.answers.policies import operator_card, policy_list, policy_text
from bot.rules.answers.pricing import CouponUse, code_used, coupon_closed, coupon_list, coupon_made
from bot.rules.answers.rooms import page_written, room_built, room_card, room_list
from bot.rules.answers.standing import Standing, my_page, state_of, why

__all__ = [
    "CouponUse",
    "Standing",
    "code_used",
    "confirmation",
    "coupon_closed",
    "coupon_list",
    "coupon_made",
    "leaving",
    "leaving_question",
    "my_page",
    "operator_card",
    "page_written",
    "policy_list",
    "policy_text",
    "room_built",
    "room_card",
    "room_list",
    "state_of",
    "stay",
    "ways_to_pay",
    "why",
]
