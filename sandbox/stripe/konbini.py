"""Konbini: a slip printed now and paid at a till later, or never (docs.stripe.com/payments/konbini).

The failure is told about an hour after the deadline, and a slip can still be paid in between: a deadline of one's own
proves nothing.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from .account import Object, Policy, unix
from .act import Act
from .calendar import instant_of
from .errors import invalid
from .forms import Params

AMOUNT_MIN, AMOUNT_MAX = 120, 300_000
TOKYO = ZoneInfo("Asia/Tokyo")
DAYS_DEFAULT, DAYS_MAX = 3, 60
SOONEST = unix(timedelta(minutes=30))
TOLD_AFTER = unix(timedelta(hours=1))
DESCRIPTION_MAX = 22
STORES = ("familymart", "lawson", "ministop", "seicomart")
LAST_SECOND = time(23, 59, 59)


def eligible(policy: Policy, *, amount: int, currency: str, asked: Params, reusable: bool) -> list[str]:
    """The payment methods that may be shown: what the account has, filtered by what was asked for.

    Konbini silently disappears when it is switched off, when the amount or the currency does not fit, or when the
    method is to be used again.
    """
    fits = currency.lower() == "jpy" and AMOUNT_MIN <= amount <= AMOUNT_MAX and not reusable
    kinds = ["card", "konbini"] if policy.konbini and fits else ["card"]
    allowed, excluded = asked.words("allowed_payment_method_types"), asked.words("excluded_payment_method_types")
    return [kind for kind in kinds if (not allowed or kind in allowed) and kind not in excluded]


def options(act: Act, asked: Params) -> Object:
    """`payment_method_options` as the intent shows them. Raises StripeError for a deadline out of range."""
    if "konbini" not in asked:
        return {}
    wanted = asked.part("konbini")
    at, days = wanted.whole("expires_at"), wanted.whole("expires_after_days")
    description = wanted.text("product_description")
    if at is not None and days is not None:
        raise invalid(
            "You may only specify one of these parameters: expires_at, expires_after_days.", param=wanted.path
        )
    if days is not None and not 1 <= days <= DAYS_MAX:
        raise invalid("expires_after_days must be between 1 and 60.", param=wanted.full_name("expires_after_days"))
    if at is not None and not SOONEST <= at - act.now <= unix(timedelta(days=DAYS_MAX)):
        raise invalid("expires_at must be 30 minutes to 60 days ahead.", param=wanted.full_name("expires_at"))
    if description is not None and len(description) > DESCRIPTION_MAX:
        raise invalid("product_description is too long.", param=wanted.full_name("product_description"))
    return {
        "konbini": {
            "confirmation_number": wanted.text("confirmation_number"),
            "expires_after_days": days,
            "expires_at": at,
            "product_description": description,
        }
    }


def _deadline(act: Act, intent: Object) -> int:
    asked: Object = intent["payment_method_options"].get("konbini") or {}
    if asked.get("expires_at") is not None:
        return int(asked["expires_at"])
    last_day = instant_of(act.now).astimezone(TOKYO).date() + timedelta(
        days=asked.get("expires_after_days") or DAYS_DEFAULT
    )
    return unix(datetime.combine(last_day, LAST_SECOND, TOKYO))


def print_slip(act: Act, intent: Object, method: Object) -> None:
    """The intent now waits for somebody to pay at a till."""
    deadline = _deadline(act, intent)
    number = "".join(act.random.choices("123456789", k=11))
    code = "".join(act.random.choices("0123456789", k=6))
    intent["status"] = "requires_action"
    intent["next_action"] = {
        "type": "konbini_display_details",
        "konbini_display_details": {
            "expires_at": deadline,
            "hosted_voucher_url": f"{act.account.public_url}/konbini/voucher/{intent['id']}",
            "stores": {store: {"confirmation_number": number, "payment_code": code} for store in STORES},
        },
    }
    act.account.voucher_fails_at[intent["id"]] = deadline + TOLD_AFTER
    act.tell("payment_intent.requires_action", intent)


def waits(intent: Object) -> bool:
    """Whether a slip is out that may still be paid."""
    action = intent["next_action"]
    return intent["status"] == "requires_action" and action is not None and action["type"] == "konbini_display_details"
