"""Puts a Text into words: the sentences of locales/*, with numbers, money, days and times as the reader writes them.

The sentence `billing.failed_charge` is the message `billing-failed-charge` of any file in locales/<language>/, in the
syntax of projectfluent.org/fluent/guide. It may choose its form by a number or a word: `{ $cause -> [expired] … }`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from pathlib import Path

import structlog
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, get_currency_precision
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from bot.rules.money import Money
from bot.rules.texts import Bilingual, Link, Mention, Month, Since, Text, Value, text

log = structlog.get_logger(__name__)

ENGLISH = "en"
LANGUAGES = ("ja", ENGLISH)

DAY = {"ja": "M月d日(E)", ENGLISH: "EEE, d MMMM"}
MONTH = {"ja": "y年M月", ENGLISH: "MMMM y"}
MOMENT = {"ja": "y年M月d日(E) H:mm", ENGLISH: "EEE, d MMMM y, H:mm"}
"""How a day, a month and an instant are written, by language (Unicode TR 35, "Date Format Patterns")."""

LONGEST_WORDS = 1000
"""Of what fills one blank. Fluent refuses 2,500, and signs that must not format make words up to twice as long."""


class Unsaid(LookupError):
    """A sentence is missing, or one of its blanks has nothing to fill it. Only a strict Speech raises it."""


class Speech:
    """Says texts in every language we have sentences in."""

    def __init__(self, folder: Path, zone: tzinfo, *, strict: bool = False) -> None:
        """Read every sentence. Raises ValueError for a file that is not Fluent.

        folder: with a folder of .ftl files per language. zone: of the times in plain words.
        strict: raise Unsaid instead of saying the next best thing, for tests.
        """
        self._for_discord = {name: _bundle(folder / name) for name in LANGUAGES}
        self._for_paper = {name: _bundle(folder / name, without=SIGNS_OF_OURS) for name in LANGUAGES}
        self._zone, self._strict = zone, strict

    def say(self, text: Text, locale: str) -> str:
        """`text` for Discord, in the language of a Discord locale ("ja", "en-GB"); one we do not have reads English.

        Whatever a person typed stands there as typed: it formats nothing and calls nobody. A sentence that is missing
        in a language is said in English, and one that is missing altogether by its key; both are logged.
        """
        return self._words(text, locale, self._for_discord, _shown_in_discord)

    def plain(self, text: Text, locale: str) -> str:
        """`text` for where Discord's signs mean nothing: labels, mail, files. Times stand in the community's zone."""
        return self._words(text, locale, self._for_paper, self._shown_on_paper)

    def _words(
        self,
        text: Text,
        locale: str,
        bundles: Mapping[str, FluentBundle],
        show: Callable[[Value, str], str | int],
    ) -> str:
        for language in dict.fromkeys((language_of(locale), ENGLISH)):
            values = {name: show(value, language) for name, value in text.values.items()}
            try:
                return _filled(bundles[language], message_id(text.key), values)
            except Unsaid as fault:
                if self._strict:
                    raise
                log.warning("a sentence cannot be said", key=text.key, language=language, fault=str(fault))
        return text.key

    def _shown_on_paper(self, value: Value, language: str) -> str | int:
        match value:
            case str():
                return value[:LONGEST_WORDS]
            case datetime() | Since():
                at = (value.at if isinstance(value, Since) else value).astimezone(self._zone)
                return f"{format_datetime(at, MOMENT[language], locale=language)} {at.tzname()}"
            case Mention(to):
                return self.plain(NAMES_OF_LINKS[to], language)
            case Bilingual():
                return SIGNS_OF_OURS.sub("", _in_language(value, language))
        return _shown_anywhere(value, language)


SIGNS_OF_LINKS = {Link.CHANNEL: "#", Link.MEMBER: "@", Link.ROLE: "@&"}

# On paper an id leads nowhere, and the names behind ids are Discord's to know.
NAMES_OF_LINKS = {
    Link.CHANNEL: text("speech.channel"),
    Link.MEMBER: text("speech.member"),
    Link.ROLE: text("speech.role"),
}


def _shown_in_discord(value: Value, language: str) -> str | int:
    match value:
        case str():
            return escaped(value[:LONGEST_WORDS])
        case datetime():
            return f"<t:{int(value.timestamp())}:f>"
        case Since(at):
            return f"<t:{int(at.timestamp())}:R>"
        case Mention(to, id):
            return f"<{SIGNS_OF_LINKS[to]}{id}>"
    return _shown_anywhere(value, language)


def _filled(bundle: FluentBundle, id: str, values: Mapping[str, str | int]) -> str:
    pattern = bundle.get_message(id).value if bundle.has_message(id) else None
    if pattern is None:
        raise Unsaid(f"there is no message {id}")
    words, faults = bundle.format_pattern(pattern, dict(values))
    if faults:
        raise Unsaid(", ".join(str(fault) for fault in faults))
    return str(words)


def language_of(locale: str) -> str:
    """The language we speak to somebody whose Discord is set to `locale`."""
    language = locale.partition("-")[0]
    return language if language in LANGUAGES else ENGLISH


def message_id(key: str) -> str:
    """The Fluent message that says a key: `billing-failed-charge` for "billing.failed_charge"."""
    return key.replace(".", "-").replace("_", "-")


def _shown_anywhere(value: object, language: str) -> str | int:
    match value:
        case int():
            return value  # Fluent groups its digits and finds its plural
        case Money():
            return _money(value, language)
        case Bilingual():
            return _in_language(value, language)
        case Month(first):
            return format_date(first, MONTH[language], locale=language)
        case date():
            return format_date(value, DAY[language], locale=language)
    raise AssertionError(value)


def _in_language(words: Bilingual, language: str) -> str:
    return words.ja if language == "ja" else words.en


def _money(amount: Money, language: str) -> str:
    if language == "ja" and amount.currency == "JPY":
        return f"{format_decimal(amount.minor, locale=language)}円"  # the sign of Unicode's data, ￥, is full-width
    major = Decimal(amount.minor).scaleb(-get_currency_precision(amount.currency))
    return format_currency(major, amount.currency, locale=language)


FORMATTING = re.compile(r"[\\*~`|\[\]<]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""Signs that format, link or mention anywhere. An underscore inside a word does not (`left_before_renewal`)."""

