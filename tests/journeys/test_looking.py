"""Looking before joining: the list, the page of a room, and what its owner writes there."""

import pytest

from bot.rules import pages
from bot.rules.rooms import Room

WORDS = {
    "description": "毎週の*デッサン*会",
    "profile": "画家のミカです",
    "offline": "春と秋にスケッチ旅行",
    "questions": "何を描きますか\n経験は?",
}


@pytest.fixture
async def mika(journey):
    return await journey.world.discord.person("mika", locale="ja")


async def edit(journey, who, **values):
    form = await journey.slash(who, "owner room-edit", room="Gold")
    return await who.submit(form, **values)


@pytest.mark.rule("E-4", "E-7", "E-8")
async def test_what_the_owner_writes_stands_on_the_page_for_people_who_are_not_in(journey, hanako, mika):
    saved = await edit(journey, mika, **WORDS)
    listed = await journey.slash(hanako, "room list")
    shown = await journey.click(hanako, listed, "「Gold」を見る")

    assert "保存しました" in saved.text
    assert "2. 経験は?" in saved.text
    assert "毎週の\\*デッサン\\*会" in shown.text
    assert "画家のミカです" in shown.text
    assert "スケッチ旅行" in shown.text
    assert f"<@{mika.id}>" in shown.text
    assert "月額500円" in shown.text
    assert shown.text == (await journey.slash(hanako, "room show", room="Gold")).text
    assert [button.label for button in shown.buttons] == ["入会する"]


async def test_the_form_begins_with_what_was_written_before(journey, mika):
    await edit(journey, mika, **WORDS)
    await edit(journey, mika, offline="")

    room = await journey.only(Room)
    assert (room.description, room.offline) == (WORDS["description"], "")
    assert pages.questions_of(room) == ("何を描きますか", "経験は?")


async def test_another_persons_room_cannot_be_edited(journey, hanako, mika):
    refused = await journey.slash(hanako, "owner room-edit", room="Gold")

    assert refused.modal is None
    assert "オーナーだけ" in refused.text
    assert await hanako.autocomplete("owner room-edit", room="") == []
    assert await mika.autocomplete("owner room-edit", room="") == ["Gold"]


async def test_a_form_that_was_open_when_the_room_changed_hands_changes_nothing(journey, hanako, mika):
    """Who may is asked again when it is sent, not only when it is opened."""
    form = await journey.slash(mika, "owner room-edit", room="Gold")
    await journey.change(Room, owner_id=int(hanako.id))
    refused = await mika.submit(form, **WORDS)

    assert "オーナーだけ" in refused.text
    assert (await journey.only(Room)).profile == ""


@pytest.mark.rule("R-2", "R-4", "R-105")
async def test_the_terms_can_be_read_page_by_page_before_paying(journey, hanako):
    """And by whoever reads English."""
    listed = await journey.slash(hanako, "policy")
    first = await journey.click(hanako, listed, "「ルーム会費の返金規定」を読む")
    second = await journey.click(hanako, first, "次のページ")
    operator = await journey.click(hanako, second, "運営者の情報")
    ken = await journey.world.discord.person("ken", locale="en-US")
    english = await journey.slash(ken, "policy", product="room")

    assert "1. 初めて購入した日から14日目" in first.text
    assert "(2025-01-01施行) 1/" in first.text
    assert "この規定は変更することがあります" in second.text
    assert "夢株式会社" in operator.text
    assert "1. You can ask for your money until the end of the 14th day" in english.text


@pytest.mark.rule("R-100")
async def test_older_terms_are_found_by_their_number(journey, hanako):
    shown = await journey.slash(hanako, "policy", product="room", version=1)
    unknown = await journey.slash(hanako, "policy", product="room", version=9)

    assert "第1版" in shown.text
    assert "第9版はありません" in unknown.text
    assert await hanako.autocomplete("policy", product="ルーム") == ["ルーム会費の返金規定"]


async def test_too_many_questions_are_refused_and_nothing_is_saved(journey, mika):
    refused = await edit(journey, mika, **(WORDS | {"questions": "1\n2\n3\n4\n5"}))

    assert "4問まで" in refused.text
    assert (await journey.only(Room)).profile == ""
