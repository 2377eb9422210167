"""The private threads of questions to the admins: opened once, found again, and put away."""

from collections.abc import Iterable
from typing import Final

import discord

from bot.ports import Rejected
from bot.rules.cards import Card
from bot.rules.contacts import Contact, number
from bot.rules.ids import NoticeId
from bot.rules.texts import text
from cogs import cards
from cogs.asking import UNKNOWN_CHANNEL, Line
from cogs.messages import short
from cogs.speaking import Speaker

WEEK_MINUTES: Final = 10080
MOST_HELPERS = 25
"""Of those who are let in one by one; whoever may manage threads sees them all anyway."""


class ContactThreads:
    """One thread per question. Public places are never used: what a member asks is theirs."""

    def __init__(self, line: Line, speaker: Speaker, notices_channel_id: int | None) -> None:
        self._line, self._speaker, self._notices_channel_id = line, speaker, notices_channel_id

    async def open(self, contact: Contact, card: Card, locale: str, channel_id: int | None, role_id: int | None) -> int:
        """The id of the thread: the one that is there already, or a new one with the member and the helpers in it.

        Raises Rejected, with the remedy, where no thread can be opened.
        """
        thread = self._known(contact) or await self._start(contact, locale, channel_id)
        for person_id in (contact.member_id, *self._helpers(role_id)):
            async with self._line.ask(f"letting {person_id} into thread {thread.id}"):
                await thread.add_user(discord.Object(person_id))
        view = cards.layout(card, self._speaker, locale)
        async with self._line.ask(f"the first message of thread {thread.id}"):
            await thread.send(view=view, nonce=short(NoticeId(contact.id)))
        return thread.id

    async def put_away(self, thread_id: int) -> None:
        """Archive a thread; one that is gone stays so."""
        async with self._line.ask(f"archiving thread {thread_id}"):
            try:
                thread = await self._line.client.fetch_channel(thread_id)
                if isinstance(thread, discord.Thread) and not thread.archived:
                    await thread.edit(archived=True)
            except discord.NotFound as fault:
                if fault.code != UNKNOWN_CHANNEL:
                    raise

    def _known(self, contact: Contact) -> discord.Thread | None:
        """The thread of this question, if it was opened before we could note it; its name ends with the number."""
        guild, us = self._line.client.get_guild(self._line.guild_id), self._line.client.user
        if guild is None or us is None:
            return None
        ours = (thread for thread in guild.threads if thread.owner_id == us.id and not thread.archived)
        return next((thread for thread in ours if thread.name.endswith(f" {number(contact.id)}")), None)

    async def _start(self, contact: Contact, locale: str, channel_id: int | None) -> discord.Thread:
        where = channel_id or self._notices_channel_id or self._system_channel_id()
        if where is None:
            raise Rejected("there is no channel for questions to the admins: name one with /admin contact")
        name = f"{self._speaker.plain(text('contact.thread'), locale)} {number(contact.id)}"
        async with self._line.ask(f"opening a thread in channel {where}"):
            channel = await self._line.client.fetch_channel(where)
            if not isinstance(channel, discord.TextChannel):
                raise Rejected(f"channel {where} is no text channel: name another one with /admin contact")
            return await channel.create_thread(
                name=name,
                type=discord.ChannelType.private_thread,
                invitable=False,
                auto_archive_duration=WEEK_MINUTES,
            )

    def _helpers(self, role_id: int | None) -> Iterable[int]:
        """Who holds the role that answers; without one, whoever may manage the server."""
        guild = self._line.client.get_guild(self._line.guild_id)
        if guild is None:
            return ()
        role = guild.get_role(role_id) if role_id is not None else None
        people = role.members if role is not None else [one for one in guild.members if _manages(one)]
        return [one.id for one in people if not one.bot][:MOST_HELPERS]

    def _system_channel_id(self) -> int | None:
        guild = self._line.client.get_guild(self._line.guild_id)
        return guild.system_channel.id if guild is not None and guild.system_channel is not None else None


def _manages(person: discord.Member) -> bool:
    return person.guild_permissions.manage_guild
