"""Mail, the last rung of the ladder: plain words to the address Stripe knows."""

from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.ports import IN_TRANSACTION, Closed, Mail, Rejected, Unreachable
from bot.rules.cards import Card
from bot.rules.texts import text
from bot.speech import Speech

TIMEOUT_SECONDS = 30
SUBMISSION_PORT, TLS_PORT = 587, 465
PERMANENT = 500
"""Answers of a mail server from here on will not change by asking again (RFC 5321, 4.2.1)."""


class NoMail:
    """The operator gave no mail server: nothing is sent this way."""

    configured, domain = False, ""

    async def send(self, address: str, card: Card, locale: str) -> None:
        """Never called: whoever sends asks `configured` first."""
        raise Rejected("no mail server is configured: set SMTP_URL and MAIL_FROM")


class SmtpMail:
    """Sends through the operator's server."""

    configured = True

    def __init__(self, url: str, sender: str, speech: Speech) -> None:
        """url: smtp://user:password@host:port, or smtps:// for TLS from the start.

        Over smtp:// TLS is used where the server offers it, and demanded before a password is sent.
        """
        self._server, self._sender, self._speech = urlsplit(url), sender, speech
        self.domain = parseaddr(sender)[1].rpartition("@")[2]

    async def send(self, address: str, card: Card, locale: str) -> None:
        """Send a card as plain text; its links stand below it, its other buttons work in Discord only.

        Raises Closed when the server knows that the address takes no mail; else Unreachable or Rejected. Neither the
        address nor a link is in what it raises, so that they are in no log.
        """
        assert not IN_TRANSACTION.get(), "mail inside a transaction"
        try:
            await self._post(self._letter(address, card, locale))
        except aiosmtplib.SMTPRecipientsRefused as refused:
            code = refused.recipients[0].code
            if code >= PERMANENT:
                raise Closed(f"the mail server says {code} to the address") from None
            raise Unreachable(f"the mail server says {code} to the address for now") from None
        except aiosmtplib.SMTPNotSupported as fault:
            raise Rejected(f"the mail server cannot do what is needed: {fault}; see SMTP_URL") from None
        except aiosmtplib.SMTPResponseException as fault:
            if fault.code >= PERMANENT:
                raise Rejected(f"the mail server refuses with {fault.code}; see SMTP_URL and MAIL_FROM") from None
            raise Unreachable(f"the mail server cannot take a mail now ({fault.code})") from None
        except (aiosmtplib.SMTPException, OSError) as fault:
            raise Unreachable(f"the mail server did not take a mail: {fault}") from fault

    def _letter(self, address: str, card: Card, locale: str) -> EmailMessage:
        """Date and Message-ID are left to the operator's server, which adds them (RFC 6409, 8)."""
        letter = EmailMessage()
        letter["From"], letter["To"] = self._sender, address
        letter["Subject"] = " ".join(self._speech.plain(card.title, locale).split())
        lines = [self._speech.plain(line, locale) for line in card.lines]
        lines += [f"{self._speech.plain(button.label, locale)}: {button.url}" for button in card.buttons if button.url]
        if any(button.act for button in card.buttons):
            lines.append(self._speech.plain(text("mail.act_in_discord"), locale))
        letter.set_content("\n\n".join(lines) + "\n")
        return letter

    async def _post(self, letter: EmailMessage) -> None:
        is_tls = self._server.scheme == "smtps"
        is_tls_needed = not is_tls and self._server.password is not None
        await aiosmtplib.send(
            letter,
            hostname=self._server.hostname,
            port=self._server.port or (TLS_PORT if is_tls else SUBMISSION_PORT),
            username=unquote(self._server.username) if self._server.username else None,
            password=unquote(self._server.password) if self._server.password else None,
            use_tls=is_tls,
            start_tls=True if is_tls_needed else None,
            timeout=TIMEOUT_SECONDS,
        )


def mail_by(url: str, sender: str, speech: Speech) -> Mail:
    """How this installation sends mail: through the server at `url`, or not at all when it is empty."""
    return SmtpMail(url, sender, speech) if url else NoMail()
