"""Joining a week before the 1st: both charges are named before anything is ordered, and only those two are made."""

from sandbox.stories.telling import Story

START = (2026, 11, 24)


async def tell(story: Story) -> None:
    """Hanako looks on the 24th of November, thinks it over, and joins on the 26th; a month later she leaves."""
    mika = await story.world.discord.person("mika")
    hanako = await story.world.discord.person("hanako")
    await story.open_room(mika, "Gold", 500)
    await story.slash(hanako, "room show", room="Gold")
    looked = await story.ask_to_join(hanako, "Gold")
    named = "本日と12月1日(火)に続けてお支払いがあります。あわせて1,000円です。"
    story.expect("both charges on one screen", named in looked.text, wanted=True)
    story.tell("Hanako presses nothing; nothing is ordered, and nothing is charged.")
    await story.until(11, 26)
    story.expect_taken()

    link = await story.order(hanako, "Gold")
    again = await story.slash(hanako, "room join", room="Gold")
    story.expect("the same link again", again.url(), link.url())
    await story.pay(hanako, link.url())
    story.read_dm(hanako)
    story.expect_roles(hanako, "Gold")
    story.expect_taken(("2026-11-26 12:00", 500))

    await story.until(12, 2)
    story.expect_taken(("2026-11-26 12:00", 500), ("2026-12-01 01:00", 500))
    question = await story.slash(hanako, "room leave", room="Gold")
    await story.click(hanako, question, "退会する")
    await story.until(1, 2, year=2027)
    story.expect_roles(hanako)
    story.expect_taken(("2026-11-26 12:00", 500), ("2026-12-01 01:00", 500))
    story.expect_failed()
    story.expect_refunds()
    story.expect_subscriptions("canceled")
