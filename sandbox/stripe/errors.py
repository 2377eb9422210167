"""Stripe's errors, in the JSON shape the library turns into its exceptions."""

from typing import Any


class StripeError(Exception):
    """An answer that is an error. `fields` go into `{"error": {...}}` as they are."""

    def __init__(self, status: int, kind: str, message: str, **fields: Any) -> None:
        super().__init__(message)
        self.status = status
        self.fields = {"type": kind, "message": message} | {name: it for name, it in fields.items() if it is not None}

    @property
    def code(self) -> str | None:
        """Stripe's machine-readable word for what went wrong, where it has one."""
        code: str | None = self.fields.get("code")
        return code

    def body(self) -> dict[str, Any]:
        return {"error": self.fields}


def invalid(message: str, *, param: str | None = None, code: str | None = None, **fields: Any) -> StripeError:
    """400: the request can never be right as it stands."""
    return StripeError(400, "invalid_request_error", message, param=param, code=code, **fields)


def missing(kind: str, id: str, param: str = "id") -> StripeError:
    """404 `resource_missing`: nothing of this kind has this id."""
    message = f"No such {kind.replace('_', ' ')}: '{id}'"
    return StripeError(404, "invalid_request_error", message, param=param, code="resource_missing")


def parameter_missing(param: str) -> StripeError:
    return invalid(f"Missing required param: {param}.", param=param, code="parameter_missing")


def card_error(message: str, *, code: str, **fields: Any) -> StripeError:
    """402: the card was asked and said no."""
    return StripeError(402, "card_error", message, code=code, **fields)
