"""Roles that Discord refuses to move: parked, shown to the operator, told to the owner, and then left in peace.

That the owner's card and the mending work: tests/journeys/test_access.py.
"""

from bot.rules.effects import EffectState, PendingEffect
from tests.journeys.journey import begins

ABOVE_THE_BOT = 90
DAYS = 3


@begins(11, 2)
async def test_a_role_the_bot_may_not_give_is_shown_by_doctor_and_asked_for_once_a_night_at_most(journey, hanako):
    """Whoever hammers at a closed door is banned by Discord in the end; the nightly comparison is enough."""
    world, tried = journey.world, []
    reply = await journey.order(hanako, "Gold")
    await world.discord.owner.move_role("Gold", ABOVE_THE_BOT)
    world.discord.watch.append(lambda request, _: tried.append(request) if "/roles/" in request.path else None)
    await journey.pay(hanako, reply.url())
    at_once = len(tried)
    await journey.later(days=DAYS)
    [found] = [one for one in await world.app.operators.examine() if one.name == "parked work"]
    waiting = await journey.records(PendingEffect, state=EffectState.WAITING)

    assert at_once == 1
    assert len(tried) <= at_once + DAYS
    assert not found.well
    assert "SyncAccess" in found.seen
    assert "retry" in found.remedy
    assert waiting == []
    assert hanako.roles() == set()
