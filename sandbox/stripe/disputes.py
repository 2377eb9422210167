"""Disputes: a holder asks the bank for the money back. Only a person's act or a special test card opens one."""

from datetime import timedelta

from . import blanks
from .account import Object, snapshot, unix
from .act import Act
from .errors import invalid
from .forms import Params, merge_metadata
from .paging import equal, page

ANSWER_WITHIN = unix(timedelta(days=9))
OPEN = {"needs_response", "under_review", "warning_needs_response", "warning_under_review"}


def open_dispute(act: Act, charge: Object, reason: str = "fraudulent") -> Object:
    """The bank takes the money back for now, and asks us. Raises StripeError for a charge that brought no money."""
    if not charge["paid"] or charge["disputed"]:
        raise invalid("This charge cannot be disputed.", param="charge")
    dispute: Object = snapshot(blanks.DISPUTE) | {
        "id": act.new_id("dp"),
        "amount": charge["amount"] - charge["amount_refunded"],
        "charge": charge["id"],
        "created": act.now,
        "currency": charge["currency"],
        "evidence_details": {
            "due_by": act.now + ANSWER_WITHIN,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": None,
        },
        "payment_intent": charge["payment_intent"],
        "reason": reason,
    }
    act.account.put(dispute)
    charge["disputed"] = True
    act.tell("charge.dispute.created", dispute)
    act.tell("charge.dispute.funds_withdrawn", dispute)
    return dispute


def end(act: Act, dispute: Object, *, won: bool) -> None:
    """The bank decides: the money comes back, or stays away."""
    if dispute["status"] not in OPEN:
        raise invalid("This dispute is already closed.")
    with act.changing(dispute, "charge.dispute.updated"):
        dispute["status"] = "won" if won else "lost"
    act.tell("charge.dispute.closed", dispute)
    if won:
        act.tell("charge.dispute.funds_reinstated", dispute)


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("dispute", id, "dispute")


def update(act: Act, params: Params, id: str) -> Object:
    dispute = act.account.get("dispute", id, "dispute")
    with act.changing(dispute, "charge.dispute.updated"):
        dispute["metadata"] = merge_metadata(params, dispute["metadata"])
        evidence = params.part("evidence")
        dispute["evidence"] |= {name: evidence.text(name) for name in evidence}
        dispute["evidence_details"]["has_evidence"] = len(dispute["evidence"]) > 1
        if params.flag("submit", default=True) and "evidence" in params:
            dispute["status"] = "under_review"
            dispute["evidence_details"]["submission_count"] += 1
            dispute["evidence_details"]["submission_method"] = "manual"
    return dispute


def close(act: Act, params: Params, id: str) -> Object:
    """We accept the loss."""
    dispute = act.account.get("dispute", id, "dispute")
    end(act, dispute, won=False)
    return dispute


def everything(act: Act, params: Params) -> Object:
    fits = equal(params, "charge", "payment_intent")
    return page([one for one in act.account.all("dispute") if fits(one)], params, "/v1/disputes")
