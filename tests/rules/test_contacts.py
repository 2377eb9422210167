"""Questions to the admins: one at a time, not too many a day, and settled once."""

from datetime import timedelta

import pytest

from bot.rules import contacts
from bot.rules.cards import Act
from bot.rules.contacts import Contact, ContactState
from bot.rules.decision import NOTHING
from bot.rules.effects import CloseContact, OpenContact
from bot.rules.ids import ContactId, MemberId
from bot.rules.texts import Refused
from tests.rules.makers import HANAKO, at

NOW = at(11, 10)
ID = ContactId("con_00000000000000000000abcdef")


def contact(state=ContactState.OPEN, **changes):
    known = {"opened_at": NOW, "words": "いつですか"} | changes
    return Contact(ID, HANAKO, known.pop("words"), state, **known)


@pytest.mark.rule("E-93")
def test_a_question_is_kept_before_its_thread_is_opened():
    decision = contacts.opened(ID, HANAKO, "いつですか", [], NOW)

    assert decision.keep == (contact(),)
    assert decision.effects == (OpenContact(ID),)


@pytest.mark.parametrize(("ago", "allowed"), [(timedelta(hours=23, minutes=59), False), (timedelta(hours=24), True)])
def test_three_a_day_are_enough(ago, allowed):
    earlier = [contact(ContactState.CLOSED, opened_at=NOW - span) for span in (ago, timedelta(0), timedelta(0))]

    if allowed:
        assert contacts.opened(ID, HANAKO, "x", earlier, NOW).keep
        return
    with pytest.raises(Refused) as refused:
        contacts.opened(ID, HANAKO, "x", earlier, NOW)
    assert refused.value.why.values["at"] == NOW - ago + timedelta(days=1)


def test_settling_twice_is_settling_once():
    decision = contacts.closed(contact(thread_id=5), MemberId(7), NOW)
    [over] = decision.keep

    assert (over.state, over.closed_by, over.closed_at) == (ContactState.CLOSED, MemberId(7), NOW)
    assert decision.effects == (CloseContact(ID),)
    assert contacts.closed(over, MemberId(8), NOW) == NOTHING


@pytest.mark.parametrize(
    ("known", "key"),
    [
        (contact(thread_id=5), "contact.go_on"),
        (contact(), "contact.recorded"),
        (contact(ContactState.CLOSED, thread_id=5), "contact.closed"),
    ],
)
def test_the_member_reads_where_it_goes_on(known, key):
    shown = contacts.answer(known)

    assert shown.lines[0].key == key
    assert shown.title.values["number"] == "ABCDEF"


def test_the_thread_begins_with_the_question_and_ends_with_a_button():
    shown = contacts.in_thread(contact())

    assert [line.key for line in shown.lines] == ["contact.asked_by", "contact.words", "contact.what_next"]
    assert [(button.act, button.subject) for button in shown.buttons] == [(Act.CLOSE_CONTACT, ID)]
