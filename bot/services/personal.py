"""Personal data of one member, found wherever it is kept."""

from typing import Any

from bot.ports import Transaction
from bot.rules import personal
from bot.rules.absence import Absence
from bot.rules.access import LIVE
from bot.rules.applications import Application
from bot.rules.approving import Approval
from bot.rules.cards import Card
from bot.rules.charges import Attempt, Charge, Refund
from bot.rules.contacts import Contact
from bot.rules.gifts.gift import Gift
from bot.rules.guests import AccessCode
from bot.rules.members import Member
from bot.rules.notices import Notice, Posting
from bot.rules.personal import Plain
from bot.rules.policies.offering import TermsOffer
from bot.rules.preferences import Preferences
from bot.rules.pricing import Discount
from bot.rules.queueing import Place
from bot.rules.rooms import Membership, Order, Room
from bot.rules.screens import Screen
from bot.rules.switching import Switch
from bot.services import contacts

BY_MEMBER: tuple[type[Any], ...] = (
    Application,
    Screen,
    Membership,
    Order,
    Switch,
    Approval,
    Place,
    Charge,
    Attempt,
    Refund,
    Discount,
    AccessCode,
    Gift,
    Notice,
    Posting,
    Contact,
    Absence,
    TermsOffer,
)
"""Records that bear the member's id; a test compares them with the tables."""

BY_ID: tuple[type[Any], ...] = (Member, Preferences)
"""Records whose own id is the member's."""


async def export(tx: Transaction, member: Member) -> dict[str, Plain]:
    """Everything kept about a member."""
    found = {kind.__name__: await tx.find(kind, id=member.id) for kind in BY_ID}
    found |= {kind.__name__: await tx.find(kind, member_id=member.id) for kind in BY_MEMBER}
    return personal.exported(found, tx.now)


async def erasing(tx: Transaction, member: Member) -> Card:
    """What erasing would mean, or what the member has to leave first."""
    rooms = {room.id: room.name for room in await tx.find(Room)}
    memberships = await tx.find(Membership, member_id=member.id)
    return personal.erasing(sorted(rooms[one.room_id] for one in memberships if one.state in LIVE))


async def ask_erasure(tx: Transaction, member: Member, words: str) -> Contact:
    """Put the wish before the admins, as a question of its own. words: in the member's language."""
    return await contacts.ask(tx, member.id, words)
