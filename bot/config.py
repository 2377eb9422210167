"""Configuration: the environment and `.env` as one frozen value; every missing or wrong variable is named at once."""

import difflib
import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from bot.rules.operator import Operator
from bot.rules.preferences import read, written

DISCORD_API, DISCORD_GATEWAY = "https://discord.com/api/v10", "wss://gateway.discord.gg"
STRIPE_API = "https://api.stripe.com"

RETRY_DAYS_POSSIBLE = set(range(2, 29))
"""Not the 1st, which is the renewal's, and no day that some months lack."""

DRIVERS = {
    "sqlite:///": "sqlite+aiosqlite:///",
    "postgresql://": "postgresql+asyncpg://",
    "postgres://": "postgresql+asyncpg://",
}
"""What a short form of DATABASE_URL stands for."""


class ConfigError(Exception):
    """The configuration is not usable. The message names every variable at fault, its value, and the remedy."""


def _not_empty(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value():
        raise ValueError("is empty")
    return secret


def _stripe_key(key: SecretStr) -> SecretStr:
    if not key.get_secret_value().startswith(("sk_", "rk_")):
        raise ValueError("must begin with rk_ (a restricted key, which is better) or sk_")
    return key


def _signing_secrets(secrets: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    if not secrets or any(not one.get_secret_value().startswith("whsec_") for one in secrets):
        raise ValueError("must be one or more secrets that begin with whsec_, separated by commas")
    return secrets


def _address(*schemes: str) -> AfterValidator:
    """Of a URL with one of these schemes, without the slash at its end."""

    def check(value: str) -> str:
        try:
            parts = urlsplit(value)
            well = parts.scheme in schemes and parts.hostname and parts.port != 0
        except ValueError:
            well = False
        if not well:
            raise ValueError(f"must be an address that begins with {' or '.join(f'{one}://' for one in schemes)}")
        return value.rstrip("/")

    return AfterValidator(check)


def _database(url: str) -> str:
    for short, whole in DRIVERS.items():
        if url.startswith(short):
            url = whole + url.removeprefix(short)
    if not re.match(r"(sqlite\+aiosqlite:///|postgresql\+asyncpg://).", url):
        raise ValueError("must be sqlite:/// and the path of a file, or begin with postgresql://")
    return url


def _host(value: str) -> str:
    if value != "localhost":
        try:
            ipaddress.ip_address(value)
        except ValueError:
            raise ValueError("must be an address of this machine, as in 127.0.0.1 or 0.0.0.0") from None
    return value


def _mail_address(value: str) -> str:
    if "@" not in parseaddr(value)[1]:
        raise ValueError("must be a mail address")
    return value


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be a time zone, as in Asia/Tokyo") from None
    return name


def _hours(value: str) -> str:
    try:
        return written(read(value))
    except ValueError:
        raise ValueError("must be two hours from 0 to 23") from None


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _rising(days: tuple[int, ...]) -> tuple[int, ...]:
    if not days or not RETRY_DAYS_POSSIBLE.issuperset(days) or list(days) != sorted(set(days)):
        raise ValueError("must be rising days that every month has")
    return days


T = TypeVar("T")
Listed = Annotated[tuple[T, ...], BeforeValidator(_listed)]
"""Written with commas between its parts."""

Port = Annotated[int, Field(ge=0, le=65535)]
Upper = BeforeValidator(lambda word: word.upper() if isinstance(word, str) else word)
Lower = BeforeValidator(lambda word: word.lower() if isinstance(word, str) else word)


class Config(BaseModel):
    """Everything the operator decides. Community settings among it seed rows at the first start; then chat rules."""

    model_config = ConfigDict(frozen=True)

    discord_token: Annotated[SecretStr, AfterValidator(_not_empty)]
    discord_guild_id: Annotated[int, Field(gt=0)]
    discord_api_url: Annotated[str, _address("http", "https")] = DISCORD_API
    discord_gateway_url: Annotated[str, _address("ws", "wss")] = DISCORD_GATEWAY
    stripe_api_key: Annotated[SecretStr, AfterValidator(_stripe_key)]
    stripe_api_url: Annotated[str, _address("http", "https")] = STRIPE_API
    stripe_webhook_secrets: Annotated[Listed[SecretStr], AfterValidator(_signing_secrets)]
    # This address and the mail server's may hold a password: whoever prints a Config must not print them.
    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = "sqlite+aiosqlite:///roomkeeper.sqlite"
    public_url: Annotated[str, _address("http", "https")]
    http_host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    http_port: Port = 8080
    metrics_port: Port = 9464
    smtp_url: Annotated[str, _address("smtp", "smtps"), Field(repr=False)] = ""
    mail_from: Annotated[str, AfterValidator(_mail_address)] = ""
    community_timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Tokyo"
    default_locale: Literal["ja", "en"] = "ja"
    billing_retry_days: Annotated[Listed[int], AfterValidator(_rising)] = (5, 10, 15, 20, 25)
    billing_retry_hour: Annotated[int, Field(ge=0, le=23)] = 10
    operator_name: str = ""
    operator_address: str = ""
    operator_registration: str = ""
    operator_phone: str = ""
    refund_desk_name: str = ""
    refund_desk_phone: str = ""
    refund_desk_hours: str = ""
    refund_desk_url: str = ""
    waiting_offer_hours: Annotated[int, Field(ge=1, le=168)] = 24
    approval_answer_days: Annotated[int, Field(ge=1, le=30)] = 3
    approval_refund_days: Annotated[int, Field(ge=1, le=30)] = 4
    absence_days: Annotated[int, Field(ge=1, le=30)] = 7
    quiet_hours: Annotated[str, AfterValidator(_hours)] = "21-9"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], Upper] = "INFO"
    log_format: Annotated[Literal["text", "json"], Lower] = "text"

    def operator(self) -> Operator:
        """Who runs the community, as members read it."""
        said = (self.operator_name, self.operator_address, self.operator_registration, self.operator_phone)
        return Operator(
            *said, self.refund_desk_name, self.refund_desk_phone, self.refund_desk_hours, self.refund_desk_url
        )

    def secrets(self) -> tuple[str, ...]:
        """Every word in here that must not stand in a log."""
        secrets = (self.discord_token, self.stripe_api_key, *self.stripe_webhook_secrets)
        passwords = (urlsplit(url).password for url in (self.database_url, self.smtp_url))
        return (*(secret.get_secret_value() for secret in secrets), *(word for word in passwords if word))


