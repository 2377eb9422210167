"""A year in a room: the full first month, a charge on every 1st, and no word that nobody needs."""

from sandbox.stories.telling import Story

START = (2026, 11, 10)


async def tell(story: Story) -> None:
    """Hanako joins on the 10th of November and stays for a year."""
    mika = await story.world.discord.person("mika", locale="en-US")
    hanako = await story.world.discord.person("hanako")
    await story.open_room(mika, "Gold", 500)
    await story.join(hanako, "Gold")
    story.expect_roles(hanako, "Gold")
    again = await story.slash(hanako, "room join", room="Gold")
    story.expect("a second join", "すでに入会されています" in again.text, wanted=True)

    await story.until(11, 17)
    story.tell("Two weeks before the 1st the renewal is told.")
    story.read_dm(hanako)

    await story.until(11, 5, year=2027)
    await story.slash(hanako, "mypage")
    await story.slash(hanako, "why", room="Gold")

    story.expect_roles(hanako, "Gold")
    story.expect_messages(hanako, 13)
    story.expect_taken(
        ("2026-11-10 12:00", 500),
        ("2026-12-01 01:00", 500),
        ("2027-01-01 01:00", 500),
        ("2027-02-01 01:00", 500),
        ("2027-03-01 01:00", 500),
        ("2027-04-01 01:00", 500),
        ("2027-05-01 01:00", 500),
        ("2027-06-01 01:00", 500),
        ("2027-07-01 01:00", 500),
        ("2027-08-01 01:00", 500),
        ("2027-09-01 01:00", 500),
        ("2027-10-01 01:00", 500),
        ("2027-11-01 01:00", 500),
    )
    story.expect_failed()
    story.expect_refunds()
    story.expect_subscriptions("active")
