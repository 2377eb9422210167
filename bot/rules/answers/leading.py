"""What leads on from an answer: the pages of a member, and the way into a room."""

from bot.rules.cards import Act, Button, Part
from bot.rules.rooms import Room
from bot.rules.texts import Link, Mention, text


def way_in(room: Room) -> Mention:
    """The room's first channel, one press away (E-31)."""
    return Mention(Link.CHANNEL, room.channel_id or 0)


def home() -> Part:
    """Back to my page."""
    return Part(buttons=(Button(text("buttons.my_page"), Act.HOME),))


def pages() -> Part:
    """The pages that lead on from my page."""
    return Part(
        buttons=(
            Button(text("buttons.rooms"), Act.ROOMS),
            Button(text("buttons.payments"), Act.PAYMENTS),
            Button(text("buttons.card_and_mail"), Act.CARD_PAGE),
            Button(text("buttons.notices"), Act.INBOX),
            Button(text("buttons.help"), Act.HELP),
        )
    )


def turning(act: Act, first: int, per_page: int, count: int) -> Part:
    """Back to my page, and one page to either side where there is one. first: the number of the first thing shown."""
    buttons = [Button(text("buttons.my_page"), Act.HOME)]
    if first > 0:
        buttons.append(Button(text("buttons.newer"), act, str(max(first - per_page, 0))))
    if first + per_page < count:
        buttons.append(Button(text("buttons.older"), act, str(first + per_page)))
    return Part(buttons=tuple(buttons))
