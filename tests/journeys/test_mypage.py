"""My page as a member uses it: pages turned in place, receipts, the card, the address, and a role that is missing."""

import pytest

from bot.rules.cards import Act
from bot.rules.members import Member
from sandbox.wire import FaultKind
from tests.journeys.journey import LONG, labels

PAGES = ["ルーム", "お支払い", "カードとメール", "お知らせ", "ヘルプ"]


async def restart(journey):
    await journey.world.stop_bot()
    await journey.world.start_bot()


async def open_page(journey, who, label):
    home = await journey.slash(who, "mypage")
    return await journey.click(who, home, label)


@pytest.mark.rule("E-31", "E-32")
async def test_the_pages_turn_in_place_and_lead_back(journey, member):
    """One message, however long one reads: the chat does not fill with answers."""
    home = await journey.slash(member, "mypage")
    first = home.text
    rooms = await journey.click(member, home, "ルーム")
    again = await journey.click(member, rooms, "← マイページ")

    assert "次回は12月1日" in first
    assert again.text == first
    assert labels(again.buttons) == PAGES
    assert home.messages[0].id == rooms.messages[0].id == again.messages[0].id
    assert again.messages[0].ephemeral


async def test_a_page_that_was_open_before_a_restart_still_turns(journey, member):
    home = await journey.slash(member, "mypage")
    await restart(journey)
    rooms = await journey.click(member, home, "ルーム")

    assert "お支払い済みの期間" in rooms.text


async def test_every_button_there_is_does_something(journey):
    """One that nobody answers says "outdated" to whoever presses it."""
    acts = journey.world.app.client.acts

    assert set(Act) - set(acts.handlers) == set()
    assert acts.in_place | acts.at_once <= set(Act)


@pytest.mark.rule("E-47")
async def test_leaving_from_my_page_takes_two_presses(journey, member):
    rooms = await open_page(journey, member, "ルーム")
    question = await journey.click(member, rooms, "「Gold」を退会する")
    done = await journey.click(member, question.messages[-1], "退会する")

    assert "退会手続きが完了しました" in done.text
    assert await journey.states() == ["leaving"]
    assert "退会手続き済み" in (await journey.slash(member, "mypage")).text


async def test_each_month_has_a_receipt_at_stripe(journey, member):
    await journey.until(12, 2)
    page = await open_page(journey, member, "お支払い")
    receipts = [button for button in page.buttons if button.label.startswith("領収書")]

    assert [button.label for button in receipts] == ["領収書 2026年12月 Gold", "領収書 2026年11月 Gold"]
    assert len({button.url for button in receipts}) == 2
    for button in receipts:
        assert "500" in await journey.world.payer.look(button.url)


async def test_without_stripe_the_payments_are_shown_without_receipts(journey, member):
    journey.world.stripe.faults.plant(FaultKind.ERROR, "GET /v1/charges", times=None)
    page = await open_page(journey, member, "お支払い")

    assert "2026年11月分" in page.text
    assert "領収書を表示できません" in page.text


@pytest.mark.rule("E-38")
async def test_a_card_that_is_needed_names_what_needs_it_and_stays(journey, member):
    page = await open_page(journey, member, "カードとメール")
    refused = await journey.click(member, page, "カードを削除する")

    assert "・ Gold" in refused.text
    assert labels(refused.buttons) == ["カードを変更する", "ルーム", "← マイページ"]
    assert (await journey.only(Member, id=int(member.id))).card is not None


@pytest.mark.rule("E-38")
async def test_after_leaving_the_card_is_deleted_at_stripe_and_here(journey, member):
    await journey.press_leave(member)
    page = await open_page(journey, member, "カードとメール")
    question = await journey.click(member, page, "カードを削除する")
    done = await journey.click(member, question, "削除する")
    known = await journey.only(Member, id=int(member.id))
    cards = [one for one in journey.world.stripe.core.account.all("payment_method") if one["customer"]]

    assert "Stripeから削除しました" in done.text
    assert known.card is None
    assert cards == []
    assert "登録されていません" in (await open_page(journey, member, "カードとメール")).text


