"""A busy month: as short as it can be, with every effect and every kind of outside call in it, act by act."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.discord.person import Person
from sandbox.wire import Fault, FaultKind
from sandbox.world import World
from tests.faults.mortal import Watch
from tests.journeys.journey import LEAVE, Journey, tokyo

BEGIN = tokyo(11, 30, 22, 30)
CLOSING_A_LINK = "POST */expire"
FAILS, LEAVES, GIVES_UP, TOO_LATE, CHANGES_MIND, WITHDRAWS = "aiko", "ken", "rei", "hanako", "yuki", "sora"
"""The members: one whose December is paid by the first retry; one who leaves in time; one who leaves unpaid; one whose
payment of November is only seen in December; one who withdraws, and pays all the same; and one who only withdraws."""

ENDED = {
    "taken": Counter(
        {
            (FAILS, "11-30"): 1,
            (LEAVES, "11-30"): 1,
            (GIVES_UP, "11-30"): 1,
            (TOO_LATE, "11-30"): 1,
            (CHANGES_MIND, "11-30"): 1,
            (FAILS, "12-05"): 1,
            (TOO_LATE, "12-05"): 1,
        }
    ),
    "given_back": [(CHANGES_MIND, 500)],
    "subscriptions": Counter(
        {(FAILS, "active"): 1, (TOO_LATE, "active"): 1, (LEAVES, "canceled"): 1, (GIVES_UP, "canceled"): 1}
    ),
    "roles": {
        FAILS: {"Gold"},
        TOO_LATE: {"Gold"},
        LEAVES: set(),
        GIVES_UP: set(),
        CHANGES_MIND: set(),
        WITHDRAWS: set(),
    },
    "memberships": Counter({"active": 2, "left": 4}),
    "charges": Counter(
        {("2026-11-01", "paid"): 4, ("2026-12-01", "paid"): 2, ("2026-12-01", "written_off"): 1},
    ),
    "rooms": ["open"],
    "made_in_discord": Counter({"role": 1, "category": 1, "channel": 1}),
    "made_at_stripe": Counter({"product": 1, "price": 2, "customer": 6}),
    "unfinished": [],
}
"""Where the month ends, whatever happened on the way. Money: who paid, and on which day; nobody pays a month twice."""


@dataclass(slots=True)
class BusyMonth:
    """The month, told to a bot that may die at any moment."""

    watch: Watch
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.watch.world

    async def tell(self) -> None:
        """From the making of the room to the first retry."""
        await self._open_room()
        for name in (FAILS, LEAVES, GIVES_UP):
            await self._pay(name, await self._ask_to_join(name))
        await self._withdraw_and_pay()
        await self._ask_to_join(WITHDRAWS)
        await self._leave(WITHDRAWS)
        await self._leave(LEAVES)
        await self._pay_unseen()
        self._turn_card(FAILS, "insufficient_funds")
        self._turn_card(GIVES_UP, "insufficient_funds")
        await self._until(tokyo(12, 3))
        await self._leave(GIVES_UP)
        self._turn_card(FAILS, None)
        await self._until(tokyo(12, 5, 14))

    async def _open_room(self) -> None:
        mika, admin = await self.world.discord.person("mika"), self.world.discord.owner

        async def ask() -> None:
            if not any(room["name"] == "Gold" for room in self._rows("SELECT name FROM rooms")):
                await admin.slash("admin room-create", name="Gold", fee=500, owner=mika.name, description="books")
            await self.world.settle()

        await self.watch.through(ask)

    async def _ask_to_join(self, name: str) -> str:
        who = self.people[name] = await self.world.discord.person(name)

        async def ask() -> str:
            return (await who.slash("room join", room="Gold")).url()

        return await self.watch.through(ask)

    async def _pay(self, name: str, url: str) -> None:
        await self.world.payer.pay(url)
        await self.watch.through(self.world.settle)

    async def _leave(self, name: str) -> None:
        async def ask() -> None:
            question = await self.people[name].slash("room leave", room="Gold")
            if any(button.label == LEAVE for message in question.messages for button in message.buttons):
                await self.people[name].click(question, LEAVE)
            await self.world.settle()

        await self.watch.through(ask)

    async def _withdraw_and_pay(self) -> None:
        """The link stays open because Stripe does not close it in time."""
        url = await self._ask_to_join(CHANGES_MIND)
        broken = Fault(FaultKind.ERROR, CLOSING_A_LINK, times=None)
        self.world.stripe.faults.planted.insert(0, broken)  # before those that kill: what they kill may be done
        await self._leave(CHANGES_MIND)
        await self._pay(CHANGES_MIND, url)
        self.world.stripe.faults.planted.remove(broken)

    async def _pay_unseen(self) -> None:
        """Paid in November, and seen in December: no renewal bills December."""
        await self._until(tokyo(11, 30, 23, 10))
        url = await self._ask_to_join(TOO_LATE)
        await self._until(tokyo(11, 30, 23, 50))
        await self.world.stop_bot()
        await self.world.payer.pay(url)
        await self.world.advance(tokyo(12, 1, 0, 30))
        await self.watch.through(self._awake)

    async def _awake(self) -> None:
        if not self.world.awake:
            await self.world.start_bot()

    def _turn_card(self, name: str, decline_code: str | None) -> None:
        Journey(self.world, lambda _: None).turn_card(self.people[name], decline_code)

    async def _until(self, moment: datetime) -> None:
        await self.watch.through(lambda: self.world.advance(moment))

    # -- looking

    async def ended(self) -> dict[str, Any]:
        """Everything that counts, by the books of the doubles and the bot's own records. Stops the bot."""
        await self.watch.through(self.world.settle)
        await self.world.stop_bot()
        return self._outside() | self._records()

    def _outside(self) -> dict[str, Any]:
        books, account = self.world.books, self.world.stripe.core.account
        name_of = {person.id: name for name, person in self.people.items()}
        paid_by = {one.id: name_of[one.customer_metadata["member_id"]] for one in books.charges}
        state = self.world.discord.core.state
        gold = [one for one in state.channels.values() if one["type"] in KINDS and "gold" in one["name"].lower()]
        return {
            "taken": Counter((paid_by[one.id], f"{one.at.astimezone(BEGIN.tzinfo):%m-%d}") for one in books.taken),
            "given_back": [(paid_by[one.charge], one.amount) for one in books.refunds],
            "subscriptions": Counter(
                (name_of[one.customer_metadata["member_id"]], one.status) for one in books.subscriptions
            ),
            "roles": {name: person.roles() for name, person in self.people.items()},
            "made_in_discord": Counter(KINDS[one["type"]] for one in gold)
            + Counter("role" for one in state.guild["roles"] if one["name"] == "Gold"),
            "made_at_stripe": Counter({kind: len(account.all(kind)) for kind in ("product", "price", "customer")}),
        }

    def _records(self) -> dict[str, Any]:
        unfinished = [
            *self._rows("SELECT kind, state, fault FROM effects WHERE state != 'done'"),
            *self._rows("SELECT kind, state, fault FROM events WHERE state != 'done'"),
        ]
        return {
            "memberships": Counter(row["state"] for row in self._rows("SELECT state FROM memberships")),
            "charges": Counter((row["month"], row["state"]) for row in self._rows("SELECT month, state FROM charges")),
            "rooms": [row["state"] for row in self._rows("SELECT state FROM rooms")],
            "unfinished": [tuple(row) for row in unfinished],
        }

    def performed(self) -> set[str]:
        """The kinds of effects that were carried out."""
        return {row["kind"] for row in self._rows("SELECT DISTINCT kind FROM effects WHERE state = 'done'")}

    def _rows(self, question: str) -> list[sqlite3.Row]:
        """Read beside the bot, as any reader may; SQL because no record should be trusted to tell of itself."""
        file = self.world.config.database_url.partition(":///")[2]
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(question).fetchall()


KINDS = {0: "channel", 4: "category"}
"""The types of channels, as Discord numbers them."""
