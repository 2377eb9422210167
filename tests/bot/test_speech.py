"""Words: every kind of value in both languages, and what members type."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.rules.money import Money
from bot.rules.texts import Link, Mention, Month, Since, text
from bot.speech import Speech, Unsaid, escaped, language_of

TOKYO = ZoneInfo("Asia/Tokyo")
AT = datetime(2026, 12, 5, 1, tzinfo=UTC)

JAPANESE = """
test-value = { $value }
test-label = **{ $value }** と `/room join`
test-cause = { $cause ->
    [left_before_renewal] 先に退会
   *[other] その他
}
test-nothing = 以上
"""
ENGLISH = """
test-value = { $value }
test-label = **{ $value }** and `/room join`
test-cause = { $cause ->
    [left_before_renewal] left before
   *[other] something else
}
test-count = { $count ->
    [one] one try
   *[other] { $count } tries
}
test-only-english = only here
test-two-blanks = { $value } { $other }
test-nothing = that is all
"""


@pytest.fixture
def folder(tmp_path):
    for language, sentences in (("ja", JAPANESE), ("en", ENGLISH)):
        (tmp_path / language).mkdir()
        (tmp_path / language / "test.ftl").write_text(sentences, encoding="utf-8")
    return tmp_path


@pytest.fixture
def speech(folder):
    return Speech(folder, TOKYO)


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        ("Gold", "Gold", "Gold"),
        (12345, "12,345", "12,345"),
        (Money(1500, "JPY"), "1,500円", "¥1,500"),
        (Money(1250, "EUR"), "€12.50", "€12.50"),
        (date(2026, 12, 5), "12月5日(土)", "Sat, 5 December"),
        (Month(date(2026, 12, 1)), "2026年12月", "December 2026"),
    ],
)
def test_a_value_is_written_as_its_reader_writes_it(speech, value, ja, en):
    said = text("test.value", value=value)

    assert speech.say(said, "ja") == speech.plain(said, "ja") == ja
    assert speech.say(said, "en-US") == speech.plain(said, "en-GB") == en


@pytest.mark.parametrize(("value", "shown"), [(AT, "<t:1796432400:f>"), (Since(AT), "<t:1796432400:R>")])
def test_discord_shows_a_time_in_the_zone_of_its_reader(speech, value, shown):
    assert speech.say(text("test.value", value=value), "ja") == shown


@pytest.mark.parametrize("value", [AT, Since(AT)])
def test_on_paper_a_time_stands_in_the_zone_of_the_community(speech, value):
    """ "In 3 hours" would be wrong by the time it is read."""
    said = text("test.value", value=value)

    assert speech.plain(said, "ja") == "2026年12月5日(土) 10:00 JST"
    assert speech.plain(said, "en-US") == "Sat, 5 December 2026, 10:00 JST"


@pytest.mark.parametrize(("to", "shown"), [(Link.CHANNEL, "<#7>"), (Link.MEMBER, "<@7>"), (Link.ROLE, "<@&7>")])
def test_a_mention_is_a_link_in_discord(speech, to, shown):
    assert speech.say(text("test.value", value=Mention(to, 7)), "ja") == shown


def test_a_mention_on_paper_says_no_number(folder):
    """An id leads nowhere outside Discord."""
    (folder / "en" / "speech.ftl").write_text("speech-channel = the channel in Discord", encoding="utf-8")

    said = Speech(folder, TOKYO).plain(text("test.value", value=Mention(Link.CHANNEL, 7)), "en-US")

    assert said == "the channel in Discord"


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "pt-BR", "xx", ""])
def test_whoever_reads_another_language_reads_english(speech, locale):
    assert speech.say(text("test.nothing"), locale) == "that is all"
    assert language_of(locale) == "en"


def test_a_sentence_chooses_its_form_by_a_word(speech):
    assert speech.say(text("test.cause", cause="left_before_renewal"), "ja") == "先に退会"
    assert speech.say(text("test.cause", cause="anything"), "ja") == "その他"


def test_a_sentence_chooses_its_form_by_a_number(speech):
    assert speech.say(text("test.count", count=1), "en-US") == "one try"
    assert speech.say(text("test.count", count=1200), "en-US") == "1,200 tries"


def test_our_own_signs_format_in_discord_and_are_left_out_on_paper(speech):
    said = text("test.label", value="*G*")

    assert speech.say(said, "en-US") == r"**\*G\*** and `/room join`"
    assert speech.plain(said, "en-US") == "*G* and /room join"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**Gold**", r"\*\*Gold\*\*"),
        ("[free](https://evil.test)", r"\[free\](https://evil.test)"),
        ("`code` ~~no~~ ||secret||", r"\`code\` \~\~no\~\~ \|\|secret\|\|"),
        ("_it_ お_話_し", r"\_it\_ お\_話\_し"),
        ("mbr_01jd_x", "mbr_01jd_x"),
        ("a__b__c", r"a\_\_b\_\_c"),
        (
            "# big\n-# small\n> quoted\n- listed\n1. counted",
            "\\# big\n\\-# small\n\\> quoted\n\\- listed\n1\\. counted",
        ),
        ("2026-12-05 and 3.5", "2026-12-05 and 3.5"),
        ("<@123> <#5> <t:0:R>", "\\<@\u200b123> \\<#5> \\<t:0:R>"),
        ("@everyone @here me@mail.test", "@\u200beveryone @\u200bhere me@mail.test"),
        ("\\*", r"\\\*"),
        ("\u202eabc", "abc"),
        ("ゴールド(初級)", "ゴールド(初級)"),
    ],
)
def test_what_a_person_typed_formats_nothing_and_calls_nobody(typed, shown):
    assert escaped(typed) == shown


@given(st.text(alphabet="\\*_~`|[]<>@# -.1a\n", max_size=40))
def test_no_sign_that_formats_is_left_active(typed):
    """Read as Discord reads it, left to right: a backslash makes the next sign a mere sign."""
    active = escaped(typed).replace("\\\\", "")

    for sign in "*~`|[]<":
        assert active.count(sign) == active.count(f"\\{sign}")


def test_words_without_end_are_cut(speech):
    """Fluent refuses what is very long, and the member would read a key."""
    assert len(speech.say(text("test.value", value="*" * 9000), "ja")) == 2000


def test_a_sentence_that_japanese_lacks_is_said_in_english(speech):
    with capture_logs() as logged:
        said = speech.say(text("test.only_english"), "ja")

    assert said == "only here"
    assert [(line["key"], line["language"]) for line in logged] == [("test.only_english", "ja")]


@pytest.mark.parametrize("said", [text("test.no_such"), text("test.two_blanks", value=1)])
def test_what_cannot_be_said_is_its_key_and_a_line_in_the_log(speech, said):
    """A member may be puzzled, but no command breaks."""
    with capture_logs() as logged:
        assert speech.say(said, "en-US") == said.key

    assert len(logged) == 1


def test_a_strict_speech_raises(folder):
    strict = Speech(folder, TOKYO, strict=True)

    with pytest.raises(Unsaid, match="no message test-no-such"):
        strict.say(text("test.no_such"), "ja")
    with pytest.raises(Unsaid, match="other"):
        strict.say(text("test.two_blanks", value=1), "en-US")


def test_a_file_that_is_not_fluent_stops_the_start(folder):
    """Fluent itself skips what it cannot read, and the sentence would be missing much later."""
    (folder / "ja" / "broken.ftl").write_text("broken = { $x\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"broken\.ftl is not Fluent"):
        Speech(folder, TOKYO)