@pytest.mark.rule("E-38")
async def test_a_card_that_is_needed_again_by_the_time_of_the_second_press_stays(journey, member):
    """The question was answered an hour later, and meanwhile the member thought better of leaving."""
    left = await journey.press_leave(member)
    page = await open_page(journey, member, "カードとメール")
    question = await journey.click(member, page, "カードを削除する")
    await journey.click(member, left, "退会を取り消す")
    refused = await journey.click(member, question, "削除する")

    assert "削除しませんでした" in refused.text
    assert (await journey.only(Member, id=int(member.id))).card is not None


@LONG
@pytest.mark.rule("E-38", "E-45")
async def test_whoever_deleted_the_card_and_stays_after_all_is_told_of_the_month_without_one(journey, member):
    left = await journey.press_leave(member)
    page = await open_page(journey, member, "カードとメール")
    question = await journey.click(member, page, "カードを削除する")
    await journey.click(member, question, "削除する")
    await journey.click(member, left, "退会を取り消す")
    await journey.until(12, 2)
    why = await journey.slash(member, "why", room="Gold")

    assert await journey.states() == ["past_due"]
    assert "決済に使えるカードが登録されていません" in why.text


@pytest.mark.rule("E-22")
async def test_the_address_is_shown_masked_and_changed_at_stripe(journey, hanako):
    reply = await journey.order(hanako, "Gold")
    await journey.world.payer.pay(reply.url(), email="hanako@example.jp")
    await journey.world.settle()
    page = await open_page(journey, hanako, "カードとメール")
    first = page.text
    link = await journey.click(hanako, page, "メールアドレスを変更する")
    await journey.world.payer.change_mail(link.url(), "new@example.com")
    changed = await open_page(journey, hanako, "カードとメール")

    assert "h•••@example.jp" in first
    assert "hanako@" not in first
    assert "n•••@example.com" in changed.text


async def test_the_address_stands_in_no_record_of_ours(journey, hanako, tmp_path):
    reply = await journey.order(hanako, "Gold")
    await journey.world.payer.pay(reply.url(), email="hanako@example.jp")
    await journey.world.settle()
    await open_page(journey, hanako, "カードとメール")
    await journey.world.stop_bot()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("roomkeeper.sqlite*") if path.is_file())

    assert kept
    assert b"hanako@" not in kept


# -- why, with what Discord says


async def test_why_asks_discord_whether_the_role_is_held(journey, member):
    assert "ロールは正しく付いています" in (await journey.slash(member, "why", room="Gold")).text


async def test_a_role_that_was_taken_by_hand_while_we_were_away_is_asked_for_by_the_button(journey, member):
    state, people = journey.world.discord.core.state, journey.world.discord.people
    role = people.role_called("Gold")
    state.member(member.id)["roles"].remove(role["id"])  # no event tells us
    why = await journey.slash(member, "why", room="Gold")
    said = why.text
    mended = await journey.click(member, why, "ロールを付ける")

    assert "ロールがDiscordで付いていません" in said
    assert member.roles() == {"Gold"}
    assert "ロールは正しく付いています" in mended.text


async def test_no_answer_of_discord_is_unknown_and_never_no(journey, member):
    journey.world.discord.faults.plant(FaultKind.ERROR, f"GET */members/{member.id}", times=None)
    why = await journey.slash(member, "why", room="Gold")

    assert "ロールの状態を確認できません" in why.text
    assert "入会中です" in why.text


async def test_why_of_a_room_nobody_asked_for_offers_to_join(journey, hanako):
    why = await journey.slash(hanako, "why", room="Gold")

    assert "入会申し込みはありません" in why.text
    assert labels(why.buttons)[0] == "入会する"
