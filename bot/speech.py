"""Puts a Text into the reader's language: Fluent for the sentence, Babel for numbers, dates and money."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from pathlib import Path

import structlog
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, get_currency_precision
from fluent.runtime import FluentBundle, FluentResource

from bot.rules.money import Money
from bot.rules.texts import Link, Mention, Month, Since, Text, Value

log = structlog.get_logger(__name__)

LANGUAGES = ("ja", "en")
MARKUP = re.compile(r"([\\*_~`|<>\[\]()#@-])")
IDENTIFIER = re.compile(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*")
SIGNS = {Link.CHANNEL: "#", Link.MEMBER: "@", Link.ROLE: "@&"}


class Unsaid(LookupError):
    """A sentence or a blank of it is missing: our own mistake. Members read the key; tests fail."""


class Speech:
    """Every sentence we have, in every language we have."""

    def __init__(self, folder: Path, zone: tzinfo, *, strict: bool = False) -> None:
        """folder: with a folder of .ftl files per language. zone: of days and times in plain words.

        strict: raise Unsaid for what is missing instead of saying what is there.
        """
        self._bundles = {language: _bundle(folder / language, language) for language in LANGUAGES}
        self._zone, self._strict = zone, strict

    def say(self, text: Text, locale: str) -> str:
        """`text` for Discord: times in the reader's own zone, mentions as links, a member's words as mere words.

        locale: as Discord writes it ("ja", "en-US"); one we have no sentences for reads English.
        """
        language = language_of(locale)
        return self._format(text, language, lambda value: _for_discord(value, language))

    def plain(self, text: Text, locale: str) -> str:
        """`text` with no markup, for labels, mail and files; times by the clock of the community."""
        language = language_of(locale)
        words = self._format(text, language, lambda value: _plain(value, language, self._zone))
        return words.replace("**", "").replace("`", "")

    def _format(self, text: Text, language: str, show: Callable[[Value], str]) -> str:
        """The sentence; in English when the language lacks it, and its key when both do."""
        shown = {name: show(value) for name, value in text.values.items()}
        id = message_id(text.key)
        for bundle in (self._bundles[language], self._bundles["en"]):
            if bundle.has_message(id):
                pattern = bundle.get_message(id).value
                words, faults = bundle.format_pattern(pattern, shown)
                if faults:
                    self._missing(f"{text.key} in {language}: {faults}")
                return str(words)
        self._missing(f"{text.key} is said nowhere")
        return text.key

    def _missing(self, what: str) -> None:
        if self._strict:
            raise Unsaid(what)
        log.error("a sentence is not complete", sentence=what)


def language_of(locale: str) -> str:
    """The language we speak to somebody whose Discord is set to `locale`."""
    language = locale.partition("-")[0]
    return language if language in LANGUAGES else "en"


def message_id(key: str) -> str:
    """The Fluent message of a text's key: "billing.last_warning" is `billing-last-warning`."""
    return key.replace(".", "-").replace("_", "-")


def sentences(paths: Iterable[Path]) -> FluentResource:
    """The messages of some .ftl files together."""
    return FluentResource("\n".join(path.read_text(encoding="utf-8") for path in sorted(paths)))


def _bundle(folder: Path, language: str) -> FluentBundle:
    # No isolation marks: they would end up in command names and in what people copy.
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(sentences(folder.glob("*.ftl")))
    return bundle


def _for_discord(value: Value, language: str) -> str:
    match value:
        case datetime():
            return f"<t:{int(value.timestamp())}:f>"
        case Since(at):
            return f"<t:{int(at.timestamp())}:R>"
        case Mention(to, id):
            return f"<{SIGNS[to]}{id}>"
        case str() if not IDENTIFIER.fullmatch(value):
            return MARKUP.sub(r"\\\1", value)
    return _in_words(value, language)


def _plain(value: Value, language: str, zone: tzinfo) -> str:
    match value:
        case datetime():
            return _moment(value.astimezone(zone), language)
        case Since(at):
            return _moment(at.astimezone(zone), language)
        case Mention(to, id):
            return f"{SIGNS[to]}{id}"
    return _in_words(value, language)


def _in_words(value: Value, language: str) -> str:
    match value:
        case Money():
            return _amount(value, language)
        case Month(first):
            return str(format_date(first, "yyyy年M月" if language == "ja" else "MMMM yyyy", locale=language))
        case date():
            return str(format_date(value, "M月d日(E)" if language == "ja" else "EEE d MMMM", locale=language))
        case int():
            return str(format_decimal(value, locale=language))
    return str(value)


def _moment(at: datetime, language: str) -> str:
    pattern = "yyyy年M月d日 H:mm" if language == "ja" else "d MMMM yyyy, H:mm"
    return str(format_datetime(at, pattern, locale=language))


def _amount(money: Money, language: str) -> str:
    """500円, ¥500, €12.50: in yen as people write it, elsewhere as the language does."""
    if money.currency == "JPY" and language == "ja":
        return f"{format_decimal(money.minor, locale=language)}円"
    whole = Decimal(money.minor).scaleb(-_precision(money.currency))
    return str(format_currency(whole, money.currency, locale=language))


@cache
def _precision(currency: str) -> int:
    return int(get_currency_precision(currency))
