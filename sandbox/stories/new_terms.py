"""A new version of the terms under a running contract: announced, told, and put over nobody."""

import tempfile
from dataclasses import replace
from pathlib import Path

from bot.policies.loading import SHIPPED
from sandbox.stories.telling import Story

START = (2026, 11, 10)


async def tell(story: Story) -> None:
    """The community writes terms that give less time; Hanako says nothing, Ken accepts."""
    discord = story.world.discord
    mika = await discord.person("mika", locale="en-US")
    hanako, ken = await discord.person("hanako"), await discord.person("ken", locale="en-US")
    await story.open_room(mika, "Gold", 500)
    await story.join(hanako, "Gold")
    await story.join(ken, "Gold")

    with tempfile.TemporaryDirectory() as folder:
        await _publish(story, Path(folder))
        await story.until(12, 20)
        story.read_dm(hanako)
        told = next(message for message in ken.dms() if "new version of the refund terms" in message.text)
        story.quote(told.text, told.buttons)
        await story.click(ken, told, "Read the new version")
        accepted = await story.click(ken, told, "Accept it")
        story.expect("accepted from a renewal on", "Fri, 1 January" in accepted.text, wanted=True)
        await story.until(1, 2, year=2027)

    hers = next(message for message in hanako.dms() if "返金規定の新しい版" in message.text)
    story.expect("silence keeps the old version", "これまでどおり第1版が適用されます" in hers.text, wanted=True)
    story.expect_roles(hanako, "Gold")
    story.expect_roles(ken, "Gold")
    story.expect_taken(
        ("2026-11-10 12:00", 500),
        ("2026-11-10 12:00", 500),
        ("2026-12-01 01:00", 500),
        ("2026-12-01 01:00", 500),
        ("2027-01-01 01:00", 500),
        ("2027-01-01 01:00", 500),
    )
    story.expect_refunds()


async def _publish(story: Story, folder: Path) -> None:
    """Version 2 of the terms of rooms, important, announced today and in effect from December on."""
    words = (SHIPPED / "room-1.toml").read_text(encoding="utf-8")
    for before, after in (
        ("version = 1", "version = 2"),
        ("effective_on = 2025-01-01", "effective_on = 2026-12-01"),
        ("important = false", "important = true\nannounced_on = 2026-11-10"),
        ("use_below_percent = 10", "use_below_percent = 5"),
    ):
        words = words.replace(before, after)
    (folder / "room-2.toml").write_text(words, encoding="utf-8")
    story.tell("(version 2 of the terms is shipped: announced today, in effect from December on)")
    world = story.world
    await world.stop_bot()
    world.tuning = replace(world.tuning, policy_folders=(SHIPPED, folder))
    await world.start_bot()
