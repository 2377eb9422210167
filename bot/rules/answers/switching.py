"""Cards about switching: what a member can choose, and what was chosen from when on."""

from collections.abc import Iterable

from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import Membership, Room
from bot.rules.switching import Offered, Switch, named
from bot.rules.texts import Month, Text, text


def switch_question(membership: Membership, room: Room, offered: Iterable[Offered], waiting: Switch | None) -> Card:
    """What the membership is, what it can become, and a button for each of that."""
    now = Offered(membership.every, membership.fee, membership.tier_id)
    lines = [text("switching.now", every=now.every.value, fee=now.fee)]
    if waiting is not None:
        lines.append(_waits(waiting))
    known = tuple(offered)
    if all(one == now for one in known) and waiting is None:
        return Card(text("switching.title", room=room.name), (*lines, text("switching.nothing_else")))
    lines.append(text("switching.how"))
    buttons = tuple(
        Button(_label(one, is_now=one == now), Act.SWITCH, f"{membership.id}:{named(one)}")
        for one in known
        if one != now or waiting is not None
    )
    return Card(text("switching.title", room=room.name), tuple(lines), buttons)


def switched(room: Room, waiting: Switch | None) -> Card:
    """What was chosen; None: an earlier choice was taken back."""
    title = text("switching.title", room=room.name)
    if waiting is None:
        return Card(title, (text("switching.taken_back"),), tone=Tone.GOOD)
    return Card(title, (_waits(waiting), text("switching.undo")), tone=Tone.GOOD)


def year_fee_set(room: Room) -> Card:
    """What the owner reads after naming, or taking back, what a year costs."""
    title = text("switching.year_fee_title", room=room.name)
    if room.year_fee is None:
        return Card(title, (text("switching.year_fee_none"),))
    full = room.fee.minor * Cycle.YEAR.months
    saved = max(0, 100 - room.year_fee.minor * 100 // full)
    line = text("switching.year_fee_line", fee=room.year_fee, month=room.fee, saved=saved)
    return Card(title, (line, text("switching.year_fee_how")), tone=Tone.GOOD)


def _waits(switch: Switch) -> Text:
    return text("switching.waits", month=Month(switch.from_month), every=switch.every.value, fee=switch.fee)


def _label(one: Offered, *, is_now: bool) -> Text:
    if is_now:
        return text("buttons.switch_stay", every=one.every.value, fee=one.fee)
    return text("buttons.switch", every=one.every.value, fee=one.fee)
