"""What each kind of notice says now, worked out from the records each time it is shown."""

from collections.abc import Awaitable, Callable, Mapping

from bot.ports import Transaction
from bot.rules.cards import Card
from bot.rules.days import Calendar
from bot.rules.notices import Notice, NoticeKind
from bot.services.notices import (
    about_absence,
    about_admission,
    about_ahead,
    about_gifts,
    about_memberships,
    about_months,
    about_orders,
    about_rooms,
)

Says = Callable[[Transaction, Notice, Calendar], Awaitable[Card | None]]

SAYS: Mapping[NoticeKind, Says] = {
    NoticeKind.WELCOME: about_memberships.welcome,
    NoticeKind.ABANDONED: about_orders.abandoned,
    NoticeKind.FAILED_CHARGE: about_months.living_card,
    NoticeKind.LAST_WARNING: about_months.last_warning,
    NoticeKind.ENDED_UNPAID: about_memberships.ended_unpaid,
    NoticeKind.MONTH_MISSED: about_months.month_missed,
    NoticeKind.LEAVING: about_memberships.leaving,
    NoticeKind.LEFT: about_memberships.left,
    NoticeKind.MONEY_BACK: about_months.money_back,
    NoticeKind.ENDED_AT_STRIPE: about_memberships.ended_at_stripe,
    NoticeKind.SEAT_OFFERED: about_admission.seat_offered,
    NoticeKind.REQUEST_WAITING: about_admission.request_waiting,
    NoticeKind.REQUEST: about_admission.request,
    NoticeKind.REQUEST_OLD: about_admission.request_old,
    NoticeKind.APPROVED: about_admission.approved,
    NoticeKind.REQUEST_OVER: about_admission.request_over,
    NoticeKind.RENEWAL: about_ahead.renewal,
    NoticeKind.CARD_EXPIRES: about_ahead.card_expires,
    NoticeKind.PAUSED: about_memberships.paused,
    NoticeKind.GUEST_ENDS: about_memberships.guest_ends,
    NoticeKind.GIFT: about_gifts.gift,
    NoticeKind.GIFT_GIVEN: about_gifts.given,
    NoticeKind.NEW_MEMBER: about_rooms.new_member,
    NoticeKind.TERMS_CHANGE: about_memberships.terms_change,
    NoticeKind.FEE_CHANGE: about_memberships.fee_change,
    NoticeKind.ABSENT: about_absence.away,
    NoticeKind.HELD: about_absence.held,
    NoticeKind.PAYER_AWAY: about_absence.payer_away,
    NoticeKind.ROOM_FAULT: about_rooms.room_fault,
}
"""Every kind, and who puts its card together. None: there is nothing (any more) to say."""


async def card(tx: Transaction, notice: Notice, *, calendar: Calendar) -> Card | None:
    """What the notice says now; None when what it was about is over, and it need not be said."""
    return await SAYS[notice.kind](tx, notice, calendar)
