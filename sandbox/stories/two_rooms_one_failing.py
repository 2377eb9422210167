"""Two rooms, one of which cannot be charged: each stands for itself, and an end touches only its own room."""

from sandbox.stories.telling import Story

START = (2026, 11, 10)


async def tell(story: Story) -> None:
    """Hanako is in Gold and Silver; in December the bank says yes to one charge and no to the other."""
    discord = story.world.discord
    mika, ryo = await discord.person("mika", locale="en-US"), await discord.person("ryo")
    hanako = await discord.person("hanako")
    await story.open_room(mika, "Gold", 500)
    await story.open_room(ryo, "Silver", 1200)
    await story.join(hanako, "Gold")
    await story.later(minutes=5)
    await story.join(hanako, "Silver", "5555555555554444")
    story.expect_roles(hanako, "Gold", "Silver")

    story.turn_card(hanako, "do_not_honor")
    await story.until(12, 3)
    story.expect_messages(hanako, 5)
    story.expect_roles(hanako, "Gold", "Silver")

    gold = next(message for message in hanako.dms() if "Gold" in message.text and "再決済" in message.text)
    story.turn_card(hanako, None)
    await story.click(hanako, gold, "今すぐ支払う")
    story.turn_card(hanako, "do_not_honor")
    story.expect_roles(hanako, "Gold", "Silver")

    await story.until(12, 26)
    story.expect_roles(hanako, "Gold")
    story.turn_card(hanako, None)
    await story.until(1, 2, year=2027)
    await story.slash(hanako, "mypage")

    story.expect_roles(hanako, "Gold")
    story.expect_taken(
        ("2026-11-10 12:00", 500),
        ("2026-11-10 12:05", 1200),
        ("2026-12-03 12:00", 500),
        ("2027-01-01 01:00", 500),
    )
    story.expect_failed(
        ("2026-12-01 01:00", 500),
        ("2026-12-01 01:00", 1200),
        ("2026-12-05 10:00", 1200),
        ("2026-12-10 10:00", 1200),
        ("2026-12-15 10:00", 1200),
        ("2026-12-20 10:00", 1200),
        ("2026-12-25 10:00", 1200),
    )
    story.expect_refunds()
    story.expect_subscriptions("active", "canceled")
