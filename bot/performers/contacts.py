"""Contact: the threads in which members and admins talk."""

from bot.house import House
from bot.ports import Transaction
from bot.rules import contacts as rules
from bot.rules.contacts import Contact, ContactState
from bot.rules.effects import CloseContact, OpenContact
from bot.rules.members import Member
from bot.services import contacts
from bot.services.contacts import Desk


async def open_thread(house: House, effect: OpenContact, tries: int) -> None:
    """Open the thread of a question, unless it is there or settled already.

    Asked again after a crash, the chat finds the thread by its name instead of opening a second one.
    """

    async def look(tx: Transaction) -> tuple[Contact, Member | None, Desk]:
        contact = await tx.get(Contact, effect.contact_id)
        return contact, await tx.seek(Member, contact.member_id), await contacts.desk(tx)

    contact, member, desk = await house.store.read(look)
    if contact.state is ContactState.CLOSED or contact.thread_id is not None:
        return
    thread_id = await house.chat.open_contact(
        contact, rules.in_thread(contact), member.locale if member else house.locale, desk.channel_id, desk.role_id
    )
    await house.store.write(lambda tx: contacts.opened(tx, contact.id, thread_id))


async def close_thread(house: House, effect: CloseContact, tries: int) -> None:
    """Put the thread of a settled question away; whoever writes in it wakes it."""
    contact = await house.store.read(lambda tx: tx.get(Contact, effect.contact_id))
    if contact.thread_id is not None:
        await house.chat.put_away(contact.thread_id)
