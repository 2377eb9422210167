"""Content: what was viewed or downloaded, and what a refund takes away again.

Source: R-16..R-22, R-78, R-87, R-88; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.refunds.purchase import Fraction
from bot.rules.texts import Refused, text


class Opening(StrEnum):
    VIEW = "view"
    DOWNLOAD = "download"


@dataclass(frozen=True, slots=True)
class Access:
    """One time somebody opened a part. done: it was shown, or downloaded to the end; a failed one is no use (R-18)."""

    part: int
    how: Opening
    at: datetime
    done: bool


@dataclass(frozen=True, slots=True)
class ContentSale:
    """Content bought by a member.

    parts: of how many it consists (chapters, files), at least one. consented_at: when the member agreed that it is
    provided at once, which ends cooling-off (R-87); None while they have not. returned_at: when the refund was made.
    """

    id: str
    member_id: MemberId
    parts: int
    bought_at: datetime
    consented_at: datetime | None = None
    returned_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.parts < 1:
            raise BadInput("parts", self.parts, "at least one part")
        for name in ("bought_at", "consented_at", "returned_at"):
            check_aware(name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class DownloadToken:
    """What lets one member fetch one part, for a while."""

    sale_id: str
    member_id: MemberId
    part: int
    expires_at: datetime


def is_opened(accesses: Iterable[Access]) -> bool:
    """Whether any of it was viewed or downloaded (R-17, R-20); attempts that failed do not count."""
    return any(access.done for access in accesses)


def use(sale: ContentSale, accesses: Iterable[Access]) -> Fraction:
    """How much of it was used: the different parts opened, of all parts (R-8). A part read twice is one part."""
    return Fraction(len({access.part for access in accesses if access.done}), sale.parts)


def cooling_off_applies(sale: ContentSale) -> bool:
    """Whether cooling-off still applies: not once the member agreed to be served at once (R-87, R-88)."""
    return sale.consented_at is None


def token(sale: ContentSale, member_id: MemberId, part: int, expires_at: datetime) -> DownloadToken:
    """A token for one part. Refused for somebody else, after a refund, and before the consent to be served at once.

    Raises BadInput for a part there is none of.
    """
    if not 1 <= part <= sale.parts:
        raise BadInput("part", part, f"a part from 1 to {sale.parts}")
    if member_id != sale.member_id:
        raise Refused(text("content.not_yours"))
    if sale.returned_at is not None:
        raise Refused(text("content.returned", at=sale.returned_at))
    if sale.consented_at is None:
        raise Refused(text("content.consent_first"))
    return DownloadToken(sale.id, member_id, part, expires_at)


def is_good(held: DownloadToken, sale: ContentSale, now: datetime) -> bool:
    """Whether a token opens anything at `now`: a refund ends every one that was given out before it (R-78)."""
    check_aware("now", now)
    return held.sale_id == sale.id and sale.returned_at is None and now < held.expires_at
