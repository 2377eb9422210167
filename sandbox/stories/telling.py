"""Telling a story: acts in order, a transcript one can read, and the books compared with what was expected."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules.absence import Absence, Parting
from bot.rules.members import Member
from bot.waiting import until
from sandbox.discord.person import Button, Message, Person, Reply
from sandbox.discord.reading import written
from sandbox.stripe.person import Outcome
from sandbox.world import World

Print = Callable[[str], None]
TOKYO = ZoneInfo("Asia/Tokyo")
MARGIN = " " * 18


class Differs(Exception):
    """The books of the doubles, or what people see, is not what the story says. The message shows both."""


@dataclass(slots=True)
class Story:
    """One story while it is told. Dates are those of Tokyo, in 2026 unless said otherwise."""

    world: World
    say: Print

    # -- telling

    def tell(self, words: str) -> None:
        """A sentence with the community's date and time."""
        now = self.world.clock.now().astimezone(TOKYO)
        self.say(f"{now:%Y-%m-%d %H:%M}  {words}")

    def quote(self, words: str, buttons: Sequence[Button] = ()) -> None:
        """What somebody reads, with its buttons, the way their client shows it."""
        for line in as_shown(words, self.world).splitlines():
            self.say(f"{MARGIN}│ {line}")
        if buttons:
            self.say(f"{MARGIN}│ " + "  ".join(f"[{button.label}]" for button in buttons))

    # -- acting

    async def until(self, month: int, day: int, hour: int = 12, minute: int = 0, **more: int) -> None:
        """Let time pass, event by event, until that moment in Tokyo. more: second, year."""
        moment = datetime(more.get("year", 2026), month, day, hour, minute, more.get("second", 0), tzinfo=TOKYO)
        await self.world.advance(moment)

    async def later(self, **span: float) -> None:
        """Let time pass for that long (`minutes=10`)."""
        await self.world.advance(self.world.clock.now() + timedelta(**span))

    async def slash(self, who: Person, command: str, **options: Any) -> Reply:
        """Type a command and read the answer."""
        shown = " ".join(f"{name}:{value}" for name, value in options.items())
        self.tell(f"{who.name}: /{command} {shown}".rstrip())
        return await self._read(await who.slash(command, **options))

    async def click(self, who: Person, where: Reply | Message, label: str) -> Reply:
        """Press a button and read the answer."""
        self.tell(f"{who.name} presses [{label}]")
        return await self._read(await who.click(where, label))

    async def fill_in(self, who: Person, form: Reply, **values: Any) -> Reply:
        """Fill in the form that a command or a button opened, and read the answer."""
        self.tell(f"{who.name} writes: {written(values)}")
        return await self._read(await who.submit(form, **values))

    async def _read(self, reply: Reply) -> Reply:
        self.quote(reply.text, reply.buttons)
        await self.world.settle()
        return reply

    async def pay(self, who: Person, url: str, card: str = "4242424242424242") -> Outcome:
        """Pay on one of Stripe's pages."""
        outcome = await self.world.payer.pay(url, card)
        self.tell(f"{who.name} pays with the card that ends in {card[-4:]}: {outcome.result}")
        await self.world.settle()
        return outcome

    def turn_card(self, who: Person, decline_code: str | None) -> None:
        """From now on the bank answers every charge of this person's cards like that; None: it says yes."""
        core = self.world.stripe.core
        [customer] = [one for one in core.account.all("customer") if one["metadata"].get("member_id") == who.id]
        for method in core.account.all("payment_method"):
            if method["customer"] == customer["id"]:
                core.turn_card(method["id"], decline_code)
        self.tell(f"({who.name}'s bank: {decline_code or 'charges go through again'})")

    async def leaves_server(self, who: Person) -> None:
        """Leave without a word, and lose every role."""
        self.tell(f"{who.name} leaves the server")
        await who.leave_server()
        await self._heard(who, there=False)

    async def comes_back(self, who: Person) -> None:
        """Join the server again."""
        self.tell(f"{who.name} comes back to the server")
        await who.join_server()
        await self._heard(who, there=True)

    async def is_banned(self, who: Person) -> None:
        """The admin sends somebody away for good."""
        self.tell(f"{who.name} is banned")
        await self.world.discord.owner.ban(who)
        await self._heard(who, there=False)
        store = self.world.app.store
        await until(
            store,
            lambda tx: tx.find(Absence, member_id=int(who.id)),
            lambda found: any(one.how is Parting.BANNED for one in found),
            seconds=20,
        )
        await self.world.settle()

    async def _heard(self, who: Person, *, there: bool) -> None:
        """Wait until the bot has heard of it: Discord tells it of its own accord, and nobody waits for an answer."""
        store = self.world.app.store
        await until(
            store,
            lambda tx: tx.find(Member, id=int(who.id)),
            lambda found: bool(found) and found[0].in_server is there,
            seconds=20,
        )
        await self.world.settle()

    async def open_room(self, owner: Person, name: str, fee: int) -> None:
        """Let the admin make a room."""
        admin, options = self.world.discord.owner, {"name": name, "fee": fee, "owner": owner.name}
        await self.slash(admin, "admin room-create", **options, description=f"{name}の活動と交流")

    async def ask_to_join(self, who: Person, room: str, *answers: str) -> Reply:
        """Ask, fill in the form, and read what would be ordered: the final screen, or why not.

        answers: to the owner's questions, in their order.
        """
        return await self.declare(who, await self.slash(who, "room join", room=room), *answers)

    async def declare(self, who: Person, form: Reply, *answers: str) -> Reply:
        """Fill in the form of joining, however it was opened, and read the answer. What is no form is left as it is."""
        if form.modal is None:
            return form
        given = dict(zip((one.custom_id for one in form.fields[1:]), answers, strict=False))
        return await self.fill_in(who, form, declared=True, **given)

    async def order(self, who: Person, room: str, *answers: str) -> Reply:
        """Ask, fill in, and confirm: the answer with the link. An order that is open shows its link at once."""
        return await self.confirm(who, await self.ask_to_join(who, room, *answers))

    async def confirm(self, who: Person, screen: Reply) -> Reply:
        """Confirm a final screen, and read the answer with the link. What is no final screen is left as it is."""
        label = _label(screen, CONFIRM)
        return await self.click(who, screen, label) if label else screen

    async def join(self, who: Person, room: str, card: str = "4242424242424242") -> None:
        """Ask, fill in, confirm, pay, and read the welcome."""
        reply = await self.order(who, room)
        await self.pay(who, reply.url(), card)
        self.read_dm(who)

    def read_dm(self, who: Person, *, newest: int = 1) -> Message:
        """Read the newest direct message (or the one before it: newest=2)."""
        message = who.dms()[-newest]
        edited = f" (edited {message.edited} times)" if message.edited else ""
        self.tell(f"{who.name} reads a direct message{edited}:")
        self.quote(message.text, message.buttons)
        return message

    # -- comparing

    def expect(self, what: str, found: object, wanted: object) -> None:
        """Raises Differs unless both are equal."""
        if found != wanted:
            raise Differs(f"{what}:\n  found  {found}\n  wanted {wanted}")

    def expect_roles(self, who: Person, *wanted: str) -> None:
        self.expect(f"the roles of {who.name}", sorted(who.roles()), sorted(wanted))

    def expect_taken(self, *wanted: tuple[str, int]) -> None:
        """Every charge that went through: its day and hour in Tokyo ("2026-12-01 01:00") and the yen."""
        found = [(_hour(one.at), one.amount) for one in self.world.books.taken]
        self.expect("charges that went through", sorted(found), sorted(wanted))

    def expect_failed(self, *wanted: tuple[str, int]) -> None:
        """Every charge that was refused."""
        found = [(_hour(one.at), one.amount) for one in self.world.books.failed]
        self.expect("charges that were refused", sorted(found), sorted(wanted))

    def expect_refunds(self, *wanted: tuple[str, int]) -> None:
        found = [(_hour(one.at), one.amount) for one in self.world.books.refunds]
        self.expect("refunds", sorted(found), sorted(wanted))

    def expect_subscriptions(self, *wanted: str) -> None:
        """The states of every subscription, in the order of their making."""
        self.expect("subscriptions", [one.status for one in self.world.books.subscriptions], list(wanted))

    def expect_messages(self, who: Person, wanted: int) -> None:
        """How many direct messages somebody has; edits are none."""
        self.expect(f"direct messages of {who.name}", len(who.dms()), wanted)


