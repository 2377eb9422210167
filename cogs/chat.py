"""Discord, as the application knows it: `bot.ports.Chat` for one server."""

from collections.abc import Awaitable, Sequence

import discord
from discord.types.member import MemberWithUser

from bot.ports import Finding, Place, Rejected, Unreachable
from bot.rules.cards import Card
from bot.rules.contacts import Contact
from bot.rules.ids import MemberId, NoticeId
from bot.rules.rooms import Room
from bot.rules.tiers import Tier
from cogs.asking import UNKNOWN_MEMBER, Line, Surroundings
from cogs.building import Builder
from cogs.contact_threads import ContactThreads
from cogs.examination import examine
from cogs.limits import Limiter
from cogs.messages import Messenger
from cogs.speaking import Speaker

MEMBERS_MAX = 1000
"""How many members Discord lists in one answer (discord.com/developers/docs/resources/guild#list-guild-members)."""


class DiscordChat:
    """Works with ids alone, so that nothing depends on what the gateway has told us so far."""

    def __init__(
        self,
        client: discord.Client,
        guild_id: int,
        speaker: Speaker,
        limiter: Limiter,
        *,
        notices_channel_id: int | None = None,
    ) -> None:
        """notices_channel_id: where private threads are opened; None: the server's system channel."""
        self._line = Line(client, guild_id, limiter)
        self._builder = Builder(self._line)
        self._messenger = Messenger(self._line, speaker, notices_channel_id)
        self._contacts = ContactThreads(self._line, speaker, notices_channel_id)
        self._notices_channel_id = notices_channel_id

    async def make_role(self, room: Room) -> int:
        return await self._builder.make_role(room)

    async def make_category(self, room: Room) -> int:
        return await self._builder.make_category(room)

    async def make_channel(self, room: Room) -> int:
        return await self._builder.make_channel(room)

    async def make_tier_role(self, tier: Tier) -> int:
        return await self._builder.make_tier_role(tier)

    async def make_tier_channel(self, tier: Tier, room: Room) -> int:
        return await self._builder.make_tier_channel(tier, room)

    async def let_in(self, channel_id: int, role_id: int) -> None:
        await self._builder.let_in(channel_id, role_id)

    async def try_role(self, role_id: int) -> None:
        around = await self._line.look_around()
        if (fault := around.why_not_grantable(role_id)) is not None:
            raise Rejected(fault)

    async def role_fault(self, role_id: int) -> str | None:
        """By what the gateway told us, which costs no request; a fault is looked at anew, in case that is behind."""
        guild = self._line.client.get_guild(self._line.guild_id)
        told = Surroundings(guild, guild.me) if guild is not None and guild.me is not None else None
        if told is not None and told.why_not_grantable(role_id) is None:
            return None
        return (await self._line.look_around()).why_not_grantable(role_id)

    async def has_threads(self) -> bool:
        return self._messenger.has_threads()

    async def roles_of(self, member_id: MemberId) -> frozenset[int] | None:
        line = self._line
        try:
            async with line.ask(f"reading the roles of member {member_id}"):
                try:
                    member = await line.client.http.get_member(line.guild_id, member_id)
                except discord.NotFound as fault:
                    if fault.code == UNKNOWN_MEMBER:
                        return None
                    raise
        except Rejected as fault:
            # Whatever else is wrong, the member's roles are unknown; unknown is asked again and never revokes.
            raise Unreachable(str(fault)) from fault
        return _roles(member)

    async def roles_of_everyone(self) -> dict[MemberId, frozenset[int]]:
        line, held, last = self._line, dict[MemberId, frozenset[int]](), 0
        while True:
            try:
                async with line.ask("reading the roles of everybody"):
                    page = await line.client.http.get_members(line.guild_id, MEMBERS_MAX, last or None)
            except Rejected as fault:
                raise Unreachable(str(fault)) from fault
            held |= {MemberId(int(one["user"]["id"])): _roles(one) for one in page}
            if len(page) < MEMBERS_MAX:
                return held
            last = max(held)

    async def admins(self) -> frozenset[MemberId]:
        guild = self._line.client.get_guild(self._line.guild_id)
        if guild is None or not guild.chunked:
            raise Unreachable("reading who runs the server: Discord has not told us yet who is in it")
        return frozenset(
            MemberId(person.id) for person in guild.members if person.guild_permissions.manage_guild and not person.bot
        )

    async def grant(self, member_id: MemberId, role_id: int, reason: str) -> None:
        line = self._line
        async with line.ask(f"granting role {role_id} to member {member_id}", line.limiter.role_change):
            await _unless_gone(line.client.http.add_role(line.guild_id, member_id, role_id, reason=reason))

    async def revoke(self, member_id: MemberId, role_id: int, reason: str) -> None:
        line = self._line
        async with line.ask(f"taking role {role_id} from member {member_id}", line.limiter.role_change):
            await _unless_gone(line.client.http.remove_role(line.guild_id, member_id, role_id, reason=reason))

    async def tell(self, member_id: MemberId, card: Card, locale: str, nonce: NoticeId) -> Place:
        return await self._messenger.tell(member_id, card, locale, nonce)

    async def tell_in_thread(self, member_id: MemberId, card: Card, locale: str, nonce: NoticeId) -> Place:
        return await self._messenger.tell_in_thread(member_id, card, locale, nonce)

    async def retell(self, place: Place, card: Card, locale: str) -> bool:
        return await self._messenger.retell(place, card, locale)

    async def open_contact(
        self, contact: Contact, card: Card, locale: str, channel_id: int | None, role_id: int | None
    ) -> int:
        return await self._contacts.open(contact, card, locale, channel_id, role_id)

    async def put_away(self, thread_id: int) -> None:
        await self._contacts.put_away(thread_id)

    async def examine(self, rooms: Sequence[Room]) -> list[Finding]:
        return await examine(self._line, rooms, self._notices_channel_id)


def _roles(member: MemberWithUser) -> frozenset[int]:
    return frozenset(int(role_id) for role_id in member["roles"])


async def _unless_gone(change: Awaitable[None]) -> None:
    """A member who left holds no roles; access is made right when they come back."""
    try:
        await change
    except discord.NotFound as fault:
        if fault.code != UNKNOWN_MEMBER:
            raise
