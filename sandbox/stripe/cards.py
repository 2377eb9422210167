"""Test cards and what their banks answer (docs.stripe.com/testing, docs.stripe.com/declines/codes)."""

from dataclasses import dataclass
from enum import StrEnum

from .errors import invalid


class Challenge(StrEnum):
    """When the bank wants to see the holder (3D Secure)."""

    NEVER = "never"
    UNTIL_SET_UP = "until_set_up"
    ON_SESSION = "on_session"  # already set up: only a present holder is asked
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class TestCard:
    """A card number of Stripe's test mode.

    charge_decline, attach_decline: the decline code of a charge, and of saving the card; None: it goes through.
    """

    number: str
    token: str
    label: str
    brand: str = "visa"
    charge_decline: str | None = None
    attach_decline: str | None = None
    challenge: Challenge = Challenge.NEVER
    disputed: bool = False
    refund_fails: bool = False

    @property
    def last4(self) -> str:
        return self.number[-4:]


def _declined(number: str, token: str, label: str, code: str) -> TestCard:
    return TestCard(number, token, label, charge_decline=code, attach_decline=code)


TEST_CARDS = (
    TestCard("4242424242424242", "pm_card_visa", "Visa"),
    TestCard("5555555555554444", "pm_card_mastercard", "Mastercard", brand="mastercard"),
    TestCard("3566002020360505", "pm_card_jcb", "JCB", brand="jcb"),
    TestCard("378282246310005", "pm_card_amex", "American Express", brand="amex"),
    TestCard("3056930009020004", "pm_card_diners", "Diners Club", brand="diners"),
    TestCard("6011111111111117", "pm_card_discover", "Discover", brand="discover"),
    TestCard("6200000000000005", "pm_card_unionpay", "UnionPay", brand="unionpay"),
    _declined("4000000000000002", "pm_card_visa_chargeDeclined", "Declined", "generic_decline"),
    _declined(
        "4000000000009995",
        "pm_card_visa_chargeDeclinedInsufficientFunds",
        "Insufficient funds",
        "insufficient_funds",
    ),
    _declined("4000000000009987", "pm_card_visa_chargeDeclinedLostCard", "Lost card", "lost_card"),
    _declined("4000000000009979", "pm_card_visa_chargeDeclinedStolenCard", "Stolen card", "stolen_card"),
    _declined("4000000000000069", "pm_card_chargeDeclinedExpiredCard", "Expired card", "expired_card"),
    _declined("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "Incorrect CVC", "incorrect_cvc"),
    _declined("4000000000000119", "pm_card_chargeDeclinedProcessingError", "Processing error", "processing_error"),
    TestCard(
        "4000000000000341",
        "pm_card_chargeCustomerFail",
        "Can be saved, then every charge fails",
        charge_decline="generic_decline",
    ),
    TestCard(
        "4000002500003155",
        "pm_card_authenticationRequiredOnSetup",
        "3D Secure once",
        challenge=Challenge.UNTIL_SET_UP,
    ),
    TestCard(
        "4000002760003184",
        "pm_card_authenticationRequired",
        "3D Secure every time",
        challenge=Challenge.ALWAYS,
    ),
    TestCard(
        "4000003800000446",
        "pm_card_authenticationRequiredSetupForOffSession",
        "3D Secure, already set up",
        challenge=Challenge.ON_SESSION,
    ),
    TestCard(
        "4000008260003178",
        "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
        "3D Secure once, then insufficient funds",
        charge_decline="insufficient_funds",
        challenge=Challenge.UNTIL_SET_UP,
    ),
    TestCard("4000000000000259", "pm_card_createDispute", "Disputed after payment", disputed=True),
    TestCard("4000000000005126", "pm_card_refundFail", "Refund fails later", refund_fails=True),
)
BY_NUMBER = {card.number: card for card in TEST_CARDS}
BY_TOKEN = {card.token: card for card in TEST_CARDS}

OFFERED = (
    ("4242424242424242", "通ります", "goes through"),
    ("4000000000000341", "登録はできますが、請求はすべて失敗します", "can be saved, every charge fails"),
    ("4000000000000002", "拒否されます", "is declined"),
    ("4000000000009995", "残高不足です", "has no funds"),
    ("4000000000000069", "有効期限切れです", "has expired"),
    ("4000002500003155", "一度だけ本人認証があります", "asks for its holder once"),
    ("4000002760003184", "毎回本人認証があります", "asks for its holder every time"),
)
"""What the pages offer at one press: the number, and what comes of it in Japanese and English."""
REFUSED_IN_JAPANESE = {
    "expired_card": "カードの有効期限が切れています。",
    "incorrect_cvc": "セキュリティコードが正しくありません。",
    "incorrect_number": "このカード番号は、テスト用の番号ではありません。",
    "invalid_expiry_year": "有効期限またはセキュリティコードが正しくありません。",
    "processing_error": "カードの処理中にエラーが発生しました。しばらくしてからもう一度お試しください。",
    "card_declined": "カードが拒否されました。別のカードをお試しください。",
    "payment_intent_authentication_failure": "本人認証が完了しませんでした。",
    "setup_intent_authentication_failure": "本人認証が完了しませんでした。",
}
"""What a page says to a reader of Japanese, by the error's code."""


@dataclass(frozen=True, slots=True)
class Decline:
    """A bank's no. `code` is Stripe's error code, `decline_code` the bank's reason."""

    code: str
    decline_code: str
    message: str
    advice_code: str | None


OWN_CODES = {  # reasons that are their own error code; every other one is a plain card_declined
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a little bit.",
    "authentication_required": "Your card was declined. This transaction requires authentication.",
    "incorrect_number": "Your card number is incorrect.",
}
MESSAGES = {
    "insufficient_funds": "Your card has insufficient funds.",
    "card_not_supported": "Your card does not support this type of purchase.",
}
ADVICE = {
    "insufficient_funds": "try_again_later",
    "generic_decline": "try_again_later",
    "do_not_honor": "try_again_later",
    "processing_error": "try_again_later",
    "expired_card": "confirm_card_data",
    "incorrect_cvc": "confirm_card_data",
    "incorrect_number": "confirm_card_data",
    "lost_card": "do_not_try_again",
    "stolen_card": "do_not_try_again",
    "pickup_card": "do_not_try_again",
}


def decline(decline_code: str) -> Decline:
    """How Stripe words a bank's reason."""
    code = decline_code if decline_code in OWN_CODES else "card_declined"
    message = OWN_CODES.get(decline_code) or MESSAGES.get(decline_code) or "Your card was declined."
    return Decline(code, decline_code, message, ADVICE.get(decline_code))


def by_number(number: str) -> TestCard:
    """The test card with this number, blanks ignored. Raises StripeError for any other number."""
    card = BY_NUMBER.get(number.replace(" ", ""))
    if card is None:
        raise invalid("Your card number is not one of Stripe's test numbers.", param="number", code="incorrect_number")
    return card
