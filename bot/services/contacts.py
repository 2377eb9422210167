"""Contact: asking the admins, and settling what was asked."""

from dataclasses import dataclass, replace

from bot.ports import Transaction
from bot.rules import contacts
from bot.rules.contacts import Contact, ContactState
from bot.rules.ids import ContactId, MemberId
from bot.rules.texts import Refused, text
from bot.services import settings

CHANNEL, ROLE = "contact.channel_id", "contact.role_id"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions go: the channel whose private threads hold them, and whose role is let in; None: not set."""

    channel_id: int | None = None
    role_id: int | None = None


async def open_one(tx: Transaction, member_id: MemberId) -> Contact | None:
    """The member's question that is not settled yet."""
    found = await tx.find(Contact, member_id=member_id, state=ContactState.OPEN)
    return found[0] if found else None


async def ask(tx: Transaction, member_id: MemberId, words: str) -> Contact:
    """Ask the admins; whoever has a question open gets that one. Raises Refused for one too many in a day."""
    await tx.lock(f"member:{member_id}")
    if (known := await open_one(tx, member_id)) is not None:
        return known
    id = ContactId(tx.new_id("con"))
    await tx.apply(contacts.opened(id, member_id, words, await tx.find(Contact, member_id=member_id), tx.now))
    return await tx.get(Contact, id)


async def opened(tx: Transaction, id: ContactId, thread_id: int) -> None:
    """Keep which thread it is."""
    await tx.put(replace(await tx.get(Contact, id), thread_id=thread_id))


async def close(tx: Transaction, id: ContactId, by: MemberId, *, is_admin: bool) -> Contact:
    """Settle a question: whoever asked may, and whoever answers. Raises Refused for others."""
    contact = await tx.seek(Contact, id)
    if contact is None or not (is_admin or contact.member_id == by):
        raise Refused(text("contact.not_yours"))
    await tx.apply(contacts.closed(contact, by, tx.now))
    return await tx.get(Contact, id)


async def desk(tx: Transaction) -> Desk:
    """Where questions go."""
    known = await settings.current(tx)
    return Desk(_number(known.get(CHANNEL)), _number(known.get(ROLE)))


async def set_desk(tx: Transaction, desk: Desk, *, by: MemberId) -> None:
    """Choose where questions go."""
    await settings.put(tx, CHANNEL, str(desk.channel_id or ""), by=by)
    await settings.put(tx, ROLE, str(desk.role_id or ""), by=by)


def _number(value: str | None) -> int | None:
    return int(value) if value else None
