"""Discord's errors, as it words them (discord.com/developers/docs/topics/opcodes-and-status-codes#json)."""

from typing import Any


class NotAllowed(Exception):
    """What Discord's client would not let a person do; no call is ever made."""


class Refusal(Exception):
    """An answer other than 2xx."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"code": code, "message": message}
        if errors:
            self.body["errors"] = errors


def unknown(code: int) -> Refusal:
    """404 for what is not there."""
    names = {
        10003: "Unknown Channel",
        10004: "Unknown Guild",
        10007: "Unknown Member",
        10008: "Unknown Message",
        10011: "Unknown Role",
        10013: "Unknown User",
        10015: "Unknown Webhook",
        10026: "Unknown Ban",
        10062: "Unknown interaction",
        10063: "Unknown application command",
        10070: "Unknown Guild Scheduled Event",
    }
    return Refusal(404, code, names[code])


def missing_access() -> Refusal:
    """403 for a channel that cannot be seen."""
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    """403 for a permission, or a height, that is not held."""
    return Refusal(403, 50013, "Missing Permissions")


def too_long(path: str, most: int) -> Refusal:
    """400 for more characters or things than there may be."""
    return invalid(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def bad_length(path: str, least: int, most: int) -> Refusal:
    """400 for fewer or more than there may be."""
    return invalid(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")


def invalid(path: str, code: str, message: str) -> Refusal:
    """400 for a body that breaks a rule; `path` says where, its parts joined by dots."""
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(path.split(".") if path else []):
        errors = {part: errors}
    return Refusal(400, 50035, "Invalid Form Body", errors)
