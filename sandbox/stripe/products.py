"""Products and prices: what is sold, and for how much."""

from decimal import Decimal

from . import blanks
from .account import Object, snapshot
from .act import Act
from .errors import invalid, parameter_missing
from .forms import Params, merge_metadata
from .paging import equal, page, within

YEARS_MAX = 3


def create(act: Act, params: Params) -> Object:
    product: Object = snapshot(blanks.PRODUCT) | {
        "id": params.text("id") or act.new_id("prod"),
        "active": params.flag("active", default=True),
        "created": act.now,
        "description": params.text("description"),
        "metadata": merge_metadata(params, {}),
        "name": params.need("name"),
        "updated": act.now,
    }
    if product["id"] in act.account.shelves["product"]:
        raise invalid("Product already exists.", param="id", code="resource_already_exists")
    act.account.put(product)
    act.tell("product.created", product)
    return product


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("product", id)


def update(act: Act, params: Params, id: str) -> Object:
    product = act.account.get("product", id)
    with act.changing(product, "product.updated"):
        for name in ("name", "description"):
            if name in params:
                product[name] = params.text(name)
        product["active"] = params.flag("active", default=product["active"])
        product["metadata"] = merge_metadata(params, product["metadata"])
        product["updated"] = act.now
    return product


def everything(act: Act, params: Params) -> Object:
    return page(act.account.all("product"), params, "/v1/products")


def create_price(act: Act, params: Params) -> Object:
    if params.text("product") is not None:
        product = act.account.get("product", params.need("product"), "product")["id"]
    elif "product_data" in params:
        product = create(act, params.part("product_data"))["id"]
    else:
        raise parameter_missing("product")
    price = _price(act, params, product)
    act.account.put(price)
    act.tell("price.created", price)
    return price


def inline_price(act: Act, params: Params) -> Object:
    """The price of a `price_data` hash: made on the spot and inactive, so that nobody uses it again."""
    price = create_price(act, params)
    price["active"] = False
    return price


def _price(act: Act, params: Params, product: str) -> Object:
    amount = params.whole("unit_amount")
    if amount is None:
        raise parameter_missing(params.full_name("unit_amount"))
    recurring = _recurring(params.part("recurring")) if "recurring" in params else None
    return snapshot(blanks.PRICE) | {
        "id": act.new_id("price"),
        "active": params.flag("active", default=True),
        "created": act.now,
        "currency": params.need("currency").lower(),
        "lookup_key": params.text("lookup_key"),
        "metadata": merge_metadata(params, {}),
        "nickname": params.text("nickname"),
        "product": product,
        "recurring": recurring,
        "tax_behavior": params.text("tax_behavior") or "unspecified",
        "type": "recurring" if recurring else "one_time",
        "unit_amount": amount,
        "unit_amount_decimal": str(Decimal(amount)),
    }


def _recurring(params: Params) -> Object:
    return {
        "interval": params.need("interval"),
        "interval_count": params.whole("interval_count") or 1,
        "meter": None,
        "trial_period_days": None,
        "usage_type": params.text("usage_type") or "licensed",
    }


def retrieve_price(act: Act, params: Params, id: str) -> Object:
    return act.account.get("price", id)


def update_price(act: Act, params: Params, id: str) -> Object:
    """Only words about a price change; the amount never does."""
    price = act.account.get("price", id)
    with act.changing(price, "price.updated"):
        price["active"] = params.flag("active", default=price["active"])
        for name in ("lookup_key", "nickname"):
            if name in params:
                price[name] = params.text(name)
        price["metadata"] = merge_metadata(params, price["metadata"])
    return price


def every_price(act: Act, params: Params) -> Object:
    fits, created = equal(params, "product", "type", "currency"), within(params)
    keys, active = params.words("lookup_keys"), params.text("active")
    found = [
        price
        for price in act.account.all("price")
        if fits(price)
        and created(price)
        and (not keys or price["lookup_key"] in keys)
        and (active is None or price["active"] == params.flag("active"))
    ]
    return page(found, params, "/v1/prices")
