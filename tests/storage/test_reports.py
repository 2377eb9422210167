"""Reports: what waits, what a person must look at, and who is a member of what."""

from dataclasses import replace
from datetime import timedelta

from bot.rules.decision import Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import EffectState, Lane, PendingEffect, SyncAccess
from bot.rules.ids import MembershipId
from bot.rules.members import MemberId
from bot.rules.rooms import MembershipState
from bot.rules.webhook_events import EventState
from storage.reports import LiveMembership, Standing, live_memberships, standings
from tests.rules import makers
from tests.storage.made import event, settle

HOUR = timedelta(hours=1)


async def test_nothing_waits_in_a_new_database(store):
    assert await store.read(standings) == [Standing(sort, 0, 0, None) for sort in ("events", "effects", "due")]


async def test_what_waits_and_what_is_parked_is_counted_and_what_is_done_is_not(store, clock):
    now = clock.now()
    pending = PendingEffect("eff_1", SyncAccess(makers.HANAKO), EffectState.WAITING, now, now - HOUR)
    records = (
        event("evt_1", "cus_1", now - 3 * HOUR),
        event("evt_2", "cus_2", now - 2 * HOUR, state=EventState.LEASED, lease_until=now + HOUR),
        event("evt_3", "cus_3", now - 9 * HOUR, state=EventState.DONE),
        event("evt_4", "cus_4", now - 9 * HOUR, state=EventState.PARKED),
        pending,
        replace(pending, id="eff_2", effect=SyncAccess(MemberId(2)), try_at=now + HOUR),
        replace(pending, id="eff_3", state=EffectState.DONE, try_at=now - 9 * HOUR),
        Due(DueKind.COMPARE, "", now + HOUR),
        Due(DueKind.CATCH_UP, "", now - 9 * HOUR, done_at=now),
    )
    await store.write(lambda tx: tx.apply(Decision(keep=records)))

    assert await store.read(standings) == [
        Standing("events", waiting=2, parked=1, oldest_at=now - 3 * HOUR),
        Standing("effects", waiting=2, parked=0, oldest_at=now - HOUR),
        Standing("due", waiting=1, parked=0, oldest_at=None),
    ]


async def test_a_membership_that_is_not_over_is_listed_with_its_names(store):
    await store.write(settle)
    over = makers.membership(MembershipState.LEFT, subscription_id=None)
    await store.write(lambda tx: tx.put(replace(over, id=MembershipId("mbs_0"))))

    assert await store.read(live_memberships) == [
        LiveMembership(MembershipId("mbs_1"), MembershipState.ACTIVE, makers.HANAKO, "Hanako", "Gold")
    ]


async def test_a_report_counts_what_is_leased_as_waiting(store):
    """It is not done yet, and may have to be done again."""
    await store.write(lambda tx: tx.apply(Decision(effects=(SyncAccess(makers.HANAKO),))))
    await store.write(lambda tx: tx.claim_effects(Lane.CHAT, 1, HOUR))

    [_, effects, _] = await store.read(standings)
    assert effects.waiting == 1
