"""Paying at a store: the steps of the source, in order, with Stripe's numbers under each store's labels."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.rules.tickets.stores import STEPS, Store, Voucher, guide
from bot.speech import LANGUAGES, Speech
from tests.rules.makers import TOKYO

VOUCHER = Voucher("123456", "12345678901", "https://example.test/voucher")
SPEECH = Speech(Path(__file__).parents[2] / "locales", TOKYO, strict=True)


def said(store: Store, voucher: Voucher = VOUCHER, language: str = "ja") -> list[str]:
    return [SPEECH.plain(line, language) for line in guide(store, voucher)]


FAMILYMART = [
    "123456",
    "12345678901",
    "「代金支払い(コンビニでお支払い)」",
    "「各種番号をお持ちの方はこちら」",
    "「番号入力画面に進む」",
    "第1番号(企業コード)を入力し、「OK」",
    "第2番号(注文番号)を入力し、「OK」",
    "「確認」",
    "30分以内",
    "「取扱明細兼受領書」を必ず",
    "領収書となります",
    "https://example.test/voucher",
]
LAWSON = [
    "123456",
    "12345678901",
    "「各種番号をお持ちの方」",
    "お客様番号を入力し、「次へ」",
    "確認番号を入力し、「次へ」",
    "「はい」",
    "30分以内に現金で",
    "「取扱明細書兼領収書」を必ず",
    "https://example.test/voucher",
]
SEICOMART = [
    "123456",
    "12345678901",
    "左下の「インターネット受付 各種代金お支払い」",
    "受付番号を入力し、「次のページ」",
    "確認番号を入力し、「次のページ」",
    "「印刷」",
    "(3枚)をレジに渡し、現金で",
    "領収書を必ず",
    "https://example.test/voucher",
]


@pytest.mark.rule(
    "E-51",
    "E-52",
    "E-53",
    "E-54",
    "E-55",
    "E-56",
    "E-57",
    "E-58",
    "E-59",
    "E-60",
    "E-61",
    "E-62",
    "E-63",
    "E-64",
    "E-65",
    "E-66",
    "E-67",
    "E-68",
    "E-69",
    "E-70",
    "E-71",
    "E-72",
    "E-73",
    "E-74",
    "E-75",
    "E-76",
)
@pytest.mark.parametrize(
    ("store", "expected"),
    [
        (Store.FAMILYMART, FAMILYMART),
        (Store.LAWSON, LAWSON),
        (Store.MINISTOP, LAWSON),
        (Store.SEICOMART, SEICOMART),
    ],
)
def test_each_store_has_its_own_steps_in_order(store, expected):
    lines = said(store)

    assert len(lines) == len(expected)
    for line, words in zip(lines, expected, strict=True):
        assert words in line


@pytest.mark.rule("E-53", "E-63", "E-70", "E-77")
@pytest.mark.parametrize(
    ("store", "labels"),
    [
        (Store.FAMILYMART, ("第1番号(企業コード)", "第2番号(注文番号)")),
        (Store.LAWSON, ("お客様番号", "確認番号")),
        (Store.MINISTOP, ("お客様番号", "確認番号")),
        (Store.SEICOMART, ("受付番号", "確認番号")),
    ],
)
def test_the_two_numbers_stand_under_the_labels_of_the_store(store, labels):
    first, second = said(store)[:2]

    assert (labels[0] in first, labels[1] in second) == (True, True)
    assert (labels[1] in first, labels[0] in second) == (False, False)


@pytest.mark.rule("E-57", "E-58", "E-77")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_count_of_digits_is_promised(language):
    """The counts in the source are those of another processor; Stripe's numbers have others."""
    assert not any("桁" in line or "digit" in line for store in Store for line in said(store, language=language))


@pytest.mark.rule("E-60", "E-68", "E-75")
def test_the_half_hour_and_the_cash_are_said_where_the_source_says_them():
    half_hour = {store for store in Store if any("30分" in line for line in said(store))}
    cash = {store for store in Store if any("現金" in line for line in said(store))}

    assert half_hour == {Store.FAMILYMART, Store.LAWSON, Store.MINISTOP}
    assert cash == {Store.LAWSON, Store.MINISTOP, Store.SEICOMART}


@pytest.mark.rule("E-77")
def test_a_store_without_a_second_number_shows_one():
    one_number = said(Store.SEICOMART, replace(VOUCHER, confirmation=None))

    assert len(one_number) == len(said(Store.SEICOMART)) - 1
    assert one_number[-1].endswith(VOUCHER.url)


@pytest.mark.rule("E-50")
def test_there_are_four_stores_and_each_has_steps():
    assert set(STEPS) == set(Store)
    assert {store.value for store in Store} == {"familymart", "lawson", "ministop", "seicomart"}
