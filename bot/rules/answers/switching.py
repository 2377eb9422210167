"""Cards about switching: what a member can choose, and what was chosen from when on."""

from collections.abc import Iterable, Mapping

from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.ids import TierId
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import Membership, Room
from bot.rules.switching import Offered, Switch, named, offered, present
from bot.rules.texts import Month, Text, text
from bot.rules.tiers import Tier, TierState


def switch_question(membership: Membership, room: Room, tiers: Iterable[Tier], waiting: Switch | None) -> Card:
    """What the membership is, what it can become, and a button for each of that."""
    known, now = tuple(tiers), present(membership)
    names = _names(room, known)
    lines = [text("switching.now", name=names[now.tier_id], every=now.every.value, fee=now.fee)]
    if waiting is not None:
        lines.append(_waits(waiting, names))
    others = [one for one in offered(room, known) if one != now]
    if not others and waiting is None:
        return Card(text("switching.title", room=room.name), (*lines, text("switching.nothing_else")))
    lines += [text("switching.tier", name=one.name, about=one.about) for one in known if one.state is TierState.OPEN]
    lines.append(text("switching.how"))
    buttons = [
        _button(membership, one, text("buttons.switch", name=names[one.tier_id], every=one.every.value, fee=one.fee))
        for one in others
    ]
    if waiting is not None:
        buttons.append(
            _button(
                membership,
                now,
                text("buttons.switch_stay", name=names[now.tier_id], every=now.every.value, fee=now.fee),
            )
        )
    return Card(text("switching.title", room=room.name), tuple(lines), tuple(buttons))


def switched(room: Room, tiers: Iterable[Tier], waiting: Switch | None) -> Card:
    """What was chosen; None: an earlier choice was taken back."""
    title = text("switching.title", room=room.name)
    if waiting is None:
        return Card(title, (text("switching.taken_back"),), tone=Tone.GOOD)
    return Card(title, (_waits(waiting, _names(room, tiers)), text("switching.undo")), tone=Tone.GOOD)


def year_fee_set(room: Room) -> Card:
    """What the owner reads after naming, or taking back, what a year costs."""
    title = text("switching.year_fee_title", room=room.name)
    if room.year_fee is None:
        return Card(title, (text("switching.year_fee_none"),))
    full = room.fee.minor * Cycle.YEAR.months
    saved = max(0, 100 - room.year_fee.minor * 100 // full)
    line = text("switching.year_fee_line", fee=room.year_fee, month=room.fee, saved=saved)
    return Card(title, (line, text("switching.year_fee_how")), tone=Tone.GOOD)


def _names(room: Room, tiers: Iterable[Tier]) -> Mapping[TierId | None, str]:
    """What each level is called; the room's own like the room."""
    return {None: room.name} | {tier.id: tier.name for tier in tiers}


def _waits(switch: Switch, names: Mapping[TierId | None, str]) -> Text:
    month, name = Month(switch.from_month), names[switch.tier_id]
    return text("switching.waits", month=month, name=name, every=switch.every.value, fee=switch.fee)


def _button(membership: Membership, one: Offered, label: Text) -> Button:
    return Button(label, Act.SWITCH, f"{membership.id}:{named(one)}")
