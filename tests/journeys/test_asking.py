"""What members ask: the inbox, the help, and the people who run the community."""

import json

import pytest

from bot.rules.contacts import Contact
from bot.rules.effects import EffectState, OpenContact, PendingEffect
from bot.rules.ids import MemberId
from bot.rules.notices import Notice, NoticeKind
from bot.rules.texts import Refused
from bot.services import inbox
from bot.waiting import until
from sandbox.discord import permissions, shapes
from sandbox.discord.reading import buttons_of
from tests.journeys.journey import labels

WORDS = {"words": "会費の領収書に宛名を入れられますか"}


def threads(journey):
    channels = journey.world.discord.core.state.channels.values()
    return [one for one in channels if one["type"] == shapes.PRIVATE_THREAD]


def people_in(journey, thread):
    state = journey.world.discord.core.state
    return {state.users[id]["username"] for id in state.thread_members[thread["id"]]}


async def ask(journey, who):
    form = await journey.slash(who, "contact")
    return await who.submit(form, **WORDS)


def forbid_threads(journey):
    for role in journey.world.discord.core.state.guild["roles"]:
        role["permissions"] = str(int(role["permissions"]) & ~permissions.CREATE_PRIVATE_THREADS)


# -- the inbox


async def test_every_notice_is_listed_with_its_way_and_can_be_read_again(journey, member):
    page = await journey.slash(member, "inbox")
    again = await journey.click(member, page, "もう一度読む")

    assert "「Gold」へようこそ" in page.text
    assert "ダイレクトメッセージ" in page.text
    assert "お支払いを確認しました" in again.text
    assert page.messages[0].text == page.text


async def test_what_was_closed_is_said_and_the_thread_is_linked(journey, failing):
    failing.close_dms()
    await journey.until(12, 5)
    page = await journey.slash(failing, "inbox")

    assert "プライベートスレッド" in page.text or "ダイレクトメッセージ" in page.text
    assert labels(page.buttons).count("もう一度読む") == 2


async def test_somebody_elses_notice_is_not_shown(journey, member):
    """Its id stands in a button, and whoever knows it could ask for it."""
    notice = await journey.only(Notice, kind=NoticeKind.WELCOME)
    calendar, store = journey.world.app.house.calendar, journey.world.app.store

    with pytest.raises(Refused) as refused:
        await store.read(lambda tx: inbox.again(tx, MemberId(1), notice.id, calendar=calendar))
    assert refused.value.why.key == "inbox.not_yours"
    assert await store.read(lambda tx: inbox.again(tx, notice.member_id, notice.id, calendar=calendar))


# -- the help


@pytest.mark.rule("E-94")
async def test_the_help_is_searched_while_typing_in_the_readers_language(journey, hanako):
    ken = await journey.world.discord.person("ken", locale="en-US")

    assert (await hanako.autocomplete("help", question="退会"))[0] == "ルームを退会するにはどうすればよいですか"
    assert (await ken.autocomplete("help", question="退会"))[0] == "How do I leave a room?"
    assert len(await hanako.autocomplete("help", question="")) == 22


@pytest.mark.rule("E-94")
async def test_the_help_leads_from_topics_to_an_answer_in_one_message(journey, hanako):
    topics = await journey.slash(hanako, "help")
    section = await journey.click(hanako, topics, "退会")
    answer = await journey.click(hanako, section, "ルームを退会する")

    assert "`/room leave`" in answer.text
    assert topics.messages[0].id == answer.messages[0].id
    assert labels(answer.buttons) == ["退会", "ヘルプの一覧", "お問い合わせ"]


async def test_what_is_sent_without_choosing_finds_the_best_answer(journey, hanako):
    assert "`/room leave`" in (await journey.slash(hanako, "help", question="退会")).text
    assert "お選びください" in (await journey.slash(hanako, "help", question="zzz")).text


