"""A look inside: what Stripe told, what the bot has in hand, what it did, and what the books say. Only reads."""

from typing import Any

from bot.ports import Transaction
from bot.rules.due import Due
from bot.rules.effects import PendingEffect, about, lane
from sandbox.discord.audit import Act
from sandbox.discord.shapes import Object
from sandbox.mailbox import Mailbox
from sandbox.page import ledger, looks
from sandbox.page.journal import Journal
from sandbox.page.ledger import written
from sandbox.stripe.calendar import instant_of
from sandbox.world import World
from storage import reports


async def look(world: World, journal: Journal, member: str | None, limit: int) -> dict[str, Any]:
    """Everything, newest first; `due` soonest first. member: whose ledger is wanted; None: nobody's."""
    found = await world.app.store.read(lambda tx: _records(tx, member, limit))
    return found | {
        "events": _events(world, journal, limit),
        "calls": list(journal.calls)[: -limit - 1 : -1],
        "mails": _mails(world.mailbox, limit),
        "audit": _audit(world, limit),
        "books": _books(world, limit),
    }


async def _records(tx: Transaction, member: str | None, limit: int) -> dict[str, Any]:
    waiting = sorted(await tx.find(Due, done_at=None), key=lambda one: one.due_at)
    return {
        "inbox": [written(one, "made_at", "lease_until") for one in await reports.newest_events(tx, limit)],
        "outbox": [_effect(one) for one in await reports.newest_effects(tx, limit)],
        "due": [
            {"kind": one.kind, "subject": one.subject, "due_at": one.due_at.isoformat()} for one in waiting[:limit]
        ],
        "ledger": None if member is None else await ledger.of_member(tx, member),
    }


def _effect(one: PendingEffect) -> dict[str, Any]:
    what = {"kind": type(one.effect).__name__, "about": about(one.effect), "lane": lane(one.effect)}
    return written(one, "effect", "lease_until") | what


def _events(world: World, journal: Journal, limit: int) -> list[Object]:
    post = world.stripe.core.post
    waits = {letter.event["id"]: letter.next_at for letter in post.waiting if letter.next_at is not None}
    newest = list(world.stripe.core.account.all("event"))[: -limit - 1 : -1]
    return [
        {
            "id": one["id"],
            "type": one["type"],
            "about": one["data"]["object"].get("id"),
            "at": instant_of(one["created"]).isoformat(),
            "deliveries": journal.of_event(one["id"]),
            "waits_until": instant_of(waits[one["id"]]).isoformat() if one["id"] in waits else None,
        }
        for one in newest
    ]


def _mails(mailbox: Mailbox, limit: int) -> list[Object]:
    newest = mailbox.mails[: -limit - 1 : -1]
    return [{"to": str(one["To"]), "subject": str(one["Subject"]), "words": _words(one)} for one in newest]


def _words(mail: Any) -> str:
    body = mail.get_body(("plain",))
    return "" if body is None else str(body.get_content())


def _audit(world: World, limit: int) -> list[Object]:
    state = world.discord.core.state
    names = {one["id"]: one["name"] for one in (*state.guild["roles"], *state.channels.values()) if "name" in one}
    names |= {id: looks.named(one)["display"] for id, one in state.users.items()}
    return [
        {
            "id": one["id"],
            "at": state.said_at[one["id"]][0],
            "by": looks.named(state.users[one["user_id"]]),
            "act": Act(one["action_type"]).name.lower(),
            "target": one["target_id"],
            "target_name": names.get(one["target_id"]),
            "changes": one["changes"],
            "reason": one.get("reason"),
        }
        for one in state.audit_log[: -limit - 1 : -1]
    ]


def _books(world: World, limit: int) -> dict[str, Any]:
    books = world.books
    return {
        "charges": [
            {
                "at": one.at.isoformat(),
                "amount": one.amount,
                "currency": one.currency,
                "status": one.status,
                "why": one.why,
                "who": one.customer_metadata.get("member_id"),
            }
            for one in books.charges[: -limit - 1 : -1]
        ],
        "refunds": [
            {"at": one.at.isoformat(), "amount": one.amount, "status": one.status}
            for one in books.refunds[: -limit - 1 : -1]
        ],
        "subscriptions": [{"id": one.id, "status": one.status} for one in books.subscriptions[: -limit - 1 : -1]],
    }
