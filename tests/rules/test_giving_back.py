"""What goes back by itself is what the terms of the contract say, read by the engine that answers every refund."""

from dataclasses import replace

import pytest

from bot.rules.charges import RefundCause, RefundState
from bot.rules.effects import GiveBack, ShowNotice
from bot.rules.giving_back import Terms, give_back
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.policies.policy import Pin, PolicyBook, PolicyEdited
from bot.rules.rooms import MembershipState
from tests.rules.makers import FEE, HANAKO, at, membership, payment
from tests.rules.policies import BOOK, ROOM_TERMS, policy

LEFT = membership(MembershipState.LEFT)


def back(cause, terms=ROOM_TERMS):
    return give_back(LEFT, payment(), cause, terms, at(11, 10))


@pytest.mark.rule("E-10", "E-17", "R-73", "R-76")
@pytest.mark.parametrize("cause", RefundCause)
def test_the_terms_of_a_room_give_all_of_it_back_whatever_the_cause(cause):
    decision = back(cause)

    [refund] = decision.keep
    assert (refund.amount, refund.cause, refund.state) == (FEE, cause, RefundState.ASKED)
    assert (refund.payment_id, refund.asked_at) == ("pi_1", at(11, 10))
    assert decision.effects == (GiveBack(refund.id), ShowNotice(HANAKO, NoticeKind.MONEY_BACK, refund.id))


@pytest.mark.rule("R-76")
@pytest.mark.parametrize(
    ("right", "cause"),
    [
        ("mischarge", RefundCause.DUPLICATE),
        ("mischarge", RefundCause.LEFT_BEFORE_RENEWAL),
        ("not-admitted", RefundCause.ORDER_DEAD),
    ],
)
def test_how_much_stands_in_the_terms_and_nowhere_else(right, cause):
    """The same payment under terms that say four fifths: nothing in the code knows better."""
    room = policy("room")
    said = room.rights[right]
    four_fifths = replace(said, steps=(replace(said.steps[0], percent=80),))
    other = replace(room, rights={**room.rights, right: four_fifths})

    [refund] = back(cause, Terms(other.pin, PolicyBook((other,)))).keep

    assert refund.amount == Money(400, "JPY")


@pytest.mark.rule("R-100")
def test_terms_that_were_edited_are_not_decided_by():
    with pytest.raises(PolicyEdited):
        back(RefundCause.DUPLICATE, Terms(Pin("room", 1, "another"), BOOK))
