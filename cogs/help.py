"""/help: the questions people ask, found by what they type, in either language."""

import asyncio
import unicodedata

import discord
from discord import app_commands
from discord.ext import commands

from bot.ports import Rejected, Transaction, Unreachable
from bot.rules.answers.help import QUESTIONS, Facts, Question, help_card
from bot.rules.answers.inbox import ABOUT_MAIL
from bot.rules.cards import Act
from bot.rules.mail import is_free, masked
from bot.rules.members import Member
from bot.speech import LANGUAGES, Speech
from cogs import answers
from cogs.buttons import Handlers
from cogs.choices import LONGEST_CHOICE, MOST_CHOICES, Choices
from cogs.desk import Desk
from cogs.mypage import GLANCE_SECONDS


class Help(commands.Cog):
    """Nine sections, 22 questions, and a search over them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.buttons: Handlers = {Act.HELP: self.page}
        self._search = Search(desk.speech, self._facts_of_all())

    @app_commands.command(name="help", description="Answers to what people ask")
    @app_commands.describe(question="What you would like to know: type words, and choose")
    async def ask(self, interaction: discord.Interaction, question: str = "") -> None:
        await answers.defer(interaction)
        known = {one.id for one in QUESTIONS}
        await self.page(interaction, question if question in known else self._search.best(question))

    @ask.autocomplete("question")
    async def complete(self, interaction: discord.Interaction, typed: str) -> Choices:
        locale = interaction.locale.value
        found = self._search.find(typed)[:MOST_CHOICES]
        return [
            app_commands.Choice(name=self.desk.speech.plain(one.asked, locale)[:LONGEST_CHOICE], value=one.id)
            for one in found
        ]

    async def page(self, interaction: discord.Interaction, subject: str) -> None:
        """A question, a section, or all of them. subject: see `help_card`."""
        facts = self._facts_of_all()
        if subject == ABOUT_MAIL and facts.mail_domain:
            facts = await self._facts_of(interaction, facts)
        await self.desk.answer(interaction, help_card(subject, facts))

    def _facts_of_all(self) -> Facts:
        house = self.desk.house
        days = " / ".join(str(day) for day in house.calendar.retry_days)
        return Facts(days, house.mail.domain)

    async def _facts_of(self, interaction: discord.Interaction, facts: Facts) -> Facts:
        """With the reader's own address, masked, where Stripe says it in time (E-22, E-23)."""

        async def who(_: Transaction, member: Member) -> Member:
            return member

        member = await self.desk.look(interaction, who)
        if member.customer_id is None:
            return facts
        try:
            async with asyncio.timeout(GLANCE_SECONDS):
                address = await self.desk.house.payments.mail_address(member.customer_id)
        except (Unreachable, Rejected, TimeoutError):
            return facts
        if not address:
            return facts
        return Facts(facts.retry_days, facts.mail_domain, masked(address), is_free(address))


class Search:
    """Finds questions by words of theirs or of their answers, in any language there is."""

    def __init__(self, speech: Speech, facts: Facts) -> None:
        self._words = {
            one.id: (
                " ".join(folded(speech.plain(one.asked, language)) for language in LANGUAGES),
                " ".join(folded(speech.plain(line, language)) for language in LANGUAGES for line in one.says(facts)),
            )
            for one in QUESTIONS
        }

    def find(self, typed: str) -> list[Question]:
        """Those with every word that was typed: in the question first, then in the answer only; all for no word."""
        words = folded(typed).split()
        asked = [one for one in QUESTIONS if all(word in self._words[one.id][0] for word in words)]
        answered = [one for one in QUESTIONS if all(word in " ".join(self._words[one.id]) for word in words)]
        return [*asked, *(one for one in answered if one not in asked)]

    def best(self, typed: str) -> str:
        """The id of what fits best what was sent without choosing; "" where nothing does, or nothing was typed."""
        found = self.find(typed) if typed.strip() else []
        return found[0].id if found else ""


def folded(words: str) -> str:
    """Words as they are compared: full-width and half-width, capital and small letters are one."""
    return unicodedata.normalize("NFKC", words).casefold()
