"""The sandbox's prompt: one line, one act of somebody, of their bank, or of time."""

import re
import shlex
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sandbox.discord.people import NotAllowed, Unanswered
from sandbox.discord.person import Message, Person, Reply
from sandbox.discord.typing_commands import NoSuchCommand
from sandbox.stories.telling import TOKYO, Story
from sandbox.world import World

HELP = """\
  NAME /command option:value …   type a slash command ("quotes" around words with spaces)
  NAME presses LABEL             press a button of what NAME saw last
  NAME fills NAME:VALUE …        fill in and send the form that NAME has open (declared:yes "answer1:to paint")
  NAME reads                     direct messages
  NAME sees                      channels and roles
  NAME leaves | joins            the server
  NAME closes | opens            direct messages
  pay [CARD] | abandon           on Stripe's page that was linked last
  bank NAME REASON | ok          from now on NAME's bank refuses (insufficient_funds, expired_card, lost_card …)
  +1d  +2h  next  to MM-DD [HH:MM]   let time pass, event by event
  books                          what Stripe charged, gave back and subscribed
  people | person NAME [ja|en-US]    who there is; somebody new
  help | quit
"""
SPAN = re.compile(r"\+(\d+)([mhd])")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
MISTAKES = (NotAllowed, NoSuchCommand, Unanswered, ValueError, KeyError, LookupError)


