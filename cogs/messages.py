"""Messages we send by ourselves: direct ones, those in a private thread, and the ones we change later."""

import asyncio
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import discord

from bot.ports import Closed, Place, Unreachable
from bot.rules.cards import Card
from bot.rules.ids import MemberId, NoticeId
from bot.rules.texts import text
from cogs import cards
from cogs.asking import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    OPENING_TOO_FAST,
    UNKNOWN_CHANNEL,
    UNKNOWN_MEMBER,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    Line,
)
from cogs.speaking import Speaker

CANNOT_SEND_TO_USER, NO_SHARED_SERVER, INVALID_RECIPIENT, QUARANTINED = 50007, 50278, 50033, 20026
TOO_MANY_THREADS, THREAD_ARCHIVED = 160006, 50083

NO_DIRECT_MESSAGE = {CANNOT_SEND_TO_USER, NO_SHARED_SERVER, INVALID_RECIPIENT, QUARANTINED, UNKNOWN_USER}
NO_THREAD = {UNKNOWN_CHANNEL, MISSING_ACCESS, MISSING_PERMISSIONS, TOO_MANY_THREADS, UNKNOWN_MEMBER, UNKNOWN_USER}
GONE = {UNKNOWN_MESSAGE, UNKNOWN_CHANNEL, THREAD_ARCHIVED}
"""An archived thread is as good as gone: what is new there would reach nobody."""

REST_SECONDS = 600
"""After "opening direct messages too fast" we open none for a while: going on is what gets bots quarantined."""

NONCE_LENGTH = 25
DAY_MINUTES: Final = 1440


class Messenger:
    """Sends cards to members, and changes them."""

    def __init__(self, line: Line, speaker: Speaker, notices_channel_id: int | None) -> None:
        """notices_channel_id: where private threads are opened; None: the server's system channel."""
        self._line, self._speaker, self._notices_channel_id = line, speaker, notices_channel_id
        self._rests_until = 0.0

    async def tell(self, member_id: MemberId, card: Card, locale: str, nonce: NoticeId) -> Place:
        """Send a direct message; the same nonce again within minutes finds the first one. Raises Closed."""
        now = asyncio.get_running_loop().time()
        if now < self._rests_until:
            raise Unreachable(
                f"Discord asked us to slow down: direct messages rest for {self._rests_until - now:.0f} s"
            )
        view = cards.layout(card, self._speaker, locale)
        async with self._line.ask(f"direct message to member {member_id}", self._line.limiter.direct_message):
            with self._resting_when_too_fast(), _closed_by(NO_DIRECT_MESSAGE):
                channel = await self._line.client.create_dm(discord.Object(member_id))
                message = await channel.send(view=view, nonce=short(nonce))
        return Place(channel.id, message.id)

    async def tell_in_thread(self, member_id: MemberId, card: Card, locale: str, nonce: NoticeId) -> Place:
        """Send into the member's own private thread, which is opened if there is none. Raises Closed."""
        view = cards.layout(card, self._speaker, locale)
        thread = self._open_thread(member_id) or await self._start_thread(member_id, locale)
        async with self._line.ask(f"letting member {member_id} into a thread"):
            with _closed_by(NO_THREAD):
                await thread.add_user(discord.Object(member_id))
        async with self._line.ask(f"message to member {member_id} in a thread"):
            with _closed_by(NO_THREAD):
                message = await thread.send(view=view, nonce=short(nonce))
        return Place(thread.id, message.id)

    def has_threads(self) -> bool:
        """Whether there is a text channel in which we may open private threads and write into them."""
        guild = self._line.client.get_guild(self._line.guild_id)
        channel_id = self._notices_channel_id or self._system_channel_id()
        channel = guild.get_channel(channel_id) if guild is not None and channel_id is not None else None
        if guild is None or not isinstance(channel, discord.TextChannel):
            return False
        allowed = channel.permissions_for(guild.me)
        return allowed.view_channel and allowed.create_private_threads and allowed.send_messages_in_threads

    async def retell(self, place: Place, card: Card, locale: str) -> bool:
        """Make a message show `card`. False when it is gone."""
        view = cards.layout(card, self._speaker, locale)
        channel = self._line.client.get_partial_messageable(place.channel_id)
        async with self._line.ask(f"changing message {place.message_id} in channel {place.channel_id}"):
            try:
                await channel.get_partial_message(place.message_id).edit(view=view)
            except discord.HTTPException as fault:
                if fault.code in GONE:
                    return False
                raise
        return True

    def _open_thread(self, member_id: MemberId) -> discord.Thread | None:
        """The thread we opened for this member and that is still open; its name ends with their id."""
        guild, us = self._line.client.get_guild(self._line.guild_id), self._line.client.user
        if guild is None or us is None:
            return None
        ours = (thread for thread in guild.threads if thread.owner_id == us.id and not thread.archived)
        return next((thread for thread in ours if thread.name.endswith(f" {member_id}")), None)

    async def _start_thread(self, member_id: MemberId, locale: str) -> discord.Thread:
        channel_id = self._notices_channel_id or self._system_channel_id()
        if channel_id is None:
            raise Closed("the server has no channel for private threads: name one in the settings")
        name = f"{self._speaker.plain(text('chat.thread'), locale)} {member_id}"
        async with self._line.ask(f"opening a thread in channel {channel_id}"):
            with _closed_by(NO_THREAD):
                channel = await self._line.client.fetch_channel(channel_id)
                if not isinstance(channel, discord.TextChannel):
                    raise Closed(f"channel {channel_id} is no text channel: private threads need one")
                return await channel.create_thread(
                    name=name,
                    type=discord.ChannelType.private_thread,
                    invitable=False,
                    auto_archive_duration=DAY_MINUTES,
                )

    def _system_channel_id(self) -> int | None:
        guild = self._line.client.get_guild(self._line.guild_id)
        return guild.system_channel.id if guild is not None and guild.system_channel is not None else None

    @contextmanager
    def _resting_when_too_fast(self) -> Iterator[None]:
        try:
            yield
        except discord.HTTPException as fault:
            if fault.code == OPENING_TOO_FAST:
                self._rests_until = asyncio.get_running_loop().time() + REST_SECONDS
            raise


def short(nonce: NoticeId) -> str:
    """The nonce in the 25 characters Discord allows."""
    return hashlib.sha256(nonce.encode()).hexdigest()[:NONCE_LENGTH]


@contextmanager
def _closed_by(codes: set[int]) -> Iterator[None]:
    try:
        yield
    except discord.HTTPException as fault:
        if fault.code in codes:
            raise Closed(f"Discord answered {fault.status} {fault.code} {fault.text}") from fault
        raise
