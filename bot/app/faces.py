"""The chat face: every command and every button there is."""

from pathlib import Path

from bot.rules.cards import Act
from cogs import contact, joining
from cogs.absence import Absences
from cogs.admin import Admin
from cogs.buttons import Acts, Handler
from cogs.client import Face
from cogs.contact import Contact
from cogs.desk import Desk
from cogs.help import Help
from cogs.inbox import Inbox
from cogs.mypage import IN_PLACE, MyPage
from cogs.notices import Notices
from cogs.owner import Owner
from cogs.personal import Personal
from cogs.policies import Policies
from cogs.rooms import Rooms
from cogs.terms import Terms
from cogs.translations import Translator, read
from cogs.waiting import Waiting
from cogs.wallet import Wallet

AT_ONCE = contact.AT_ONCE | joining.AT_ONCE
LOCALES = Path(__file__).parents[2] / "locales"


def face(desk: Desk, currency: str) -> Face:
    """What people see of us in Discord. currency: of the community."""
    for_members = (Rooms(desk), MyPage(desk), Inbox(desk), Help(desk), Contact(desk), Policies(desk), Notices(desk))
    shown = (*for_members, Personal(desk), Owner(desk), Admin(desk, currency))
    handlers: dict[Act, Handler] = {}
    for one in (*shown, Wallet(desk), Waiting(desk), Absences(desk), Terms(desk)):
        handlers |= getattr(one, "buttons", {})
    translator = Translator(read(LOCALES / "ja" / "commands.ftl"))
    acts = Acts(handlers, at_once=AT_ONCE | {Act.DECLINE}, in_place=IN_PLACE | {Act.REQUESTS})
    return Face(desk.speech, shown, acts, translator=translator)
