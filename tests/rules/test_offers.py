"""Offers: applying, being seen, answered, or closed without selection."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.decision import NOTHING
from bot.rules.ids import MemberId
from bot.rules.offers import (
    AnswerRecord,
    Application,
    ApplicationState,
    Offer,
    OfferState,
    accept,
    answer_record,
    application_id,
    apply,
    close,
    decline,
    edit,
    is_over,
    no_answer_owed,
    see,
    shortlist,
    withdraw,
)
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused
from tests.rules.makers import HANAKO, at

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
DEADLINE = at(12, 1, 0)
NOW = at(11, 20)
OFFER = Offer("ofr_1", MemberId(1), "A singer wanted", DEADLINE, places=2)
RECEIVED, SEEN, SHORTLISTED = ApplicationState.RECEIVED, ApplicationState.SEEN, ApplicationState.SHORTLISTED
ACCEPTED, DECLINED = ApplicationState.ACCEPTED, ApplicationState.DECLINED
CLOSED, WITHDRAWN = ApplicationState.CLOSED, ApplicationState.WITHDRAWN
UNDECIDED, OVER = (RECEIVED, SEEN, SHORTLISTED), (ACCEPTED, DECLINED, CLOSED, WITHDRAWN)


def application(state=RECEIVED, member=HANAKO, **changes):
    known = Application(application_id("ofr_1", member), "ofr_1", member, "I sing.", state, at(11, 10))
    return replace(known, **changes)


def refusal(act):
    try:
        act()
    except Refused as refused:
        return refused.why.key
    return None


@pytest.mark.rule("E-91")
@pytest.mark.parametrize(
    ("offer", "known", "words", "now", "key"),
    [
        (OFFER, None, "I sing.", NOW, None),
        (OFFER, None, "I sing.", DEADLINE - SECOND, None),
        (OFFER, None, "I sing.", DEADLINE, "offers.closed"),
        (replace(OFFER, state=OfferState.CLOSED), None, "I sing.", NOW, "offers.closed"),
        (OFFER, None, " ", NOW, "offers.say_something"),
        (OFFER, application(WITHDRAWN), "I sing.", NOW, None),
        *((OFFER, application(state), "I sing.", NOW, "offers.applied_already") for state in (*UNDECIDED, *OVER[:3])),
    ],
)
def test_a_member_applies_once_to_an_offer_that_is_open(offer, known, words, now, key):
    assert refusal(lambda: apply(offer, HANAKO, words, known, now)) == key
    if key is None:
        (sent,) = apply(offer, HANAKO, words, known, now).keep
        assert sent == Application("ofr_1:42", "ofr_1", HANAKO, "I sing.", RECEIVED, now)


@pytest.mark.rule("E-91", "E-92")
def test_an_applicant_reads_that_no_answer_is_owed_and_why():
    assert [line.key for line in no_answer_owed()] == ["offers.no_guarantee", "offers.circumstances"]


@pytest.mark.parametrize(
    ("state", "now", "key"),
    [
        (RECEIVED, DEADLINE - SECOND, None),
        (RECEIVED, DEADLINE, "offers.closed"),
        (SEEN, NOW, "offers.seen_already"),
        (WITHDRAWN, NOW, "offers.seen_already"),
    ],
)
def test_an_application_is_edited_until_it_is_seen(state, now, key):
    known = application(state)

    assert refusal(lambda: edit(known, OFFER, " I dance. ", now)) == key
    if key is None:
        (changed,) = edit(known, OFFER, " I dance. ", now).keep
        assert (changed.words, changed.state, changed.sent_at) == ("I dance.", RECEIVED, at(11, 10))
        assert edit(changed, OFFER, "I dance.", now) == NOTHING
        assert refusal(lambda: edit(known, OFFER, "", now)) == "offers.say_something"


@pytest.mark.parametrize(
    ("state", "key"), [*((one, None) for one in UNDECIDED), *((one, "offers.decided") for one in OVER[:3])]
)
def test_an_application_is_taken_back_until_it_is_decided(state, key):
    assert refusal(lambda: withdraw(application(state))) == key
    if key is None:
        (gone,) = withdraw(application(state)).keep
        assert gone.state is WITHDRAWN
        assert withdraw(gone) == NOTHING


def test_only_the_first_look_counts():
    (seen,) = see(application(), NOW).keep

    assert (seen.state, seen.seen_at) == (SEEN, NOW)
    assert see(seen, NOW + DAY) == NOTHING


@pytest.mark.parametrize("seen_at", [None, at(11, 15)])
def test_the_short_list_is_reached_once_and_only_while_undecided(seen_at):
    (listed,) = shortlist(application(seen_at=seen_at), NOW).keep

    assert (listed.state, listed.seen_at) == (SHORTLISTED, seen_at or NOW)
    assert shortlist(listed, NOW) == NOTHING
    assert {refusal(lambda one=one: shortlist(application(one), NOW)) for one in OVER} == {"offers.decided"}


@pytest.mark.rule("E-91")
@pytest.mark.parametrize("state", UNDECIDED)
def test_an_owner_answers_with_or_without_words_and_once(state):
    (taken,) = accept(application(state), OFFER, (), " Welcome ", now=NOW).keep
    (declined,) = decline(application(state, seen_at=at(11, 15)), "", NOW).keep

    assert (taken.state, taken.answer, taken.answered_at, taken.seen_at) == (ACCEPTED, "Welcome", NOW, NOW)
    assert (declined.state, declined.answer, declined.seen_at) == (DECLINED, "", at(11, 15))
    assert accept(taken, OFFER, (), "", now=NOW) == NOTHING
    assert decline(declined, "", NOW) == NOTHING


@pytest.mark.rule("E-91")
def test_what_is_decided_is_not_decided_otherwise():
    for state in OVER:
        if state is not ACCEPTED:
            assert refusal(lambda state=state: accept(application(state), OFFER, (), "", now=NOW)) == "offers.decided"
        if state is not DECLINED:
            assert refusal(lambda state=state: decline(application(state), "", NOW)) == "offers.decided"


@pytest.mark.parametrize(
    ("places", "accepted", "key"),
    [(1, 0, None), (2, 1, None), (2, 2, "offers.no_place_left"), (2, 3, "offers.no_place_left"), (None, 9, None)],
)
def test_no_more_are_accepted_than_there_are_places(places, accepted, key):
    others = [application(ACCEPTED, MemberId(number)) for number in range(accepted)] + [application(SHORTLISTED)]

    assert refusal(lambda: accept(application(), replace(OFFER, places=places), others, "", now=NOW)) == key


@pytest.mark.rule("E-91", "E-92")
def test_a_closed_offer_tells_everybody_undecided_and_accepts_nobody():
    known = [application(state, MemberId(number)) for number, state in enumerate((*UNDECIDED, *OVER))]
    decision = close(OFFER, known)

    assert [record.state for record in decision.keep] == [OfferState.CLOSED, CLOSED, CLOSED, CLOSED]
    assert close(decision.keep[0], known) == NOTHING


@pytest.mark.parametrize(
    ("offer", "now", "over"),
    [
        (OFFER, DEADLINE - SECOND, False),
        (OFFER, DEADLINE, True),
        (replace(OFFER, state=OfferState.CLOSED), DEADLINE, False),
    ],
)
def test_an_offer_is_over_at_its_deadline(offer, now, over):
    assert is_over(offer, now) is over


def answered(days, state=ACCEPTED):
    return application(state, answered_at=at(11, 10) + days * DAY)


@pytest.mark.rule("E-91")
@pytest.mark.parametrize(
    ("known", "record"),
    [
        ([], AnswerRecord(0, 0, None)),
        ([application(), application(CLOSED)], AnswerRecord(0, 2, None)),
        ([answered(2), application()], AnswerRecord(1, 2, 2)),
        ([answered(2, DECLINED), application(WITHDRAWN)], AnswerRecord(1, 1, 2)),
        ([answered(1), answered(2), answered(9)], AnswerRecord(3, 3, 2)),
        ([answered(1), answered(2)], AnswerRecord(2, 2, 2)),  # a day and a half is said as two
        ([answered(0.1)], AnswerRecord(1, 1, 1)),
        ([answered(0)], AnswerRecord(1, 1, 0)),
    ],
)
def test_how_an_owner_answers_stands_on_the_offer(known, record):
    """Rounded up, so that nobody is led to hope for an answer sooner than half of them came."""
    assert answer_record(known) == record


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda: replace(OFFER, places=0), "places"),
        (lambda: replace(OFFER, closes_at=NOW.replace(tzinfo=None)), "closes_at"),
        (lambda: application(sent_at=NOW.replace(tzinfo=None)), "sent_at"),
        (lambda: apply(OFFER, HANAKO, "I sing.", None, NOW.replace(tzinfo=None)), "now"),
        (lambda: is_over(OFFER, NOW.replace(tzinfo=None)), "now"),
    ],
)
def test_a_value_no_rule_may_guess_about_is_named(act, name):
    with pytest.raises(BadInput) as bad:
        act()

    assert bad.value.name == name
