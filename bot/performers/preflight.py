"""Pre-flight: looks at Discord and Stripe before a link is given."""

from datetime import datetime

from bot.house import House
from bot.ports import Transaction
from bot.rules import preflight as rules
from bot.rules.ids import MemberId, RoomId
from bot.rules.preflight import Ways
from bot.rules.texts import Refused, text
from bot.services import preflight
from bot.services.preflight import Known


async def check(house: House, member_id: MemberId, room_id: RoomId) -> None:
    """Raise Refused when the money could not be honoured: the member reads why, the owner is told once.

    The role must be grantable, the member must be reachable, and Stripe must know nothing that we should. Raises
    Unreachable when that cannot be found out.
    """
    known = await house.store.read(lambda tx: preflight.known(tx, member_id, room_id))
    why = await _role_fault(house, known) or await _news_fault(house)
    if why is not None:
        await house.store.write(lambda tx: preflight.hold_back(tx, room_id, why))
        raise Refused(text("joining.held_back", room=known.room.name))
    if known.room.fault is not None:
        await house.store.write(lambda tx: preflight.let_go(tx, room_id))
    rules.check_reachable(await _ways(house, known))


async def _role_fault(house: House, known: Known) -> str | None:
    role_id = known.room.role_id
    if role_id is None:
        return "its role is gone: /admin room-build makes it anew"
    return await house.chat.role_fault(role_id)


async def _news_fault(house: House) -> str | None:
    async def since(tx: Transaction) -> datetime:
        return tx.now - rules.LOOK_BACK

    events = await house.payments.events_since(await house.store.read(since))
    if not events:
        return None
    unknown = await house.store.write(lambda tx: preflight.take_in(tx, events))
    return rules.late_fault(unknown) if unknown else None


async def _ways(house: House, known: Known) -> Ways:
    """The ways to a member; mail is asked about only where it would decide."""
    has_threads = await house.chat.has_threads()
    asks_mail = not has_threads and house.mail.configured and known.member is not None
    customer_id = known.member.customer_id if known.member is not None and asks_mail else None
    has_mail = customer_id is not None and await house.payments.mail_address(customer_id) is not None
    return Ways(known.dms, has_threads, has_mail)
