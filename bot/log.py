"""Logs: one form for our own lines and the libraries', as text or JSON, and nothing secret in either."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

import structlog

HIDDEN = "[hidden]"

SHAPES = re.compile(
    r"""
      \b(?:sk|rk)_(?:live|test)_\w+ | \bwhsec_[\w+/=]+ | (?<=_secret_)\w+  # Stripe's keys and secrets
    | https?://(?:checkout|billing|invoice|pay)\.stripe\.com/[^\s"'<>]+    # links that let whoever has them act
    | (?<=/c/pay/)[^\s"'<>]+ | (?<=/p/session/)[^\s"'<>]+                 # the same on a domain of one's own
    | (?<=/interactions/)\d+/[^/\s"'<>]+ | (?<=/webhooks/)\d+/[^/\s"'<>]+  # an interaction's token speaks for us
    | (?<=://)[^/\s:@"'<>]+:[^/\s@"'<>]+(?=@)                            # user and password of an address
    | (?<=Bearer\ )[^\s"'<>]+
    | \b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}                        # a Discord bot's token
    """,
    re.VERBOSE,
)
"""What a secret of Stripe, Discord, a mail server or a database looks like, whoever let it into a line."""

SECRET_NAMES = re.compile(r"password|secret|token|authorization", re.IGNORECASE)
"""Names of fields whose value is hidden whatever it is."""

NOISY = (
    "aiohttp.access",
    "alembic",
    "apscheduler",
    "aiosqlite",
    "sqlalchemy",
    "stripe",
    "discord.gateway",
    "discord.client",
)
"""Loggers that say something all the time; of theirs, warnings are enough."""


class Redaction:
    """Hides the configured secrets, and whatever looks like one."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._known = re.compile("|".join(re.escape(secret) for secret in known)) if known else None

    def clean(self, words: str) -> str:
        """`words` with every secret hidden."""
        if self._known is not None:
            words = self._known.sub(HIDDEN, words)
        return SHAPES.sub(HIDDEN, words)

    def __call__(self, _: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """As a processor of structlog."""
        return self._fields(event)

    def _fields(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: HIDDEN if SECRET_NAMES.search(str(name)) else self._value(value) for name, value in fields.items()
        }

    def _value(self, value: Any) -> Any:
        match value:
            case str():
                return self.clean(value)
            case bool() | int() | float() | None:
                return value
            case dict():
                return self._fields(value)
            case list() | tuple():
                return [self._value(one) for one in value]
        return self.clean(str(value))


def set_up(level: str, form: str, secrets: Iterable[str]) -> None:
    """Send every line of this process, of whatever library, to standard error in one form. form: text or json."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
    ]
    last = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, Redaction(secrets), last],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(max(logging.getLevelName(level), logging.WARNING))
