"""My page: a short first screen, and the pages of rooms and of the card that lead on from it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import assert_never

from bot.rules.access import LIVE
from bot.rules.answers import waiting
from bot.rules.answers.leading import home, pages, turning, way_in
from bot.rules.answers.parting import stay
from bot.rules.answers.paying import ways_to_pay
from bot.rules.answers.standing import Standing, newest_paid, state_of
from bot.rules.answers.waiting import InLine
from bot.rules.cards import Act, Button, Card, Part, Tone
from bot.rules.charges import ChargeState
from bot.rules.days import Calendar, last_day, next_month
from bot.rules.members import Card as PaymentCard
from bot.rules.members import Member
from bot.rules.rooms import Membership, MembershipState
from bot.rules.texts import Mention, Since, Text, text

MOST_ON_FIRST_SCREEN, ROOMS_PER_PAGE = 8, 4


def my_page(
    member: Member,
    standings: Iterable[Standing],
    calendar: Calendar,
    now: datetime,
    *,
    in_line: Iterable[InLine] = (),
) -> Card:
    """The first screen: one line a room, what is unpaid first; the card; and the ways on.

    in_line: where they wait for a seat.
    """
    live, waits = in_order(standings), [waiting.line(one, now) for one in in_line]
    lines = [_line(one, calendar, now) for one in live[:MOST_ON_FIRST_SCREEN]]
    if not live and not waits:
        lines.append(text("mypage.nothing"))
    elif len(live) > MOST_ON_FIRST_SCREEN:
        lines.append(text("mypage.more_rooms", count=len(live) - MOST_ON_FIRST_SCREEN))
    lines += waits[:MOST_ON_FIRST_SCREEN]
    if member.card is not None:
        lines.append(card_line(member.card, calendar.day(now)))
    owed = next((charge for one in live for charge in one.unpaid() if charge.state is ChargeState.OPEN), None)
    mend = ways_to_pay(owed)[:2] if owed is not None else ()
    tone = Tone.WARNING if owed is not None else Tone.PLAIN
    return Card(text("mypage.title"), tuple(lines), mend, tone, (pages(),))


def in_order(standings: Iterable[Standing]) -> list[Standing]:
    """Those that are not over: what is unpaid first, then by the name of the room."""
    live = [standing for standing in standings if standing.membership.state in LIVE]
    return sorted(live, key=lambda one: (not one.unpaid(), one.room.name.casefold(), one.room.id))


def _line(standing: Standing, calendar: Calendar, now: datetime) -> Text:
    """A room in one line."""
    membership, room = standing.membership, standing.room
    if membership.state is MembershipState.PAUSED and membership.resumes_on is not None:
        return text("mypage.line_paused", room=room.name, on=membership.resumes_on)
    return _line_of_state(standing, calendar, now)


def _line_of_state(standing: Standing, calendar: Calendar, now: datetime) -> Text:
    membership, room = standing.membership, standing.room
    match membership.state:
        case MembershipState.REQUESTED:
            return text("mypage.line_requested", room=room.name)
        case MembershipState.AWAITING_APPROVAL:
            return text("approving.line", room=room.name, at=Since(membership.asked_at))
        case MembershipState.AWAITING_PAYMENT:
            return text("mypage.line_awaiting_payment", room=room.name)
        case MembershipState.LEAVING:
            return text("mypage.line_leaving", room=_named(standing, now), at=membership.leaves_at or now)
        case MembershipState.ACTIVE | MembershipState.PAST_DUE | MembershipState.SUSPENDED | MembershipState.PAUSED:
            return _line_inside(standing, _named(standing, now), calendar)
        case MembershipState.LEFT | MembershipState.LAPSED | MembershipState.EXPELLED | MembershipState.REFUSED:
            return text("mypage.line_over", room=room.name)
    assert_never(membership.state)


def _named(standing: Standing, now: datetime) -> str | Mention:
    """The way in where it is open; else the name, because Discord shows nobody a channel they may not see."""
    return way_in(standing.room) if standing.open_now(now) else standing.room.name


def _line_inside(standing: Standing, room: str | Mention, calendar: Calendar) -> Text:
    if unpaid := standing.unpaid():
        charge = unpaid[0]
        on = charge.retry_on or calendar.retry_dates(charge.month)[-1]
        return text("mypage.line_unpaid", room=room, amount=charge.amount, on=on)
    paid = newest_paid(standing.charges)
    if paid is None:
        return text("mypage.line_active", room=room)
    return text("mypage.line_paid", room=room, on=paid.over_on, amount=standing.costs_next())


def rooms_page(
    standings: Sequence[Standing], first: int, calendar: Calendar, now: datetime, *, in_line: Sequence[InLine] = ()
) -> Card:
    """Every room one is in, or waits for, with its whole state and the ways on, a few a page.

    first: the number of the first shown.
    """
    every = [_room(one, calendar, now) for one in in_order(standings)] + [waiting.part(one, now) for one in in_line]
    first = within(first, len(every))
    title = text("mypage.rooms_title")
    if not every:
        return Card(title, (text("mypage.nothing"),), parts=(home(),))
    shown = every[first : first + ROOMS_PER_PAGE]
    return Card(title, parts=(*shown, turning(Act.ROOMS, first, ROOMS_PER_PAGE, len(every))))


def _room(standing: Standing, calendar: Calendar, now: datetime) -> Part:
    heading = text("mypage.room", room=_named(standing, now))
    why = Button(text("buttons.why_room", room=standing.room.name), Act.WHY, standing.room.id)
    return Part((heading, *state_of(standing, calendar, now)), (why, _way_out(standing.membership, standing.room.name)))


def _way_out(membership: Membership, room: str) -> Button:
    """Leaving is here, two presses from done (E-47); whoever has left can stay after all."""
    if membership.state is MembershipState.LEAVING:
        [back] = stay(membership)
        return back
    return Button(text("buttons.leave_room", room=room), Act.LEAVE, membership.id)


def within(first: int, count: int) -> int:
    """The number of the first thing of a page, where an old button names one that is not there any more."""
    return first if 0 <= first < count else 0


def card_line(card: PaymentCard, today: date) -> Text:
    """The card on file; one whose date is over, or will be on the next 1st, is said to be so (E-41)."""
    values = {
        "brand": card.brand.title(),
        "last4": card.last4,
        "until": f"{card.exp_month:02}/{card.exp_year % 100:02}",
    }
    ends_on = last_day(date(card.exp_year, card.exp_month, 1))
    if ends_on < today:
        return text("mypage.card_expired", brand=values["brand"], last4=values["last4"], until=values["until"])
    if ends_on < next_month(today):
        return text("mypage.card_expiring", brand=values["brand"], last4=values["last4"], until=values["until"])
    return text("mypage.card", brand=values["brand"], last4=values["last4"], until=values["until"])


DEPENDS = (
    MembershipState.ACTIVE,
    MembershipState.PAST_DUE,
    MembershipState.SUSPENDED,
    MembershipState.PAUSED,
    MembershipState.AWAITING_APPROVAL,
)
"""States of a membership that is still to be charged. Whoever is leaving is charged no more."""


def depending(standings: Iterable[Standing]) -> list[Standing]:
    """What would have nothing to be charged to without the card (E-38)."""
    return [one for one in standings if (one.membership.state in DEPENDS and not _is_guest(one)) or one.unpaid()]


def _is_guest(standing: Standing) -> bool:
    """Guests came in without a card, and go without one."""
    return standing.membership.free_until is not None


def mail_line(masked: str | None) -> Text:
    """The mail address, masked; None when none was ever given."""
    return text("mypage.mail", address=masked) if masked is not None else text("mypage.no_mail")


def card_page(member: Member, mail: Text, today: date) -> Card:
    """The card and the mail address, and what can be done about each.

    mail: see `mail_line`. The address is Stripe's to keep; we only ever show it masked.
    """
    card = card_line(member.card, today) if member.card is not None else text("mypage.no_card")
    lines = (card, mail, text("mypage.at_stripe"))
    buttons: list[Button] = []
    if member.customer_id is not None:
        buttons = [Button(text("buttons.change_card"), Act.CHANGE_CARD)]
        buttons.append(Button(text("buttons.change_mail"), Act.CHANGE_MAIL))
    if member.card is not None:
        buttons.append(Button(text("buttons.delete_card"), Act.DELETE_CARD))
    return Card(text("mypage.card_page_title"), lines, tuple(buttons), parts=(home(),))


def deletion(member: Member, standings: Sequence[Standing]) -> Card:
    """Whether the card can be deleted: asked once more, or what depends on it (E-38)."""
    title = text("mypage.delete_title")
    if member.card is None:
        return Card(title, (text("mypage.no_card"),), parts=(home(),))
    if needs := depending(standings):
        lines = tuple(text("mypage.depends", room=one.room.name) for one in needs)
        change = Button(text("buttons.change_card"), Act.CHANGE_CARD)
        rooms = Button(text("buttons.rooms"), Act.ROOMS)
        said = (text("mypage.still_needed"), *lines, text("mypage.instead_of_deleting"))
        return Card(title, said, (change, rooms), Tone.WARNING, (home(),))
    sure = Button(text("buttons.delete_card_for_sure"), Act.DELETE_CARD_FOR_SURE)
    lines = (text("mypage.delete_sure", last4=member.card.last4), text("mypage.delete_meaning"))
    return Card(title, lines, (sure,), Tone.WARNING, (home(),))


def deleted(member: Member) -> Card:
    """How the deletion went, as far as we waited for it."""
    title = text("mypage.delete_title")
    if member.card is None:
        return Card(title, (text("mypage.deleted"),), tone=Tone.GOOD, parts=(home(),))
    return Card(title, (text("mypage.being_deleted"),), parts=(home(),))
