"""Cards about the next 1st, and what a member wishes to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.ahead import unusable_from
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.days import Quiet, last_day
from bot.rules.members import Card as PaymentCard
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.policies.terms import Cycle
from bot.rules.preferences import Preferences
from bot.rules.rooms import Membership, Room
from bot.rules.texts import Text, text

MOST_ROOMS, MOST_LEAVES = 15, 3


@dataclass(frozen=True, slots=True)
class Renews:
    """A membership that renews, its room, and what the renewal costs."""

    membership: Membership
    room: Room
    price: Money
    cycle: Cycle = Cycle.MONTH


def renewal(on: date, renewing: Sequence[Renews], member: Member, *, muted: bool) -> Card:
    """What the 1st `on` will charge, with which card, and the ways out (R-84, R-85). renewing: at least one."""
    lines = list(_prices(renewing))
    if len(renewing) > 1:
        total = sum(one.price.minor for one in renewing)
        lines.append(text("notices.renewal_total", total=Money(total, renewing[0].price.currency)))
    if member.card is not None and unusable_from(member.card) <= on:
        lines.append(text("notices.renewal_card_expires", last4=member.card.last4))
    elif member.card is not None:
        lines.append(text("notices.renewal_card", last4=member.card.last4))
    lines.append(text("notices.renewal_leave", until=on))
    leaves = [
        Button(text("buttons.leave_room", room=one.room.name), Act.LEAVE, one.membership.id)
        for one in renewing[:MOST_LEAVES]
    ]
    change = Button(text("buttons.change_card"), Act.CHANGE_CARD)
    is_mutable = all(one.cycle is Cycle.MONTH for one in renewing)
    mute = (_mute(muted=muted),) if is_mutable else ()
    return Card(text("notices.renewal_title", on=on), tuple(lines), (change, *leaves, *mute))


def card_expires(on: date, renewing: Sequence[Renews], card: PaymentCard) -> Card:
    """The card cannot pay from the 1st `on` on: what that concerns, and the way to another one."""
    lines = (
        text("notices.card_good_until", last4=card.last4, until=last_day(date(card.exp_year, card.exp_month, 1))),
        *_prices(renewing),
        text("notices.card_change", on=on),
    )
    change = Button(text("buttons.change_card"), Act.CHANGE_CARD)
    return Card(text("notices.card_title", on=on), lines, (change,), Tone.WARNING)


def wishes(known: Preferences, of_community: Quiet) -> Card:
    """What a member is told, and when: their own wishes, and how to change them."""
    quiet = known.quiet(of_community)
    lines = (
        text("notices.renewals_muted") if known.renewals_muted else text("notices.renewals_told"),
        text("notices.always_told"),
        _quiet(quiet),
        text("notices.quiet_change"),
    )
    return Card(text("notices.title"), lines, (_mute(muted=known.renewals_muted),))


def quiet_hours_set(quiet: Quiet) -> Card:
    """The community's quiet hours, just set by an admin."""
    return Card(text("notices.quiet_set_title"), (_quiet(quiet), text("notices.quiet_set")), tone=Tone.GOOD)


def _quiet(quiet: Quiet) -> Text:
    if quiet.from_hour == quiet.to_hour:
        return text("notices.quiet_none")
    return text("notices.quiet", start=_hour(quiet.from_hour), end=_hour(quiet.to_hour))


def _prices(renewing: Sequence[Renews]) -> tuple[Text, ...]:
    return tuple(
        text("notices.renewal_room", room=one.room.name, fee=one.price, cycle=one.cycle.value)
        for one in renewing[:MOST_ROOMS]
    )


def _mute(*, muted: bool) -> Button:
    if muted:
        return Button(text("buttons.unmute_renewals"), Act.UNMUTE, "renewals")
    return Button(text("buttons.mute_renewals"), Act.MUTE, "renewals")


def _hour(hour: int) -> str:
    return f"{hour}:00"
