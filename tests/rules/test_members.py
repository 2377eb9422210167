from bot.rules.members import Member
from tests.rules.makers import HANAKO


def test_somebody_new_is_in_the_server_and_has_lost_no_customer():
    """The number is part of the key a customer is asked for under: the first one must not look like a second."""
    new = Member(HANAKO, "hanako", "ja")

    assert (new.in_server, new.customers_lost, new.customer_id, new.card) == (True, 0, None, None)
