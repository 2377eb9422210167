"""Configuration: the environment and `.env` as one frozen value; every missing or wrong variable is named at once."""

import difflib
import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

DISCORD_API, DISCORD_GATEWAY = "https://discord.com/api/v10", "wss://gateway.discord.gg"
STRIPE_API = "https://api.stripe.com"

RETRY_DAYS_POSSIBLE = set(range(2, 29))
"""Not the 1st, which is the renewal's, and no day that some months lack."""


class ConfigError(Exception):
    """The configuration is not usable. The message names every variable at fault, its value, and the remedy."""


def _not_empty(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip():
        raise ValueError("is empty")
    return value


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError('is no time zone: write it as "Asia/Tokyo"') from None
    return name


def _address(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        if not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(f"must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}")
        return value.rstrip("/")

    return AfterValidator(check)


def _optional_address(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        if value and not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(f"must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}, or be empty")
        return value

    return AfterValidator(check)


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _rising(days: tuple[int, ...]) -> tuple[int, ...]:
    if not days or not set(days) <= RETRY_DAYS_POSSIBLE or list(days) != sorted(set(days)):
        raise ValueError("must be days from 2 to 28 in rising order, as in 5,10,15,20,25")
    return days


def _secrets(secrets: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    if not secrets or any(not one.get_secret_value().startswith("whsec_") for one in secrets):
        raise ValueError("must be one or more secrets that begin with whsec_, separated by commas")
    return secrets


def _database(url: str) -> str:
    """Short forms get their driver."""
    for short, long in (("sqlite:///", "sqlite+aiosqlite:///"), ("postgresql://", "postgresql+asyncpg://")):
        if url.startswith(short):
            url = long + url.removeprefix(short)
    if not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return url


def _host(value: str) -> str:
    if value != "localhost":
        try:
            ipaddress.ip_address(value)
        except ValueError:
            raise ValueError("must be an address of this machine, as in 127.0.0.1 or 0.0.0.0") from None
    return value


Secret = Annotated[SecretStr, AfterValidator(_not_empty)]
Port = Annotated[int, Field(ge=0, le=65535)]


class Config(BaseModel):
    """Everything the operator decides. Community settings among it seed rows at the first start; then chat rules."""

    model_config = ConfigDict(frozen=True)

    discord_token: Secret
    discord_guild_id: Annotated[int, Field(gt=0)]
    discord_api_url: Annotated[str, _address("http", "https")] = DISCORD_API
    discord_gateway_url: Annotated[str, _address("ws", "wss")] = DISCORD_GATEWAY
    stripe_api_key: Secret
    stripe_api_url: Annotated[str, _address("http", "https")] = STRIPE_API
    stripe_webhook_secrets: Annotated[tuple[SecretStr, ...], BeforeValidator(_listed), AfterValidator(_secrets)]
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite+aiosqlite:///roomkeeper.sqlite"
    public_url: Annotated[str, _address("http", "https")]
    http_host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    http_port: Port = 8080
    metrics_port: Port = 9464
    smtp_url: Annotated[str, _optional_address("smtp", "smtps")] = ""
    mail_from: str = ""
    community_timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Tokyo"
    default_locale: Literal["ja", "en"] = "ja"
    billing_retry_days: Annotated[tuple[int, ...], BeforeValidator(_listed), AfterValidator(_rising)] = (
        5,
        10,
        15,
        20,
        25,
    )
    billing_retry_hour: Annotated[int, Field(ge=0, le=23)] = 10
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"


REMEDIES: Mapping[str, str] = {
    "discord_token": "copy it from the developer portal, Bot",
    "discord_guild_id": "switch on Developer Mode in Discord and copy the server's id",
    "stripe_api_key": "make a restricted key in Stripe's dashboard, Developers, API keys",
    "stripe_webhook_secrets": "copy the signing secret from Stripe's dashboard, Developers, Webhooks",
    "public_url": "the address under which Stripe and browsers reach this machine, as in https://rooms.example.jp",
    "mail_from": "the address mails come from, as in rooms@example.jp",
}
SECRETS = ("discord_token", "stripe_api_key", "stripe_webhook_secrets", "smtp_url")


def load(environment: Mapping[str, str] | None = None, file: Path = Path(".env")) -> Config:
    """The configuration from the environment, and from `file` for what the environment does not say.

    Raises ConfigError for all that is missing, wrong or misspelt, in one message.
    """
    written = {name: value for name, value in dotenv_values(file).items() if value is not None}
    given = {**written, **(os.environ if environment is None else environment)}
    known = {name: given[name.upper()] for name in Config.model_fields if name.upper() in given}
    faults = [_misspelt(name) for name in written if name.lower() not in Config.model_fields]
    try:
        config = Config.model_validate(known)
    except ValidationError as wrong:
        faults += [_fault(error, known) for error in wrong.errors()]
    else:
        if bool(config.smtp_url) != bool(config.mail_from):
            faults.append("SMTP_URL and MAIL_FROM go together: set both for mail, none for no mail")
        if not faults:
            return config
    raise ConfigError("The configuration is not usable:\n" + "\n".join(f"  - {fault}" for fault in faults))


def _fault(error: Any, known: Mapping[str, str]) -> str:
    field = str(error["loc"][0])
    name = field.upper()
    remedy = REMEDIES.get(field, "")
    if error["type"] == "missing":
        return f"{name} is not set: {remedy}"
    said = str(error["msg"]).removeprefix("Value error, ")
    value = "(a secret)" if field in SECRETS else repr(known.get(field, ""))
    return f"{name} is {value}: {said[0].lower()}{said[1:]}" + (f". {remedy[0].upper()}{remedy[1:]}" if remedy else "")


def _misspelt(name: str) -> str:
    near = difflib.get_close_matches(name.upper(), [field.upper() for field in Config.model_fields], n=1)
    meant = f"did you mean {near[0]}?" if near else "take it out, or see .env.example"
    return f"{name} in the .env file is not a variable of ours: {meant}"
