"""Cards that answer a person, a module per subject."""

from bot.rules.answers.absence import Away, away, held, payer_away
from bot.rules.answers.applicants import about_applicant, new_member
from bot.rules.answers.doors import Role, why
from bot.rules.answers.fees import fee_change, fee_question, fee_set
from bot.rules.answers.gifts import gift_for_you, gift_given, gift_question, gift_to_payment, gift_used
from bot.rules.answers.guests import access_closed, access_list, access_made, code_opened, guest_ends, guest_welcome
from bot.rules.answers.joining import abandoned, code_form, final_screen, to_payment
from bot.rules.answers.mypage import card_page, deleted, deletion, depending, mail_line, my_page, rooms_page
from bot.rules.answers.parting import leaving, leaving_question, stay
from bot.rules.answers.pausing import end_pause, pause_allowed, pause_asked, pause_over, paused
from bot.rules.answers.paying import ways_to_pay
from bot.rules.answers.payments import Entry, entries, page_of, payments_page
from bot.rules.answers.policies import operator_card, policy_list, policy_text
from bot.rules.answers.pricing import CouponUse, code_used, coupon_closed, coupon_list, coupon_made
from bot.rules.answers.renewing import Renews, card_expires, quiet_hours_set, renewal, wishes
from bot.rules.answers.rooms import page_written, room_built, room_card, room_list
from bot.rules.answers.standing import Standing, state_of
from bot.rules.answers.switching import switch_question, switched, year_fee_set
from bot.rules.answers.terms import terms_change
from bot.rules.answers.tiers import tier_built, tier_closed, tier_list

__all__ = [
    "Away",
    "CouponUse",
    "Entry",
    "Renews",
    "Role",
    "Standing",
    "abandoned",
    "about_applicant",
    "access_closed",
    "access_list",
    "access_made",
    "away",
    "card_expires",
    "card_page",
    "code_form",
    "code_opened",
    "code_used",
    "coupon_closed",
    "coupon_list",
    "coupon_made",
    "deleted",
    "deletion",
    "depending",
    "end_pause",
    "entries",
    "fee_change",
    "fee_question",
    "fee_set",
    "final_screen",
    "gift_for_you",
    "gift_given",
    "gift_question",
    "gift_to_payment",
    "gift_used",
    "guest_ends",
    "guest_welcome",
    "held",
    "leaving",
    "leaving_question",
    "mail_line",
    "my_page",
    "new_member",
    "operator_card",
    "page_of",
    "page_written",
    "pause_allowed",
    "pause_asked",
    "pause_over",
    "paused",
    "payer_away",
    "payments_page",
    "policy_list",
    "policy_text",
    "quiet_hours_set",
    "renewal",
    "room_built",
    "room_card",
    "room_list",
    "rooms_page",
    "state_of",
    "stay",
    "switch_question",
    "switched",
    "terms_change",
    "tier_built",
    "tier_closed",
    "tier_list",
    "to_payment",
    "ways_to_pay",
    "why",
    "wishes",
    "year_fee_set",
]
