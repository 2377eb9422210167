"""What the pages show, and what they take."""

import aiohttp
import pytest

from sandbox.stripe import cards


async def posted(url, **form):
    """(status, text) of a submitted form."""
    async with aiohttp.ClientSession() as session, session.post(url, data=form, allow_redirects=False) as response:
        return response.status, await response.text()


async def test_the_checkout_page_speaks_japanese_and_english_and_names_the_price(town):
    session = await town.checkout()
    page = await town.payer.look(session.url)

    for words in ("お支払い", "Payment", "¥3,000", "Ticket", "4000000000009995", 'name="cvc"', 'id="konbini"'):
        assert words in page


async def test_every_card_on_offer_is_one_press(town):
    """What a button sends is enough to pay, or to be refused as it says in the reader's language."""
    outcomes = {}
    for number, _, _ in cards.OFFERED:
        session = await town.checkout()
        page = await town.payer.look(session.url)
        assert f'<button name="number" value="{number}">' in page
        outcomes[number] = await posted(session.url, act="card", expiry="12/34", cvc="123", number=number)

    assert {number: status for number, (status, _) in outcomes.items()} == {
        "4242424242424242": 303,
        "4000000000000341": 402,
        "4000000000000002": 402,
        "4000000000009995": 402,
        "4000000000000069": 402,
        "4000002500003155": 200,
        "4000002760003184": 200,
    }
    assert "カードの有効期限が切れています。" in outcomes["4000000000000069"][1]
    assert 'id="challenge"' in outcomes["4000002500003155"][1]


async def test_every_page_leads_home_where_a_home_is_known(town):
    session = await town.checkout()
    assert "戻る <span" not in await town.payer.look(session.url)
    town.server.core.account.home_url = "http://127.0.0.1:9"

    assert 'href="http://127.0.0.1:9"' in await town.payer.look(session.url)
    assert 'href="http://127.0.0.1:9"' in await town.payer.look(f"{town.server.url}/checkout/none")


async def test_what_people_wrote_is_shown_as_text(town):
    product = {"name": "<script>alert(1)</script>"}
    price = {"currency": "jpy", "unit_amount": 500, "product_data": product}
    session = await town.checkout(line_items=[{"quantity": 1, "price_data": price}])
    page = await town.payer.look(session.url)

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_a_setup_page_names_no_price(town):
    customer = await town.customer(None)
    session = await town.v1.checkout.sessions.create_async(
        {"mode": "setup", "currency": "jpy", "customer": customer.id, "success_url": "https://example.jp/ok"}
    )
    page = await town.payer.look(session.url)

    assert "Nothing is charged now" in page
    assert 'id="konbini"' not in page


async def test_the_invoice_page_takes_cards_only_while_it_is_payable(town):
    await town.subscription("pm_card_chargeCustomerFail")
    await town.until(town.clock.now.replace(month=12, day=1))
    url = town.books.invoices[0].hosted_url
    before = await town.payer.look(url)
    await town.payer.pay_invoice(url)
    after = await town.payer.look(url)

    assert 'data-status="open"' in before
    assert 'id="card"' in before
    assert 'data-status="paid"' in after
    assert 'id="card"' not in after


async def test_the_slip_shows_every_store_and_the_deadline(town):
    session = await town.checkout()
    slip = await town.payer.take_slip(session.url)
    page = await town.payer.look(slip.url)

    for words in ("familymart", "lawson", "ministop", "seicomart", "2026-11-23 23:59"):
        assert words in page


@pytest.mark.parametrize(("field", "value"), [("expiry", "10/26"), ("expiry", "soon"), ("cvc", ""), ("number", "12")])
async def test_a_card_filled_in_badly_is_refused_on_the_page(town, field, value):
    session = await town.checkout()
    card = {"act": "card", "number": "4242424242424242", "expiry": "11/26", "cvc": "123"}
    status, page = await posted(session.url, **card | {field: value})

    assert status in (400, 402)
    assert 'id="message"' in page
    assert town.books.charges == []


async def test_a_card_is_good_through_its_last_month(town):
    session = await town.checkout()
    card = {"act": "card", "number": "4242 4242 4242 4242", "expiry": "11 / 2026", "cvc": "123"}
    status, _ = await posted(session.url, **card)

    assert status == 303


async def test_every_address_in_an_object_can_be_opened(town):
    customer = await town.customer(None)
    session = await town.checkout(customer=customer.id, invoice_creation={"enabled": True})
    await town.payer.pay(session.url)
    paid = await town.v1.checkout.sessions.retrieve_async(
        session.id, {"expand": ["invoice", "payment_intent.latest_charge"]}
    )
    receipt = await town.payer.look(paid.payment_intent.latest_charge.receipt_url)
    printed = await town.payer.look(paid.invoice.invoice_pdf)

    assert "領収書" in receipt
    assert paid.invoice.number in printed
