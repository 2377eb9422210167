"""A room whose owner lets people in one by one: request, payment, the owner's word, role; or everything back."""

import asyncio

import pytest

from bot.rules.approving import Approval
from bot.rules.charges import Charge
from bot.rules.deciding import Decider
from bot.rules.ids import MemberId
from bot.rules.rooms import Order, OrderState
from bot.rules.texts import Refused
from bot.services import approving
from sandbox.wire import FaultKind
from tests.journeys.journey import begins, labels

APPROVE, DECLINE, TAKE_BACK = "Let Hanako in", "Decline Hanako", "申し込みを取り下げる"


@pytest.fixture
async def mika(journey):
    """Who runs Gold, and lets people in one by one."""
    mika = await journey.world.discord.person("mika", locale="en-US")
    await journey.slash(mika, "owner room-settings", room="Gold", approval=True)
    return mika


@pytest.fixture
async def asking(journey, mika, hanako):
    """Hanako has asked and paid, and waits."""
    await journey.join(hanako, "Gold")
    return hanako


async def decline(journey, who, where, words="We are full of beginners."):
    form = await journey.click(who, where, DECLINE)
    reply = await who.submit(form, words=words)
    await journey.world.settle()
    return reply


async def approvals(journey):
    return [approval.state.value for approval in await journey.records(Approval)]


async def test_before_paying_one_reads_that_somebody_decides_and_within_how_many_days(journey, mika, hanako):
    screen = await journey.ask_to_join(hanako, "Gold")
    link = await journey.confirm(hanako, screen)

    assert "承認制です" in screen.text
    assert "7日以内" in screen.text
    assert "11月分" not in screen.text  # which month it will be is not known yet
    assert "オーナーに承認を依頼します" in link.text


@pytest.mark.rule("E-17", "E-19", "E-20")
async def test_paid_is_not_in_and_both_sides_see_since_when_it_waits(journey, mika, asking):
    age = f"<t:{int(journey.world.clock.now().timestamp())}:R>"
    again = await journey.slash(asking, "room join", room="Gold")
    why = await journey.slash(asking, "why", room="Gold")
    home = await journey.slash(asking, "mypage")
    queue = await journey.slash(mika, "owner requests")

    assert asking.roles() == set()
    assert journey.subscriptions == []
    assert await journey.records(Charge) == []
    assert await journey.states() == ["awaiting_approval"]
    for text in (asking.dms()[0].text, again.text, why.text, home.text, mika.dms()[0].text, queue.text):
        assert age in text
    assert labels(again.buttons) == [TAKE_BACK]
    assert TAKE_BACK in labels(why.buttons)
    assert labels(mika.dms()[0].buttons) == [APPROVE, DECLINE]
    assert labels(queue.buttons) == [APPROVE, DECLINE, "Look"]
    assert (await journey.click(mika, queue, "Look")).text == mika.dms()[0].text


@pytest.mark.rule("E-17", "E-31", "E-33", "E-36")
async def test_let_in_opens_the_door_and_renews_from_the_next_first(journey, mika, asking):
    await journey.later(hours=20)  # eight in the morning
    await journey.click(mika, mika.dms()[0], APPROVE)
    await journey.world.settle()
    roles, told = asking.roles(), len(asking.dms())
    await journey.until(11, 29, 9)
    way_in, known = asking.dms()[-1], asking.dms()[0]
    await journey.until(12, 2)

    assert roles == {"Gold"}
    assert told == 1  # nobody is woken for it
    assert "入会が承認されました" in way_in.text
    assert "入会が承認されました" in known.text  # the message they had says so too
    assert "✓ Let in by" in mika.dms()[0].text
    assert journey.taken == ["11-28 12:00 500", "12-01 01:00 500"]
    assert journey.subscriptions == ["active"]


@begins(11, 28)
@pytest.mark.rule("E-33", "E-34", "E-35")
async def test_paid_in_november_and_let_in_in_december_pays_for_december(journey, mika, asking):
    await journey.until(12, 2)
    await journey.click(mika, await journey.slash(mika, "owner requests"), APPROVE)
    await journey.until(12, 31)
    before = journey.taken
    await journey.until(1, 2, year=2027)
    months = [(charge.month.month, charge.state.value) for charge in await journey.records(Charge)]

    assert before == ["11-28 12:00 500"]
    assert sorted(months) == [(1, "paid"), (12, "paid")]
    assert journey.taken == ["11-28 12:00 500", "01-01 01:00 500"]
    assert journey.refunded == []


