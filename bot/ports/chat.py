"""Discord and mail, as the application needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.ports.outside import Finding
from bot.rules.cards import Card
from bot.rules.contacts import Contact
from bot.rules.ids import MemberId, NoticeId
from bot.rules.rooms import Room
from bot.rules.tiers import Tier


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands in Discord."""

    channel_id: int
    message_id: int


class Chat(Protocol):
    """Discord, as we use it. Every call raises Unreachable or Rejected, and asserts that no transaction is open."""

    async def make_role(self, room: Room) -> int: ...

    async def make_category(self, room: Room) -> int:
        """A category that only the room's role, its owner and we can see."""

    async def make_channel(self, room: Room) -> int: ...

    async def make_tier_role(self, tier: Tier) -> int: ...

    async def make_tier_channel(self, tier: Tier, room: Room) -> int:
        """A text channel in the room's category that only the tier's role, the owner and we can see."""

    async def let_in(self, channel_id: int, role_id: int) -> None:
        """Let a role see and write in a channel or category that is there already."""

    async def try_role(self, role_id: int) -> None:
        """Raises Rejected with the remedy when we could not grant this role."""

    async def role_fault(self, role_id: int) -> str | None:
        """Why we could not grant a role, with the remedy; None when we can."""

    async def has_threads(self) -> bool:
        """Whether there is a place where we may open private threads."""

    async def roles_of(self, member_id: MemberId) -> frozenset[int] | None:
        """The roles a member holds now; None when they are not in the server. Never a guess: Unreachable instead."""

    async def roles_of_everyone(self) -> dict[MemberId, frozenset[int]]:
        """The roles of everybody in the server, a thousand a call; somebody who came meanwhile may be left out."""

    async def admins(self) -> frozenset[MemberId]:
        """Everybody who runs the server: its owner, and whoever may manage it; no bots."""

    async def grant(self, member_id: MemberId, role_id: int, reason: str) -> None: ...

    async def revoke(self, member_id: MemberId, role_id: int, reason: str) -> None: ...

    async def tell(self, member_id: MemberId, card: Card, locale: str, nonce: NoticeId) -> Place:
        """Send a card as a direct message. Raises Closed when it cannot be delivered."""

    async def tell_in_thread(self, member_id: MemberId, card: Card, locale: str, nonce: NoticeId) -> Place:
        """Send a card into a private thread with the member. Raises Closed when there is no place for one."""

    async def retell(self, place: Place, card: Card, locale: str) -> bool:
        """Make a message show `card`. False when the message is gone."""

    async def open_contact(
        self, contact: Contact, card: Card, locale: str, channel_id: int | None, role_id: int | None
    ) -> int:
        """Open the private thread of a question, with the member and those who answer in it. Returns its id.

        One that is open already is found by its name. channel_id, role_id: None where nothing was chosen.
        """

    async def put_away(self, thread_id: int) -> None:
        """Archive a thread; one that is gone stays so."""

    async def examine(self, rooms: Sequence[Room]) -> list[Finding]:
        """What `doctor` says of the token, the intents, our permissions and the role order of each room.

        Raises nothing.
        """


class Mail(Protocol):
    """Mail, the last rung of the ladder; `configured` is False when the operator gave no server.

    domain: of the address our mails come from, which members must let through (E-24); "" when there is no server.
    """

    configured: bool
    domain: str

    async def send(self, address: str, card: Card, locale: str) -> None: ...
