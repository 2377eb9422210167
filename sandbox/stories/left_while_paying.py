"""Leaving the server is not leaving a room: asked, stopped after a week without an answer, and lost by nobody."""

from sandbox.stories.telling import Story

START = (2026, 11, 10)


async def tell(story: Story) -> None:
    """Hanako goes without a word and comes back in time; Taro goes and never answers; Ken is banned."""
    discord = story.world.discord
    mika = await discord.person("mika", locale="en-US")
    hanako, taro = await discord.person("hanako"), await discord.person("taro")
    ken = await discord.person("ken", locale="en-US")
    await story.open_room(mika, "Gold", 500)
    for who in (hanako, taro, ken):
        await story.join(who, "Gold")

    await story.until(11, 12)
    await story.leaves_server(hanako)
    await story.leaves_server(taro)
    story.tell("Both are asked whether to cancel or to keep paying; neither answers.")
    await story.until(11, 15)
    await story.is_banned(ken)
    story.tell("A ban stops the next charge at once, and the admin reads of it.")
    story.read_dm(discord.owner)

    await story.until(11, 19, 13)
    story.tell("A week without an answer: the next charge of both is stopped, and the admin reads of it.")
    story.read_dm(discord.owner)
    await story.until(11, 25)
    await story.comes_back(hanako)
    story.expect_roles(hanako, "Gold")
    story.read_dm(hanako)

    await story.until(12, 2)
    await story.comes_back(taro)
    story.expect_roles(taro)
    story.expect_roles(hanako, "Gold")
    await story.slash(taro, "why", room="Gold")

    story.expect_taken(
        ("2026-11-10 12:00", 500),
        ("2026-11-10 12:00", 500),
        ("2026-11-10 12:00", 500),
        ("2026-12-01 01:00", 500),
    )
    story.expect_failed()
    story.expect_refunds()
    story.expect_subscriptions("active", "canceled", "canceled")