@pytest.mark.rule("E-10", "E-17")
async def test_declined_reads_why_and_has_everything_back_at_once(journey, mika, asking):
    reply = await decline(journey, mika, mika.dms()[0])
    told = asking.dms()[-1]
    why = await journey.slash(asking, "why", room="Gold")

    assert "✗ Declined by" in reply.text
    assert "We are full of beginners." in told.text
    assert "全額返金" in told.text
    assert "承認されませんでした" in why.text
    assert len(asking.dms()) == 2  # one message says that they are not let in and that the money goes back
    assert journey.refunded == ["11-28 12:00 500"]
    assert await journey.states() == ["refused"]
    assert asking.roles() == set()

    await journey.slash(mika, "owner room-settings", room="Gold", approval=False)
    await journey.join(asking, "Gold")

    assert asking.roles() == {"Gold"}


async def test_a_member_takes_the_request_back_and_the_money_too(journey, mika, asking):
    question = await journey.click(asking, asking.dms()[0], TAKE_BACK)
    answer = await journey.click(asking, question, TAKE_BACK)
    again = await journey.click(asking, question, TAKE_BACK)

    assert "全額返金" in question.text
    assert "取り下げました" in answer.text
    assert labels(mika.dms()[0].buttons) == []
    assert "took the request back" in mika.dms()[0].text
    assert again.text == answer.text
    assert journey.refunded == ["11-28 12:00 500"]
    assert await approvals(journey) == ["withdrawn"]


@pytest.mark.rule("E-20", "E-26")
async def test_an_owner_who_is_away_is_reminded_the_admins_are_asked_and_then_it_goes_back(journey, mika, asking):
    admin = journey.world.discord.owner
    await journey.until(12, 1, 11, 59)
    early = len(admin.dms())
    await journey.until(12, 1, 13)
    asked, reminded = admin.dms()[-1], mika.dms()[-1]
    why = await journey.slash(asking, "why", room="Gold")
    await journey.until(12, 5, 11, 59)
    before = journey.refunded
    await journey.until(12, 5, 12, 30)

    assert early == 0
    assert "still waits" in asked.text
    assert "still waits" in reminded.text
    assert "運営にも対応を依頼しました" in why.text
    assert before == []
    assert journey.refunded == ["12-05 12:00 500"]
    assert "返答がなかったため" in asking.dms()[-1].text
    assert "Nobody had answered" in mika.dms()[-1].text
    assert "Nobody had answered" in admin.dms()[-1].text
    assert len(admin.dms()) == 1
    assert await journey.states() == ["refused"]


async def test_an_admin_answers_for_an_owner_who_is_away(journey, mika, asking):
    """From the direct message, where Discord does not say who runs the server."""
    await journey.until(12, 1, 13)
    admin = journey.world.discord.owner
    await journey.click(admin, admin.dms()[-1], APPROVE)
    await journey.world.settle()

    assert labels(mika.dms()[0].buttons) == []
    assert asking.roles() == {"Gold"}
    assert await approvals(journey) == ["approved"]


async def test_nobody_else_answers_and_nobody_else_sets_a_room(journey, mika, asking):
    ken = await journey.world.discord.person("ken", locale="en-US")
    queue = await journey.slash(ken, "owner requests")
    approval, house = await journey.only(Approval), journey.world.app.house
    by = Decider(MemberId(int(ken.id)))
    set_by_ken = await journey.slash(ken, "owner room-settings", room="Gold", approval=False)

    assert "None." in queue.text
    assert "Only the owner" in set_by_ken.text
    for act in (
        lambda tx: approving.approve(tx, approval.id, by, calendar=house.calendar),
        lambda tx: approving.decline(tx, approval.id, by, "no", policies=house.policies),
    ):
        with pytest.raises(Refused, match="not_yours"):
            await house.store.write(act)
    assert await approvals(journey) == ["waiting"]