REMEDIES: Mapping[str, str] = {
    "discord_token": "copy it from the developer portal, Bot",
    "discord_guild_id": "switch on Developer Mode in Discord and copy the server's id",
    "stripe_api_key": "make a restricted key in Stripe's dashboard, Developers, API keys",
    "stripe_webhook_secrets": "copy the signing secret from Stripe's dashboard, Developers, Webhooks",
    "public_url": "the address under which Stripe and browsers reach this machine, as in https://rooms.example.jp",
    "billing_retry_days": "write days from 2 to 28 in rising order, as in 5,10,15,20,25",
    "absence_days": "write a number of days from 1 to 30",
    "quiet_hours": "write the hours between which nobody is disturbed, as in 21-9; 0-0 for none",
    "smtp_url": "write it as smtp://user:password@mail.example.jp:587",
    "mail_from": "the address mails come from, as in rooms@example.jp",
}
SECRETS = ("discord_token", "stripe_api_key", "stripe_webhook_secrets", "smtp_url", "database_url")


def load(environment: Mapping[str, str] | None = None, file: Path = Path(".env")) -> Config:
    """The configuration from the environment, and from `file` for what the environment does not say.

    A variable that is empty counts as not set. Raises ConfigError for all that is missing, wrong or misspelt, in one
    message.
    """
    written = _written(file)
    given = {**written, **_set(os.environ if environment is None else environment)}
    known = {field: given[field.upper()] for field in Config.model_fields if field.upper() in given}
    faults = [_misspelt(name, file) for name in written if name not in _names()]
    faults += _contradictions(known)
    try:
        config = Config.model_validate(known)
    except ValidationError as wrong:
        by_field = {str(error["loc"][0]): error for error in reversed(wrong.errors())}
        faults += [_fault(field, by_field[field], known) for field in Config.model_fields if field in by_field]
    else:
        if not faults:
            return config
    raise ConfigError("The configuration is not usable:\n" + "\n".join(f"  - {fault}" for fault in faults))


def _names() -> list[str]:
    return [field.upper() for field in Config.model_fields]


def _set(variables: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value.strip() for name, value in variables.items() if value is not None and value.strip()}


def _written(file: Path) -> dict[str, str]:
    try:
        return _set(dotenv_values(file, interpolate=False))  # a password may contain a dollar sign
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigError(f"{file} cannot be read as a text file in UTF-8: {fault}") from fault


def _fault(field: str, error: Any, known: Mapping[str, str]) -> str:
    name, remedy = field.upper(), REMEDIES.get(field, "")
    if error["type"] == "missing":
        return f"{name} is not set: {remedy}"
    said = str(error["msg"]).removeprefix("Value error, ")
    value = "(a secret)" if field in SECRETS else repr(known[field])
    return f"{name} is {value}: {said[0].lower()}{said[1:]}" + (f"; {remedy}" if remedy else "")


def _contradictions(known: Mapping[str, str]) -> Iterator[str]:
    if ("smtp_url" in known) != ("mail_from" in known):
        yield "SMTP_URL and MAIL_FROM go together: set both for mail, none for no mail"
    ports = {known.get(field, str(Config.model_fields[field].default)) for field in ("http_port", "metrics_port")}
    if len(ports) == 1 and ports != {"0"}:
        yield "METRICS_PORT is HTTP_PORT as well: the figures are not for the world, so give them another port"


def _misspelt(name: str, file: Path) -> str:
    near = difflib.get_close_matches(name.upper(), _names(), n=1)
    meant = f"did you mean {near[0]}?" if near else "take it out; .env.example lists those there are"
    return f"{name} in {file} is not a variable of ours: {meant}"
