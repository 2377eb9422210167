"""The tables, which record each of them keeps, and the rules that hold whatever the code does."""

from typing import Any

from sqlalchemy import Table

from bot.rules.absence import Absence
from bot.rules.applications import Application
from bot.rules.approving import Approval
from bot.rules.charges import Attempt, Charge, Refund
from bot.rules.contacts import Contact
from bot.rules.due import Due
from bot.rules.effects import PendingEffect
from bot.rules.gifts.gift import Gift
from bot.rules.guests import AccessCode
from bot.rules.members import Member
from bot.rules.notices import Notice, Posting
from bot.rules.policies.offering import TermsOffer
from bot.rules.preferences import Preferences
from bot.rules.pricing import Coupon, Discount
from bot.rules.queueing import Place
from bot.rules.rooms import Membership, Order, Room
from bot.rules.screens import Screen
from bot.rules.settings import Setting
from bot.rules.switching import Switch
from bot.rules.tiers import Tier
from bot.rules.webhook_events import WebhookEvent
from storage.tables.admission import approvals, places
from storage.tables.charges import attempts, charges, refunds
from storage.tables.discounts import access_codes, coupons, discounts
from storage.tables.gifts import gifts
from storage.tables.joining import applications, screens
from storage.tables.members import (
    absences,
    contacts,
    members,
    notices,
    postings,
    preferences,
    settings,
    terms_offers,
    versions,
)
from storage.tables.parts import metadata
from storage.tables.rooms import memberships, orders, rooms, switches
from storage.tables.tiers import tiers
from storage.tables.work import OPEN_EFFECT, OPEN_EVENT, due, effects, events

KEEPS: dict[type[Any], Table] = {
    Member: members,
    Room: rooms,
    Application: applications,
    Screen: screens,
    Membership: memberships,
    Order: orders,
    Switch: switches,
    Tier: tiers,
    Approval: approvals,
    Place: places,
    Charge: charges,
    Attempt: attempts,
    Refund: refunds,
    Coupon: coupons,
    Discount: discounts,
    AccessCode: access_codes,
    Gift: gifts,
    Notice: notices,
    Posting: postings,
    Contact: contacts,
    Absence: absences,
    TermsOffer: terms_offers,
    Preferences: preferences,
    Setting: settings,
    Due: due,
    PendingEffect: effects,
    WebhookEvent: events,
}
"""Which table keeps which record."""

__all__ = [
    "KEEPS",
    "OPEN_EFFECT",
    "OPEN_EVENT",
    "due",
    "effects",
    "events",
    "members",
    "memberships",
    "metadata",
    "rooms",
    "versions",
]
