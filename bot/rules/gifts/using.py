"""Using a gift: what may stand in the way for a while, and the code that opens the room for its receiver."""

from dataclasses import replace
from datetime import datetime

from bot.rules.access import LIVE
from bot.rules.decision import Decision
from bot.rules.gifts.gift import Gift, GiftState, Prospect, shown_to_both
from bot.rules.guests import AccessCode
from bot.rules.ids import AccessCodeId
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import MembershipState
from bot.rules.texts import Refused, text


def check_use(gift: Gift, prospect: Prospect, *, by_the_year: bool) -> None:
    """Refuse to use a gift just now, although it is kept. by_the_year: the membership is paid so, or will be.

    A month cannot be taken off a year that is paid at once, and somebody on the way in, out or on pause has no next
    month it could take something off.
    """
    room, last = prospect.room, prospect.last
    assert gift.unused_until is not None, gift
    until = gift.unused_until
    if last is None or last.state not in LIVE:
        if room.needs_approval:
            raise Refused(text("gifts.owner_lets_in", room=room.name, until=until))
        return
    if last.every is Cycle.YEAR or by_the_year:
        raise Refused(text("gifts.by_the_year", room=room.name, until=until))
    if not prospect.is_in or last.state is MembershipState.LEAVING:
        raise Refused(text("gifts.not_now", room=room.name, until=until))


def code_for(gift: Gift, id: AccessCodeId, now: datetime) -> AccessCode:
    """The access code that lets in, or frees the next months of, nobody but the receiver."""
    return AccessCode(
        id, gift.room_id, gift.id, gift.months, now, gift.member_id, uses_max=1, member_id=gift.receiver_id
    )


def used(gift: Gift, code: AccessCode, now: datetime) -> Decision:
    """The receiver used it: it stays with them. Its code has served its purpose, and stands in no list of codes."""
    known = replace(gift, state=GiftState.USED, settled_at=now, access_code_id=code.id)
    return Decision(keep=(known, replace(code, closed_at=now)), effects=shown_to_both(known))
