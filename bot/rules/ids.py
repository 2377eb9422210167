"""Ids: a prefix that says what it is, and 26 characters that sort by the time they were made.

Made before any network call, so that the row, the idempotency key and Stripe's metadata can all carry them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NewType

MemberId = NewType("MemberId", int)
"""A Discord user id."""

RoomId = NewType("RoomId", str)
MembershipId = NewType("MembershipId", str)
ApplicationId = NewType("ApplicationId", str)
ScreenId = NewType("ScreenId", str)
OrderId = NewType("OrderId", str)
ChargeId = NewType("ChargeId", str)
AttemptId = NewType("AttemptId", str)
NoticeId = NewType("NoticeId", str)
PostingId = NewType("PostingId", str)
AbsenceId = NewType("AbsenceId", str)
TermsOfferId = NewType("TermsOfferId", str)
ContactId = NewType("ContactId", str)
RefundId = NewType("RefundId", str)
SwitchId = NewType("SwitchId", str)
TierId = NewType("TierId", str)
GiftId = NewType("GiftId", str)
AccessCodeId = NewType("AccessCodeId", str)
CouponId = NewType("CouponId", str)
DiscountId = NewType("DiscountId", str)
PlaceId = NewType("PlaceId", str)
ApprovalId = NewType("ApprovalId", str)

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, in lower case
TIME_CHARS, RANDOM_CHARS = 10, 16


def make_id(prefix: str, now: datetime, random_bits: Callable[[int], int]) -> str:
    """`prefix_` and 26 characters: 10 of milliseconds since 1970, 16 random ones (80 bits).

    random_bits: gives that many random bits, as `random.getrandbits` and `secrets.randbits` do.
    """
    return f"{prefix}_{_digits(int(now.timestamp() * 1000), TIME_CHARS)}{_digits(random_bits(80), RANDOM_CHARS)}"


def _digits(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))
