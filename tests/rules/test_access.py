import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import access
from bot.rules.rooms import MembershipState
from tests.rules.makers import at, membership, room


@pytest.mark.rule("E-2", "E-16", "E-19", "E-45", "E-48")
@pytest.mark.parametrize(
    ("known", "is_open"),
    [
        (membership(MembershipState.REQUESTED), False),
        (membership(MembershipState.AWAITING_PAYMENT), False),
        (membership(MembershipState.AWAITING_APPROVAL), False),
        (membership(MembershipState.ACTIVE), True),
        (membership(MembershipState.PAST_DUE), True),
        (membership(MembershipState.SUSPENDED), False),
        (membership(MembershipState.LEAVING, leaves_at=at(12, 1, 0)), True),
        (membership(MembershipState.LEAVING, leaves_at=at(11, 30, 12)), False),
        (membership(MembershipState.LEFT), False),
        (membership(MembershipState.LAPSED), False),
        (membership(MembershipState.EXPELLED), False),
        (membership(MembershipState.REFUSED), False),
    ],
)
def test_a_membership_opens_its_room_while_it_is_paid_or_something_is_left_to_try(known, is_open):
    assert access.open_to(known, at(11, 30, 12)) is is_open


def test_a_room_without_a_role_gives_none():
    assert access.deserved_roles([membership()], [room(role_id=None)], at(11, 30)) == frozenset()
    assert access.deserved_roles([membership()], [room()], at(11, 30)) == {7}


@pytest.mark.rule("E-2", "E-19")
@pytest.mark.parametrize(
    ("deserved", "held", "grant", "revoke"),
    [
        ({7}, set(), {7}, set()),
        ({7}, {7}, set(), set()),
        (set(), {7}, set(), {7}),
        ({7}, {8}, {7}, {8}),
        ({7, 8}, {8}, {7}, set()),
        (set(), {9}, set(), set()),
        ({7}, {9}, {7}, set()),
    ],
)
def test_what_is_deserved_is_granted_and_the_rest_of_ours_taken_back(deserved, held, grant, revoke):
    """7 and 8 are roles of rooms; 9 is somebody else's."""
    assert access.role_changes(deserved, held, {7, 8}) == access.RoleChanges(frozenset(grant), frozenset(revoke))


ROLES = st.frozensets(st.integers(1, 8))


@given(deserved=ROLES, held=ROLES, ours=ROLES)
def test_roles_that_are_not_ours_are_never_touched(deserved, held, ours):
    """Whatever else a member holds stays: a moderator who does not pay is still a moderator."""
    deserved &= ours

    changes = access.role_changes(deserved, held, ours)

    after = (held | changes.grant) - changes.revoke
    assert after - ours == held - ours
    assert after & ours == deserved
    assert access.role_changes(deserved, after, ours) == access.RoleChanges(frozenset(), frozenset())
