"""The contract with Discord's file: it catches what is wrong, says where, counts what it saw, and costs little."""

import json
import time

import discord
import pytest

from sandbox.discord.contract import VARIABLE, Contract
from sandbox.wire import Answer, Request

SEND = "/channels/1574928037848285429/messages"
CALLBACK = "/interactions/1574928037848285429/token/callback"
COMMANDS = "/applications/1574928037848285429/commands"

BUTTON = {"type": 2, "style": 1, "custom_id": "b", "label": "B"}
WRONG = {
    "eleven embeds": (SEND, {"embeds": [{"title": "x"}] * 11}),
    "a label of 81": (SEND, {"components": [{"type": 1, "components": [BUTTON | {"label": "x" * 81}]}]}),
    "a custom id of 101": (SEND, {"components": [{"type": 1, "components": [BUTTON | {"custom_id": "x" * 101}]}]}),
    "an id that is none": (SEND, {"message_reference": {"message_id": "abc"}}),
    "an unknown kind of answer": (CALLBACK, {"type": 44}),
    "a title of 46": (CALLBACK, {"type": 9, "data": {"custom_id": "m", "title": "x" * 46, "components": []}}),
    "a name that is empty": (COMMANDS, {"name": "", "description": "x"}),
    "26 options": (
        COMMANDS,
        {
            "name": "a",
            "description": "x",
            "options": [{"type": 3, "name": f"o{n}", "description": "x"} for n in range(26)],
        },
    ),
}


def asked(path, body, method="POST"):
    return Request(
        method, f"/api/v10{path}", headers={"content-type": "application/json"}, body=json.dumps(body).encode()
    )


def request_wrongs(contract, path, body):
    return contract.specification.request_wrongs(contract.specification.find("POST", path), body)


def test_a_right_request_has_nothing_wrong(contract):
    assert request_wrongs(contract, SEND, {"content": "hello", "nonce": "1", "enforce_nonce": True}) == []


@pytest.mark.parametrize("wrong", WRONG)
def test_each_kind_of_mistake_is_found(contract, wrong):
    path, body = WRONG[wrong]

    assert request_wrongs(contract, path, body)


def test_a_mistake_is_told_with_its_place_and_not_with_another_alternatives(contract):
    """A button may be wrong in one way; that it is no select menu is no help."""
    row = {"type": 1, "components": [BUTTON | {"label": "x" * 81}]}

    (wrong,) = request_wrongs(contract, SEND, {"components": [row]})

    assert wrong.startswith("components/0/components/0/label: ")


def test_what_the_library_sends_and_discord_takes_is_right(contract):
    """Ids as whole numbers, permissions as strings: the file is stricter than Discord is."""
    assert request_wrongs(contract, "/users/@me/channels", {"recipient_id": 1574928037848285429}) == []
    assert request_wrongs(contract, "/guilds/1574928037848285429/roles", {"name": "x", "permissions": "0"}) == []


def test_violations_of_requests_and_answers_are_collected_and_all_named(contract):
    contract.watch(asked(SEND, {"embeds": [{}] * 11}), Answer(204))
    contract.watch(asked("/no/such/thing", {}), Answer(404, b"{}"))
    contract.watch(asked("/users/@me", None, "GET"), Answer(200, b'{"id": "x"}'))

    with pytest.raises(AssertionError) as told:
        contract.verify()

    assert "POST /channels/{channel_id}/messages: embeds: " in str(told.value)
    assert "POST /channels/{channel_id}/messages -> 204: 204 is not among its answers" in str(told.value)
    assert "POST /no/such/thing: Discord has no such call" in str(told.value)
    assert "GET /users/@me -> 200: id: " in str(told.value)
    assert contract.checked.total() == 3


def test_a_request_that_was_refused_as_wrong_is_no_violation(contract):
    """The client has been told; a test of limits would be impossible otherwise."""
    refusal = {"code": 50035, "message": "Invalid Form Body", "errors": {"_errors": [{"code": "X", "message": "x"}]}}

    contract.watch(asked(SEND, {"embeds": [{}] * 11}), Answer(400, json.dumps(refusal).encode()))

    contract.verify()
    assert contract.checked.total() == 1


def test_paths_outside_the_api_are_nobodys_contract(contract):
    contract.watch(Request("GET", "/_person"), Answer(200, b"[]"))

    contract.verify()
    assert contract.checked.total() == 0


def test_a_check_costs_less_than_a_hundredth_of_a_second(contract):
    request = asked(SEND, {"components": [{"type": 1, "components": [BUTTON]}]})
    contract.watch(request, Answer(400, b'{"code": 0, "message": ""}'))  # the file is read at the first check

    begun = time.perf_counter()
    for _ in range(100):
        contract.watch(request, Answer(403, b'{"code": 0, "message": ""}'))

    assert time.perf_counter() - begun < 1


def test_there_is_a_contract_where_the_environment_names_a_file(monkeypatch, tmp_path):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert Contract.from_environment() is None

    monkeypatch.setenv(VARIABLE, str(tmp_path / "openapi.json"))
    assert Contract.from_environment().file == tmp_path / "openapi.json"


async def test_a_conversation_keeps_the_contract(server, bot, alice, contract):
    """A message with a file, its edit, a role: every call is one of Discord's, and every answer looks like it."""
    server.watch.append(contract.watch)
    await bot.guild.create_role(name="Gold")
    message = await bot.guild.text_channels[0].send("hello", file=discord.File(__file__))
    await message.edit(content="hello again")

    contract.verify()
    assert contract.checked["POST /channels/{channel_id}/messages"] == 1
    assert contract.checked.total() == 3
