"""Cards about a fee that changes: what it would mean, that it is done, and what a member reads of it."""

from datetime import date

from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.money import Money
from bot.rules.rooms import Membership, Room
from bot.rules.switching import Switch, SwitchState
from bot.rules.texts import text


def fee_question(room: Room, fee: Money, concerns: int, charged_from: date) -> Card:
    """What changing the fee would do, before it is done."""
    lines = (
        text("fees.would_change", before=room.fee, after=fee),
        text("fees.joining_would_pay", after=fee),
        text("fees.members_would_pay", count=concerns, on=charged_from),
        text("fees.others_keep"),
    )
    change = Button(text("buttons.change_fee"), Act.SET_FEE, f"{room.id}:{fee.minor}")
    return Card(text("fees.question_title", room=room.name), lines, (change,), Tone.WARNING)


def fee_set(room: Room, concerns: int, charged_from: date) -> Card:
    """It is changed, and who reads of it."""
    lines = (
        text("fees.set", fee=room.fee),
        text("fees.members_told", count=concerns, on=charged_from),
    )
    return Card(text("fees.title", room=room.name), lines, tone=Tone.GOOD)


def fee_change(switch: Switch, membership: Membership, room: Room) -> Card:
    """To a member: from when the room costs another fee, and the way out; or that it was taken back."""
    title = text("fees.title", room=room.name)
    if switch.state is SwitchState.DROPPED:
        return Card(title, (text("fees.taken_back", fee=membership.fee),), tone=Tone.GOOD)
    if switch.state is SwitchState.DONE:
        return Card(title, (text("fees.in_force", fee=switch.fee, on=switch.from_month),))
    lines = (
        text("fees.will_change", before=membership.fee, after=switch.fee, on=switch.from_month),
        text("fees.nothing_to_do"),
        text("fees.or_leave", on=switch.from_month),
    )
    leave = Button(text("buttons.leave_room", room=room.name), Act.LEAVE, membership.id)
    return Card(title, lines, (leave,), Tone.WARNING)
