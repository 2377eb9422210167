"""Leaving, thinking better of it, and leaving ten seconds before midnight: the moment of leaving decides."""

from sandbox.stories.telling import Story

START = (2026, 11, 10)


async def tell(story: Story) -> None:
    """Hanako leaves in November, stays after all, and leaves on the last evening of December."""
    mika = await story.world.discord.person("mika", locale="en-US")
    hanako = await story.world.discord.person("hanako")
    await story.open_room(mika, "Gold", 500)
    await story.join(hanako, "Gold")

    await story.until(11, 20)
    question = await story.slash(hanako, "room leave", room="Gold")
    left = await story.click(hanako, question, "退会する")
    story.expect("no further charge", "今後の請求はありません" in left.text, wanted=True)
    story.expect_roles(hanako, "Gold")
    await story.until(11, 25)
    await story.click(hanako, left, "退会を取り消す")

    await story.until(12, 31, 23, 59, second=50)
    question = await story.slash(hanako, "room leave", room="Gold")
    await story.click(hanako, question, "退会する")
    story.expect_roles(hanako, "Gold")
    await story.until(1, 1, 0, 1, year=2027)
    story.expect_roles(hanako)

    await story.until(1, 3, year=2027)
    story.read_dm(hanako)
    await story.slash(hanako, "why", room="Gold")
    story.expect_taken(("2026-11-10 12:00", 500), ("2026-12-01 01:00", 500))
    story.expect_failed()
    story.expect_refunds()
    story.expect_subscriptions("canceled")

    story.tell("Whoever left may always come back.")
    await story.join(hanako, "Gold")
    story.expect_roles(hanako, "Gold")
    story.expect_taken(("2026-11-10 12:00", 500), ("2026-12-01 01:00", 500), ("2027-01-03 12:00", 500))
