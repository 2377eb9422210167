"""The files: every shipped one is sound, and an unsound one is refused with its line and the remedy."""

from datetime import date
from pathlib import Path

import pytest

from bot.policies.loading import SHIPPED, PolicyError, load
from bot.rules.policies.policy import Pin, PolicyBook, PolicyEdited, ProductKind, UnknownPolicy

REFUND_POLICIES = ("room", "premium-membership", "content", "consulting", "seminar")

SMALL = """\
id = "coffee"
version = 1
covers = "other"
effective_on = 2026-01-01
important = false
zone = "Asia/Tokyo"

[title]
ja = "コーヒー"
en = "Coffee"

[clauses.warm]
rules = ["R-5"]
ja = "温かいうちは返金します。"
en = "Refunded while warm."

[rights.warm]
clauses = ["warm"]
steps = [{ percent = 100, hours_after_purchase = 1, clause = "warm" }]
fees_come_off = false
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def written(folder: Path, *changes: tuple[str, str], name: str = "coffee-1.toml") -> Path:
    content = SMALL
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.rule("R-1", "R-5")
def test_there_is_a_policy_for_every_kind_of_product():
    kinds = {policy.covers for policy in load().policies}

    assert kinds == set(ProductKind) - {ProductKind.OTHER}


@pytest.mark.rule("R-4", "R-61", "R-77", "R-78", "R-79", "R-101", "R-102", "R-103", "R-104", "R-105", "R-106", "R-107")
@pytest.mark.parametrize("id", REFUND_POLICIES)
def test_every_policy_of_the_refund_rules_says_the_whole_of_them(id):
    """A member reads each general rule before paying, whichever product it is."""
    said = {rule for clause in load().get(id, 1).clauses.values() for rule in clause.rules}
    silent_for_one_product = {f"R-{number}" for number in (*range(7, 38), 47, 71, *range(82, 87))}

    assert {f"R-{number}" for number in range(1, 108)} - silent_for_one_product - said == set()


@pytest.mark.rule("R-3", "R-82", "R-83", "R-84", "R-85", "R-86", "R-71")
def test_what_holds_for_one_product_is_said_by_one_of_them():
    said = {rule for policy in load().policies for clause in policy.clauses.values() for rule in clause.rules}

    assert {f"R-{number}" for number in range(1, 108)} - said == set()


@pytest.mark.rule("R-2", "R-3", "R-88")
@pytest.mark.parametrize("policy", load().policies, ids=lambda policy: policy.id)
def test_every_policy_can_be_read_before_paying(policy):
    """In both languages, and with a word about cooling-off where the refund rules speak of it."""
    assert policy.title.ja
    assert policy.title.en
    for clause in policy.clauses.values():
        assert clause.ja.endswith("。")
        assert clause.en.endswith(".")
    assert bool(policy.cooling_off) is (policy.id in REFUND_POLICIES)


def test_every_clause_that_is_written_has_one_of_the_rules():
    for policy in load().policies:
        assert [key for key, clause in policy.clauses.items() if not clause.rules] == []


def test_a_new_policy_needs_no_code(folder):
    [coffee] = load(written(folder)).policies

    assert (coffee.id, coffee.version, coffee.covers) == ("coffee", 1, ProductKind.OTHER)
    assert coffee.rights["warm"].steps[0].hours_after_purchase == 1


def test_a_policy_of_a_community_may_share_what_the_house_shares(folder):
    [coffee] = load(written(folder, ("[title]", 'shared = ["mischarge-1"]\n[title]'))).policies

    assert list(coffee.clauses) == ["warm", "mischarge"]
    assert "mischarge" in coffee.rights


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("percent = 100", "percent = 101", 19, "101: write a number from 0 to 100"),
        ('clauses = ["warm"]', 'clauses = ["hot"]', 18, "there is no clause 'hot': write [clauses.hot]"),
        ("fees_come_off = false", "", 17, "fees_come_off is missing: write it"),
        ("fees_come_off = false", "fees_come_of = false", 20, "no such field: check its spelling"),
        ('en = "Refunded while warm."', 'en = " "', 15, "is empty: a member reads it before paying"),
        ('"R-5"', '"R5"', 13, "'R5': write it as \"R-24\""),
        ('"Asia/Tokyo"', '"Asia/Kyoto"', 6, "invalid timezone"),
        ("important = false", "important = true", 5, "such a version has announced_on before 2026-01-01"),
        ("version = 1", "version = 0", 2, "versions begin with 1"),
        ("hours_after_purchase = 1", "hours_after_purchase = -1", 19, "write limits of zero or more"),
        (
            "[title]",
            'shared = ["tea-1"]\n[title]',
            8,
            "'tea-1' is not there: shared/ holds general-1, mischarge-1, renewal-1",
        ),
        ("[title]", "[clocks]\ndecide = { aim = 5, latest = 3 }\n[title]", 9, "aim is zero or more, and not after"),
        ("[title]", "[clocks]\ncutoff_hour = 24\n[title]", 9, "24: write an hour from 0 to 23"),
        ("[title]", "[clocks]\nevidence_days = -1\n[title]", 9, "-1: write zero or more"),
        ("[title]", "[abuse]\nrefunds = 0\n[title]", 8, "write numbers of at least 1"),
        ("[title]", "[renewal]\nnotice_days = -1\n[title]", 8, "write numbers of zero or more"),
        ("fees_come_off", "use_below_percent = 0\nfees_come_off", 20, "0: write a number from 1 to 100"),
        ("fees_come_off", "unsolved_hours = -1\nfees_come_off", 20, "-1: write zero or more"),
        ("fees_come_off", 'share = "by_day"\nfees_come_off', 19, "not both"),
        ("version = 1", "version = ", 1, "is no TOML in UTF-8"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_the_remedy(folder, old, new, line, words):
    with pytest.raises(PolicyError) as refused:
        load(written(folder, (old, new)))

    said = [problem for problem in str(refused.value).splitlines() if words in problem]
    assert len(said) == 1, str(refused.value)
    assert said[0].startswith(f"coffee-1.toml:{line}: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[title]", "[clocks]\ndecide = { aim = 0, latest = 0 }\ncutoff_hour = 0\nevidence_days = 0\n[title]"),
        ("[title]", "[clocks]\ndecide = { aim = 1, latest = 1 }\ncutoff_hour = 23\n[title]"),
        ("[title]", "[abuse]\napplications = 1\nrefunds = 1\ndays = 1\n[title]"),
        ("[title]", "[renewal]\nnotice_days = 0\ncancel_days = 0\n[title]"),
        ("fees_come_off", "use_below_percent = 1\nunsolved_hours = 0\nfees_come_off"),
        ("fees_come_off", "use_below_percent = 100\nfees_come_off"),
        ("percent = 100, hours_after_purchase = 1", "percent = 0, hours_after_purchase = 0"),
    ],
)
def test_the_smallest_and_largest_numbers_are_sound(folder, old, new):
    assert len(load(written(folder, (old, new))).policies) == 1


def test_percentages_fall_and_only_the_last_step_may_hold_for_ever(folder):
    rising = '{ percent = 50, hours_before_start = 9, clause = "warm" }, { percent = 100, clause = "warm" }'
    endless = '{ percent = 50, clause = "warm" }, { percent = 20, hours_before_start = 1, clause = "warm" }'
    only = '{ percent = 100, hours_after_purchase = 1, clause = "warm" }'

    level = '{ percent = 50, hours_before_start = 9, clause = "warm" }, { percent = 50, clause = "warm" }'

    for steps, words in ((rising, "percentages fall"), (level, "percentages fall"), (endless, "only the last step")):
        with pytest.raises(PolicyError, match=words):
            load(written(folder, (only, steps)))


OWED = """\
reasons = ["wrong_charge", "duplicate_charge", "not_admitted"]
above_exclusions = true
steps = [{ percent = 100, clause = "warm" }]
"""


@pytest.mark.rule("R-73", "R-76")
@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("", "", 0),
        ('"wrong_charge", ', "", 1),
        ('"wrong_charge", "duplicate_charge", ', "", 2),
        ("percent = 100", "percent = 99", 3),
        ("percent = 100", "percent = 100, hours_after_purchase = 999", 3),
        ("above_exclusions = true", "above_exclusions = false", 3),
    ],
)
def test_the_terms_of_a_room_give_back_what_should_not_have_been_paid(folder, old, new, missing):
    """The bot gives it back by itself, asking the terms how much: terms that say nothing are refused at start."""
    steps = 'steps = [{ percent = 100, hours_after_purchase = 1, clause = "warm" }]\n'
    written(folder, ('"other"', '"room"'), (steps, OWED.replace(old, new)))

    if not missing:
        assert len(load(folder).policies) == 1
        return
    with pytest.raises(PolicyError) as refused:
        load(folder)
    assert str(refused.value).count("gives all of it back") == missing


def test_all_problems_of_all_files_are_said_at_once(folder):
    written(folder, ("percent = 100", "percent = 120"), ('"R-5"', '"R5"'))
    written(folder, ('id = "coffee"', 'id = "tea"'), ("important = false", ""), name="tea-1.toml")

    with pytest.raises(PolicyError) as refused:
        load(folder)

    lines = str(refused.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["coffee-1.toml", "coffee-1.toml", "tea-1.toml"]


def test_a_file_is_called_as_it_says_and_a_version_is_there_once(folder):
    with pytest.raises(PolicyError, match=r"call the file coffee-1\.toml"):
        load(written(folder, name="tea-1.toml"))

    with pytest.raises(PolicyError, match="is there twice"):
        load(written(folder, name="coffee-1.toml"), folder)


def test_what_is_shared_is_not_overridden(folder):
    with pytest.raises(PolicyError, match="give it another key"):
        load(written(folder, ("[title]", 'shared = ["mischarge-1"]\n[title]'), ("[rights.warm]", "[rights.mischarge]")))


@pytest.mark.rule("R-1")
def test_the_hash_is_of_what_is_said_not_of_how_it_is_written(folder):
    [as_it_was] = load(written(folder)).policies
    [respaced] = load(written(folder, ("version = 1", "version   =   1  # the first"))).policies
    [reworded] = load(written(folder, ("Refunded while warm.", "Refunded while hot."))).policies

    assert respaced.hash == as_it_was.hash
    assert reworded.hash != as_it_was.hash


def test_the_order_of_the_clauses_is_part_of_what_is_said(folder):
    cold = '[clauses.cold]\nrules = ["R-5"]\nja = "冷めた後。"\nen = "Cold."\n\n'
    [before] = load(written(folder, ("[clauses.warm]", f"{cold}[clauses.warm]"))).policies
    [after] = load(written(folder, ("[rights.warm]", f"{cold}[rights.warm]"))).policies

    assert before.clauses == after.clauses
    assert before.hash != after.hash


@pytest.mark.rule("R-1", "R-100")
def test_a_purchase_finds_the_terms_it_was_made_under(folder):
    book = load(written(folder))
    pin = book.policies[0].pin
    edited = load(written(folder, ("Refunded while warm.", "Never refunded.")))

    assert book.pinned(pin) == book.policies[0]
    with pytest.raises(PolicyEdited, match="publish the change as a new version"):
        edited.pinned(pin)
    with pytest.raises(UnknownPolicy, match=r"'tea' version 3: there is coffee 1 from 2026-01-01"):
        book.pinned(Pin("tea", 3, pin.hash))


@pytest.mark.rule("R-97", "R-98", "R-99")
def test_a_new_version_counts_from_the_day_it_takes_effect(folder):
    important = ("important = false", "important = true\nannounced_on = 2026-04-30")
    written(folder)
    book = load(
        written(folder, ("version = 1", "version = 2"), ("2026-01-01", "2026-05-01"), important, name="coffee-2.toml")
    )

    assert book.in_force("coffee", date(2026, 4, 30)).version == 1
    assert book.in_force("coffee", date(2026, 5, 1)).version == 2
    with pytest.raises(UnknownPolicy):
        book.in_force("coffee", date(2025, 12, 31))
    with pytest.raises(UnknownPolicy, match="none"):
        PolicyBook(()).in_force("coffee", date(2026, 1, 1))


@pytest.mark.rule("R-98")
def test_an_important_version_is_announced_before_the_day_it_takes_effect(folder):
    for announced, is_sound in (("2025-12-31", True), ("2026-01-01", False)):
        written(folder, ("important = false", f"important = true\nannounced_on = {announced}"))
        if is_sound:
            assert load(folder).policies[0].important
        else:
            with pytest.raises(PolicyError, match="announced"):
                load(folder)


def test_the_shipped_files_are_all_read():
    assert len(load().policies) == len(list(SHIPPED.glob("*.toml")))
