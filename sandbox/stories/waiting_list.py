"""A full room: a line, a seat that is offered for a day, passed on when it is not taken, and never sold twice."""

from sandbox.stories.telling import Story

START = (2026, 11, 10)


async def tell(story: Story) -> None:
    """Gold has one seat. Hanako leaves with November; Ken does not answer in time, Rei does."""
    mika = await story.world.discord.person("mika")
    hanako = await story.world.discord.person("hanako")
    ken, rei = await story.world.discord.person("ken"), await story.world.discord.person("rei")
    await story.open_room(mika, "Gold", 500)
    await story.slash(mika, "owner room-settings", room="Gold", seats=1)
    await story.join(hanako, "Gold")

    full = await story.slash(ken, "room join", room="Gold")
    await story.click(ken, full, "キャンセル待ちに申し込む")
    await story.later(minutes=5)
    full = await story.slash(rei, "room join", room="Gold")
    await story.click(rei, full, "キャンセル待ちに申し込む")
    await story.slash(rei, "mypage")

    question = await story.slash(hanako, "room leave", room="Gold")
    await story.click(hanako, question, "退会する")
    await story.until(12, 1, 8)
    story.expect_roles(hanako)
    story.expect_messages(ken, 0)
    story.tell("The seat is free since midnight; nobody is woken for that, and the night takes nothing away.")
    await story.until(12, 1, 9)
    story.read_dm(ken)
    story.expect_messages(rei, 0)
    await story.slash(rei, "room join", room="Gold")

    await story.until(12, 2, 9)
    story.read_dm(ken)
    offer = story.read_dm(rei)
    asked = await story.confirm(rei, await story.declare(rei, await story.click(rei, offer, "入会する")))
    await story.pay(rei, asked.url())
    story.expect_roles(rei, "Gold")
    story.expect_roles(ken)

    await story.until(12, 10)
    await story.slash(ken, "why", room="Gold")
    story.expect_messages(ken, 1)
    story.expect_taken(("2026-11-10 12:00", 500), ("2026-12-02 09:00", 500))
    story.expect_failed()
    story.expect_refunds()
    story.expect_subscriptions("canceled", "active")
