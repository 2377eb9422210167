"""A card that stops working: one message, edited in place, five tries, and an end that leaves nothing owed."""

from sandbox.stories.telling import Story

START = (2026, 11, 10)


async def tell(story: Story) -> None:
    """Hanako's bank refuses from the 1st of December on."""
    mika = await story.world.discord.person("mika", locale="en-US")
    hanako = await story.world.discord.person("hanako")
    await story.open_room(mika, "Gold", 500)
    await story.join(hanako, "Gold")
    story.turn_card(hanako, "insufficient_funds")

    await story.until(12, 1, 8)
    story.expect_messages(hanako, 2)
    story.tell("The charge failed at one in the morning; nobody is woken for that.")
    await story.until(12, 1, 10)
    card = story.read_dm(hanako)
    story.expect_messages(hanako, 3)
    story.expect("the reason", "カード会社により拒否されました" in card.text, wanted=True)
    story.expect_roles(hanako, "Gold")

    for day in (5, 10, 15):
        await story.until(12, day, 11)
        story.read_dm(hanako)
        story.expect_messages(hanako, 3)
        story.expect_roles(hanako, "Gold")

    await story.until(12, 20, 11)
    story.tell("One try is left, so this is said in a new message.")
    story.read_dm(hanako)
    story.expect_messages(hanako, 4)
    await story.slash(hanako, "why", room="Gold")

    await story.until(12, 25, 12)
    story.read_dm(hanako)
    story.read_dm(hanako, newest=3)
    story.expect_messages(hanako, 5)
    story.expect_roles(hanako)

    await story.until(2, 2, year=2027)
    await story.slash(hanako, "mypage")
    story.expect_taken(("2026-11-10 12:00", 500))
    story.expect_failed(
        ("2026-12-01 01:00", 500),
        ("2026-12-05 10:00", 500),
        ("2026-12-10 10:00", 500),
        ("2026-12-15 10:00", 500),
        ("2026-12-20 10:00", 500),
        ("2026-12-25 10:00", 500),
    )
    story.expect_refunds()
    story.expect_subscriptions("canceled")
    story.expect_messages(hanako, 5)
