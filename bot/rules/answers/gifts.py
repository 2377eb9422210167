"""Cards about gifts: to whoever gives one, and to whoever may use it."""

from bot.rules.answers.guests import guest_welcome
from bot.rules.answers.policies import name_of, subject
from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.gifts.gift import UNUSED_DAYS, Gift, GiftState
from bot.rules.policies.policy import Policy
from bot.rules.pricing import Discount, reduced
from bot.rules.rooms import Membership, Room
from bot.rules.texts import Link, Mention, Month, Text, text


def gift_question(gift: Gift, room: Room, policy: Policy, *, anew: bool) -> Card:
    """What giving means, before there is a link: everything that confirming binds to.

    anew: what was shown before no longer holds, which is said first.
    """
    receiver = _receiver(gift)
    lines = [
        *([text("joining.anew")] if anew else []),
        text("gifts.what", room=room.name, months=gift.months, member=receiver),
        text("gifts.total", total=gift.amount, fee=gift.fee, months=gift.months),
        text("gifts.told", member=receiver),
        text("gifts.how", member=receiver),
        text("gifts.back", days=UNUSED_DAYS),
        text("joining.terms", title=name_of(policy.title), id=policy.id, version=policy.version),
        text("joining.cards"),
        text("gifts.confirming"),
    ]
    buttons = (
        Button(text("buttons.give"), Act.GIVE, gift.id),
        Button(text("buttons.read_terms"), Act.POLICY, subject(policy)),
    )
    return Card(_title(room), tuple(lines), buttons)


def gift_to_payment(gift: Gift, room: Room, url: str) -> Card:
    """The link that pays a gift, how long it lives, and how to give it up."""
    assert gift.expires_at is not None, gift
    lines = (text("gifts.to_pay", total=gift.amount), text("gifts.link_until", at=gift.expires_at))
    buttons = (
        Button(text("buttons.to_payment", amount=gift.amount), url=url),
        Button(text("buttons.drop_gift"), Act.TAKE_GIFT_BACK, gift.id),
    )
    return Card(_title(room), lines, buttons)


def gift_given(gift: Gift, room: Room) -> Card:
    """The living card of a gift before whoever gave it: paid and waiting, used, or gone back and why."""
    title = _title(room)
    what = text("gifts.given", months=gift.months, member=_receiver(gift), total=gift.amount)
    match gift.state:
        case GiftState.PAID:
            assert gift.unused_until is not None, gift
            lines = (what, text("gifts.waits", until=gift.unused_until))
            return Card(title, lines, (Button(text("buttons.take_gift_back"), Act.TAKE_GIFT_BACK, gift.id),))
        case GiftState.USED:
            return Card(title, (what, text("gifts.was_used", at=gift.settled_at or gift.made_at)), tone=Tone.GOOD)
        case GiftState.RETURNED:
            return Card(title, (what, _why(gift), text("gifts.went_back", total=gift.amount)))
    return Card(title, (text("gifts.never_paid"),))


def gift_for_you(gift: Gift, room: Room) -> Card:
    """The living card of a gift before whoever may use it."""
    title, giver = text("gifts.for_you_title", room=room.name), Mention(Link.MEMBER, gift.member_id)
    what = text("gifts.for_you", giver=giver, months=gift.months, room=room.name)
    match gift.state:
        case GiftState.PAID:
            assert gift.unused_until is not None, gift
            lines = (what, text("gifts.what_it_does"), text("gifts.use_until", until=gift.unused_until))
            return Card(title, lines, (Button(text("buttons.use_gift"), Act.USE_GIFT, gift.id),), Tone.GOOD)
        case GiftState.USED:
            return Card(title, (what, text("gifts.you_used", at=gift.settled_at or gift.made_at)))
    return Card(title, (what, _why(gift), text("gifts.back_to_giver")))


def gift_used(membership: Membership, taken_off: Discount | None, room: Room) -> Card:
    """What its receiver reads after using it. taken_off: of the months they pay for; None for a guest."""
    if taken_off is None:
        return guest_welcome(membership, room)
    assert taken_off.to_month is not None, taken_off
    price = reduced(membership.fee, taken_off.percent, taken_off.off)
    lines = (
        text("pricing.used_from", month=Month(taken_off.from_month), price=price, fee=membership.fee),
        text("pricing.used_through", month=Month(taken_off.to_month), fee=membership.fee),
    )
    return Card(text("gifts.used_title", room=room.name), lines, tone=Tone.GOOD)


def _title(room: Room) -> Text:
    return text("gifts.title", room=room.name)


def _receiver(gift: Gift) -> Mention:
    return Mention(Link.MEMBER, gift.receiver_id)


def _why(gift: Gift) -> Text:
    assert gift.end_reason is not None, gift
    return text("gifts.why", reason=gift.end_reason.value, days=UNUSED_DAYS)
