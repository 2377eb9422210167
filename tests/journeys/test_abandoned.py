"""A payment page that was opened and left: spoken of once, and never when it is settled."""

from tests.journeys.journey import begins


def told(who):
    return [message for message in who.dms() if "まだ完了していません" in message.text]


async def test_who_leaves_the_page_is_told_once_and_finds_the_way_back(journey, hanako):
    first = await journey.order(hanako, "Gold")
    await journey.later(hours=2, minutes=59)
    early = told(hanako)
    await journey.later(minutes=2)
    [reminder] = told(hanako)
    back = await journey.click(hanako, reminder, "お支払いへ")
    await journey.later(hours=12)

    assert early == []
    assert back.url() == first.url()
    assert len(told(hanako)) == 1


async def test_who_paid_or_took_it_back_is_not_told(journey, hanako, world):
    ken = await world.discord.person("ken")
    await journey.join(hanako, "Gold")
    await journey.order(ken, "Gold")
    await journey.press_leave(ken)
    await journey.later(hours=12)

    assert (told(hanako), told(ken)) == ([], [])


@begins(11, 28, 19, 0)
async def test_in_the_quiet_hours_the_reminder_waits_for_the_morning(journey, hanako):
    await journey.order(hanako, "Gold")
    await journey.until(11, 29, 8, 59)
    night = told(hanako)
    await journey.until(11, 29, 9, 1)

    assert night == []
    assert len(told(hanako)) == 1


@begins(11, 28, 19, 0)
async def test_a_reminder_that_waited_is_not_sent_for_what_was_paid_meanwhile(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    await journey.until(11, 28, 23)
    await journey.pay(hanako, reply.url())
    await journey.until(11, 29, 10)

    assert told(hanako) == []


async def test_a_bot_that_was_down_speaks_of_it_late_and_once(journey, hanako):
    await journey.order(hanako, "Gold")
    await journey.world.stop_bot()
    await journey.later(hours=5)
    await journey.world.start_bot()
    await journey.later(hours=1)

    assert len(told(hanako)) == 1
