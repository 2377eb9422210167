"""/admin: what the people who run the community do."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Transaction
from bot.rules import answers as cards
from bot.rules.contacts import set_up
from bot.rules.days import Quiet
from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.rooms import Room, RoomState
from bot.rules.texts import Refused, text
from bot.services import contacts, preferences, rooms
from bot.waiting import until
from cogs import answers
from cogs.choices import choices
from cogs.desk import Desk

PATIENCE_SECONDS = 30


@app_commands.default_permissions(manage_guild=True)
class Admin(commands.GroupCog, group_name="admin", group_description="For those who run this community"):
    """What admins do. Discord hides it from others; who may is checked here all the same."""

    def __init__(self, desk: Desk, currency: str) -> None:
        self.desk, self.currency = desk, currency

    @app_commands.command(name="room-create", description="Make a paid room: role, channels, price")
    @app_commands.describe(
        name="What the room is called",
        fee="What one month costs, in whole units of the currency",
        owner="Who runs the room",
        description="What members do there, in a sentence or two",
    )
    async def room_create(
        self,
        interaction: discord.Interaction,
        name: app_commands.Range[str, 1, 60],
        fee: app_commands.Range[int, 1, 99_999_999],
        owner: discord.Member,
        description: app_commands.Range[str, 1, 300],
    ) -> None:
        await answers.defer(interaction)
        _check_admin(interaction)

        async def create(tx: Transaction) -> Room:
            by = await self.desk.met(tx, interaction)
            price = Money(fee, self.currency)
            return await rooms.create(tx, name, description, price, owner_id=MemberId(owner.id), by=by.id)

        room = await self.desk.house.store.write(create)
        await self._answer_when_built(interaction, room)

    @app_commands.command(name="quiet-hours", description="When nobody is disturbed by a new message")
    @app_commands.describe(
        quiet_from="From which hour on, by the clock of this community",
        quiet_to="Until which hour; the same as quiet_from for none",
    )
    async def quiet_hours(
        self,
        interaction: discord.Interaction,
        quiet_from: app_commands.Range[int, 0, 23],
        quiet_to: app_commands.Range[int, 0, 23],
    ) -> None:
        await answers.defer(interaction)
        _check_admin(interaction)
        quiet = Quiet(quiet_from, quiet_to)

        async def change(tx: Transaction) -> None:
            by = await self.desk.met(tx, interaction)
            await preferences.set_quiet_of_community(tx, quiet, by=by.id)

        await self.desk.house.store.write(change)
        await self.desk.answer(interaction, cards.quiet_hours_set(quiet))

    @app_commands.command(name="room-build", description="Go on building a room after you mended what was in the way")
    @app_commands.describe(room="The room that is not open yet")
    async def room_build(self, interaction: discord.Interaction, room: str) -> None:
        await answers.defer(interaction)
        _check_admin(interaction)

        async def again(tx: Transaction) -> Room:
            found = await rooms.called(tx, room)
            return await rooms.build_again(tx, found.id)

        await self._answer_when_built(interaction, await self.desk.house.store.write(again))

    @room_build.autocomplete("room")
    async def complete(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(await self.desk.house.store.read(rooms.every), typed)

    @app_commands.command(name="contact", description="Where questions of members go, and who answers them")
    @app_commands.describe(channel="Their private threads are opened here", role="Who answers; else whoever runs this")
    async def contact(
        self, interaction: discord.Interaction, channel: discord.TextChannel, role: discord.Role | None = None
    ) -> None:
        await answers.defer(interaction)
        _check_admin(interaction)
        desk = contacts.Desk(channel.id, role.id if role is not None else None)

        async def choose(tx: Transaction) -> None:
            by = await self.desk.met(tx, interaction)
            await contacts.set_desk(tx, desk, by=by.id)

        await self.desk.house.store.write(choose)
        await self.desk.answer(interaction, set_up(channel.id, desk.role_id))

    async def _answer_when_built(self, interaction: discord.Interaction, room: Room) -> None:
        built = await until(
            self.desk.house.store,
            lambda tx: tx.get(Room, room.id),
            lambda now: now.state is not RoomState.DRAFT or now.fault is not None,
            seconds=PATIENCE_SECONDS,
        )
        await self.desk.answer(interaction, cards.room_built(built))


def _check_admin(interaction: discord.Interaction) -> None:
    if not interaction.permissions.manage_guild:
        raise Refused(text("admin.not_yours"))
