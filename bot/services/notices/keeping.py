"""What was said, to whom, and every try to bring it to them."""

from dataclasses import dataclass, replace

from bot.ports import OneOf, Place, Transaction
from bot.rules.effects import ShowNotice
from bot.rules.ids import MemberId
from bot.rules.notices import Delivery, Notice, Posting, Result, continues, notice_id, posting_id


async def to_show(tx: Transaction, effect: ShowNotice) -> Notice:
    """The notice an effect asks for; made now when it is the first time it is shown."""
    id = notice_id(effect.kind, effect.subject, effect.member_id)
    known = await tx.seek(Notice, id)
    if known is not None:
        return known
    notice = Notice(id, effect.member_id, effect.kind, effect.subject, made_at=tx.now)
    await tx.put(notice)
    return notice


async def shown(tx: Transaction, notice: Notice, delivery: Delivery, place: Place | None, content: str) -> None:
    """Keep how a notice reached its reader, where it stands, and what it says there (a hash).

    What waits for the next command has reached nobody yet, even if an older wording did.
    """
    at = None if delivery is Delivery.NEXT_COMMAND else notice.delivered_at or tx.now
    known = replace(notice, delivery=delivery, delivered_at=at, shown=content)
    if place is not None:
        known = replace(known, channel_id=place.channel_id, message_id=place.message_id)
    await tx.put(known)


async def tried(tx: Transaction, notice: Notice, rung: Delivery, result: Result, why: str | None = None) -> None:
    """Keep a try to reach the reader, and what became of it. why: in words for an operator."""
    await tx.lock(f"notice:{notice.id}")
    known = await tx.find(Posting, notice_id=notice.id)
    last = next((one for one in reversed(known) if one.rung is rung), None)
    if last is not None and continues(last, result):
        await tx.put(replace(last, tried_at=tx.now, times=last.times + 1, why=why))
        return
    id = posting_id(notice.id, len(known) + 1)
    await tx.put(Posting(id, notice.member_id, notice.id, rung, result, tried_at=tx.now, why=why))


async def owed(tx: Transaction, member_id: MemberId) -> list[Notice]:
    """What could not be delivered otherwise and is shown with the member's next command, oldest first."""
    waiting = await tx.find(Notice, member_id=member_id, delivery=Delivery.NEXT_COMMAND, delivered_at=None)
    return sorted(waiting, key=lambda notice: notice.made_at)


async def said(tx: Transaction, notice: Notice) -> None:
    """Keep that an owed notice was shown with a command, unless it has something newer to say by now."""
    known = await tx.get(Notice, notice.id)
    if known.shown == notice.shown:
        await tx.put(replace(known, delivered_at=tx.now))
        await tried(tx, known, Delivery.NEXT_COMMAND, Result.ARRIVED)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice, and every try to bring it to its reader, the first one first."""

    notice: Notice
    postings: tuple[Posting, ...]


async def history(tx: Transaction, member_id: MemberId, *, most: int = 20) -> list[Told]:
    """What was said to a member and how it was delivered, the newest first, at most `most` notices."""
    known = sorted(await tx.find(Notice, member_id=member_id), key=lambda one: (one.made_at, one.id), reverse=True)
    newest = known[:most]
    postings = await tx.find(Posting, notice_id=OneOf([notice.id for notice in newest])) if newest else []
    return [Told(notice, tuple(one for one in postings if one.notice_id == notice.id)) for notice in newest]
