"""Records for tables: a paid room in Tokyo, one member, November 2026. Each maker takes what the test is about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules.applications import Answer, Application, Filled
from bot.rules.approving import Approval, ApprovalState, approval_id
from bot.rules.charges import Attempt, AttemptCause, AttemptState, Charge, ChargeState, DeclineKind, charge_id
from bot.rules.days import Calendar
from bot.rules.eligibility import Signal
from bot.rules.gifts.gift import Gift, GiftState
from bot.rules.guests import AccessCode
from bot.rules.ids import (
    AccessCodeId,
    ApplicationId,
    AttemptId,
    CouponId,
    DiscountId,
    GiftId,
    MemberId,
    MembershipId,
    OrderId,
    PlaceId,
    RoomId,
    ScreenId,
    SwitchId,
    TierId,
)
from bot.rules.members import Card
from bot.rules.money import Money
from bot.rules.payments import Decline, Payment
from bot.rules.policies.policy import Pin
from bot.rules.policies.terms import Cycle
from bot.rules.pricing import Coupon, Discount, DiscountCause
from bot.rules.queueing import Place, PlaceState
from bot.rules.rooms import Membership, MembershipState, Order, OrderState, Room, RoomState
from bot.rules.screens import Screen, Start, fingerprint
from bot.rules.switching import Switch, SwitchState
from bot.rules.tiers import Tier, TierState

TOKYO = ZoneInfo("Asia/Tokyo")
CALENDAR = Calendar(TOKYO)
FEE = Money(500, "JPY")
HANAKO, KEN = MemberId(42), MemberId(43)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def at(month: int, day: int, hour: int = 12, minute: int = 0, second: int = 0, *, year: int = 2026) -> datetime:
    """An instant by the clock of Tokyo."""
    return datetime(year, month, day, hour, minute, second, tzinfo=TOKYO).astimezone(UTC)


def room(**changes: Any) -> Room:
    known: dict[str, Any] = {
        "state": RoomState.OPEN,
        "role_id": 7,
        "category_id": 8,
        "channel_id": 9,
        "product_id": "prod_1",
        "join_price_id": "price_1",
        "month_price_id": "price_2",
        "role_tried": True,
        "made_at": at(10, 1),
        "made_by": MemberId(1),
    }
    known |= {"name": "Gold", "description": "Gold things", "owner_id": MemberId(1), "fee": FEE}
    return Room(RoomId("room_1"), **known | changes)


def membership(state: MembershipState = MembershipState.ACTIVE, **changes: Any) -> Membership:
    known: dict[str, Any] = {"asked_at": at(10, 20), "joined_at": at(10, 20), "subscription_id": "sub_1"}
    return Membership(MembershipId("mbs_1"), HANAKO, RoomId("room_1"), state, FEE, **(known | changes))


def order(state: OrderState = OrderState.OPEN, **changes: Any) -> Order:
    known: dict[str, Any] = {"made_at": at(11, 10), "expires_at": at(11, 11), "session_id": "cs_1", "url": "http://x"}
    ids = (OrderId("ord_1"), HANAKO, MembershipId("mbs_1"), RoomId("room_1"))
    return Order(*ids, FEE, state, **(known | changes))


def place(state: PlaceState = PlaceState.WAITING, n: int = 1, **changes: Any) -> Place:
    """The place of the n-th person in line, who came n minutes after noon of the 10th; the first one is Hanako."""
    known: dict[str, Any] = {"joined_at": at(11, 10, 12, n)}
    return Place(PlaceId(f"plc_{n}"), MemberId(HANAKO + n - 1), RoomId("room_1"), state, **(known | changes))


def approval(state: ApprovalState = ApprovalState.WAITING, **changes: Any) -> Approval:
    """Paid at noon of the 10th; after three days the admins are asked, after seven it is given up."""
    known: dict[str, Any] = {
        "asked_at": at(11, 10),
        "escalates_at": at(11, 13),
        "ends_at": at(11, 17),
        "payment_id": "pi_1",
        "amount": FEE,
        "paid_at": at(11, 10),
    }
    membership_id = MembershipId("mbs_1")
    return Approval(
        approval_id(membership_id), HANAKO, RoomId("room_1"), membership_id, state=state, **(known | changes)
    )


PIN = Pin("room", 1, "f00")


def application(**changes: Any) -> Application:
    known: dict[str, Any] = {
        "declared_at": at(11, 10),
        "filled": Filled((Answer("Why?", "To paint"),), (Signal.NO_AVATAR,)),
    }
    return Application(ApplicationId("app_1"), HANAKO, RoomId("room_1"), **(known | changes))


def screen(**changes: Any) -> Screen:
    """Shown on the 10th and not confirmed yet."""
    known: dict[str, Any] = {"start": Start.NOW, "month": NOVEMBER, "terms": PIN, "words": "500 yen", "locale": "ja"}
    known |= {"hash": fingerprint("500 yen"), "shown_at": at(11, 10)}
    ids = (ScreenId("scr_1"), ApplicationId("app_1"), HANAKO, RoomId("room_1"))
    return Screen(*ids, FEE, **(known | changes))


def charge(state: ChargeState = ChargeState.OPEN, month: date = NOVEMBER, **changes: Any) -> Charge:
    known: dict[str, Any] = {"made_at": at(11, 1, 1), "invoice_id": "in_1"}
    ids = (charge_id(MembershipId("mbs_1"), month), HANAKO, MembershipId("mbs_1"), RoomId("room_1"))
    return Charge(*ids, month, FEE, state, **(known | changes))


def unpaid(retry_on: date | None = date(2026, 11, 5), **changes: Any) -> Charge:
    """November failed on the 1st at one in the morning."""
    known: dict[str, Any] = {"failed_at": at(11, 1, 1), "retry_on": retry_on, "decline": DeclineKind.REFUSED}
    return charge(**(known | changes))


def attempt(state: AttemptState = AttemptState.PENDING, **changes: Any) -> Attempt:
    known: dict[str, Any] = {"cause": AttemptCause.RETRY, "asked_at": at(11, 5, 10), "listed_on": date(2026, 11, 5)}
    known |= changes
    ids = (AttemptId("try_1"), HANAKO, charge_id(MembershipId("mbs_1"), NOVEMBER), "in_1")
    return Attempt(*ids, known.pop("cause"), state, **known)


def coupon(**changes: Any) -> Coupon:
    known: dict[str, Any] = {"made_at": at(10, 1), "made_by": MemberId(1)}
    known |= {"percent": 50, "months": 3} | changes
    return Coupon(CouponId("cpn_1"), RoomId("room_1"), known.pop("code", "autumn"), **known)


def access_code(**changes: Any) -> AccessCode:
    known: dict[str, Any] = {"made_at": at(10, 1), "made_by": MemberId(1)} | changes
    months = known.pop("months", 2)
    return AccessCode(AccessCodeId("acc_1"), RoomId("room_1"), "welcome", months, **known)


def gift(state: GiftState = GiftState.PAID, **changes: Any) -> Gift:
    """Two months for Hanako from member 43, paid at noon of the 10th unless it says otherwise."""
    known: dict[str, Any] = {"made_at": at(11, 10), "terms": PIN, "months": 2, "fee": FEE}
    if state is not GiftState.ASKED:
        known |= {"expires_at": at(11, 11), "session_id": "cs_1", "url": "http://x"}
    if state in (GiftState.PAID, GiftState.USED, GiftState.RETURNED):
        known |= {"payment_id": "pi_1", "paid_at": at(11, 10), "unused_until": at(11, 10) + timedelta(days=90)}
    known |= changes
    ids = (GiftId("gft_1"), KEN, HANAKO, RoomId("room_1"))
    return Gift(*ids, known.pop("months"), known.pop("fee"), state, **known)


def discount(**changes: Any) -> Discount:
    known: dict[str, Any] = {"cause": DiscountCause.COUPON, "cause_id": "cpn_1", "made_at": at(11, 10)}
    known |= {"from_month": DECEMBER, "to_month": date(2027, 2, 1), "percent": 50} | changes
    return Discount(DiscountId("dsc_1"), HANAKO, MembershipId("mbs_1"), **known)


def switch(**changes: Any) -> Switch:
    known: dict[str, Any] = {"from_month": DECEMBER, "every": Cycle.YEAR, "fee": Money(5000, "JPY")}
    known |= {"state": SwitchState.WAITING, "asked_at": at(11, 10), "asked_by": HANAKO} | changes
    return Switch(SwitchId("swt_1"), HANAKO, MembershipId("mbs_1"), RoomId("room_1"), **known)


def tier(**changes: Any) -> Tier:
    known: dict[str, Any] = {"fee": Money(900, "JPY"), "state": TierState.OPEN, "made_at": at(10, 1)}
    known |= {"made_by": MemberId(1), "role_id": 17, "channel_id": 19} | changes
    return Tier(TierId("tier_1"), RoomId("room_1"), "Gold plus", "More of it", **known)


def payment(id: str = "pi_1", paid_at: datetime | None = None) -> Payment:
    return Payment(id, FEE, paid_at or at(11, 10))


def decline(on: datetime | None = None, **changes: Any) -> Decline:
    known: dict[str, Any] = {"kind": DeclineKind.REFUSED, "code": "card_declined", "final": False, "card": "pm_1"}
    return Decline(at=on or at(11, 1, 1), **(known | changes))


def card(method_id: str = "pm_1") -> Card:
    return Card(method_id, "visa", "4242", 12, 2030)
