"""Lists as Stripe gives them: newest first, a page at a time."""

import operator
from collections.abc import Callable, Iterable

from .account import Object
from .errors import invalid
from .forms import Params

LIMIT_DEFAULT, LIMIT_MAX = 10, 100
COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


def page(things: Iterable[Object], params: Params, url: str) -> Object:
    """One page of `things` (given oldest first). Raises StripeError for a bad limit or an unknown cursor."""
    limit = params.whole("limit") if "limit" in params else LIMIT_DEFAULT
    if limit is None or not 1 <= limit <= LIMIT_MAX:
        raise invalid(f"This value must be between 1 and {LIMIT_MAX}.", param="limit")
    newest_first = list(things)[::-1]
    after, before = params.text("starting_after"), params.text("ending_before")
    if after is not None:
        newest_first = newest_first[_position(newest_first, after, "starting_after") + 1 :]
        cut, more = newest_first[:limit], len(newest_first) > limit
    elif before is not None:
        newest_first = newest_first[: _position(newest_first, before, "ending_before")]
        cut, more = newest_first[-limit:], len(newest_first) > limit
    else:
        cut, more = newest_first[:limit], len(newest_first) > limit
    return {"object": "list", "data": cut, "has_more": more, "url": url}


def _position(things: list[Object], id: str, param: str) -> int:
    for position, thing in enumerate(things):
        if thing["id"] == id:
            return position
    raise invalid(f"No such object in this list: '{id}'", param=param, code="resource_missing")


def whole_list(things: Iterable[Object], url: str) -> Object:
    """A short list that always fits: the lines of an invoice, the items of a subscription."""
    return {"object": "list", "data": list(things), "has_more": False, "url": url}


def equal(params: Params, *names: str) -> Callable[[Object], bool]:
    """A filter: every one of `names` that was asked for is equal."""
    asked = {name: params.text(name) for name in names if params.text(name) is not None}
    return lambda thing: all(thing.get(name) == value for name, value in asked.items())


def within(params: Params, name: str = "created") -> Callable[[Object], bool]:
    """A filter on an instant: an exact value, or a hash of gt, gte, lt and lte."""
    exact = None if isinstance(params.fields.get(name), dict) else params.whole(name)
    bounds = params.part(name)
    asked = [(COMPARISONS[word], bounds.whole(word) or 0) for word in bounds]

    def fits(thing: Object) -> bool:
        value = thing[name]
        return (exact is None or value == exact) and all(compare(value, bound) for compare, bound in asked)

    return fits
