"""The door Stripe knocks on, on real sockets."""

import asyncio
import gzip

import pytest

from tests.webhooks.doors import HOST, opened
from tests.webhooks.telling import NOW, SECRET, event, signed
from webhooks.events import LISTENED
from webhooks.server import BODY_BYTES_MAX, READ_SECONDS

MIB = 2**20


@pytest.fixture
async def door():
    async with opened() as door:
        yield door


async def test_an_event_is_kept_and_then_thanked_for(door):
    status = await door.tell(event(id="cs_7", customer="cus_7"))

    assert status == 200
    (kept,) = door.shelf.events.values()
    assert (kept.id, kept.about, kept.customer) == ("evt_1", "cs_7", "cus_7")
    assert door.received(200) == 1


@pytest.mark.parametrize("kind", LISTENED)
async def test_every_type_we_listen_to_is_kept(door, kind):
    await door.tell(event(kind))

    assert door.shelf.ids == ["evt_1"]


async def test_three_copies_at_once_are_all_thanked_for_and_kept_once(door):
    """Stripe delivers at least once, and whatever is not thanked for comes again."""
    statuses = await asyncio.gather(*(door.tell(event()) for _ in range(3)))

    assert statuses == [200, 200, 200]
    assert door.shelf.ids == ["evt_1"]


async def test_what_could_not_be_kept_is_asked_for_again(door):
    door.shelf.full = True
    refused = await door.tell(event())
    door.shelf.full = False

    assert refused == 503
    assert await door.tell(event()) == 200
    assert door.shelf.ids == ["evt_1"]


@pytest.mark.parametrize(
    ("signing", "why"),
    [
        ({"secret": "whsec_wrong"}, "no signature fits"),
        ({"at": NOW - 301}, "not within 300 s"),
        ({"at": NOW + 301}, "not within 300 s"),
    ],
)
async def test_a_wrong_old_or_future_signature_is_refused(door, signing, why):
    status, words = await door.post(*signed(event(), **signing))

    assert status == 400
    assert why in words
    assert door.shelf.ids == []
    assert door.received(400) == 1


async def test_without_a_signature_nothing_is_kept(door):
    body, _ = signed(event())

    assert (await door.post(body))[0] == 400
    assert (await door.post(body, {"Stripe-Signature": ""}))[0] == 400
    assert door.shelf.ids == []


async def raw(door, request: bytes) -> bytes:
    """The answer to bytes as they are, until the door closes."""
    reader, writer = await asyncio.open_connection(HOST, door.port)
    writer.write(request)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    await writer.wait_closed()
    return answer


async def test_a_signature_of_other_letters_is_refused(door):
    """Bytes that are no text must not be an error of ours."""
    body, headers = signed(event())
    lines = [
        b"POST /stripe/webhook HTTP/1.1",
        b"Host: localhost",
        b"Connection: close",
        b"Content-Length: %d" % len(body),
        b"Stripe-Signature: " + headers["Stripe-Signature"].encode()[:-1] + "é".encode() + b"\xff",
    ]
    answer = await raw(door, b"\r\n".join(lines) + b"\r\n\r\n" + body)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert door.shelf.ids == []


async def test_every_configured_secret_opens_and_none_closes():
    async with opened(secrets=["whsec_one", "whsec_two"]) as door:
        assert await door.tell(event(event_id="evt_1"), secret="whsec_one") == 200
        assert await door.tell(event(event_id="evt_2"), secret="whsec_two") == 200
        assert await door.tell(event(event_id="evt_3"), secret="whsec_three") == 400
        assert door.shelf.ids == ["evt_1", "evt_2"]
    async with opened(secrets=[]) as door:
        assert await door.tell(event(), secret="") == 400
        assert door.shelf.ids == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[" * 5000,
        b"[]",
        b"7",
        b'"evt_1"',
        b"{}",
        b'{"id": "evt_1"}',
        b'{"id": "evt_1", "type": "invoice.paid", "created": 1, "livemode": false}',
        b'{"id": null, "type": "invoice.paid", "created": 1, "data": {"object": {"id": "in_1"}}}',
    ],
)
async def test_what_is_signed_but_no_event_is_refused(door, body):
    assert await door.tell(body) == 400
    assert door.shelf.ids == []


