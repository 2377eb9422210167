"""Mail, sent to a real server on this machine."""

import shutil
import ssl
import subprocess
from zoneinfo import ZoneInfo

import pytest

from bot.mail import NoMail, SmtpMail, mail_by
from bot.ports import IN_TRANSACTION, Closed, Rejected, Unreachable
from bot.rules.cards import Act, Button, Card
from bot.rules.texts import text
from bot.speech import Speech
from tests.bot.post_office import PostOffice

SENTENCES = """
test-title = About { $room }
test-line = **Paid** until { $room }
test-label = Confirm the payment
mail-act-in-discord = Type /mypage in Discord.
"""
CARD = Card(text("test.title", room="*Gold*\nroom"), (text("test.line", room="noon"), text("test.line", room="二時")))
SECRET_URL = "https://invoice.stripe.test/i/acct_1/secret"
MEMBER = "aki@member.test"


@pytest.fixture
def speech(tmp_path):
    for language in ("ja", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "test.ftl").write_text(SENTENCES, encoding="utf-8")
    return Speech(tmp_path, ZoneInfo("Asia/Tokyo"), strict=True)


@pytest.fixture
async def office():
    office = await PostOffice().open()
    yield office
    await office.close()


def mail_to(office, speech, scheme="smtp", login=""):
    return SmtpMail(f"{scheme}://{login}localhost:{office.port}", "Rooms <rooms@example.jp>", speech)


async def test_a_card_arrives_as_a_plain_letter(office, speech):
    await mail_to(office, speech).send(MEMBER, CARD, "en-US")

    [letter] = office.letters
    assert (letter["From"], letter["To"]) == ("Rooms <rooms@example.jp>", MEMBER)
    assert letter["Subject"] == "About *Gold* room"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines() == ["Paid until noon", "", "Paid until 二時"]


async def test_links_stand_in_the_letter_and_other_buttons_send_the_reader_to_discord(office, speech):
    buttons = (Button(text("test.label"), url=SECRET_URL), Button(text("test.label"), Act.LEAVE, "mbr_1"))
    await mail_to(office, speech).send(MEMBER, Card(text("test.title", room="Gold"), (), buttons), "en-US")

    [letter] = office.letters
    assert letter.get_content().splitlines() == [
        f"Confirm the payment: {SECRET_URL}",
        "",
        "Type /mypage in Discord.",
    ]


@pytest.mark.parametrize(
    ("verb", "answer", "raised"),
    [
        ("RCPT", "550 no such user aki@member.test", Closed),
        ("RCPT", "450 try later aki@member.test", Unreachable),
        ("MAIL", "553 not your address", Rejected),
        ("MAIL", "451 busy", Unreachable),
        ("DATA", "554 no", Rejected),
        ("DATA", "452 full", Unreachable),
        ("EHLO", "421 going down", Unreachable),
    ],
)
async def test_what_the_server_answers_decides_whether_it_is_asked_again(office, speech, verb, answer, raised):
    """A member's address belongs in no log, and what is raised is logged."""
    office.answers[verb] = answer
    card = Card(text("test.title", room="Gold"), (), (Button(text("test.label"), url=SECRET_URL),))

    with pytest.raises(raised) as fault:
        await mail_to(office, speech).send(MEMBER, card, "en-US")

    assert office.letters == []
    assert MEMBER not in str(fault.value)
    assert SECRET_URL not in str(fault.value)


async def test_a_server_that_is_not_there_is_unreachable(office, speech):
    await office.close()

    with pytest.raises(Unreachable):
        await mail_to(office, speech).send(MEMBER, CARD, "ja")


async def test_a_password_is_never_sent_in_the_clear(office, speech):
    """Whoever stands between us and the server could answer that it knows no TLS."""
    office.careless = True

    with pytest.raises(Unreachable, match="STARTTLS"):
        await mail_to(office, speech, login="rooms:hunter2@").send(MEMBER, CARD, "ja")

    assert office.logins == []
    assert not [line for line in office.heard if line.startswith("AUTH")]


async def test_nothing_is_sent_inside_a_transaction(office, speech):
    token = IN_TRANSACTION.set(True)
    try:
        with pytest.raises(AssertionError):
            await mail_to(office, speech).send(MEMBER, CARD, "ja")
    finally:
        IN_TRANSACTION.reset(token)

    assert office.heard == []


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """One for localhost that this process trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", *kind, *subject, "-keyout", key, "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@pytest.mark.parametrize(("scheme", "at_once"), [("smtps", True), ("smtp", False)])
async def test_a_login_goes_over_tls(certificate, speech, scheme, at_once):
    """Signs in a password are written the way of addresses."""
    office = await PostOffice(certificate=certificate, at_once=at_once).open()
    try:
        await mail_to(office, speech, scheme, login="rooms%40example.jp:hunter%2F2@").send(MEMBER, CARD, "ja")
    finally:
        await office.close()

    assert office.logins == ["\0rooms@example.jp\0hunter/2"]
    assert len(office.letters) == 1


def test_without_a_server_there_is_no_mail(speech):
    assert isinstance(mail_by("", "", speech), NoMail)
    assert not mail_by("", "", speech).configured
    assert mail_by("smtp://mail.test", "rooms@example.jp", speech).configured


async def test_no_mail_says_what_to_set():
    with pytest.raises(Rejected, match="SMTP_URL and MAIL_FROM"):
        await NoMail().send(MEMBER, CARD, "ja")
