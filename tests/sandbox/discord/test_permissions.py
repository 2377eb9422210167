"""Who may do what, worked out from roles and overwrites: a table, and no wire."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.discord import shapes
from sandbox.discord.permissions import (
    ADMINISTRATOR,
    DEFAULT,
    EVERYTHING,
    READ_HISTORY,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Rights,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def rights():
    """An owner, an admin, and alice, who holds a role that says nothing."""
    owner, admin, alice = (shapes.user(name) for name in ("owner", "admin", "alice"))
    guild = shapes.guild("Salon", owner["id"], "ja")
    guild["roles"] = [
        shapes.role("@everyone", 0, DEFAULT, id=guild["id"]),
        shapes.role("Boss", 2, ADMINISTRATOR, id="2"),
        shapes.role("Gold", 1, id="1"),
    ]
    members = {
        owner["id"]: shapes.member(owner, []),
        admin["id"]: shapes.member(admin, ["2"]),
        alice["id"]: shapes.member(alice, ["1"]),
    }
    found = Rights(guild, members, NOW)
    found.ids = {"owner": owner["id"], "admin": admin["id"], "alice": alice["id"], "nobody": "9"}
    return found


def channel(rights, *overwrites):
    made = [{"id": id, "type": 0, "allow": str(allow), "deny": str(deny)} for id, allow, deny in overwrites]
    return shapes.channel(rights.guild["id"], "room", permission_overwrites=made)


@pytest.mark.parametrize(
    ("who", "held"), [("owner", EVERYTHING), ("admin", EVERYTHING), ("alice", DEFAULT), ("nobody", 0)]
)
def test_owners_and_administrators_may_everything_and_strangers_nothing(rights, who, held):
    assert rights.of(rights.ids[who]) == held


@pytest.mark.parametrize(("who", "sees"), [("owner", True), ("admin", True), ("alice", False), ("nobody", False)])
def test_no_overwrite_hides_a_channel_from_owners_and_administrators(rights, who, sees):
    hidden = channel(rights, (rights.guild["id"], 0, VIEW_CHANNEL), ("2", 0, VIEW_CHANNEL))

    assert bool(rights.in_channel(rights.ids[who], hidden) & VIEW_CHANNEL) == sees


def test_a_members_own_overwrite_beats_that_of_their_roles_and_theirs_that_of_everyone(rights):
    alice, everyone = rights.ids["alice"], rights.guild["id"]
    by_role = channel(rights, (everyone, 0, VIEW_CHANNEL), ("1", VIEW_CHANNEL, 0))
    by_herself = channel(rights, ("1", VIEW_CHANNEL, 0), (alice, 0, VIEW_CHANNEL))

    assert rights.in_channel(alice, by_role) & VIEW_CHANNEL
    assert not rights.in_channel(alice, by_herself)


def test_whoever_does_not_see_a_channel_may_do_nothing_in_it(rights):
    hidden = channel(rights, (rights.guild["id"], SEND_MESSAGES, VIEW_CHANNEL))

    assert rights.in_channel(rights.ids["alice"], hidden) == 0


@pytest.mark.parametrize(("ends", "held"), [(1, VIEW_CHANNEL | READ_HISTORY), (0, None), (-1, None)])
def test_in_a_timeout_not_even_an_overwrite_lets_one_speak(rights, ends, held):
    """From the moment it ends everything is as before."""
    alice = rights.ids["alice"]
    speaking = channel(rights, (alice, SEND_MESSAGES, 0))
    usual = rights.in_channel(alice, speaking)
    member = rights._members[alice]
    member["communication_disabled_until"] = (NOW + timedelta(seconds=ends)).isoformat()

    assert rights.in_channel(alice, speaking) == (usual if held is None else held)
    assert rights.of(alice) == (DEFAULT if held is None else held)


def test_an_administrator_in_a_timeout_speaks_on(rights):
    admin = rights.ids["admin"]
    rights._members[admin]["communication_disabled_until"] = (NOW + timedelta(hours=1)).isoformat()

    assert rights.of(admin) == EVERYTHING
