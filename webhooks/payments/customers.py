"""Customers: one per Discord user, and the card each of them pays with."""

import stripe

from bot.rules.members import Member
from bot.rules.payments import Customer
from webhooks.client import Line
from webhooks.payments import facts
from webhooks.payments.facts import Ours
from webhooks.payments.missing import or_none


class Customers:
    """Stripe's customers that are ours."""

    def __init__(self, line: Line, ours: Ours, public_url: str) -> None:
        self._line, self._ours, self._public_url = line, ours, public_url

    async def make(self, member: Member) -> str:
        """The id of a new customer. Nothing personal is told but the Discord id; the name is what Discord shows."""
        params: stripe.params.CustomerCreateParams = {
            "name": member.name,
            "preferred_locales": [_language(member.locale)],
            "metadata": self._ours.mark | {"member_id": str(member.id)},
        }
        key = f"member:{member.id}:customer:{self._ours.mark['guild_id']}"
        options: stripe.RequestOptions = {"idempotency_key": key}
        what = f"making the customer of member {member.id}"
        made = await self._line.ask(what, lambda: self._line.v1.customers.create_async(params, options))
        return made.id

    async def read(self, id: str) -> Customer | None:
        params: stripe.params.CustomerRetrieveParams = {"expand": ["invoice_settings.default_payment_method"]}
        found = await or_none(
            self._line.ask(f"reading customer {id}", lambda: self._line.v1.customers.retrieve_async(id, params))
        )
        if found is None:
            return None
        if getattr(found, "deleted", False):
            return Customer(id, None, deleted=True)
        return facts.customer(found) if self._ours.has(found) else None

    async def mail_address(self, customer_id: str) -> str | None:
        """The address the customer gave when paying; None when there is none."""
        found = await or_none(
            self._line.ask(
                f"reading customer {customer_id}", lambda: self._line.v1.customers.retrieve_async(customer_id)
            )
        )
        return getattr(found, "email", None) if found is not None else None

    async def charge_to(self, customer_id: str, card_id: str) -> None:
        """Make a card the customer's default: the one place the portal writes to, so no subscription has its own."""
        params: stripe.params.CustomerUpdateParams = {"invoice_settings": {"default_payment_method": card_id}}
        await self._line.ask(
            f"setting the card of customer {customer_id}",
            lambda: self._line.v1.customers.update_async(customer_id, params),
        )

    async def card_link(self, customer_id: str, locale: str) -> str:
        back = f"{self._public_url}/return"
        params: stripe.params.billing_portal.SessionCreateParams = {
            "customer": customer_id,
            "locale": "ja" if _language(locale) == "ja" else "en",
            "return_url": back,
            "flow_data": {
                "type": "payment_method_update",
                "after_completion": {"type": "redirect", "redirect": {"return_url": back}},
            },
        }
        made = await self._line.ask(
            f"opening the card page of customer {customer_id}",
            lambda: self._line.v1.billing_portal.sessions.create_async(params),
        )
        return made.url


def _language(locale: str) -> str:
    return "ja" if locale.startswith("ja") else "en"
