"""Returns that the teacher causes: all credits, or those of the meetings that were not held as promised.

They stand beside the deadlines of unenrolling (O-33, O-39). Source: O-33 to O-44, O-49, O-50, O-52; docs/rules.md.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.classes.enrolments import Enrolment, EnrolmentState
from bot.rules.classes.quotes import Quote, Way
from bot.rules.classes.sections import ClassKind
from bot.rules.decision import NOTHING, Decision
from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.texts import text

ASK_WITHIN = timedelta(days=7)
"""After the notice of a changed time; longer if the class begins later than that (O-37)."""


class Cause(StrEnum):
    """What the teacher did. The first three give everything back, the others the part that is missing."""

    CALLED_OFF = "called_off"  # before its first meeting
    NOT_HELD = "not_held"  # a one-time class
    TIME_CHANGED = "time_changed"  # before it began
    MEETINGS_MOVED = "meetings_moved"  # some of them, and the learner could not come
    FEWER_HELD = "fewer_held"  # than were planned
    CALLED_OFF_MIDWAY = "called_off_midway"


class OwnCause(StrEnum):
    """What gives no credits back, for the cause lies with the learner or the clocks of the world."""

    ABSENT = "absent"
    NOBODY_CAME = "nobody_came"
    OTHER_PLANS = "other_plans"
    DAYLIGHT_SAVING = "daylight_saving"


@dataclass(frozen=True, slots=True)
class TimeChange:
    """The teacher gave a meeting another time, and the guardian was told at `told_at`."""

    meeting_id: str
    was_at: datetime
    is_at: datetime
    told_at: datetime

    def __post_init__(self) -> None:
        for name in ("was_at", "is_at", "told_at"):
            check_aware(name, getattr(self, name))


def called_off(enrolment: Enrolment, called_off_at: datetime, first_starts_at: datetime) -> Quote:
    """The teacher calls the class off: before its first meeting everything comes back at once (O-35).

    Later it is a matter of the meetings that are missing (O-43), and this answer is zero.
    """
    check_aware("called_off_at", called_off_at)
    if called_off_at >= first_starts_at:
        return Quote(0, ("O-35", "O-43"), text("classes.begun_already", at=first_starts_at))
    return _whole(enrolment, Cause.CALLED_OFF, "O-35", Way.AUTOMATIC)


def not_held(enrolment: Enrolment) -> Quote:
    """The teacher could not hold a one-time class: ask for everything, or wait for another date (O-36)."""
    if enrolment.kind is not ClassKind.ONE_TIME:
        return Quote(0, ("O-36", "O-42"), text("classes.not_one_time"))
    return _whole(enrolment, Cause.NOT_HELD, "O-36", Way.ON_REQUEST)


def time_changed(enrolment: Enrolment, change: TimeChange, first_starts_at: datetime, asked_at: datetime) -> Quote:
    """The teacher changed a time before the class began: everything comes back on request (O-37).

    To be asked for until the first meeting begins, or for seven days after the notice, whichever is later.
    A meeting whose instant is the same was not changed, whatever the clocks on the wall say (O-52).
    """
    check_aware("asked_at", asked_at)
    if change.was_at == change.is_at:
        return no_return(OwnCause.DAYLIGHT_SAVING)
    if change.told_at >= first_starts_at:
        return Quote(0, ("O-37", "O-41"), text("classes.begun_already", at=first_starts_at))
    until = max(change.told_at + ASK_WITHIN, first_starts_at - timedelta(microseconds=1))
    if asked_at > until:
        return Quote(0, ("O-37",), text("classes.too_late", until=until))
    return replace(_whole(enrolment, Cause.TIME_CHANGED, "O-37", Way.ON_REQUEST), until=until)


def in_proportion(enrolment: Enrolment, cause: Cause, missed: AbstractSet[str], planned: int) -> Quote:
    """Credits for meetings that were moved, not held or called off: credits x missed / planned (O-38, O-41 to O-43).

    missed: ids of the meetings; those that credits came back for before are counted in, so that asking twice gives
    nothing twice. Rounded up once, over all of them, and never more than the enrolment cost.
    Raises BadInput for a cause that gives everything, and for more missed meetings than were planned.
    """
    rule, way = _proportional(cause)
    gone = missed | set(enrolment.returned_for)
    if planned < 1 or len(gone) > planned:
        raise BadInput("planned", planned, f"at least the {len(gone)} meetings that are missing")
    owed = -(-enrolment.credits * len(gone) // planned)
    back = max(0, owed - enrolment.returned)
    lines = (
        text("classes.line_share", credits=enrolment.credits, missed=len(gone), planned=planned, owed=owed),
        text("classes.line_rest", owed=owed, returned=enrolment.returned, back=back),
    )
    return Quote(back, ("O-38", rule), text("classes.because", cause=cause.value, credits=back), lines, way=way)


def returned(enrolment: Enrolment, quote: Quote, missed: Iterable[str] = ()) -> Decision:
    """Keep that the credits of `quote` came back, and for which meetings. The credits are `spending.give_back`."""
    gone = tuple(sorted({*enrolment.returned_for, *missed}))
    if not quote.credits and gone == enrolment.returned_for:
        return NOTHING
    return Decision(keep=(replace(enrolment, returned=enrolment.returned + quote.credits, returned_for=gone),))


def returned_whole(enrolment: Enrolment, quote: Quote, now: datetime) -> Decision:
    """Keep that everything came back; the place is given up with it. Nothing for a place that is over."""
    if enrolment.state is EnrolmentState.OVER or not quote.credits:
        return NOTHING
    over = replace(enrolment, state=EnrolmentState.OVER, returned=enrolment.returned + quote.credits, ends_at=now)
    return Decision(keep=(over,))


def could_not_attend(changes: Iterable[TimeChange], attended: AbstractSet[str]) -> frozenset[str]:
    """The meetings that were really moved and that the learner was not at (O-41). A shift of the clocks is no move."""
    return frozenset(
        change.meeting_id for change in changes if change.was_at != change.is_at and change.meeting_id not in attended
    )


def no_return(cause: OwnCause) -> Quote:
    """Nothing comes back: for absence (O-44, O-49), other plans (O-50), or clocks that were changed (O-52)."""
    rule = {
        OwnCause.ABSENT: "O-44",
        OwnCause.NOBODY_CAME: "O-49",
        OwnCause.OTHER_PLANS: "O-50",
        OwnCause.DAYLIGHT_SAVING: "O-52",
    }[cause]
    return Quote(0, (rule,), text("classes.no_return", cause=cause.value))


def _whole(enrolment: Enrolment, cause: Cause, rule: str, way: Way) -> Quote:
    back = enrolment.left_to_return
    line = text("classes.line_whole", credits=enrolment.credits, returned=enrolment.returned, back=back)
    return Quote(back, ("O-33", rule), text("classes.because", cause=cause.value, credits=back), (line,), way=way)


def _proportional(cause: Cause) -> tuple[str, Way]:
    match cause:
        case Cause.MEETINGS_MOVED:
            return "O-41", Way.ON_REQUEST
        case Cause.FEWER_HELD:
            return "O-42", Way.ON_REQUEST
        case Cause.CALLED_OFF_MIDWAY:
            return "O-43", Way.AUTOMATIC
    raise BadInput("cause", cause, "a cause that gives a part back")
