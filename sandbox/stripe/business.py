"""The account itself, as its owner sees it."""

from .account import ACCOUNT_ID, Object
from .act import Act
from .errors import missing
from .forms import Params


def current(act: Act, params: Params) -> Object:
    policy = act.account.policy
    return {
        "id": ACCOUNT_ID,
        "object": "account",
        "business_profile": {"name": "Roomkeeper", "support_email": None, "url": None},
        "business_type": "company",
        "capabilities": {
            "card_payments": "active",
            "konbini_payments": "active" if policy.konbini else "inactive",
            "transfers": "active",
        },
        "charges_enabled": True,
        "country": policy.country,
        "default_currency": "jpy",
        "details_submitted": True,
        "email": None,
        "metadata": {},
        "payouts_enabled": True,
        "settings": {
            "branding": {"icon": None, "logo": None, "primary_color": None, "secondary_color": None},
            "card_payments": {"statement_descriptor_prefix": None},
            "dashboard": {"display_name": "Roomkeeper", "timezone": "Asia/Tokyo"},
            "payments": {"statement_descriptor": "ROOMKEEPER"},
        },
        "type": "standard",
    }


def retrieve(act: Act, params: Params, id: str) -> Object:
    if id != ACCOUNT_ID:
        raise missing("account", id, "account")
    return current(act, params)
