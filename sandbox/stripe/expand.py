"""Expanding: ids replaced by the objects they name, at most four levels deep."""

from collections.abc import Callable

from . import invoice_payments, sessions
from .account import Account, Object, snapshot
from .errors import invalid
from .paging import whole_list

LEVELS_MAX = 4

# What is in an object only when it is asked for.
INCLUDED: dict[tuple[str, str], Callable[[Account, Object], Object | None]] = {
    ("invoice", "payments"): invoice_payments.payments_list,
    ("invoice", "confirmation_secret"): invoice_payments.confirmation_secret,
    ("checkout.session", "line_items"): sessions.lines_of,
    ("charge", "refunds"): lambda account, charge: whole_list(
        [one for one in account.all("refund") if one["charge"] == charge["id"]], f"/v1/charges/{charge['id']}/refunds"
    ),
    ("customer", "subscriptions"): lambda account, customer: whole_list(
        [one for one in account.all("subscription") if one["customer"] == customer["id"] and one["ended_at"] is None],
        f"/v1/customers/{customer['id']}/subscriptions",
    ),
}


def expand(account: Account, answer: Object, paths: list[str]) -> Object:
    """A copy of `answer` with every path expanded. Raises StripeError for what names nothing."""
    shown = snapshot(answer)
    for path in paths:
        _walk(account, shown, path.split("."), path)
    return shown


def check_depth(paths: list[str]) -> None:
    """Raises StripeError for a path of more than four levels; asked before anything is done."""
    for path in paths:
        if path.count(".") >= LEVELS_MAX:
            raise invalid(f"You cannot expand more than {LEVELS_MAX} levels of a property: {path}", param="expand")


def _walk(account: Account, holder: Object, parts: list[str], path: str) -> None:
    name, *rest = parts
    include = INCLUDED.get((holder.get("object", ""), name))
    if include is not None and name not in holder:
        included = include(account, holder)
        holder[name] = included and snapshot(included)
    if name not in holder:
        raise invalid(f"This property cannot be expanded ({path}).", param="expand")
    value = holder[name]
    if isinstance(value, str):
        named = account.any(value)
        if named is None:
            raise invalid(f"This property cannot be expanded ({path}).", param="expand")
        value = holder[name] = snapshot(named)
    if not rest or value is None:
        return
    for inner in value if isinstance(value, list) else [value]:
        _walk(account, inner, rest, path)
