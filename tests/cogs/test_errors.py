"""What a person is told about each kind of fault."""

import aiohttp
import pytest
from discord import app_commands

from bot.ports import Rejected, Unreachable
from bot.rules.texts import Refused, text
from cogs.answers import Outdated
from cogs.errors import put_in_words

COOLDOWN = app_commands.CommandOnCooldown(app_commands.Cooldown(1, 60), 12.3)


@pytest.mark.parametrize(
    ("fault", "why", "logged"),
    [
        (Refused(text("rooms.unknown", name="x")), text("rooms.unknown", name="x"), False),
        (Outdated("pay"), text("errors.outdated"), False),
        (app_commands.CommandNotFound("room", []), text("errors.updating"), False),
        (COOLDOWN, text("errors.cooldown", seconds=12), False),
        (app_commands.MissingPermissions(["manage_guild"]), text("errors.not_yours"), False),
        (Unreachable("Stripe"), text("errors.unreachable"), True),
        (aiohttp.ServerDisconnectedError(), text("errors.unreachable"), True),
        (TimeoutError(), text("errors.unreachable"), True),
        (Rejected("price unknown"), text("errors.rejected", id="4711"), True),
        (KeyError("x"), text("errors.unexpected", id="4711"), True),
    ],
)
def test_each_kind_of_fault_has_its_words(fault, why, logged):
    """An operator finds in the log what they should look at, by the number the person was told."""
    answered = put_in_words(fault, "4711")

    assert answered.why == why
    assert (answered.log_id == "4711") is logged
