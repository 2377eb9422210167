"""The steps of a refund case: from the application to the money, one step at a time.

asked -> awaiting_evidence -> deciding -> approved -> paying -> paid, or refused, or failed. Every step answers the case
as it now is, and what it asks for outside. Source: R-58..R-60, R-72, R-74, R-77..R-79, R-101..R-103.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.policies.bad_input import check_amount, check_aware
from bot.rules.policies.terms import Evidence
from bot.rules.refunds import clocks
from bot.rules.refunds.application import Answer
from bot.rules.refunds.case import Ask, CaseState, Desk, EndAccess, Moved, Pay, RefundCase, Tell, TellDesk, WakeAt
from bot.rules.refunds.grounds import Verdict
from bot.rules.refunds.quote import Quote
from bot.rules.texts import Refused, text


def received(
    case: RefundCase,
    quoted: Quote,
    unanswered: Iterable[Answer],
    not_shown: tuple[Evidence, ...],
    desk: Desk,
) -> Moved:
    """What becomes of a new application. case: as asked, in state ASKED.

    What the policy refuses is refused at once, with the reason and the way to object. What is due, and needs nothing
    shown any more, is approved without a person (O-8, R-74).
    """
    check_aware("asked_at", case.asked_at)
    if quoted.verdict is Verdict.REFUSED:
        return _refused(case, None, "", case.asked_at)
    if quoted.verdict is Verdict.NOT_YET and quoted.until is not None:
        return Moved(case, (Tell(quoted.why), WakeAt(quoted.until)))
    if tuple(unanswered):
        return Moved(case, (Tell(text("refunds.case_unanswered")),))
    if not_shown:
        until = case.asked_at + timedelta(days=desk.clocks.evidence_days)
        waiting = replace(case, state=CaseState.AWAITING_EVIDENCE, needed=not_shown, evidence_until=until)
        return Moved(waiting, (Tell(text("refunds.case_evidence", until=until)), WakeAt(until)))
    complete = _complete(case, case.asked_at, desk)
    if quoted.verdict is Verdict.DUE:
        return _approved(complete.case, quoted.amount, None, "", case.asked_at, desk=desk)
    return complete


def shown(case: RefundCase, evidence: frozenset[Evidence], now: datetime, desk: Desk) -> Moved:
    """Documents came in: complete, or still waiting for the rest. After their days they are not taken (R-60)."""
    _must_be(case, CaseState.AWAITING_EVIDENCE)
    if case.evidence_until is not None and now > case.evidence_until:
        raise Refused(text("refunds.case_evidence_late", until=case.evidence_until))
    needed = tuple(one for one in case.needed if one not in evidence)
    if needed:
        return Moved(replace(case, needed=needed))
    return _complete(replace(case, needed=()), now, desk)


def evidence_over(case: RefundCase, now: datetime) -> Moved:
    """The days for documents are over: without them it is refused; nothing happens when they came in time."""
    if case.state is not CaseState.AWAITING_EVIDENCE or case.evidence_until is None or now <= case.evidence_until:
        return Moved(case)
    return _refused(replace(case, why=text("refunds.case_no_evidence", until=case.evidence_until)), None, "", now)


def requoted(case: RefundCase, quoted: Quote) -> Moved:
    """Something was found out while deciding, such as an exclusion: what is proposed and what is due follow it."""
    _must_be(case, CaseState.DECIDING)
    known = replace(case, proposed=quoted.amount, at_least=quoted.at_least, why=quoted.why)
    return Moved(replace(known, ends_access=quoted.ends_access))


def approve(case: RefundCase, amount: Money, by: MemberId, note: str, now: datetime, *, desk: Desk) -> Moved:
    """A person gives `amount` back; other than proposed only with a reason, and never less than what is due (R-72)."""
    _must_be(case, CaseState.DECIDING)
    check_amount("amount", amount, case.left.currency)
    if not amount or amount > case.left:
        raise Refused(text("refunds.case_amount", most=case.left))
    if amount < case.at_least:
        raise Refused(text("refunds.case_less_than_due", least=case.at_least))
    if amount != case.proposed and not note.strip():
        raise Refused(text("refunds.case_note"))
    return _approved(case, amount, by, note, now, desk=desk)


def refuse(case: RefundCase, by: MemberId, note: str, now: datetime) -> Moved:
    """A person refuses, with a reason; not what is due."""
    _must_be(case, CaseState.DECIDING)
    if case.at_least:
        raise Refused(text("refunds.case_less_than_due", least=case.at_least))
    if not note.strip():
        raise Refused(text("refunds.case_note"))
    return _refused(case, by, note, now)


def appeal(case: RefundCase, now: datetime, desk: Desk) -> Moved:
    """The member objects, once: a person looks at it anew, with a new clock (R-101, R-102)."""
    _must_be(case, CaseState.REFUSED)
    if case.appealed_at is not None:
        raise Refused(text("refunds.case_appealed"))
    return _complete(replace(case, appealed_at=now, decided_at=None, decided_by=None, settled_at=None), now, desk)


def details_asked(case: RefundCase, now: datetime) -> Moved:
    """The member was sent the guidance to name a bank account (E-83); told once."""
    if case.state not in (CaseState.APPROVED, CaseState.PAYING) or case.details_asked_at is not None:
        return Moved(case)
    asked = replace(case, state=CaseState.PAYING, details_asked_at=now)
    return Moved(asked, (Tell(text("refunds.case_details")), *_ended(case)))


def sent(case: RefundCase) -> Moved:
    """The refund exists at Stripe: access ends with it, not before and not later (R-77)."""
    if case.state is not CaseState.APPROVED:
        return Moved(case)
    return Moved(replace(case, state=CaseState.PAYING, fault=""), _ended(case))


def paid(case: RefundCase, now: datetime) -> Moved:
    """The money has gone. May be told before `sent` is: events come out of order."""
    if case.state not in (CaseState.APPROVED, CaseState.PAYING, CaseState.FAILED):
        return Moved(case)
    ended = _ended(case) if case.state is CaseState.APPROVED else ()
    told = Tell(text("refunds.case_paid", amount=case.amount or case.proposed))
    return Moved(replace(case, state=CaseState.PAID, settled_at=now, fault=""), (*ended, told))


def failed(case: RefundCase, fault: str) -> Moved:
    """The money did not arrive, or no account was named in time: a person must pay it another way."""
    if case.state not in (CaseState.APPROVED, CaseState.PAYING):
        return Moved(case)
    broken = replace(case, state=CaseState.FAILED, fault=fault)
    return Moved(broken, (TellDesk(text("refunds.case_failed", fault=fault)), Tell(text("refunds.case_delayed"))))


def pay_again(case: RefundCase) -> Moved:
    """A person has mended what was wrong: send it once more."""
    _must_be(case, CaseState.FAILED)
    return Moved(replace(case, state=CaseState.APPROVED), (Pay(case.id, case.amount or case.proposed, case.way),))


def _complete(case: RefundCase, now: datetime, desk: Desk) -> Moved:
    is_mischarge = case.reason in clocks.MISCHARGES
    decide = (clocks.start_by if is_mischarge else clocks.decide_by)(desk.clocks, now, desk.open_days)
    deciding = replace(case, state=CaseState.DECIDING, decide=decide)
    told = Tell(text("refunds.case_deciding", aim=decide.aim_on, latest=decide.latest_on))
    return Moved(deciding, (told, TellDesk(text("refunds.case_to_decide", latest=decide.latest_on))))


def _approved(case: RefundCase, amount: Money, by: MemberId | None, note: str, now: datetime, *, desk: Desk) -> Moved:
    pay = clocks.pay_by(desk.clocks, case.way, now, desk.open_days)
    given = replace(case, state=CaseState.APPROVED, amount=amount, decided_at=now, decided_by=by, note=note, pay=pay)
    told = Tell(text("refunds.case_approved", amount=amount, aim=pay.aim_on, latest=pay.latest_on))
    return Moved(given, (told, Pay(case.id, amount, case.way)))


def _refused(case: RefundCase, by: MemberId | None, note: str, now: datetime) -> Moved:
    """Every refusal names its reason, the way to object, and where else one can turn (R-101..R-103)."""
    no = replace(case, state=CaseState.REFUSED, decided_at=now, decided_by=by, note=note, settled_at=now)
    return Moved(no, (Tell(case.why), Tell(text("refunds.case_refused", note=note or "-"))))


def _ended(case: RefundCase) -> tuple[Ask, ...]:
    """What ends with the refund. Nothing is deleted: the records of money stay (R-79)."""
    return (EndAccess(case.purchase_id), Tell(text("refunds.case_ended"))) if case.ends_access else ()


def _must_be(case: RefundCase, state: CaseState) -> None:
    if case.state is not state:
        raise Refused(text("refunds.case_not_now", state=case.state.value))
