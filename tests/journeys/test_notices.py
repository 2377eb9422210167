"""What members are told: once, at a decent hour, in their language, and never where others can read it."""

import pytest

from bot.rules.ids import MemberId
from bot.rules.notices import Delivery, Notice, NoticeKind, Posting
from bot.services import notices
from sandbox.discord import permissions, shapes
from sandbox.wire import FaultKind
from tests.journeys.journey import LONG, tokyo


@pytest.fixture
def start():
    return tokyo(11, 30)


def threads(journey):
    """Every private thread there is."""
    channels = journey.world.discord.core.state.channels.values()
    return [one for one in channels if one["type"] == shapes.PRIVATE_THREAD]


def written_in(journey, thread) -> str:
    """What stands in a thread."""
    state = journey.world.discord.core.state
    return "\n".join(str(message) for message in state.messages_of(thread["id"]))


def forbid_threads(journey) -> None:
    """Take the permission to open private threads from everybody."""
    for role in journey.world.discord.core.state.guild["roles"]:
        role["permissions"] = str(int(role["permissions"]) & ~permissions.CREATE_PRIVATE_THREADS)


async def failed_card(journey) -> Notice:
    return await journey.only(Notice, kind=NoticeKind.FAILED_CHARGE)


async def tries(journey) -> list[tuple[str, str, int]]:
    """Every try to bring the card of the unpaid month to its reader: by which rung, with which result, how often."""
    found = await journey.records(Posting, notice_id=(await failed_card(journey)).id)
    return [(one.rung.value, one.result.value, one.times) for one in found]


@pytest.mark.rule("E-36", "E-39")
async def test_nobody_is_woken_by_a_charge_that_failed_at_night(journey, member):
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 1, 8, 59)
    before = len(member.dms())
    await journey.until(12, 1, 9)

    assert before == 1
    assert len(member.dms()) == 2


@pytest.mark.rule("E-43")
async def test_an_unpaid_month_is_one_message_that_is_edited_in_place(journey, member):
    """Five messages about one month would be nagging; edits notify nobody."""
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 10)

    card = journey.card_of(member)
    assert len(member.dms()) == 2
    assert card.edited >= 2
    assert card.text.count("✗") == 2


@pytest.mark.rule("E-39")
async def test_closed_direct_messages_lead_into_a_private_thread(journey, member):
    member.close_dms()
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 5)

    [thread] = threads(journey)
    state = journey.world.discord.core.state
    assert "12月分" in written_in(journey, thread)
    assert member.id in state.thread_members[thread["id"]]
    assert len(list(state.messages_of(thread["id"]))) == 1
    assert (await failed_card(journey)).delivery is Delivery.THREAD
    assert journey.world.mailbox.mails == []


@pytest.mark.rule("E-39")
async def test_where_threads_are_impossible_a_mail_is_sent(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    await journey.world.payer.pay(reply.url(), email="hanako@example.jp")
    await journey.world.settle()
    hanako.close_dms()
    forbid_threads(journey)
    journey.turn_card(hanako, "insufficient_funds")
    await journey.until(12, 1, 10)

    [mail] = journey.world.mailbox.to("hanako@example.jp")
    assert "12月分" in str(mail["Subject"]) + mail.get_content()
    assert threads(journey) == []
    assert (await failed_card(journey)).delivery is Delivery.MAIL
    assert await tries(journey) == [("dm", "closed", 1), ("thread", "closed", 1), ("mail", "arrived", 1)]
    told = await journey.world.app.store.read(lambda tx: notices.history(tx, MemberId(int(hanako.id)), most=1))
    assert [(one.notice.kind, len(one.postings)) for one in told] == [(NoticeKind.FAILED_CHARGE, 3)]


@pytest.mark.rule("E-39")
async def test_the_last_rung_is_the_next_command_and_it_is_said_once(journey, member):
    """No address, no thread, closed messages: they still must learn it, and nobody else may."""
    member.close_dms()
    forbid_threads(journey)
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 1, 10)
    first = await journey.slash(member, "mypage")
    await member.until(lambda: len(first.messages) == 2)
    await journey.world.settle()
    second = await journey.slash(member, "mypage")
    await journey.until(12, 5)
    third = await journey.slash(member, "mypage")
    await member.until(lambda: len(third.messages) == 2)
    fourth = await journey.slash(member, "mypage")

    assert "12月分" in first.messages[-1].text
    assert all(message.ephemeral for message in first.messages)
    assert len(second.messages) == len(fourth.messages) == 1
    # The second wording, of the 5th, was owed and shown like the first.
    assert [one for one in await tries(journey) if one[0] == "next_command"] == [
        ("next_command", "owed", 1),
        ("next_command", "arrived", 1),
    ] * 2
    assert "✗" in third.messages[-1].text


async def test_an_outage_is_not_taken_for_a_closed_door(journey, member):
    """Discord down says nothing about the reader: no thread, no mail, and one line for all the tries."""
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 1, 8)
    journey.world.discord.faults.plant(FaultKind.ERROR, "POST */channels/*", times=None, status=503)
    await journey.until(12, 1, 9, 30)
    during = await tries(journey)
    journey.world.discord.faults.clear()
    await journey.until(12, 1, 10)

    assert [(rung, result) for rung, result, _ in during] == [("dm", "unanswered")]
    assert during[0][2] > 3
    assert (await tries(journey))[-1] == ("dm", "arrived", 1)
    assert threads(journey) == []
    assert journey.world.mailbox.mails == []


async def test_a_message_that_was_deleted_is_sent_anew(journey, member):
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 1, 10)
    del journey.world.discord.core.state.messages[journey.card_of(member).id]
    await journey.until(12, 5)

    card = journey.card_of(member)
    assert len(member.dms()) == 2
    assert "✗" in card.text


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("ja", "カード会社により拒否されました"),
        ("en-US", "refused by the card company"),
    ],
)
async def test_everybody_reads_their_own_language(journey, locale, said):
    ken = await journey.world.discord.person("ken", locale=locale)
    await journey.join(ken, "Gold")
    journey.turn_card(ken, "insufficient_funds")
    await journey.until(12, 1, 10)

    assert said in ken.dms()[-1].text


@LONG
@pytest.mark.rule("E-45")
async def test_the_last_warning_and_the_end_are_messages_of_their_own(journey, member):
    """Edits notify nobody, and these two must be noticed."""
    journey.turn_card(member, "insufficient_funds")
    await journey.until(12, 20)
    warned = [message.text for message in member.dms()]
    await journey.until(12, 25)
    ended = [message.text for message in member.dms()]

    assert len(warned) == 3
    assert "残り" in warned[-1]
    assert len(ended) == 4
    assert "今後の請求はなく" in ended[-1]
