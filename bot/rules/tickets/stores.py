"""Paying at a store: which numbers each one asks for, and the steps at its machine.

The steps are those of the source (E-50..E-76); the numbers are Stripe's payment code and confirmation number under the
labels of each store, without counts of digits, and the voucher link always stands beside them (E-77).
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.texts import Text, text


class Store(StrEnum):
    """Where a ticket can be paid; there are no others (E-50)."""

    FAMILYMART = "familymart"
    LAWSON = "lawson"
    MINISTOP = "ministop"
    SEICOMART = "seicomart"


@dataclass(frozen=True, slots=True)
class Voucher:
    """What Stripe gives for one store. confirmation: None where a store asks for one number only."""

    payment_code: str
    confirmation: str | None
    url: str


def guide(store: Store, voucher: Voucher) -> tuple[Text, ...]:
    """Everything a member needs at `store`: its numbers, its own steps in order, and the voucher's link.

    The same in the answer, in the message and on My page (E-51, E-52).
    """
    return (*_numbers(store, voucher), *STEPS[store], text("tickets.konbini_link", url=voucher.url))


def _numbers(store: Store, voucher: Voucher) -> tuple[Text, ...]:
    first = text("tickets.konbini_first", store=store.value, number=voucher.payment_code)
    if voucher.confirmation is None:
        return (first,)
    return (first, text("tickets.konbini_second", store=store.value, number=voucher.confirmation))


FAMIPORT = (
    text("tickets.famiport_top"),
    text("tickets.famiport_numbers"),
    text("tickets.famiport_entry"),
    text("tickets.famiport_first"),
    text("tickets.famiport_second"),
    text("tickets.famiport_confirm"),
    text("tickets.famiport_pay"),
    text("tickets.famiport_receipt"),
    text("tickets.famiport_keep"),
)

LOPPI = (
    text("tickets.loppi_top"),
    text("tickets.loppi_customer"),
    text("tickets.loppi_confirmation"),
    text("tickets.loppi_yes"),
    text("tickets.loppi_pay"),
    text("tickets.loppi_receipt"),
)

CLUB_STATION = (
    text("tickets.club_top"),
    text("tickets.club_reception"),
    text("tickets.club_confirmation"),
    text("tickets.club_print"),
    text("tickets.club_pay"),
    text("tickets.club_receipt"),
)

STEPS = {Store.FAMILYMART: FAMIPORT, Store.LAWSON: LOPPI, Store.MINISTOP: LOPPI, Store.SEICOMART: CLUB_STATION}
