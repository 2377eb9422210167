"""Offers: what an owner offers or asks for, and the visible fate of every application (E-91, E-92).

Nobody owes an answer, and nothing is accepted by silence. But an applicant always sees where they stand, and reads
"closed without selection" when the offer ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from statistics import median

from bot.rules.decision import NOTHING, Decision
from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.texts import Refused, Text, text


class OfferState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer. places: how many can be accepted, None for no limit. closes_at: the first instant that is too late."""

    id: str
    owner_id: MemberId
    title: str
    closes_at: datetime
    places: int | None = None
    state: OfferState = OfferState.OPEN

    def __post_init__(self) -> None:
        check_aware("closes_at", self.closes_at)
        if self.places is not None and self.places < 1:
            raise BadInput("places", self.places, "at least one place, or None")


class ApplicationState(StrEnum):
    RECEIVED = "received"
    SEEN = "seen"
    SHORTLISTED = "shortlisted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"  # the offer ended without selection
    WITHDRAWN = "withdrawn"


UNDECIDED = (ApplicationState.RECEIVED, ApplicationState.SEEN, ApplicationState.SHORTLISTED)


@dataclass(frozen=True, slots=True)
class Application:
    """One person's application to one offer; there is never a second, so that the id is derived from both.

    words: the applicant's. answer: the owner's, "" for none.
    """

    id: str
    offer_id: str
    member_id: MemberId
    words: str
    state: ApplicationState
    sent_at: datetime
    seen_at: datetime | None = None
    answered_at: datetime | None = None
    answer: str = ""

    def __post_init__(self) -> None:
        for name in ("sent_at", "seen_at", "answered_at"):
            check_aware(name, getattr(self, name))


def application_id(offer_id: str, member_id: MemberId) -> str:
    """The id of the one application of a member to an offer."""
    return f"{offer_id}:{member_id}"


def no_answer_owed() -> tuple[Text, ...]:
    """What an applicant reads when applying and when asking: an answer is not guaranteed, and why (E-91, E-92)."""
    return (text("offers.no_guarantee"), text("offers.circumstances"))


def apply(offer: Offer, member_id: MemberId, words: str, known: Application | None, now: datetime) -> Decision:
    """Apply. known: the member's application to this offer when there is one; one that was withdrawn begins anew.

    Raises Refused when the offer is closed, the member applied already, or says nothing.
    """
    _check_open(offer, now)
    if known is not None and known.state is not ApplicationState.WITHDRAWN:
        raise Refused(text("offers.applied_already", state=known.state.value))
    id = application_id(offer.id, member_id)
    sent = Application(id, offer.id, member_id, _said(words), ApplicationState.RECEIVED, sent_at=now)
    return Decision(keep=(sent,))


def edit(application: Application, offer: Offer, words: str, now: datetime) -> Decision:
    """Change the words of an application, until the owner has seen it."""
    _check_open(offer, now)
    if application.state is not ApplicationState.RECEIVED:
        raise Refused(text("offers.seen_already"))
    changed = replace(application, words=_said(words))
    return Decision(keep=(changed,)) if changed != application else NOTHING


def withdraw(application: Application) -> Decision:
    """Take an application back. Nothing when it was taken back; refused once it was answered or closed."""
    if application.state is ApplicationState.WITHDRAWN:
        return NOTHING
    if application.state not in UNDECIDED:
        raise Refused(text("offers.decided", state=application.state.value))
    return Decision(keep=(replace(application, state=ApplicationState.WITHDRAWN),))


def see(application: Application, now: datetime) -> Decision:
    """The owner has opened the application. Only the first time counts."""
    if application.state is not ApplicationState.RECEIVED:
        return NOTHING
    return Decision(keep=(replace(application, state=ApplicationState.SEEN, seen_at=now),))


def shortlist(application: Application, now: datetime) -> Decision:
    """Put an application on the short list; it is seen by that."""
    if application.state is ApplicationState.SHORTLISTED:
        return NOTHING
    _check_undecided(application)
    seen_at = application.seen_at or now
    return Decision(keep=(replace(application, state=ApplicationState.SHORTLISTED, seen_at=seen_at),))


def accept(
    application: Application, offer: Offer, others: Iterable[Application], answer: str, *, now: datetime
) -> Decision:
    """Accept an application. others: every application to this offer. Raises Refused when all places are taken.

    Possible after the deadline too, as long as the application was not closed.
    """
    if application.state is ApplicationState.ACCEPTED:
        return NOTHING
    _check_undecided(application)
    if offer.places is not None and places_taken(others) >= offer.places:
        raise Refused(text("offers.no_place_left", places=offer.places))
    return _answered(application, ApplicationState.ACCEPTED, answer, now)


def decline(application: Application, answer: str, now: datetime) -> Decision:
    """Decline an application, with or without words."""
    if application.state is ApplicationState.DECLINED:
        return NOTHING
    _check_undecided(application)
    return _answered(application, ApplicationState.DECLINED, answer, now)


def places_taken(applications: Iterable[Application]) -> int:
    """How many were accepted."""
    return sum(one.state is ApplicationState.ACCEPTED for one in applications)


def close(offer: Offer, applications: Iterable[Application]) -> Decision:
    """End the offer, at its deadline or by its owner: everybody undecided is told "closed without selection"."""
    if offer.state is OfferState.CLOSED:
        return NOTHING
    told = (replace(one, state=ApplicationState.CLOSED) for one in applications if one.state in UNDECIDED)
    return Decision(keep=(replace(offer, state=OfferState.CLOSED), *told))


def is_over(offer: Offer, now: datetime) -> bool:
    """Whether the deadline of an open offer has come, so that `close` is due."""
    check_aware("now", now)
    return offer.state is OfferState.OPEN and now >= offer.closes_at


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """How an owner answers. answered of received; what was withdrawn unanswered counts for neither.

    median_days: from sending to the answer, rounded up to whole days; None when nothing was answered yet.
    """

    answered: int
    received: int
    median_days: int | None


def answer_record(applications: Iterable[Application]) -> AnswerRecord:
    """How an owner has answered so far, as it stands on their offers. applications: to all of their offers."""
    counted = [one for one in applications if one.state is not ApplicationState.WITHDRAWN]
    waits = [(one.answered_at - one.sent_at) / timedelta(days=1) for one in counted if one.answered_at is not None]
    return AnswerRecord(len(waits), len(counted), ceil(median(waits)) if waits else None)


def _answered(application: Application, state: ApplicationState, answer: str, now: datetime) -> Decision:
    seen_at = application.seen_at or now
    return Decision(keep=(replace(application, state=state, seen_at=seen_at, answered_at=now, answer=answer.strip()),))


def _check_open(offer: Offer, now: datetime) -> None:
    check_aware("now", now)
    if offer.state is OfferState.CLOSED or now >= offer.closes_at:
        raise Refused(text("offers.closed"))


def _check_undecided(application: Application) -> None:
    if application.state not in UNDECIDED:
        raise Refused(text("offers.decided", state=application.state.value))


def _said(words: str) -> str:
    if not words.strip():
        raise Refused(text("offers.say_something"))
    return words.strip()
