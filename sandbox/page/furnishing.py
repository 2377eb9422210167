"""The first world: what a newcomer finds. Made by the people in it, with the commands that everybody has."""

from sandbox.discord import permissions
from sandbox.discord.person import Person
from sandbox.stories.telling import Story
from sandbox.world import World

ADMIN = permissions.MANAGE_GUILD | permissions.MANAGE_ROLES | permissions.KICK
MODERATOR = permissions.MODERATE_MEMBERS | permissions.MANAGE_MESSAGES | permissions.KICK


async def furnish(world: World) -> None:
    """Two rooms with their owners, an admin, a moderator, one member who pays, one who might, and a stranger."""
    aoi = await _comes(world, "aoi", "葵")
    mika = await _comes(world, "mika", "Mika", locale="en-US")
    ryo = await _comes(world, "ryo", "涼")
    hanako = await _comes(world, "hanako", "花子")
    await _comes(world, "ken", "Ken", locale="en-US")
    mod = await _comes(world, "mod", "見守り係")
    world.discord.people.account("sora", locale="ja", display="空")
    owner = world.discord.owner
    for role, held, who in (("Admin", ADMIN, aoi), ("Moderator", MODERATOR, mod)):
        await owner.make_role(role, held)
        await owner.give_role(who, role)
    await world.settle()
    await _open_room(aoi, mika, "Gold", fee=500, description="週に一度、ものづくりを見せ合う部屋です")
    await _open_room(aoi, ryo, "Silver", fee=1200, description="写真と散歩が好きな人の部屋です")
    await world.settle()
    link = await Story(world, lambda _: None).order(hanako, "Gold")
    await world.payer.pay(link.url())
    await world.settle()
    await mika.write("Gold", "Welcome, Hanako! Tell us what you are making.")


async def _comes(world: World, name: str, display: str, *, locale: str = "ja") -> Person:
    people = world.discord.people
    return Person(people, await people.come(name, locale=locale, display=display))


async def _open_room(admin: Person, owner: Person, name: str, *, fee: int, description: str) -> None:
    await admin.slash("admin room-create", name=name, fee=fee, owner=owner.name, description=description)
