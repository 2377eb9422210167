"""Notices: what counts as one try to reach a reader."""

import pytest

from bot.rules.ids import NoticeId
from bot.rules.notices import Delivery, Posting, Result, continues, posting_id
from tests.rules.makers import HANAKO, at


def posting(result):
    notice = NoticeId("ntc_1")
    return Posting(posting_id(notice, 1), HANAKO, notice, Delivery.DM, result, tried_at=at(12, 1))


@pytest.mark.parametrize(
    ("last", "now", "is_one"),
    [
        (Result.UNANSWERED, Result.UNANSWERED, True),
        (Result.CLOSED, Result.CLOSED, True),
        (Result.UNANSWERED, Result.ARRIVED, False),
        (Result.CLOSED, Result.UNANSWERED, False),
        (Result.ARRIVED, Result.ARRIVED, False),
        (Result.CHANGED, Result.CHANGED, False),
        (None, Result.UNANSWERED, False),
    ],
)
def test_an_outage_is_one_line_and_every_arrival_one_of_its_own(last, now, is_one):
    assert continues(posting(last) if last else None, now) is is_one


def test_tries_sort_in_the_order_in_which_they_were_made():
    """Several are made at the same instant: down the whole ladder."""
    ids = [posting_id(NoticeId("ntc_1"), number) for number in (2, 9, 10, 100)]

    assert ids == sorted(ids)
