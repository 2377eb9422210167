"""An expired card, and a new one: tried at once, charged once, and the same message says that all is well."""

from sandbox.stories.telling import Story

START = (2026, 11, 10)


async def tell(story: Story) -> None:
    """Ken's card expires before the 1st of December; on the 7th he leaves a new one."""
    mika = await story.world.discord.person("mika", locale="en-US")
    ken = await story.world.discord.person("ken", locale="en-US")
    await story.open_room(mika, "Gold", 500)
    await story.join(ken, "Gold")
    story.turn_card(ken, "expired_card")

    await story.until(12, 5, 11)
    card = story.read_dm(ken)
    story.expect("the reason", "the card has expired" in card.text, wanted=True)

    await story.until(12, 7, 20)
    page = await story.click(ken, card, "Change card")
    await story.pay(ken, page.url(), "5555555555554444")
    story.read_dm(ken)
    story.expect_messages(ken, 3)
    story.expect("the card says so", "is paid, thank you" in ken.dms()[-1].text, wanted=True)
    story.expect_roles(ken, "Gold")

    late = await story.click(ken, card, "Pay now")
    story.expect("nothing is charged twice", "Nothing is open" in late.text, wanted=True)

    await story.until(1, 2, year=2027)
    await story.slash(ken, "mypage")
    story.expect_taken(("2026-11-10 12:00", 500), ("2026-12-07 20:00", 500), ("2027-01-01 01:00", 500))
    story.expect_failed(("2026-12-01 01:00", 500), ("2026-12-05 10:00", 500))
    story.expect_refunds()
    story.expect_subscriptions("active")
    story.expect_messages(ken, 4)
