"""The application: what must be said and shown before a clock starts (R-48..R-57)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.rules.policies.terms import Evidence
from bot.rules.refunds.purchase import Purchase
from bot.rules.texts import text

TITLE = text("refunds.case_title")
"""How every case is titled, whichever way it came in (R-49)."""


class Answer(StrEnum):
    """What an application must say, in the order it is asked for."""

    BOUGHT_AT = "bought_at"
    SERVICE = "service"
    ORDER = "order"
    DETAILS = "details"
    NAME = "name"
    MAIL = "mail"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Application:
    """A "refund application" (R-49), empty where something was not said yet. order: its number, or a transaction id."""

    bought_at: str = ""
    service: str = ""
    order: str = ""
    details: str = ""
    name: str = ""
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What our own records show: the order is in the ledger; the asker is its buyer; the payer confirmed by mail."""

    in_ledger: bool
    same_account: bool
    payer_confirmed: bool


def filled_in(application: Application, purchase: Purchase, service: str) -> Application:
    """The application with what the ledger knows, so that nobody has to look it up; what was said stays."""
    return replace(
        application,
        bought_at=application.bought_at or purchase.bought_at.isoformat(),
        service=application.service or service,
        order=application.order or purchase.id,
    )


def unanswered(application: Application) -> tuple[Answer, ...]:
    """What is still to be said; nothing when it is complete."""
    return tuple(answer for answer in Answer if not getattr(application, answer.value).strip())


def not_shown(needed: Iterable[Evidence], given: frozenset[Evidence], known: Known) -> tuple[Evidence, ...]:
    """What is still to be shown.

    An order in our ledger proves the purchase (R-55). The same Discord account and the payer's word by mail prove the
    person: a copy of an identity paper is asked for only by hand, and deleted after the decision (R-56).
    """
    shown = set(given)
    if known.in_ledger:
        shown.add(Evidence.PURCHASE_PROOF)
    if known.same_account and known.payer_confirmed:
        shown.add(Evidence.IDENTITY)
    return tuple(evidence for evidence in needed if evidence not in shown)