def starts_at(year: int, month: int, day: int) -> datetime:
    """When a story begins: at noon in Tokyo."""
    return datetime(year, month, day, 12, tzinfo=TOKYO)


CONFIRM = "rk:confirm:"  # the id of the button begins so, whatever language it is labelled in


def _label(reply: Reply, button: str) -> str | None:
    return next((one.label for one in reply.buttons if (one.custom_id or "").startswith(button)), None)


def _hour(at: datetime) -> str:
    return f"{at.astimezone(TOKYO):%Y-%m-%d %H:%M}"


MARKS = re.compile(r"<(t:|#|@&?)(\d+)(?::([a-zA-Z]))?>")


def as_shown(words: str, world: World) -> str:
    """Discord's marks as a client shows them: times by the clock of Tokyo, channels and people by their names."""
    state = world.discord.core.state

    def shown(mark: re.Match[str]) -> str:
        kind, id, style = mark.groups()
        if kind == "t:":
            at = datetime.fromtimestamp(int(id), TOKYO)
            return _distance(at - world.clock.now()) if style == "R" else f"{at:%Y-%m-%d %H:%M}"
        if kind == "#":
            return f"#{state.channels[id]['name']}" if id in state.channels else mark[0]
        return f"@{state.users[id]['username']}" if id in state.users else mark[0]

    return MARKS.sub(shown, words)


def _distance(span: timedelta) -> str:
    minutes = round(abs(span).total_seconds() / 60)
    amount = f"{minutes} min" if minutes < HOUR else f"{minutes // HOUR} h"
    return f"in {amount}" if span > timedelta(0) else f"{amount} ago"


HOUR = 60
