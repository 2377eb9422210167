"""Which performer carries out which effect."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from bot.house import House
from bot.outbox import Perform
from bot.performers import (
    access,
    cards,
    comparing,
    contacts,
    gifts,
    invoices,
    notices,
    orders,
    rooms,
    subscriptions,
    tiers,
)
from bot.rules import effects


def performers(house: House) -> Mapping[type, Perform]:
    """Every effect there is, and who performs it in this house."""
    table: dict[type, Callable[[House, Any, int], Awaitable[None]]] = {
        effects.BuildRoom: rooms.build,
        effects.SellRoom: rooms.sell,
        effects.BuildTier: tiers.build,
        effects.SyncAccess: access.sync,
        effects.CompareRoles: access.compare,
        effects.ShowNotice: notices.show,
        effects.TellAdmins: notices.tell_admins,
        effects.SyncSubscription: subscriptions.sync,
        effects.AskOrder: orders.ask,
        effects.CloseOrder: orders.close,
        effects.AskGift: gifts.ask,
        effects.CloseGift: gifts.close,
        effects.BillMonth: invoices.bill,
        effects.HoldInvoice: invoices.hold,
        effects.PayInvoice: invoices.pay,
        effects.GiveBack: invoices.give_back,
        effects.ForgetCard: cards.forget,
        effects.OpenContact: contacts.open_thread,
        effects.CloseContact: contacts.close_thread,
        effects.CatchUp: comparing.catch_up,
        effects.Compare: comparing.compare,
    }
    return {kind: partial(perform, house) for kind, perform in table.items()}
