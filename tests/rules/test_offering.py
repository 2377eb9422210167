"""A newer version of the terms: told in time, and put over nobody."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules.notices import NoticeKind
from bot.rules.policies import offering
from bot.rules.policies.policy import PolicyBook
from bot.rules.texts import Refused
from tests.rules.makers import at, membership
from tests.rules.policies import policy

ROOM = policy("room")
TODAY, NOW = date(2026, 11, 20), at(11, 20)


def second(**changes):
    return replace(
        ROOM, version=2, hash="2", effective_on=date(2026, 12, 10), announced_on=date(2026, 11, 15), **changes
    )


BETTER, WORSE = second(important=True), second(rights=dict(list(ROOM.rights.items())[1:]))


def offered(newer, today=TODAY):
    decision = offering.offer(membership(), ROOM, newer, today, NOW)
    return (decision.keep[0] if decision.keep else None), [effect.kind for effect in decision.effects]


@pytest.mark.rule("R-98")
def test_a_version_is_spoken_of_from_its_announcement_on():
    book = PolicyBook((ROOM, WORSE))

    assert offering.newest(book.policies, "room", date(2026, 11, 14)) == ROOM
    assert offering.newest(book.policies, "room", date(2026, 11, 15)) == WORSE
    assert offering.newest(book.policies, "seminar", TODAY) is None


@pytest.mark.rule("R-98", "R-100")
def test_what_takes_something_away_or_is_important_is_told():
    worse, told = offered(WORSE)
    better, also_told = offered(BETTER)
    _, silent = offered(second())

    assert (worse.takes_away, better.takes_away) == (True, False)
    assert told == also_told == [NoticeKind.TERMS_CHANGE]
    assert silent == []
    assert offered(ROOM) == (None, [])


@pytest.mark.parametrize(
    ("today", "from_on"),
    [
        (date(2026, 11, 10), date(2027, 1, 1)),
        (date(2026, 12, 17), date(2027, 1, 1)),
        (date(2026, 12, 19), date(2027, 2, 1)),
    ],
)
def test_it_holds_from_a_renewal_that_is_after_its_effect_and_fourteen_days_away(today, from_on):
    assert offered(WORSE, today)[0].from_on == from_on


@pytest.mark.rule("R-100")
@pytest.mark.parametrize(
    ("accepted_on", "today", "version"),
    [
        (None, date(2030, 1, 1), 1),  # nobody's silence is taken for a yes
        (date(2026, 11, 25), date(2026, 12, 31), 1),
        (date(2026, 11, 25), date(2027, 1, 1), 2),
        (date(2027, 3, 5), date(2027, 3, 31), 1),
        (date(2027, 3, 5), date(2027, 4, 1), 2),
    ],
)
def test_what_takes_something_away_holds_from_the_renewal_after_it_was_accepted(accepted_on, today, version):
    known = replace(offered(WORSE)[0], accepted_on=accepted_on)

    assert offering.in_force(ROOM.pin, [known], today).version == version


@pytest.mark.rule("R-100")
def test_what_takes_nothing_away_holds_from_the_renewal_by_itself():
    known = offered(BETTER)[0]

    assert offering.in_force(ROOM.pin, [known], date(2026, 12, 31)) == ROOM.pin
    assert offering.in_force(ROOM.pin, [known], date(2027, 1, 1)) == BETTER.pin


def test_only_the_newest_offer_is_accepted_and_once():
    known = offered(WORSE)[0]
    accepted = offering.accept(known, known, TODAY).keep[0]

    assert accepted.accepted_on == TODAY
    for bad in ((accepted, accepted), (known, replace(known, id="trm_2")), (offered(BETTER)[0], offered(BETTER)[0])):
        with pytest.raises(Refused):
            offering.accept(*bad, TODAY)
