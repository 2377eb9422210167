"""The inbox: how each notice reached its reader, in words, and what was in the way."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.rules.answers.inbox import PER_PAGE, Told, inbox
from bot.rules.cards import Act
from bot.rules.ids import MemberId, PostingId
from bot.rules.notices import Delivery, Notice, NoticeKind, Posting, Result, notice_id
from bot.rules.texts import Link, Mention, text
from bot.speech import Speech
from cogs.cards import layout
from tests.rules.makers import HANAKO, TOKYO, at

SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)
TITLE = text("rooms.welcome_title", room="Gold")


def notice(number=1, **changes):
    subject = f"chg_{number:026}_202611"
    known = Notice(
        notice_id(NoticeKind.FAILED_CHARGE, subject, HANAKO), HANAKO, NoticeKind.FAILED_CHARGE, subject, at(11, 10)
    )
    return replace(known, **changes)


def posting(rung, result=Result.CLOSED):
    return Posting(PostingId("pst_1"), HANAKO, notice().id, rung, result, tried_at=at(11, 10))


def keys(part):
    return [line.key for line in part.lines]


@pytest.mark.parametrize(
    ("changes", "waits_until", "key"),
    [
        ({"delivery": Delivery.DM, "delivered_at": at(11, 10)}, None, "inbox.by_dm"),
        ({"delivery": Delivery.THREAD, "delivered_at": at(11, 10), "channel_id": 9}, None, "inbox.by_thread"),
        ({"delivery": Delivery.MAIL, "delivered_at": at(11, 10)}, None, "inbox.by_mail"),
        ({"delivery": Delivery.NEXT_COMMAND, "delivered_at": at(11, 10)}, None, "inbox.by_command"),
        ({"delivery": Delivery.NEXT_COMMAND}, None, "inbox.owed"),
        ({}, at(11, 11, 9), "inbox.quiet"),
        ({}, None, "inbox.on_its_way"),
    ],
)
def test_each_way_to_a_reader_has_its_words(changes, waits_until, key):
    shown = inbox([Told(notice(**changes), TITLE, (), waits_until)], 0, 1, mails=False)

    assert keys(shown.parts[0]) == ["inbox.subject", "rooms.welcome_title", key]
    assert shown.parts[0].lines[0].values["at"] == at(11, 10)
    if key == "inbox.by_thread":
        assert shown.parts[0].lines[2].values["thread"] == Mention(Link.CHANNEL, 9)


@pytest.mark.parametrize(
    ("rung", "key"),
    [(Delivery.DM, "inbox.dm_closed"), (Delivery.THREAD, "inbox.thread_closed"), (Delivery.MAIL, "inbox.mail_closed")],
)
def test_what_was_closed_to_us_is_named_once(rung, key):
    told = Told(notice(delivery=Delivery.NEXT_COMMAND), TITLE, (posting(rung), posting(rung)))

    assert keys(inbox([told], 0, 1, mails=False).parts[0]).count(key) == 1


@pytest.mark.parametrize("result", [one for one in Result if one is not Result.CLOSED])
def test_nothing_else_counts_as_closed(result):
    told = Told(notice(), TITLE, (posting(Delivery.DM, result),))

    assert "inbox.dm_closed" not in keys(inbox([told], 0, 1, mails=False).parts[0])


def test_a_notice_that_settled_itself_says_so():
    assert "inbox.over" in keys(inbox([Told(notice(), None)], 0, 1, mails=False).parts[0])


@pytest.mark.rule("E-21")
def test_where_mail_is_sent_the_causes_of_none_are_one_press_away():
    def acts(mails):
        shown = inbox([Told(notice(), TITLE)], 0, 1, mails=mails)
        return [button.act for part in shown.parts for button in part.buttons]

    assert acts(mails=True) == [Act.SHOW_NOTICE, Act.HELP, Act.HOME]
    assert acts(mails=False) == [Act.SHOW_NOTICE, Act.HOME]


def test_the_longest_page_fits_and_turns():
    shut = tuple(posting(rung) for rung in (Delivery.DM, Delivery.THREAD, Delivery.MAIL))
    told = [
        Told(notice(n, delivery=Delivery.NEXT_COMMAND), text("rooms.welcome_title", room="長" * 60), shut)
        for n in range(PER_PAGE)
    ]
    shown = inbox(told, 5, 17, mails=True)

    for locale in ("ja", "en"):
        view = layout(shown, SPEECH, locale)
        assert view.total_children_count <= 40
        assert view.content_length() <= 4000
    assert [(button.act, button.subject) for button in shown.parts[-1].buttons][1:] == [
        (Act.INBOX, "0"),
        (Act.INBOX, "10"),
    ]


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_fits_into_the_button_that_shows_it_again(kind):
    """Discord takes a hundred characters of an id; one more, and the whole page could not be shown."""
    longest = notice_id(kind, f"chg_{'0' * 26}_202611", MemberId(2**63 - 1))

    assert len(f"rk:{Act.SHOW_NOTICE}:{longest}") <= 100


def test_nobody_was_told_anything_yet():
    shown = inbox([], 0, 0, mails=True)

    assert [line.key for line in shown.lines] == ["inbox.empty"]
