"""Parameters that real Stripe follows and the local one does not: refused, because pretending would be a lie.

Parameters that change only words or looks are taken and forgotten; those that change what happens are listed here.
"""

from .errors import invalid
from .forms import Params

TAX_AND_SPLITS = {"automatic_tax", "default_tax_rates", "transfer_data", "on_behalf_of", "application_fee_percent"}
DISCOUNTS = {"discounts", "allow_promotion_codes"}
TRIALS = {"trial_end", "trial_from_plan", "trial_period_days", "trial_settings"}
SUBSCRIPTION = (
    TAX_AND_SPLITS
    | DISCOUNTS
    | TRIALS
    | {"add_invoice_items", "billing_thresholds", "cancel_at", "collection_method", "days_until_due"}
    | {"pause_collection", "pending_invoice_item_interval"}
)
INTENT = {"application_fee_amount", "capture_method", "mandate", "mandate_data", "on_behalf_of", "transfer_data"}

UNSUPPORTED: dict[tuple[str, str], set[str]] = {
    ("POST", "/v1/checkout/sessions"): DISCOUNTS
    | {"automatic_tax", "optional_items", "shipping_options", "subscription_data", "tax_id_collection", "ui_mode"},
    ("POST", "/v1/subscriptions"): SUBSCRIPTION | {"backdate_start_date"},
    ("POST", "/v1/subscriptions/{}"): SUBSCRIPTION | {"billing_cycle_anchor"},
    ("DELETE", "/v1/subscriptions/{}"): {"invoice_now", "prorate"},
    ("POST", "/v1/payment_intents"): INTENT,
    ("POST", "/v1/payment_intents/{}"): {"amount", "currency", "customer", "payment_method"},
    ("POST", "/v1/invoices"): TAX_AND_SPLITS | DISCOUNTS | {"collection_method", "days_until_due", "from_invoice"},
    ("POST", "/v1/invoices/{}"): TAX_AND_SPLITS | DISCOUNTS | {"collection_method", "days_until_due", "due_date"},
    ("POST", "/v1/invoices/{}/pay"): {"forgive", "mandate", "source"},
    ("POST", "/v1/invoiceitems"): {"discounts", "price_data", "tax_rates", "unit_amount_decimal"},
    ("POST", "/v1/prices"): {"currency_options", "tiers", "tiers_mode", "transform_quantity", "unit_amount_decimal"},
    ("POST", "/v1/refunds"): {"origin", "refund_application_fee", "reverse_transfer"},
}
# What says "as it is anyway".
HARMLESS = {"false", "automatic", "automatic_async", "charge_automatically", "hosted_page", ""}


def refuse(method: str, template: str, params: Params) -> None:
    """Raises StripeError that names the first parameter the local Stripe cannot follow."""
    for name in sorted(UNSUPPORTED.get((method, template), set()) & set(params)):
        value = params.fields[name]
        if not isinstance(value, str) or value not in HARMLESS:
            raise invalid(f"The local Stripe does not follow {name}.", param=name, code="local_unsupported")
