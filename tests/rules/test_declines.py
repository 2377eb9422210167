import pytest

from bot.rules import declines
from bot.rules.charges import DeclineKind


@pytest.mark.rule("E-29", "E-40", "E-41")
@pytest.mark.parametrize(
    ("code", "decline_code", "kind", "final"),
    [
        ("card_declined", "insufficient_funds", DeclineKind.REFUSED, False),
        ("card_declined", "generic_decline", DeclineKind.REFUSED, False),
        ("card_declined", "lost_card", DeclineKind.REFUSED, True),
        ("card_declined", "stolen_card", DeclineKind.REFUSED, True),
        ("expired_card", None, DeclineKind.EXPIRED, False),
        ("card_declined", "expired_card", DeclineKind.EXPIRED, False),
        ("authentication_required", None, DeclineKind.AUTHENTICATION, True),
        ("card_declined", "authentication_required", DeclineKind.AUTHENTICATION, True),
        ("invoice_payment_intent_requires_action", None, DeclineKind.AUTHENTICATION, True),
        ("processing_error", None, DeclineKind.REFUSED, False),
    ],
)
def test_stripes_codes_become_three_texts_and_one_question(code, decline_code, kind, final):
    """A lost or stolen card reads like any refusal: that is between the bank and its customer."""
    assert declines.kind(code, decline_code) is kind
    assert declines.final(code, decline_code, None) is final


def test_the_banks_advice_counts():
    assert declines.final("card_declined", "do_not_honor", "do_not_try_again")
    assert not declines.final("card_declined", "do_not_honor", "try_again_later")
