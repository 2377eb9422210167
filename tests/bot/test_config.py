"""Configuration: what it becomes, and what the operator reads when it is not usable."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Config, ConfigError, load

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"
NO_FILE = Path("there is no such file")

ENOUGH = {
    "DISCORD_TOKEN": "MTA1.token",
    "DISCORD_GUILD_ID": "104250000000000001",
    "STRIPE_API_KEY": "rk_live_abc",
    "STRIPE_WEBHOOK_SECRETS": "whsec_new, whsec_old",
    "PUBLIC_URL": "https://rooms.example.jp/",
}


def loaded(**more):
    return load({**ENOUGH, **more}, NO_FILE)


def complaint(**more):
    with pytest.raises(ConfigError) as wrong:
        loaded(**more)
    return str(wrong.value)


def test_five_variables_are_enough():
    config = loaded()

    assert config.discord_token.get_secret_value() == "MTA1.token"
    assert config.discord_guild_id == 104250000000000001
    assert [secret.get_secret_value() for secret in config.stripe_webhook_secrets] == ["whsec_new", "whsec_old"]
    assert config.public_url == "https://rooms.example.jp"


def test_the_rest_is_the_real_services_and_a_community_in_japan():
    config = loaded()

    assert config.discord_api_url == "https://discord.com/api/v10"
    assert config.discord_gateway_url == "wss://gateway.discord.gg"
    assert config.stripe_api_url == "https://api.stripe.com"
    assert config.database_url == "sqlite+aiosqlite:///roomkeeper.sqlite"
    assert config.http_host == "127.0.0.1"
    assert (config.smtp_url, config.mail_from) == ("", "")
    assert (config.community_timezone, config.default_locale) == ("Asia/Tokyo", "ja")
    assert (config.billing_retry_days, config.billing_retry_hour) == ((5, 10, 15, 20, 25), 10)


def test_nobody_changes_it_while_it_is_in_use():
    config = loaded()

    with pytest.raises(ValidationError):
        config.http_port = 1


def test_the_environment_outranks_the_file(tmp_path):
    file = tmp_path / ".env"
    file.write_text("HTTP_PORT=1111\nBILLING_RETRY_HOUR=7\n")

    config = load({**ENOUGH, "HTTP_PORT": "2222"}, file)

    assert (config.http_port, config.billing_retry_hour) == (2222, 7)


def test_a_file_alone_will_do(tmp_path):
    """A dollar sign in a password is a dollar sign."""
    file = tmp_path / ".env"
    lines = [f"{name}={value}" for name, value in ENOUGH.items()]
    lines += ["SMTP_URL=smtps://user:pa${HOME}ss@mail.example.jp", "MAIL_FROM=Rooms <rooms@example.jp>"]
    file.write_text("\n".join(lines))

    config = load({}, file)

    assert config.smtp_url == "smtps://user:pa${HOME}ss@mail.example.jp"
    assert config.mail_from == "Rooms <rooms@example.jp>"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///here.sqlite", "sqlite+aiosqlite:///here.sqlite"),
        ("sqlite+aiosqlite:////var/lib/r.sqlite", "sqlite+aiosqlite:////var/lib/r.sqlite"),
        ("postgresql://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgres://u@h/d", "postgresql+asyncpg://u@h/d"),
    ],
)
def test_a_database_may_be_written_in_short(written, meant):
    assert loaded(DATABASE_URL=written).database_url == meant


def test_an_empty_variable_is_one_that_is_not_set():
    """As it stands in a copy of .env.example."""
    assert loaded(SMTP_URL="", MAIL_FROM=" ", HTTP_PORT="").http_port == 8080


def test_a_copy_of_the_example_needs_the_required_five_only():
    assert load(ENOUGH, EXAMPLE) == loaded()


def test_what_the_example_shows_in_comments_are_the_defaults():
    """Else an operator who takes the sign of the comment away changes something without knowing."""
    shown = dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))

    assert len(shown) > 10
    assert loaded(**shown) == loaded()


def test_everything_missing_is_named_at_once():
    with pytest.raises(ConfigError) as wrong:
        load({}, NO_FILE)

    assert [line.split()[1] for line in str(wrong.value).splitlines()[1:]] == list(ENOUGH)
    assert all("is not set: " in line for line in str(wrong.value).splitlines()[1:])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_GUILD_ID", "my server"),
        ("DISCORD_GUILD_ID", "0"),
        ("DISCORD_API_URL", "ftp://discord.test"),
        ("DISCORD_GATEWAY_URL", "https://gateway.test"),
        ("STRIPE_API_URL", "https://"),
        ("PUBLIC_URL", "rooms.example.jp"),
        ("PUBLIC_URL", "https://rooms.example.jp:port"),
        ("HTTP_HOST", "my machine"),
        ("HTTP_PORT", "65536"),
        ("METRICS_PORT", "-1"),
        ("COMMUNITY_TIMEZONE", "Asia/Nowhere"),
        ("COMMUNITY_TIMEZONE", "../../etc/passwd"),
        ("DEFAULT_LOCALE", "fr"),
        ("BILLING_RETRY_DAYS", "1,5"),
        ("BILLING_RETRY_DAYS", "5,29"),
        ("BILLING_RETRY_DAYS", "10,5"),
        ("BILLING_RETRY_DAYS", "5,5"),
        ("BILLING_RETRY_DAYS", "5,x,y"),
        ("BILLING_RETRY_DAYS", ","),
        ("BILLING_RETRY_HOUR", "24"),
        ("ABSENCE_DAYS", "0"),
        ("ABSENCE_DAYS", "31"),
        ("QUIET_HOURS", "21"),
        ("QUIET_HOURS", "21-24"),
        ("QUIET_HOURS", "nine-ten"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_value_is_named_once_with_what_would_be_right(name, value):
    [line] = complaint(**{name: value}).splitlines()[1:]

    assert line.startswith(f"  - {name} is {value!r}: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STRIPE_API_KEY", "hunter2"),
        ("STRIPE_WEBHOOK_SECRETS", "whsec_fine,hunter2"),
        ("DATABASE_URL", "mysql://u:hunter2@h/d"),
        ("DATABASE_URL", "sqlite:///"),
    ],
)
def test_a_wrong_secret_is_named_and_not_shown(name, value):
    said = complaint(**{name: value})

    assert f"  - {name} is (a secret): " in said
    assert "hunter2" not in said


def test_the_edges_of_what_is_right():
    config = loaded(BILLING_RETRY_DAYS="2,28", BILLING_RETRY_HOUR="0", HTTP_PORT="0", METRICS_PORT="0", HTTP_HOST="::1")

    assert config.billing_retry_days == (2, 28)
    assert [loaded(ABSENCE_DAYS=days).absence_days for days in ("1", "30")] == [1, 30]
    assert loaded(QUIET_HOURS=" 0 - 23 ").quiet_hours == "0-23"
    assert loaded(BILLING_RETRY_HOUR="23", HTTP_PORT="65535", LOG_LEVEL="debug").log_level == "DEBUG"


def test_mail_needs_a_server_and_a_sender():
    assert "SMTP_URL and MAIL_FROM go together" in complaint(SMTP_URL="smtp://mail.test")
    assert "SMTP_URL and MAIL_FROM go together" in complaint(MAIL_FROM="rooms@example.jp")
    assert "MAIL_FROM is 'rooms'" in complaint(SMTP_URL="smtp://mail.test", MAIL_FROM="rooms")


def test_figures_and_webhooks_do_not_share_a_port():
    """What is behind the proxy is open to the world; the figures are not."""
    assert "METRICS_PORT is HTTP_PORT as well" in complaint(METRICS_PORT="8080")


def test_a_misspelt_name_in_the_file_is_found(tmp_path):
    """Else a community would bill on other days than its operator believes."""
    file = tmp_path / ".env"
    file.write_text("BILLING_RETRY_DAY=5\nEDITOR=vi\n")

    with pytest.raises(ConfigError) as wrong:
        load(ENOUGH, file)

    assert "BILLING_RETRY_DAY in" in str(wrong.value)
    assert "did you mean BILLING_RETRY_DAYS?" in str(wrong.value)
    assert "EDITOR in" in str(wrong.value)


def test_whatever_else_the_environment_holds_is_not_ours():
    assert loaded(PATH="/bin", DISCORD_TOKENS="x").http_port == 8080


def test_a_file_that_is_no_text_is_said_plainly(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigError, match="cannot be read"):
        load(ENOUGH, file)


def test_no_secret_is_in_its_print():
    config = loaded(DATABASE_URL="postgresql://u:pgpass@h/d", SMTP_URL="smtp://u:mailpass@h", MAIL_FROM="a@b.test")

    printed = f"{config!r} {config}"

    assert set(config.secrets()) == {"MTA1.token", "rk_live_abc", "whsec_new", "whsec_old", "pgpass", "mailpass"}
    assert not [secret for secret in config.secrets() if secret in printed]


def test_a_test_may_build_one_by_hand(monkeypatch):
    """The sandbox does; what happens to be in the environment must not leak in."""
    monkeypatch.setenv("HTTP_PORT", "1")

    config = Config(
        discord_token="t", discord_guild_id=1, stripe_api_key="sk_test_x", stripe_webhook_secrets=("whsec_x",),
        public_url="http://127.0.0.1:1",
    )  # fmt: skip

    assert config.http_port == 8080
