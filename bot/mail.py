"""Mail, the last rung of the ladder: plain words to the address Stripe knows."""

from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.ports import IN_TRANSACTION, Mail, Rejected, Unreachable
from bot.rules.cards import Card
from bot.speech import Speech

TIMEOUT_SECONDS = 30
STARTTLS_PORT, TLS_PORT = 587, 465


class NoMail:
    """The operator gave no mail server: nothing is sent this way."""

    configured = False

    async def send(self, address: str, card: Card, locale: str) -> None:
        """Never called: whoever sends asks `configured` first."""
        raise Rejected("no mail server is configured: set SMTP_URL and MAIL_FROM")


class SmtpMail:
    """Sends through the operator's server."""

    configured = True

    def __init__(self, url: str, sender: str, speech: Speech) -> None:
        """url: smtp://user:password@host:port (upgraded to TLS where offered) or smtps:// (TLS from the start)."""
        self._server, self._sender, self._speech = urlsplit(url), sender, speech

    async def send(self, address: str, card: Card, locale: str) -> None:
        """Send a card as plain text; its links stand below it, its buttons are left to Discord."""
        assert not IN_TRANSACTION.get(), "mail inside a transaction"
        message = EmailMessage()
        message["From"], message["To"] = self._sender, address
        message["Subject"] = self._speech.plain(card.title, locale)
        lines = [self._speech.plain(line, locale) for line in card.lines]
        lines += [f"{self._speech.plain(button.label, locale)}: {button.url}" for button in card.buttons if button.url]
        message.set_content("\n\n".join(lines) + "\n")
        try:
            await self._post(message)
        except (aiosmtplib.SMTPAuthenticationError, aiosmtplib.SMTPRecipientsRefused) as refused:
            raise Rejected(f"the mail server refused: {refused}. See SMTP_URL and MAIL_FROM") from refused
        except (aiosmtplib.SMTPException, OSError) as fault:
            raise Unreachable(f"the mail server did not take a mail: {fault}") from fault

    async def _post(self, message: EmailMessage) -> None:
        is_tls = self._server.scheme == "smtps"
        await aiosmtplib.send(
            message,
            hostname=self._server.hostname,
            port=self._server.port or (TLS_PORT if is_tls else STARTTLS_PORT),
            username=unquote(self._server.username) if self._server.username else None,
            password=unquote(self._server.password) if self._server.password else None,
            use_tls=is_tls,
            timeout=TIMEOUT_SECONDS,
        )


def mail_by(url: str, sender: str, speech: Speech) -> Mail:
    """How this installation sends mail: through the server at `url`, or not at all when it is empty."""
    return SmtpMail(url, sender, speech) if url else NoMail()
