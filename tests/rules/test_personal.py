"""Personal data: all of it in one file, and nothing in it that opens a page."""

import json
from dataclasses import fields

import pytest

from bot.rules import personal
from bot.rules.cards import Act
from bot.services.personal import BY_ID, BY_MEMBER
from storage.tables import KEEPS
from tests.rules.makers import HANAKO, at, card, charge, order
from tests.storage.made import community


def test_every_record_that_bears_a_member_is_exported():
    """A table that is added later must not be forgotten."""
    of_members = {kind for kind in KEEPS if "member_id" in {field.name for field in fields(kind)}}

    assert of_members == set(BY_MEMBER)
    assert {kind.__name__ for kind in BY_ID} == {"Member", "Preferences"}


def test_every_kind_of_record_can_be_written_down():
    records = {type(one).__name__: [one] for one in community()}
    written = json.loads(json.dumps(personal.exported(records, at(11, 10))))

    assert written["exported_at"] == "2026-11-10T03:00:00+00:00"
    assert set(written["records"]) == set(records)
    assert written["records"]["Charge"][0]["amount"] == {"minor": 500, "currency": "JPY"}
    assert written["records"]["Member"][0]["card"]["last4"] == "4242"


@pytest.mark.parametrize(("record", "link"), [(order(), "url"), (charge(pay_url="https://pay"), "pay_url")])
def test_links_that_open_a_page_are_left_out(record, link):
    assert getattr(record, link)
    assert link not in personal.plain(record)


@pytest.mark.parametrize(("value", "shown"), [(HANAKO, 42), (2**53, str(2**53)), (True, True), (card().last4, "4242")])
def test_ids_that_json_would_spoil_are_text(value, shown):
    assert personal.plain(value) == shown


def test_erasing_says_what_the_law_keeps_and_waits_for_rooms_to_be_left():
    free = personal.erasing([])
    busy = personal.erasing(["Gold"])

    assert [line.key for line in free.lines] == ["mydata.goes", "mydata.stays", "mydata.how"]
    assert [button.act for button in free.buttons] == [Act.ERASE_FOR_SURE]
    assert [line.key for line in busy.lines] == ["mydata.leave_first", "mydata.live"]
    assert busy.buttons == ()
