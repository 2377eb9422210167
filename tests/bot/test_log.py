"""Logs: one form for every line of the process, and nothing secret in any of them."""

import json
import logging
import re
import sys

import pytest
import structlog

from bot import log
from bot.log import HIDDEN, Redaction

BOT_TOKEN = "MTA0MjUwMDAwMDAwMDAwMDAx" + ".GhT1xY." + "b7K_2-qWZr3mNfLpV0sDxUoJtE8cYhGaBiRkQe"
INTERACTION_TOKEN = "aW50ZXJhY3Rpb246MTE3NzA4NjY0Mjc0MTU2NzUwODpDT0ZwVjBkM2pQZw"

SECRET_SHAPES = [
    ("key", "Request with sk_live_51NQ8aBcDeFgHiJkLmNoP failed", "51NQ8aBcDeFgHiJkLmNoP"),
    ("restricted key", "rk_test_51NQ8aBcDeFgHiJkLmNoP", "51NQ8"),
    ("signing secret", "whsec_8f2aK+9/xYz01LmNo=, tried", "xYz01LmNo"),
    ("client secret", "pi_3NabcDEF_secret_x9Yz8Wv7Ut6", "x9Yz8Wv7Ut6"),
    ("checkout", "url='https://checkout.stripe.com/c/pay/cs_live_a1b2#fidkdWxOYHwnPyd1blpxYHZxWjA0'", "fidkdWxOYHwn"),
    ("checkout on an own domain", "https://pay.example.jp/c/pay/cs_live_a1b2#fidkdWxOYHwnPyd1", "fidkdWxOYHwn"),
    ("portal", "https://billing.stripe.com/p/session/live_YWNjdF8xTlE4", "YWNjdF8xTlE4"),
    ("invoice page", "<https://invoice.stripe.com/i/acct_1NQ8/live_YWNjdF8xTlE4?s=ap>", "YWNjdF8xTlE4"),
    ("invoice file", "https://pay.stripe.com/invoice/acct_1NQ8/live_YWNjdF8xTlE4/pdf?s=ap", "YWNjdF8xTlE4"),
    ("receipt", "https://pay.stripe.com/receipts/payment/CAcaFwoVYWNjdF8x", "CAcaFwoVYWNjdF8x"),
    (
        "answer to an interaction",
        f"POST https://discord.com/api/v10/interactions/1177086642741567508/{INTERACTION_TOKEN}/callback returned 204",
        INTERACTION_TOKEN,
    ),
    ("follow-up", f"/webhooks/104250000000000001/{INTERACTION_TOKEN}/messages/@original", INTERACTION_TOKEN),
    ("bot token", f"Improper token {BOT_TOKEN} passed", "GhT1xY"),
    ("authorization", "{'Authorization': 'Bearer abc.def-123'}", "abc.def-123"),
    ("mail password", "smtp://rooms:hunter2%40@mail.example.jp:587", "hunter2"),
    ("database password", "postgresql+asyncpg://room:hunter2@db/room", "hunter2"),
]

HARMLESS = [
    "an event waits for another try: evt_1NQ8aBcDeFgHiJ in_1NQ8aBcDeFgHiJ cs_live_a1b2c3d4",
    "PATCH https://discord.com/api/v10/channels/1177086642741567508/messages/1177086642741567509 has returned 200",
    "POST /stripe/webhook HTTP/1.1 200",
    "see https://docs.stripe.com/webhooks?verify=check and me@example.jp",
    "task_0123456789 risk_assessment ask_order:ord_01jd5v0c3m9k2w7x8y4z6a1b2c",
    "2026-12-05 10:00:00 member 104250000000000001",
]


@pytest.mark.parametrize(("line", "secret"), [pytest.param(*case[1:], id=case[0]) for case in SECRET_SHAPES])
def test_what_looks_like_a_secret_is_hidden(line, secret):
    cleaned = Redaction([]).clean(line)

    assert secret not in cleaned
    assert HIDDEN in cleaned


@pytest.mark.parametrize("line", HARMLESS)
def test_what_an_operator_needs_is_left(line):
    assert Redaction([]).clean(line) == line


