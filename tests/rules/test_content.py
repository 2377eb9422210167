from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules import content
from bot.rules.content import Access, ContentSale, Opening
from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput
from bot.rules.policies.terms import Reason
from bot.rules.refunds.purchase import Fraction
from bot.rules.texts import Refused
from tests.rules.makers import HANAKO, at
from tests.rules.policies import BOUGHT, answer, asked, purchase, yen

SALE = ContentSale("sale_1", HANAKO, 10, BOUGHT, consented_at=BOUGHT)
LATER = BOUGHT + timedelta(days=1)


def access(part=1, how=Opening.VIEW, done=True):
    return Access(part, how, LATER, done)


@pytest.mark.rule("R-17", "R-18", "R-20")
@pytest.mark.parametrize(
    ("accesses", "is_opened", "back"),
    [
        ([], False, 10_000),
        ([access()], True, 0),
        ([access(how=Opening.DOWNLOAD)], True, 0),
        ([access(how=Opening.DOWNLOAD, done=False)], False, 10_000),
        ([access(done=False), access(how=Opening.DOWNLOAD)], True, 0),
    ],
)
def test_one_view_or_finished_download_is_enough_and_a_failed_one_is_none(accesses, is_opened, back):
    assert content.is_opened(accesses) is is_opened

    bought = purchase(opened=content.is_opened(accesses))
    assert answer("content", bought, asked(LATER, Reason.NOT_NEEDED)).amount == yen(back)


@pytest.mark.rule("R-8")
def test_the_use_is_the_different_parts_opened():
    accesses = [access(1), access(1), access(2, done=False), access(3, Opening.DOWNLOAD)]

    assert content.use(SALE, accesses) == Fraction(2, 10)
    assert content.use(SALE, []) == Fraction(0, 10)


@pytest.mark.rule("R-87", "R-88")
def test_consent_comes_before_access_and_ends_cooling_off():
    undecided = replace(SALE, consented_at=None)

    assert content.cooling_off_applies(undecided)
    assert not content.cooling_off_applies(SALE)
    with pytest.raises(Refused, match=r"content\.consent_first"):
        content.token(undecided, HANAKO, 1, LATER)
    assert content.token(SALE, HANAKO, 1, LATER).part == 1


@pytest.mark.rule("R-77", "R-78")
def test_a_refund_ends_every_token_given_out_before():
    held = content.token(SALE, HANAKO, 10, at(2, 1))
    returned = replace(SALE, returned_at=LATER)

    assert content.is_good(held, SALE, LATER)
    assert not content.is_good(held, returned, LATER)
    with pytest.raises(Refused, match=r"content\.returned"):
        content.token(returned, HANAKO, 1, at(2, 1))


def test_a_token_lasts_until_its_end_and_opens_one_sale():
    held = content.token(SALE, HANAKO, 1, at(2, 1))

    assert content.is_good(held, SALE, at(2, 1) - timedelta(seconds=1))
    assert not content.is_good(held, SALE, at(2, 1))
    assert not content.is_good(held, replace(SALE, id="sale_2"), LATER)


@pytest.mark.rule("R-41")
def test_nobody_opens_what_somebody_else_bought():
    with pytest.raises(Refused, match=r"content\.not_yours"):
        content.token(SALE, MemberId(99), 1, LATER)


@pytest.mark.parametrize("part", [0, 11])
def test_a_part_there_is_none_of_is_a_fault(part):
    with pytest.raises(BadInput, match="part"):
        content.token(SALE, HANAKO, part, LATER)
    with pytest.raises(BadInput, match="parts"):
        replace(SALE, parts=0)
    assert content.token(replace(SALE, parts=1), HANAKO, 1, LATER).part == 1