class Prompt:
    """Follows lines. What it does not understand it says, and nothing else happens."""

    def __init__(self, world: World, say: Callable[[str], None]) -> None:
        self._world, self._say = world, say
        self._story = Story(world, say)
        self._seen: dict[str, Reply | Message] = {}
        self._link = ""
        self._words: dict[str, Callable[[list[str]], Awaitable[None]]] = {
            "help": self._help,
            "pay": self._pay,
            "abandon": self._abandon,
            "bank": self._bank,
            "next": self._next,
            "to": self._to,
            "books": self._books,
            "people": self._people,
            "person": self._person,
        }

    def now(self) -> str:
        """The community's time, as the prompt shows it."""
        return f"{self._world.clock.now().astimezone(TOKYO):%Y-%m-%d %H:%M}"

    async def follow(self, line: str) -> bool:
        """Do what one line says. Returns False when it says to stop."""
        if line in ("quit", "exit"):
            return False
        try:
            await self._act(shlex.split(line))
        except MISTAKES as mistake:
            self._say(f"  that does not work: {mistake}")
        return True

    async def _act(self, words: list[str]) -> None:
        if not words:
            return
        if span := SPAN.fullmatch(words[0]):
            await self._story.later(**{UNITS[span[2]]: int(span[1])})
            self._say(f"  it is {self.now()}")
        elif words[0] in self._words:
            await self._words[words[0]](words[1:])
        else:
            await self._somebody(await self._called(words[0]), words[1:])

    async def _called(self, name: str) -> Person:
        known = {one["username"]: id for id, one in self._world.discord.core.state.users.items()}
        if name not in known:
            raise ValueError(f"there is nobody called {name}: `person {name}` lets them come, `help` lists the rest")
        return Person(self._world.discord.people, known[name])

    async def _somebody(self, who: Person, words: list[str]) -> None:
        act = words[0] if words else "reads"
        if act.startswith("/"):
            await self._command(who, words)
        elif act in ("presses", "press"):
            await self._press(who, " ".join(words[1:]))
        elif act in ("fills", "fill"):
            await self._fill(who, words[1:])
        elif act in ("reads", "read"):
            await self._read(who)
        elif act in ("sees", "see"):
            self._say(f"  channels: {', '.join(who.channels())}; roles: {', '.join(sorted(who.roles()))}")
        elif act in ("leaves", "joins", "closes", "opens"):
            await self._come_or_go(who, act)
        else:
            raise ValueError(f"{act!r} is nothing one can do; `help` lists what is")
        await self._world.settle()

    async def _command(self, who: Person, words: list[str]) -> None:
        names = [word.lstrip("/") for word in words if ":" not in word]
        options: dict[str, Any] = dict(word.split(":", 1) for word in words if ":" in word)
        numbers = {name: int(value) for name, value in options.items() if value.isdigit()}
        reply = await self._story.slash(who, " ".join(names), **(options | numbers))
        for field in reply.fields:
            about = ", ".join(field.options) if field.options else field.label
            self._say(f"  a form asks for {field.custom_id}: {about}")
        self._keep(who, reply)

    async def _press(self, who: Person, label: str) -> None:
        if who.name not in self._seen:
            raise ValueError(f"{who.name} has seen nothing yet")
        self._keep(who, await self._story.click(who, self._seen[who.name], label))

    async def _fill(self, who: Person, words: list[str]) -> None:
        form = self._seen.get(who.name)
        if not isinstance(form, Reply) or form.modal is None:
            raise ValueError(f"{who.name} has no form open")
        given = dict(word.split(":", 1) for word in words)
        ticked: dict[str, Any] = {name: value == "yes" for name, value in given.items() if value in ("yes", "no")}
        reply = await who.submit(form, **(given | ticked))
        self._story.quote(reply.text, reply.buttons)
        self._keep(who, reply)

    async def _read(self, who: Person) -> None:
        for message in who.dms():
            self._story.tell(f"{who.name} reads" + (f" (edited {message.edited} times)" if message.edited else ""))
            self._story.quote(message.text, message.buttons)
            if message.buttons:
                self._keep(who, message)
        if not who.dms():
            self._say("  there are no direct messages")

    def _keep(self, who: Person, seen: Reply | Message) -> None:
        self._seen[who.name] = seen
        links = [button.url for button in seen.buttons if button.url and button.url.startswith(self._world.stripe.url)]
        if links:
            self._link = links[-1]
            self._say(f"  the link: {self._link}")

    async def _come_or_go(self, who: Person, act: str) -> None:
        if act == "leaves":
            await who.leave_server()
        elif act == "joins":
            await who.join_server()
        elif act == "closes":
            who.close_dms()
        else:
            who.open_dms()

    async def _pay(self, words: list[str]) -> None:
        if not self._link:
            raise ValueError("nobody has a link to Stripe's pages yet")
        outcome = await self._world.payer.pay(self._link, *words[:1])
        self._say(f"  {outcome.result}: {outcome.message or 'thank you'}")
        await self._world.settle()

    async def _abandon(self, words: list[str]) -> None:
        outcome = await self._world.payer.abandon(self._link)
        self._say(f"  {outcome.result}")

    async def _bank(self, words: list[str]) -> None:
        name, reason = words
        self._story.turn_card(await self._called(name), None if reason == "ok" else reason)

    async def _next(self, words: list[str]) -> None:
        moment = await self._world.next_moment()
        if moment is None:
            self._say("  nothing will happen by itself")
            return
        await self._world.advance(moment)
        self._say(f"  it is {self.now()}")

    async def _to(self, words: list[str]) -> None:
        now = self._world.clock.now().astimezone(TOKYO)
        hour, minute = (int(part) for part in (words[1] if len(words) > 1 else "12:00").split(":"))
        month, day = (int(part) for part in words[0].split("-")[-2:])
        wanted = datetime(now.year, month, day, hour, minute, tzinfo=TOKYO)
        await self._world.advance(wanted if wanted > now else wanted.replace(year=now.year + 1))
        self._say(f"  it is {self.now()}")

    async def _books(self, words: list[str]) -> None:
        books = self._world.books
        for one in books.charges:
            at = one.at.astimezone(TOKYO)
            self._say(f"  {at:%Y-%m-%d %H:%M} {one.amount:>7} {one.currency} {one.status} {one.why or ''}")
        for refund in books.refunds:
            self._say(f"  {refund.at.astimezone(TOKYO):%Y-%m-%d %H:%M} {-refund.amount:>7} refund {refund.status}")
        for subscription in books.subscriptions:
            self._say(f"  subscription {subscription.id}: {subscription.status}")

    async def _people(self, words: list[str]) -> None:
        state = self._world.discord.core.state
        names = [one["username"] for id, one in state.users.items() if id in state.members and not one["bot"]]
        self._say("  " + ", ".join(names))

    async def _person(self, words: list[str]) -> None:
        await self._world.discord.person(words[0], locale=words[1] if len(words) > 1 else "ja")
        await self._world.settle()

    async def _help(self, words: list[str]) -> None:
        self._say(HELP)
