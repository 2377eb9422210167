"""What the application needs from the outside, and nothing about how it is done."""

from bot.ports.chat import Chat, Mail, Place
from bot.ports.outside import Clock, Closed, Finding, Rejected, Unreachable
from bot.ports.payments import Payments, Sold
from bot.ports.storing import IN_TRANSACTION, After, AtMost, Missing, OneOf, Queue, Store, Transaction, Work

__all__ = [
    "IN_TRANSACTION",
    "After",
    "AtMost",
    "Chat",
    "Clock",
    "Closed",
    "Finding",
    "Mail",
    "Missing",
    "OneOf",
    "Payments",
    "Place",
    "Queue",
    "Rejected",
    "Sold",
    "Store",
    "Transaction",
    "Unreachable",
    "Work",
]