async def test_buttons_of_before_a_restart_still_decide(journey, mika, asking):
    queue = await journey.slash(mika, "owner requests")
    await journey.world.stop_bot()
    await journey.world.start_bot()
    await journey.click(mika, queue, APPROVE)
    await journey.world.settle()

    assert asking.roles() == {"Gold"}


@pytest.mark.parametrize(
    "kinds", ["approve approve", "approve decline", "decline decline", "approve withdraw", "decline withdraw"]
)
async def test_two_answers_at_once_are_one(journey, mika, asking, kinds):
    """Whoever comes second reads what happened; the money buys the month or goes back, once."""
    queue = await journey.slash(mika, "owner requests")
    question = await journey.click(asking, asking.dms()[0], TAKE_BACK)
    forms = [await journey.click(mika, queue, DECLINE) for _ in range(2)]

    async def act(kind, place):
        match kind:
            case "approve":
                return await mika.click(queue, APPROVE)
            case "withdraw":
                return await asking.click(question, TAKE_BACK)
        return await mika.submit(forms[place], words="no")

    await asyncio.gather(*(act(kind, place) for place, kind in enumerate(kinds.split())))
    await journey.world.settle()
    [state] = await approvals(journey)

    assert (state, asking.roles(), journey.refunded, journey.subscriptions) in [
        ("approved", {"Gold"}, [], ["active"]),
        ("declined", set(), ["11-28 12:00 500"], []),
        ("withdrawn", set(), ["11-28 12:00 500"], []),
    ]
    assert len(journey.taken) == 1


async def test_events_told_again_after_a_decline_change_nothing(journey, mika, hanako):
    """The payment is told three times, the last time after the money went back."""
    journey.world.stripe.core.mischief.doubled = 1.0
    await journey.join(hanako, "Gold")
    await decline(journey, mika, mika.dms()[0])
    await journey.world.stop_bot()
    await journey.world.start_bot()
    await journey.later(minutes=15)

    assert journey.refunded == ["11-28 12:00 500"]
    assert await journey.states() == ["refused"]


async def test_declined_while_stripe_is_down_goes_back_when_it_is_up(journey, mika, asking):
    journey.world.stripe.faults.plant(FaultKind.ERROR, "* /v1/*", times=None, status=503)
    await decline(journey, mika, mika.dms()[0])
    before = journey.refunded
    journey.world.stripe.faults.clear()
    await journey.later(minutes=11)

    assert before == []
    assert len(journey.refunded) == 1


async def test_somebody_who_left_the_server_is_not_let_in(journey, mika, asking):
    await asking.leave_server()
    await journey.world.settle()
    refused = await journey.click(mika, mika.dms()[0], APPROVE)

    assert "left the server" in refused.text
    assert await approvals(journey) == ["waiting"]


async def test_a_room_that_begins_to_approve_keeps_its_word_to_who_asked_before(journey, hanako):
    """The last screen before paying said that the room opens at once."""
    reply = await journey.order(hanako, "Gold")
    mika = await journey.world.discord.person("mika", locale="en-US")
    await journey.slash(mika, "owner room-settings", room="Gold", approval=True)
    await journey.pay(hanako, reply.url())

    assert hanako.roles() == {"Gold"}
    assert (await journey.only(Order)).state is OrderState.PAID


async def test_requests_are_paged_and_a_page_holds_five(journey, mika):
    people = [await journey.world.discord.person(f"p{n}") for n in range(7)]
    for one in people:
        await journey.pay(one, (await journey.order(one, "Gold")).url())
        await journey.later(seconds=1)
    first = await journey.slash(mika, "owner requests")
    shown = labels(first.buttons)
    second = await journey.click(mika, first, "Next page")

    assert "7 requests wait" in first.text
    assert shown == [*(label for n in range(5) for label in (f"Let P{n} in", f"Decline P{n}", "Look")), "Next page"]
    assert labels(second.buttons) == [
        "Let P5 in",
        "Decline P5",
        "Look",
        "Let P6 in",
        "Decline P6",
        "Look",
        "Page before",
    ]
