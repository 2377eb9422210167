"""The bot as Discord sees it: one client for one server, its commands and buttons, and what it hears."""

import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import discord
import structlog
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.rules.ids import MemberId
from bot.rules.texts import text
from cogs import errors
from cogs.buttons import ActButton, Acts
from cogs.connection import Patience, Presence, keep_connected
from cogs.registration import Memory, register
from cogs.speaking import Speaker

log = structlog.get_logger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # we speak in no voice channel

LONGEST_RATE_LIMIT_SECONDS = 60.0
"""discord.py raises instead of sleeping longer than this; the outbox knows better what to do meanwhile."""


KICK, BAN = discord.AuditLogAction.kick, discord.AuditLogAction.ban


class SentAway(Protocol):
    """Told who was kicked or banned, and by whom, None where the audit log does not say."""

    async def __call__(self, id: MemberId, by: MemberId | None, *, banned: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class News:
    """What Discord tells us of its own accord, and whom to tell. All of it may be missed, doubled or out of order.

    ready: each time a session begins anew; whatever happened before was missed.
    roles_changed: the member, and the roles they have now and had not or the other way round; ours cause it, too.
    """

    ready: Callable[[], Awaitable[None]]
    member_joined: Callable[[MemberId], Awaitable[None]]
    member_left: Callable[[MemberId], Awaitable[None]]
    sent_away: SentAway
    roles_changed: Callable[[MemberId, frozenset[int]], Awaitable[None]]
    role_deleted: Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Face:
    """What the client shows.

    acts: what each button does. translator: of the commands' names. items: buttons of other kinds than ActButton.
    """

    speech: Speaker
    cogs: Sequence[commands.Cog] = ()
    acts: Acts = Acts()  # noqa: RUF009 -- frozen
    items: Sequence[type[discord.ui.DynamicItem[Any]]] = ()
    translator: app_commands.Translator | None = None


class Tree(app_commands.CommandTree["RoomkeeperClient"]):
    """Commands, with one way in and one way out."""

    async def interaction_check(self, interaction: discord.Interaction["RoomkeeperClient"], /) -> bool:
        """Only our own server is served; another one reads one polite sentence."""
        if interaction.guild_id in (None, self.client.guild_id):
            return True
        if interaction.type is discord.InteractionType.application_command:
            words = self.client.speech.say(text("errors.elsewhere"), interaction.locale.value)
            await interaction.response.send_message(words, ephemeral=True)
        return False

    async def on_error(
        self, interaction: discord.Interaction["RoomkeeperClient"], error: app_commands.AppCommandError, /
    ) -> None:
        """discord.py calls this after every failed command, whatever else was called before."""
        await self.client.report(interaction, error)


class RoomkeeperClient(commands.Bot):
    """The client of one community."""

    def __init__(self, guild_id: int, face: Face, news: News, memory: Memory, *, ready_seconds: float = 2.0) -> None:
        """ready_seconds: how long after the last server appeared discord.py calls itself ready."""
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True, members=True, moderation=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=LONGEST_RATE_LIMIT_SECONDS,
            guild_ready_timeout=ready_seconds,
        )
        self.guild_id, self.speech, self.acts = guild_id, face.speech, face.acts
        self._face, self._news, self._memory = face, news, memory
        self._presence, self._only_asks = Presence(), False

    def show(self, face: Face) -> None:
        """What to show, before it connects: commands need a house, and the house needs this client."""
        self._face, self.speech, self.acts = face, face.speech, face.acts

    async def run_until_cancelled(self, token: str, patience: Patience | None = None) -> None:
        """Log in and stay connected; see `keep_connected`."""
        await keep_connected(self, self._presence, token, patience or Patience())

    async def log_in_to_ask(self, token: str) -> None:
        """Log in as `doctor` does: nothing is registered and no gateway opened. `close` ends it."""
        self._only_asks = True
        await self.login(token)

    async def report(self, interaction: discord.Interaction[Any], fault: Exception) -> None:
        """The one way out for faults of commands and buttons."""
        await errors.report(interaction, fault, self.speech)

    async def setup_hook(self) -> None:
        """Called once logged in and before the gateway opens; again when it failed the first time."""
        if self._only_asks:
            return
        if self._face.translator is not None and self.tree.translator is None:
            await self.tree.set_translator(self._face.translator)
        self.add_dynamic_items(ActButton, *self._face.items)
        for cog in self._face.cogs:
            if self.get_cog(cog.qualified_name) is None:
                await self.add_cog(cog, guild=discord.Object(self.guild_id))
        await register(self.tree, self.guild_id, self._memory)

    async def on_connect(self) -> None:
        self._presence.opened()

    async def on_resumed(self) -> None:
        self._presence.opened()

    async def on_disconnect(self) -> None:
        self._presence.closed()

    async def on_ready(self) -> None:
        await self._news.ready()

    async def on_member_join(self, member: discord.Member) -> None:
        if member.guild.id == self.guild_id:
            await self._news.member_joined(MemberId(member.id))

    async def on_raw_member_remove(self, left: discord.RawMemberRemoveEvent) -> None:
        if left.guild_id == self.guild_id:
            await self._news.member_left(MemberId(left.user.id))

    async def on_audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
        """Who sent a member away; Discord tells of the going itself in an event of its own, before or after."""
        is_ours = entry.guild.id == self.guild_id and entry.action in (KICK, BAN)
        if is_ours and isinstance(entry.target, discord.Member | discord.User | discord.Object):
            by = MemberId(entry.user_id) if entry.user_id is not None else None
            await self._news.sent_away(MemberId(entry.target.id), by, banned=entry.action is BAN)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        changed = {role.id for role in before.roles} ^ {role.id for role in after.roles}
        if changed and after.guild.id == self.guild_id:
            await self._news.roles_changed(MemberId(after.id), frozenset(changed))

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        if role.guild.id == self.guild_id:
            await self._news.role_deleted(role.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Somebody let us into another server, where we can do nothing but say so."""
        if guild.id == self.guild_id or guild.system_channel is None:
            return
        try:
            await guild.system_channel.send(self.speech.say(text("errors.elsewhere"), guild.preferred_locale.value))
        except discord.HTTPException as fault:
            log.warning("another server could not be told", guild_id=guild.id, fault=str(fault))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Called for every interaction beside whoever answers it."""
        await errors.answer_orphan(interaction, self.speech)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """What one event did wrong must not keep the next one from being heard."""
        log.error("an event of Discord could not be dealt with", discord_event=event_method, exc_info=sys.exception())


def point_at(api_url: str | None, gateway_url: str | None) -> None:
    """Let discord.py speak to another host than Discord's own: the sandbox. For the whole process.

    api_url: as in "http://127.0.0.1:8080/api/v10"; gateway_url: as in "ws://127.0.0.1:8080/gateway"; None: Discord's.
    """
    if api_url is not None:
        Route.BASE = api_url
    if gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
