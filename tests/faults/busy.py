"""A busy month: as short as it can be, with every effect and every kind of outside call in it, act by act."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cogs.registration import MEMORY_NAME
from sandbox.discord import shapes
from sandbox.discord.person import Person
from sandbox.discord.reading import buttons_of
from sandbox.wire import Fault, FaultKind
from sandbox.world import World
from tests.faults.cast import BEGIN, CHANGES_MIND, FAILS, GIVES_UP, LEAVES, TOO_LATE, WAITS, WITHDRAWS
from tests.faults.mortal import Watch
from tests.journeys.journey import LEAVE, Journey, tokyo

CLOSING_A_LINK = "POST */expire"
SETTLED = "解決したので閉じる"
CARD_PAGE, DELETE_CARD, DELETE = "カードとメール", "カードを削除する", "削除する"

GIVE, DROP = "確認してお支払いへ進む", "ギフトを取りやめる"


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
        await self._open_tier()
        for name in (FAILS, LEAVES, GIVES_UP):
            await self._pay(name, await self._ask_to_join(name))
        await self._withdraw_and_pay()
        await self._ask_to_join(WITHDRAWS)
        await self._leave(WITHDRAWS)
        await self._leave(LEAVES)
        await self._delete_card(LEAVES)
        await self._ask_the_admins(LEAVES)
        await self._give(LEAVES, FAILS)
        await self._give(LEAVES, GIVES_UP, drops=True)
        await self._pay_unseen()
        await self._wait_for_an_answer(WAITS)
        self._turn_card(FAILS, "insufficient_funds")
        self._turn_card(GIVES_UP, "insufficient_funds")
        await self._until(tokyo(12, 3))
        await self._begin_with_other_commands()
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

    async def _open_tier(self) -> None:
        mika = await self.world.discord.person("mika")

        async def ask() -> None:
            if not self._rows("SELECT name FROM tiers"):
                await mika.slash("owner tier-create", room="Gold", name="Plus", fee=900, about="more books")
            await self.world.settle()

        await self.watch.through(ask)

    async def _wait_for_an_answer(self, name: str) -> None:
        """The owner lets people in one by one from now on, and is away."""
        mika = await self.world.discord.person("mika")

        async def choose() -> None:
            await mika.slash("owner room-settings", room="Gold", approval=True)
            await self.world.settle()

        await self.watch.through(choose)
        await self._pay(name, await self._ask_to_join(name))

    async def _ask_to_join(self, name: str) -> str:
        who = self.people[name] = await self.world.discord.person(name)

        async def ask() -> str:
            return (await Journey(self.world, lambda _: None).order(who, "Gold")).url()

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

    async def _delete_card(self, name: str) -> None:
        who = self.people[name]

        async def ask() -> None:
            page = await who.click(await who.slash("mypage"), CARD_PAGE)
            if any(button.label == DELETE_CARD for button in page.buttons):
                question = await who.click(page, DELETE_CARD)
                if any(button.label == DELETE for button in question.buttons):
                    await who.click(question, DELETE)
            await self.world.settle()

        await self.watch.through(ask)

    async def _ask_the_admins(self, name: str) -> None:
        """A question that is settled at once."""
        who, people = self.people[name], self.world.discord.people

        async def ask() -> None:
            form = await who.slash("contact")
            if form.modal is not None:
                await who.submit(form, words="books?")
            await self.world.settle()

        async def settle() -> None:
            for thread in self._threads():
                [message] = self.world.discord.core.state.messages_of(thread["id"])
                [button] = [one for one in buttons_of(message) if one.label == SETTLED]
                if not thread["thread_metadata"]["archived"]:
                    await people.answered(await people.press(who.id, message, button.custom_id))
            await self.world.settle()

        await self.watch.through(ask)
        await self.watch.through(settle)

    async def _give(self, name: str, receiver: str, *, drops: bool = False) -> None:
        """A gift that nobody pays: its link runs out, or is given up at once."""
        who, to = self.people[name], self.people[receiver]

        async def ask() -> None:
            known = self._rows(f"SELECT state FROM gifts WHERE receiver_id = {to.id}")  # noqa: S608 -- an id of ours
            if any(row["state"] == "expired" for row in known):
                return
            asked = await who.slash("room gift", room="Gold", member=to.name, months=1)
            answer = await who.click(asked, GIVE)
            if drops:
                await who.click(answer, DROP)
            await self.world.settle()

        await self.watch.through(ask)

    def _threads(self) -> list[dict[str, Any]]:
        channels = self.world.discord.core.state.channels.values()
        return [one for one in channels if one["type"] == shapes.PRIVATE_THREAD]

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

    async def _begin_with_other_commands(self) -> None:
        """What a new version does: Discord is told its commands, which it was not before."""
        await self.world.stop_bot()
        with closing(sqlite3.connect(self._file)) as connection, connection:
            connection.execute("DELETE FROM settings WHERE name = ?", (MEMORY_NAME,))
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
            "threads": [one["thread_metadata"]["archived"] for one in self._threads()],
            "messages": {name: len(person.dms()) for name, person in self.people.items()},
            "made_in_discord": Counter(KINDS[one["type"]] for one in gold)
            + Counter("role" for one in state.guild["roles"] if one["name"] == "Gold"),
            # A link makes a price of its own, which nobody can use again; a link made twice makes two.
            "made_at_stripe": Counter(
                {
                    kind: len([one for one in account.all(kind) if one.get("active", True)])
                    for kind in ("product", "price", "customer")
                }
            ),
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

    @property
    def _file(self) -> str:
        return self.world.config.database_url.partition(":///")[2]

    def _rows(self, question: str) -> list[sqlite3.Row]:
        """Read beside the bot, as any reader may; SQL because no record should be trusted to tell of itself."""
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(question).fetchall()


KINDS = {0: "channel", 4: "category"}
"""The types of channels, as Discord numbers them."""