@pytest.mark.rule("E-21", "E-22", "E-24")
async def test_the_answer_about_mail_shows_ones_own_address_masked_and_our_domain(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    await journey.world.payer.pay(reply.url(), email="hanako@gmail.com")
    await journey.world.settle()
    answer = await journey.slash(hanako, "help", question="mail")

    assert "h•••@gmail.com" in answer.text
    assert "@example.jp" in answer.text
    assert "ご登録のアドレスはフリーメールです" in answer.text


# -- the people who run it


@pytest.mark.rule("E-93")
async def test_a_question_opens_a_thread_that_only_both_sides_see(journey, hanako):
    hanako.close_dms()
    answer = await ask(journey, hanako)
    await journey.world.settle()

    [thread] = threads(journey)
    [contact] = await journey.records(Contact)
    assert f"<#{thread['id']}>" in answer.text
    assert "3営業日以内" in answer.text
    assert people_in(journey, thread) == {"hanako", "owner", "roomkeeper"}
    assert WORDS["words"] in str(journey.world.discord.core.state.messages_of(thread["id"]).__iter__().__next__())
    assert (contact.words, contact.thread_id) == (WORDS["words"], int(thread["id"]))


async def test_whoever_has_a_question_open_is_led_to_it(journey, hanako):
    await ask(journey, hanako)
    again = await journey.slash(hanako, "contact")

    assert again.modal is None
    assert f"<#{threads(journey)[0]['id']}>" in again.text
    assert len(threads(journey)) == 1


async def test_the_member_settles_it_and_may_ask_anew_but_not_all_day(journey, hanako):
    for _ in range(3):
        await ask(journey, hanako)
        await journey.world.settle()
        [thread] = [one for one in threads(journey) if not one["thread_metadata"]["archived"]]
        [message] = journey.world.discord.core.state.messages_of(thread["id"])
        [button] = [one for one in buttons_of(message) if one.label == "解決したので閉じる"]
        sent = await journey.world.discord.people.press(hanako.id, message, button.custom_id)
        await journey.world.discord.people.answered(sent)
        await journey.world.settle()
        assert thread["thread_metadata"]["archived"]
    refused = await ask(journey, hanako)

    assert "何度かお問い合わせ" in refused.text
    assert [one.state.value for one in await journey.records(Contact)] == ["closed"] * 3


async def test_where_no_thread_can_be_opened_the_question_is_kept_and_opens_later(journey, hanako):
    known = [role["permissions"] for role in journey.world.discord.core.state.guild["roles"]]
    forbid_threads(journey)
    form = await journey.slash(hanako, "contact")
    sent = await journey.world.discord.people.submit(hanako.id, form.sent, WORDS)
    store = journey.world.app.store
    parked = await until(store, lambda tx: tx.find(PendingEffect, state=EffectState.PARKED), bool, seconds=10)
    assert [type(one.effect) for one in parked] == [OpenContact]
    for role, before in zip(journey.world.discord.core.state.guild["roles"], known, strict=True):
        role["permissions"] = before
    await journey.retry_parked()

    assert len(await journey.records(Contact)) == 1
    assert len(threads(journey)) == 1
    await journey.world.discord.people.answered(sent)


async def test_admins_choose_where_questions_go_and_who_answers(journey, hanako):
    world = journey.world
    helper = await world.discord.person("helper")
    role = await world.discord.people.make_role("Helpers")
    await world.discord.people.set_role(helper.id, role["id"], held=True)
    lobby = world.discord.core.state.guild["system_channel_id"]
    chosen = await journey.slash(world.discord.owner, "admin contact", channel=lobby, role="Helpers")
    await ask(journey, hanako)
    await world.settle()

    [thread] = threads(journey)
    assert "Helpers" in chosen.text or role["id"] in chosen.text
    assert people_in(journey, thread) == {"hanako", "helper", "roomkeeper"}


# -- one's own data


async def test_everything_kept_about_oneself_comes_as_a_file_only_oneself_sees(journey, member):
    reply = await journey.slash(member, "mydata")
    await member.until(lambda: "mydata.json" in reply.files)
    kept = json.loads(member.file(reply, "mydata.json"))["records"]

    assert all(message.ephemeral for message in reply.messages)
    assert kept["Member"][0]["name"] == "Hanako"
    assert [one["state"] for one in kept["Charge"]] == ["paid"]
    assert "checkout" not in json.dumps(kept)


async def test_the_wish_to_be_erased_reaches_the_admins_once_nothing_is_live(journey, member):
    first = await journey.slash(member, "mydata")
    refused = await journey.click(member, first, "削除を依頼する")
    await journey.press_leave(member)
    await journey.until(12, 1, 1)
    again = await journey.slash(member, "mydata")
    question = await journey.click(member, again, "削除を依頼する")
    said = question.text
    answer = await journey.click(member, question, "依頼する")

    assert "先に退会してください" in refused.text
    assert "最長10年" in said
    assert f"<#{threads(journey)[0]['id']}>" in answer.text
    assert (await journey.only(Contact)).words == "個人データの削除をお願いします。"
