"""A room whose owner lets people in one by one: declined has everything back, let in a month later pays once."""

from sandbox.stories.telling import Story

START = (2026, 10, 29)


async def tell(story: Story) -> None:
    """Hanako is declined in October; Ken pays in October, is let in in November, and pays for November."""
    mika = await story.world.discord.person("mika")
    hanako = await story.world.discord.person("hanako")
    ken = await story.world.discord.person("ken")
    await story.open_room(mika, "Gold", 500)
    await story.slash(mika, "owner room-settings", room="Gold", approval=True)

    asked = await story.ask_to_join(hanako, "Gold")
    story.expect("what is said before paying", "全額を返金します" in asked.text, wanted=True)
    asked = await story.confirm(hanako, asked)
    await story.pay(hanako, asked.url())
    story.read_dm(hanako)
    story.expect_roles(hanako)
    request = story.read_dm(mika)
    form = await story.click(mika, request, "Hanakoさんをお断りする")
    await story.fill_in(mika, form, words="今期は経験者の方だけでの活動を予定しています。")
    declined = story.read_dm(hanako)
    story.expect("the reason is told", "経験者の方" in declined.text, wanted=True)
    story.expect_refunds(("2026-10-29 12:00", 500))
    story.expect_messages(hanako, 2)
    await story.slash(hanako, "why", room="Gold")

    await story.until(10, 31, 15)
    asked = await story.order(ken, "Gold")
    await story.pay(ken, asked.url())
    story.tell("Mika is away: three days later the admins are asked as well.")
    await story.until(11, 3, 16)
    story.read_dm(story.world.discord.owner)
    story.expect_roles(ken)
    await story.slash(ken, "why", room="Gold")
    queue = await story.slash(mika, "owner requests")
    await story.click(mika, queue, "Kenさんを承認する")
    story.read_dm(ken)
    story.expect_roles(ken, "Gold")

    await story.until(12, 2)
    story.expect_taken(("2026-10-29 12:00", 500), ("2026-10-31 15:00", 500), ("2026-12-01 01:00", 500))
    story.expect_failed()
    story.expect_refunds(("2026-10-29 12:00", 500))
    story.expect_subscriptions("active")
