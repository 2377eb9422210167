"""Customers: one per Discord user, and the card each of them pays with."""

from collections.abc import Mapping
from datetime import datetime

import stripe

from bot.ports import Rejected
from bot.rules.members import Member
from bot.rules.payments import Customer
from webhooks.client import Line
from webhooks.ours import Ours
from webhooks.payments import facts
from webhooks.payments.languages import language
from webhooks.payments.missing import or_none
from webhooks.payments.references import id_of, metadata_of

MOST_PER_PAGE = 100


class Customers:
    """Stripe's customers that are ours."""

    def __init__(self, line: Line, ours: Ours, public_url: str) -> None:
        self._line, self._ours, self._public_url = line, ours, public_url

    async def make(self, member: Member) -> str:
        """The id of the member's customer; asked twice, Stripe makes one.

        The only thing personal we tell is the name that Discord shows, for receipts. It is told afterwards, because
        people change names, and a key is good for the very same request only.
        """
        params: stripe.params.CustomerCreateParams = {"metadata": self._ours.mark | {"member_id": str(member.id)}}
        key = f"member:{member.id}:customer:{self._ours.mark['guild_id']}:{member.customers_lost}"
        made = await self._line.ask(
            f"making the customer of member {member.id}",
            lambda: self._line.v1.customers.create_async(params, {"idempotency_key": key}),
        )
        shown: stripe.params.CustomerUpdateParams = {
            "name": member.name,
            "preferred_locales": [language(member.locale)],
        }
        await self._line.ask(f"naming customer {made.id}", lambda: self._line.v1.customers.update_async(made.id, shown))
        return made.id

    async def read(self, id: str) -> Customer | None:
        """A customer and the card that is charged; None when it is not ours or was never there.

        Of a deleted one Stripe says nothing but that: whose it was must be known from its id.
        """
        found = await self._seek(id)
        if found is None:
            return None
        if getattr(found, "deleted", False):
            return Customer(id, None, deleted=True)
        if not self._ours.marked(metadata_of(found)):
            return None
        return facts.customer(found, await self._default_method(found))

    async def mail_address(self, customer_id: str) -> str | None:
        """The address the customer gave when paying; None when there is none."""
        found = await self._seek(customer_id)
        if found is None or not self._ours.marked(metadata_of(found)):
            return None
        if found.email:
            return found.email
        method = await self._default_method(found)
        return method.billing_details.email if method is not None else None

    async def _seek(self, id: str) -> stripe.Customer | None:
        return await or_none(
            self._line.ask(f"reading customer {id}", lambda: self._line.v1.customers.retrieve_async(id))
        )

    async def _default_method(self, found: stripe.Customer) -> stripe.PaymentMethod | None:
        """A call of its own: expanding it where there is none to expand, as in a deleted customer, is refused."""
        method_id = id_of(found.invoice_settings.default_payment_method) if found.invoice_settings else None
        if method_id is None:
            return None
        return await or_none(
            self._line.ask(f"reading card {method_id}", lambda: self._line.v1.payment_methods.retrieve_async(method_id))
        )

    async def charge_to(self, customer_id: str, card_id: str) -> None:
        """Make a card the customer's default: the one place the portal writes to, so no subscription has its own."""
        params: stripe.params.CustomerUpdateParams = {"invoice_settings": {"default_payment_method": card_id}}
        await self._line.ask(
            f"setting the card of customer {customer_id}",
            lambda: self._line.v1.customers.update_async(customer_id, params),
        )

    async def card_link(self, customer_id: str, locale: str) -> str:
        """A link to Stripe's own page that changes the customer's default card, and nothing else."""
        back = f"{self._public_url}/return"
        params: stripe.params.billing_portal.SessionCreateParams = {
            "customer": customer_id,
            "locale": language(locale),
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

    async def mail_link(self, customer_id: str, locale: str) -> str:
        """A link to the whole of Stripe's page, on which the customer changes the address. There is no flow for it.

        What else can be done there is set in Stripe's dashboard; docs/operating.md says how.
        """
        params: stripe.params.billing_portal.SessionCreateParams = {
            "customer": customer_id,
            "locale": language(locale),
            "return_url": f"{self._public_url}/return",
        }
        made = await self._line.ask(
            f"opening the page of customer {customer_id}",
            lambda: self._line.v1.billing_portal.sessions.create_async(params),
        )
        return made.url

    async def cards(self, customer_id: str) -> list[str]:
        """The ids of every card of a customer, those that are not charged too."""
        params: stripe.params.PaymentMethodListParams = {
            "customer": customer_id,
            "type": "card",
            "limit": MOST_PER_PAGE,
        }
        found = await self._line.every(
            f"reading the cards of customer {customer_id}", lambda: self._line.v1.payment_methods.list_async(params)
        )
        return [method.id for method in found]

    async def forget_card(self, card_id: str) -> None:
        """Detach a card, after which nobody can charge it any more; one that is detached already is left alone."""
        try:
            await self._line.ask(
                f"deleting card {card_id}", lambda: self._line.v1.payment_methods.detach_async(card_id)
            )
        except Rejected:
            found = await or_none(
                self._line.ask(f"reading card {card_id}", lambda: self._line.v1.payment_methods.retrieve_async(card_id))
            )
            if found is not None and found.customer is not None:
                raise

    async def receipts(self, customer_id: str, since: datetime, until: datetime) -> Mapping[str, str]:
        """The receipt of each payment that went through from `since` to `until`, by the PaymentIntent's id."""
        params: stripe.params.ChargeListParams = {
            "customer": customer_id,
            "created": {"gte": int(since.timestamp()), "lte": int(until.timestamp()) + 1},
            "limit": MOST_PER_PAGE,
        }
        found = await self._line.every(
            f"reading the receipts of customer {customer_id}", lambda: self._line.v1.charges.list_async(params)
        )
        paid = [(id_of(charge.payment_intent), charge.receipt_url) for charge in found if charge.paid]
        return {payment_id: url for payment_id, url in paid if payment_id is not None and url is not None}