def test_a_configured_secret_is_hidden_whatever_it_looks_like():
    """The longer first: else the rest of it would stay."""
    cleaned = Redaction(["tea", "tea and milk", ""]).clean("give me tea and milk, or tea")

    assert cleaned == f"give me {HIDDEN}, or {HIDDEN}"


def test_a_secret_is_hidden_wherever_it_hides():
    event = {
        "event": "x",
        "given": {"headers": ["a", ("tea",)], "fault": ValueError("no tea")},
        "password": "anything",
        "api_token": "anything",
        "seconds": 3,
        "well": True,
        "nothing": None,
    }

    cleaned = Redaction(["tea"])(None, "info", event)

    assert cleaned == {
        "event": "x",
        "given": {"headers": ["a", [HIDDEN]], "fault": f"no {HIDDEN}"},
        "password": HIDDEN,
        "api_token": HIDDEN,
        "seconds": 3,
        "well": True,
        "nothing": None,
    }


@pytest.fixture
def set_up():
    """`log.set_up`, taken back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    noisy = {name: logging.getLogger(name).level for name in log.NOISY}
    yield log.set_up
    root.handlers[:], root.level = handlers, level
    for name, before in noisy.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def test_our_lines_and_those_of_libraries_have_one_form(set_up, capsys):
    set_up("INFO", "json", ["hunter2"])
    structlog.get_logger("bot.inbox").info("an event came", kind="invoice.paid", key="hunter2")
    logging.getLogger("discord.client").warning("login %s", "hunter2")

    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())

    assert ours.keys() - {"kind", "key"} == theirs.keys() == {"event", "level", "logger", "timestamp"}
    assert (ours["logger"], ours["level"], ours["key"]) == ("bot.inbox", "info", HIDDEN)
    assert (theirs["logger"], theirs["level"], theirs["event"]) == ("discord.client", "warning", f"login {HIDDEN}")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_is_in_the_line_and_clean(set_up, capsys, form):
    set_up("INFO", form, ["hunter2"])
    for logger in (structlog.get_logger("ours"), logging.getLogger("theirs")):
        try:
            raise ValueError("hunter2")
        except ValueError:
            logger.exception("it failed")

    said = capsys.readouterr().err

    assert said.count("ValueError: " + HIDDEN) == 2
    assert said.count("it failed") == 2
    assert "hunter2" not in said


def test_what_is_bound_to_a_task_is_in_its_lines(set_up, capsys):
    set_up("INFO", "json", [])
    structlog.contextvars.bind_contextvars(event_id="evt_1")
    structlog.get_logger("x").info("handled")
    logging.getLogger("stripe").warning("slow")

    assert [json.loads(line)["event_id"] for line in capsys.readouterr().err.splitlines()] == ["evt_1", "evt_1"]


def test_text_is_one_line_without_colours(set_up, capsys):
    set_up("INFO", "text", [])
    structlog.get_logger("bot.outbox").warning("an effect failed", effect="PayInvoice")

    [line] = capsys.readouterr().err.splitlines()

    assert re.search(r"warning.*an effect failed.*bot\.outbox.*effect=PayInvoice", line)
    assert "\x1b" not in line


def test_the_level_counts_for_all_and_chatty_libraries_stay_quieter(set_up, capsys):
    set_up("DEBUG", "json", [])
    structlog.get_logger("bot.inbox").debug("ours")
    for name in ("discord.gateway", "aiohttp.access", "apscheduler.scheduler", "sqlalchemy.engine.Engine"):
        logging.getLogger(name).info("chatter")
    set_up("WARNING", "json", [])
    structlog.get_logger("bot.inbox").info("not wanted")

    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["ours"]


def test_setting_up_twice_says_nothing_twice(set_up, capsys):
    set_up("INFO", "json", [])
    set_up("INFO", "json", [])
    logging.getLogger("x").warning("once")

    assert len(capsys.readouterr().err.splitlines()) == 1
    assert sys.stderr is logging.getLogger().handlers[0].stream