FORMATTING_LINE = re.compile(r"^([ \t]*(?:\d+(?=\.\s))?)([#>.-])", re.MULTILINE)
"""Signs that make a heading, a quotation, small print or a list at the beginning of a line."""

CALLING = re.compile(r"@(?=everyone|here|[!&]?\d)")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of whatever follows, our own words too."""


def escaped(words: str) -> str:
    """What a person typed, so that Discord shows it as typed: it formats nothing, links nowhere and calls nobody.

    Source: support.discord.com, "Markdown Text 101"; calls are broken by a space of no width, as discord.py does.
    """
    words = FORMATTING.sub(r"\\\g<0>", TURNING.sub("", words))
    return CALLING.sub("@\u200b", FORMATTING_LINE.sub(r"\1\\\2", words))


SIGNS_OF_OURS = re.compile(r"\*\*|`")
"""What our own sentences format with; on paper it is left out."""


def _bundle(folder: Path, *, without: re.Pattern[str] | None = None) -> FluentBundle:
    # No isolation marks: they would end up in names of commands and in what people copy.
    bundle = FluentBundle([folder.name], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        source = path.read_text(encoding="utf-8")
        bundle.add_resource(_resource(without.sub("", source) if without else source, path))
    return bundle


@cache
def _resource(source: str, path: Path) -> ast.Resource:
    """The parsed sentences of a file: parsing all of them takes a third of a second, and they only ever are read."""
    resource = FluentResource(source)
    junk = next((entry for entry in resource.body if isinstance(entry, ast.Junk)), None)
    if junk is not None:
        raise ValueError(f"{path} is not Fluent from here on: {junk.content!r}")
    return resource