async def test_a_type_we_do_not_listen_to_is_thanked_for_and_not_kept(door):
    """Refused, it would come again for days; some of these objects have not even an id."""
    assert await door.tell(event("balance.available", id=None, object="balance")) == 200
    assert await door.tell(event("invoice.created")) == 200
    assert door.shelf.ids == []


@pytest.mark.parametrize("metadata", [{}, {"app": "shop"}, {"app": "roomkeeper", "guild_id": "1"}])
async def test_what_others_in_the_account_do_is_thanked_for_and_not_kept(door, metadata):
    assert await door.tell(event(metadata=metadata)) == 200
    assert door.shelf.ids == []


@pytest.mark.parametrize(("is_live", "status"), [(True, 400), (False, 200), (None, 200)])
async def test_test_events_do_not_move_real_rooms(is_live, status):
    async with opened(is_live=is_live) as door:
        assert await door.tell(event()) == status
        assert await door.tell(event() | {"livemode": None}) == (200 if is_live is None else 400)


async def test_a_large_body_is_refused(door):
    assert await door.tell(b" " * (2 * MIB)) == 413
    assert await door.tell(event(padding="x" * (BODY_BYTES_MAX // 2))) == 200
    assert door.received(413) == 1


async def test_a_small_body_that_would_unpack_into_a_large_one_is_not_unpacked(door):
    """Stripe packs nothing: signed or not, it is refused as it is."""
    bomb = gzip.compress(b"0" * (50 * MIB))
    packed = {"Content-Encoding": "gzip"}

    status, why = await door.post(bomb, signed(event())[1] | packed)
    signed_status, signed_why = await door.post(bomb, signed(bomb)[1] | packed)

    assert len(bomb) < MIB
    assert (status, signed_status) == (400, 400)
    assert "no signature fits" in why
    assert "no event" in signed_why


async def test_who_hangs_up_in_the_middle_is_no_error_of_ours(door, caplog):
    head = b"POST /stripe/webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\nExpect: 100-continue\r\n\r\n"
    reader, writer = await asyncio.open_connection(HOST, door.port)
    writer.write(head)
    await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
    writer.write(b"half of it")
    writer.close()
    await writer.wait_closed()

    assert await door.tell(event()) == 200
    assert door.received(400) == 1
    assert caplog.records == []


async def test_a_body_that_drips_in_is_not_waited_for(door):
    """One slow sender costs seconds, not a connection for as long as it likes; others are served meanwhile."""
    body, headers = signed(event())
    head = f"POST /stripe/webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    signature = f"Stripe-Signature: {headers['Stripe-Signature']}\r\n\r\n"
    loop = asyncio.get_running_loop()
    began = loop.time()
    dripping = asyncio.create_task(raw(door, (head + signature).encode() + body[:10]))

    meanwhile = await door.tell(event(event_id="evt_2"))
    answer = await dripping

    assert meanwhile == 200
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert READ_SECONDS <= loop.time() - began < READ_SECONDS + 4
    assert door.shelf.ids == ["evt_2"]


async def test_the_address_takes_posts_only(door):
    status, _, _ = await door.get("/stripe/webhook")

    assert status == 405


async def test_it_lives_and_says_why_it_is_not_ready(door):
    assert (await door.get("/healthz"))[:2] == (200, "alive")
    assert (await door.get("/readyz"))[:2] == (200, "ready")

    door.reasons += ["Discord: not connected", "database: locked"]
    assert (await door.get("/readyz"))[:2] == (503, "Discord: not connected\ndatabase: locked")
    assert (await door.get("/healthz"))[0] == 200


async def test_what_the_local_stripe_delivers_is_kept(door, server, line):
    """From end to end: made by the library, told by the local Stripe, checked and kept by us."""
    server.core.listen(f"{door.url}/stripe/webhook", [SECRET], ["*"], server.now(), server.random)
    metadata = {"app": "roomkeeper", "guild_id": str(door.door.guild_id)}
    ours = await line.v1.customers.create_async({"metadata": metadata})
    theirs = await line.v1.customers.create_async({"metadata": {"app": "shop"}})
    for customer in (ours, theirs):
        await line.v1.customers.update_async(customer.id, {"name": "Hanako"})

    await server.quiet()

    assert {(kept.kind, kept.about) for kept in door.shelf.events.values()} == {("customer.updated", ours.id)}
    assert door.received(200) == 4
