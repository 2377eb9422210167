"""A person with a wallet: acts only through the pages, as a browser would."""

from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import aiohttp

GOOD_CARD = "4242424242424242"


class Result(StrEnum):
    """What came of an act on a page."""

    DONE = "done"  # paid, saved, or whatever the page was for
    SLIP = "slip"  # a konbini slip is out; nothing is paid yet
    DECLINED = "declined"
    CLOSED = "closed"  # the page is not open (any more)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person sees: the page's words and code after a refusal, and where they were sent otherwise."""

    result: Result
    message: str = ""
    code: str = ""
    url: str = ""

    @property
    def paid(self) -> bool:
        return self.result is Result.DONE


class Payer:
    """Opens pages of the local Stripe and fills in their forms.

    async with Payer() as payer:
        outcome = await payer.pay(session.url, card="4000000000000002")
    """

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def pay(
        self, url: str, card: str = GOOD_CARD, *, authenticate: bool = True, email: str = "", expiry: str = "12/34"
    ) -> Outcome:
        """Pay (or, in setup mode, leave the card) on a Checkout page; asked by the bank, confirm or refuse."""
        form = {"act": "card", "number": card, "expiry": expiry, "cvc": "123", "email": email}
        outcome, asked = await self._submit(url, form)
        if not asked:
            return outcome
        said = "complete" if authenticate else "fail"
        return (await self._submit(url, form | {"authentication": said}))[0]

    async def change_card(self, portal_url: str, card: str = GOOD_CARD, *, authenticate: bool = True) -> Outcome:
        """Leave another card on the portal page."""
        return await self.pay(portal_url, card, authenticate=authenticate)

    async def pay_invoice(
        self, hosted_invoice_url: str, card: str = GOOD_CARD, *, authenticate: bool = True
    ) -> Outcome:
        """Pay an invoice on its own page."""
        return await self.pay(hosted_invoice_url, card, authenticate=authenticate)

    async def take_slip(self, url: str, name: str = "山田花子", email: str = "hanako@example.jp") -> Outcome:
        """Choose konbini on a Checkout page; `url` of the outcome is the slip."""
        outcome, _ = await self._submit(url, {"act": "konbini", "name": name, "email": email})
        return Outcome(Result.SLIP, url=outcome.url) if outcome.result is Result.DONE else outcome

    async def change_mail(self, portal_url: str, address: str) -> Outcome:
        """Change the mail address on the whole of the portal."""
        return (await self._submit(portal_url, {"act": "mail", "email": address}))[0]

    async def pay_at_till(self, slip_url: str) -> Outcome:
        return (await self._submit(slip_url, {"act": "pay"}))[0]

    async def let_expire(self, slip_url: str) -> Outcome:
        """Throw the slip away: it runs out at once."""
        return (await self._submit(slip_url, {"act": "expire"}))[0]

    async def abandon(self, url: str) -> Outcome:
        """Go back without paying; `url` of the outcome is the page's cancel address."""
        return (await self._submit(url, {"act": "abandon"}))[0]

    async def look(self, url: str) -> str:
        """The text of a page."""
        async with self._open().get(url) as response:
            return await response.text()

    def _open(self) -> aiohttp.ClientSession:
        assert self._session is not None, "use `async with Payer() as payer`"
        return self._session

    async def _submit(self, url: str, form: dict[str, str]) -> tuple[Outcome, bool]:
        """The outcome, and whether the bank asks for the holder first."""
        async with self._open().post(url, data=form, allow_redirects=False) as response:
            if response.status == HTTPStatus.SEE_OTHER:
                return Outcome(Result.DONE, url=urljoin(url, response.headers["Location"])), False
            seen = _Seen()
            seen.feed(await response.text())
        if seen.closed:
            return Outcome(Result.CLOSED, seen.text.strip()), False
        return Outcome(Result.DECLINED, seen.text.strip(), seen.code), seen.challenged


class _Seen(HTMLParser):
    """What a person notices on a page: a message, a bank that asks, or that the page is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.code = "", ""
        self.challenged = self.closed = self._reading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        id = named.get("id")
        self.challenged |= id == "challenge"
        if id in ("message", "closed"):
            self.closed |= id == "closed"
            self.code = named.get("data-code") or self.code
            self._reading = True

    def handle_endtag(self, tag: str) -> None:
        self._reading = False

    def handle_data(self, data: str) -> None:
        if self._reading:
            self.text += data
