"""The table of calls: method and path to the function that answers."""

import re
from collections.abc import Callable

from . import (
    business,
    charges,
    customer_deletion,
    customers,
    disputes,
    endpoints,
    events,
    invoice_items,
    invoice_payments,
    invoices,
    payment_intents,
    payment_methods,
    portal,
    products,
    refunds,
    sessions,
    setup_intents,
    subscribing,
    subscriptions,
)
from .account import Object

Call = Callable[..., Object]

ROUTES: tuple[tuple[str, str, Call], ...] = (
    ("GET", "/v1/account", business.current),
    ("GET", "/v1/accounts/{}", business.retrieve),
    ("POST", "/v1/billing_portal/sessions", portal.create),
    ("GET", "/v1/charges", charges.everything),
    ("GET", "/v1/charges/{}", charges.retrieve),
    ("POST", "/v1/charges/{}", charges.update),
    ("GET", "/v1/checkout/sessions", sessions.everything),
    ("POST", "/v1/checkout/sessions", sessions.create),
    ("GET", "/v1/checkout/sessions/{}", sessions.retrieve),
    ("POST", "/v1/checkout/sessions/{}/expire", sessions.expire_call),
    ("GET", "/v1/checkout/sessions/{}/line_items", sessions.line_items),
    ("GET", "/v1/customers", customers.everyone),
    ("POST", "/v1/customers", customers.create),
    ("GET", "/v1/customers/{}", customers.retrieve),
    ("POST", "/v1/customers/{}", customers.update),
    ("DELETE", "/v1/customers/{}", customer_deletion.delete),
    ("GET", "/v1/customers/{}/payment_methods", payment_methods.of_customer),
    ("GET", "/v1/disputes", disputes.everything),
    ("GET", "/v1/disputes/{}", disputes.retrieve),
    ("POST", "/v1/disputes/{}", disputes.update),
    ("POST", "/v1/disputes/{}/close", disputes.close),
    ("GET", "/v1/events", events.everything),
    ("GET", "/v1/events/{}", events.retrieve),
    ("GET", "/v1/invoice_payments", invoice_payments.everything),
    ("GET", "/v1/invoice_payments/{}", invoice_payments.retrieve),
    ("GET", "/v1/invoiceitems", invoice_items.everything),
    ("POST", "/v1/invoiceitems", invoice_items.create),
    ("GET", "/v1/invoiceitems/{}", invoice_items.retrieve),
    ("DELETE", "/v1/invoiceitems/{}", invoice_items.delete),
    ("GET", "/v1/invoices", invoices.everything),
    ("POST", "/v1/invoices", invoices.create),
    ("GET", "/v1/invoices/{}", invoices.retrieve),
    ("POST", "/v1/invoices/{}", invoices.update),
    ("DELETE", "/v1/invoices/{}", invoices.delete),
    ("POST", "/v1/invoices/{}/finalize", invoices.finalize),
    ("POST", "/v1/invoices/{}/pay", invoices.pay),
    ("POST", "/v1/invoices/{}/void", invoices.void),
    ("POST", "/v1/invoices/{}/mark_uncollectible", invoices.mark_uncollectible),
    ("GET", "/v1/payment_intents", payment_intents.everything),
    ("POST", "/v1/payment_intents", payment_intents.create),
    ("GET", "/v1/payment_intents/{}", payment_intents.retrieve),
    ("POST", "/v1/payment_intents/{}", payment_intents.update),
    ("POST", "/v1/payment_intents/{}/cancel", payment_intents.cancel),
    ("POST", "/v1/payment_intents/{}/confirm", payment_intents.confirm_call),
    ("GET", "/v1/payment_methods", payment_methods.of_customer),
    ("GET", "/v1/payment_methods/{}", payment_methods.retrieve),
    ("POST", "/v1/payment_methods/{}", payment_methods.update),
    ("POST", "/v1/payment_methods/{}/attach", payment_methods.attach),
    ("POST", "/v1/payment_methods/{}/detach", payment_methods.detach),
    ("GET", "/v1/prices", products.every_price),
    ("POST", "/v1/prices", products.create_price),
    ("GET", "/v1/prices/{}", products.retrieve_price),
    ("POST", "/v1/prices/{}", products.update_price),
    ("GET", "/v1/products", products.everything),
    ("POST", "/v1/products", products.create),
    ("GET", "/v1/products/{}", products.retrieve),
    ("POST", "/v1/products/{}", products.update),
    ("GET", "/v1/refunds", refunds.everything),
    ("POST", "/v1/refunds", refunds.create),
    ("GET", "/v1/refunds/{}", refunds.retrieve),
    ("POST", "/v1/refunds/{}", refunds.update),
    ("POST", "/v1/refunds/{}/cancel", refunds.cancel),
    ("POST", "/v1/test_helpers/refunds/{}/expire", refunds.expire),
    ("GET", "/v1/setup_intents", setup_intents.everything),
    ("GET", "/v1/setup_intents/{}", setup_intents.retrieve),
    ("GET", "/v1/subscriptions", subscriptions.everything),
    ("POST", "/v1/subscriptions", subscribing.create),
    ("GET", "/v1/subscriptions/{}", subscriptions.retrieve),
    ("POST", "/v1/subscriptions/{}", subscriptions.update),
    ("DELETE", "/v1/subscriptions/{}", subscriptions.cancel),
    ("GET", "/v1/webhook_endpoints", endpoints.everything),
    ("POST", "/v1/webhook_endpoints", endpoints.create),
    ("GET", "/v1/webhook_endpoints/{}", endpoints.retrieve),
    ("POST", "/v1/webhook_endpoints/{}", endpoints.update),
    ("DELETE", "/v1/webhook_endpoints/{}", endpoints.delete),
)
COMPILED = [
    (method, re.compile(template.replace("{}", "([^/]+)")), template, call) for method, template, call in ROUTES
]


def find(method: str, path: str) -> tuple[Call, list[str], str] | None:
    """Who answers: the function, the ids in the path, and the template of the path. None: nobody."""
    for known, pattern, template, call in COMPILED:
        match = pattern.fullmatch(path) if known == method else None
        if match:
            return call, list(match.groups()), template
    return None
