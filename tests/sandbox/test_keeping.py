"""A world is put away and taken out again: nobody in it can tell."""

from datetime import datetime

import orjson
import pytest

from sandbox import graph
from sandbox.discord import keeping as discord_keeping
from sandbox.discord.core import LocalDiscord
from sandbox.keeping import DOUBLES, WHOLE, Shelf, Strange
from sandbox.stories.telling import TOKYO, Story
from sandbox.stripe.account import Account
from sandbox.world import opened
from storage.lock import InUse

NOON = datetime(2026, 11, 25, 12, tzinfo=TOKYO)


def test_what_is_shared_is_shared_again():
    """The same object under two names stays one: what changes under one name must change under the other."""
    one = {"a": 1}
    whole = {"first": one, "all": [one, (1, "two"), {"x", "y"}, b"\x00\xff"], ("key", 2): None, "deep": {"er": one}}
    thawed = graph.thaw(orjson.loads(orjson.dumps(graph.freeze(whole, {}))), {})

    assert thawed == whole
    assert thawed["first"] is thawed["all"][0] is thawed["deep"]["er"]


def test_what_holds_itself_is_thawed():
    ring = {}
    ring["itself"] = ring
    thawed = graph.thaw(graph.freeze(ring, {}), {})

    assert thawed["itself"] is thawed


# What does not outlive the process: the wire's own, and what is on its way.
FLEETING = {"token", "now", "interactions", "changed", "url", "gateway_url", "answer_seconds", "token_seconds"}


def test_everything_the_local_discord_knows_is_kept():
    """Whoever lets it know more must say here whether that outlives a start."""
    assert set(vars(LocalDiscord().state)) == set(discord_keeping.KEPT) | FLEETING


def test_everything_the_local_stripe_holds_is_a_heap_that_can_be_filled():
    assert {type(one) for one in Account().content().values()} <= {dict, list, set, type(Account().shelves)}


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.open()
    yield shelf
    shelf.close()


async def put_away(shelf, world, notes):
    await world.settle()
    await shelf.put(world.kept(notes), world.app.store, lambda: True)


async def test_a_member_goes_on_as_if_nothing_had_been(shelf):
    """Joined before, charged after: accounts, roles, messages, subscriptions and the clock all came along."""
    assert shelf.take() is None
    async with opened(shelf.running, NOON) as world:
        mika, hanako = await world.discord.person("mika"), await world.discord.person("hanako")
        about = {"name": "Gold", "fee": 500, "owner": "mika", "description": "Gold"}
        await world.discord.owner.slash("admin room-create", **about)
        await world.settle()
        reply = await Story(world, lambda _: None).order(hanako, "Gold")
        await world.payer.pay(reply.url())
        await world.settle()
        before = [one.raw for one in hanako.dms()], mika.channels()
        await put_away(shelf, world, {"a": 1})

    kept = shelf.take()
    assert kept.notes == {"a": 1}
    async with opened(shelf.running, NOON, kept=kept) as world:
        mika, hanako = await world.discord.person("mika"), await world.discord.person("hanako")
        assert ([one.raw for one in hanako.dms()], mika.channels()) == before
        assert hanako.roles() == {"Gold"}
        await world.advance(datetime(2026, 12, 2, 12, tzinfo=TOKYO))
        assert [one.amount for one in world.books.taken] == [500, 500]
        assert len({one.id for one in world.books.taken}) == 2
        reply = await hanako.slash("room leave", room="Gold")
        await hanako.click(reply, "退会する")
        await world.advance(datetime(2027, 1, 2, 12, tzinfo=TOKYO))
        assert hanako.roles() == set()
        assert [one.status for one in world.books.subscriptions] == ["canceled"]


async def test_what_moved_meanwhile_is_not_kept(shelf):
    """Doubles and database would tell of two moments: what was kept before stays."""
    shelf.take()
    async with opened(shelf.running, NOON) as world:
        await put_away(shelf, world, {"n": 1})
        await world.settle()
        await shelf.put(world.kept({"n": 2}), world.app.store, lambda: False)

    assert shelf.take().notes == {"n": 1}


@pytest.mark.parametrize("content", [b"{}", b"no json", b'{"version": 0, "world": {}}', b'{"version": 1, "world": {}}'])
async def test_what_is_strange_is_put_aside_and_never_guessed_at(shelf, tmp_path, content):
    (tmp_path / WHOLE).mkdir()
    (tmp_path / WHOLE / DOUBLES).write_bytes(content)

    with pytest.raises(Strange):
        shelf.take()
    aside = shelf.put_aside()
    assert (aside / DOUBLES).read_bytes() == content
    assert shelf.take() is None


def test_two_sandboxes_do_not_share_a_folder(shelf, tmp_path):
    second = Shelf(tmp_path)
    with pytest.raises(InUse):
        second.open()
    shelf.close()
    second.open()
    second.close()


def test_only_our_own_files_are_thrown_away(shelf, tmp_path):
    """The folder is one that somebody named: whatever else is in it is theirs."""
    (tmp_path / "letter.txt").write_text("mine")
    shelf.take()
    shelf.clear()

    assert (tmp_path / "letter.txt").read_text() == "mine"
    assert not shelf.running.exists()
