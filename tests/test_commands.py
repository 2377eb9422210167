"""Every command, as Discord is told of it: what it demands, and what people who read Japanese need."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import discord
import pytest
from discord.ext import commands

import cogs
from cogs.registration import payloads
from cogs.translations import Translator, read

GUILD_ID = 1
LOCALES = Path(__file__).parent.parent / "locales"
JAPANESE = LOCALES / "ja" / "commands.ftl"
NAME = re.compile(r"[-_\w]{1,32}")
SUBCOMMAND, GROUP = discord.AppCommandOptionType.subcommand.value, discord.AppCommandOptionType.subcommand_group.value
FOR_ADMINS = {"admin"}


def cog_classes():
    """Every cog in cogs/, whatever it is called, but for those that are only a part of another."""
    known = [
        one
        for found in pkgutil.walk_packages(cogs.__path__, "cogs.")
        for _, one in inspect.getmembers(importlib.import_module(found.name), inspect.isclass)
        if issubclass(one, commands.Cog) and one.__module__ == found.name
    ]
    return [one for one in known if not any(one in other.__bases__ for other in known)]


class Asked(dict):
    """The Japanese, and which of it was asked for."""

    def __init__(self, known):
        super().__init__(known)
        self.keys_asked = set()

    def get(self, key, default=None):
        self.keys_asked.add(key)
        return super().get(key, default)


@pytest.fixture
def japanese():
    return Asked(read(JAPANESE))


@pytest.fixture
async def told(japanese):
    """What Discord would be told: the cogs' commands and nothing that their makers are given."""
    bot = commands.Bot(commands.when_mentioned, intents=discord.Intents(guilds=True), help_command=None)
    for one in cog_classes():
        # Commands belong to the class; only doing what they say needs what the cog is made with.
        await bot.add_cog(one.__new__(one), guild=discord.Object(GUILD_ID))
    await bot.tree.set_translator(Translator(japanese))
    return await payloads(bot.tree, GUILD_ID)


def parts(command, path=""):
    """The command, its groups and subcommands, options and choices, each with its whole path."""
    path = f"{path} {command['name']}".strip()
    yield path, command
    for below in (*command.get("options", ()), *command.get("choices", ())):
        yield from parts(below, path)


def everything(told):
    return [found for command in told for found in parts(command)]


def is_choice(part):
    return "value" in part


async def test_there_are_commands(told):
    """So that the other tests do not pass because nothing was found."""
    assert {"room", "mypage", "why", "inbox", "help", "contact", "admin"} <= {command["name"] for command in told}


async def test_every_name_is_one_that_discord_takes(told):
    bad = [
        (path, name)
        for path, part in everything(told)
        if not is_choice(part)
        for name in (part["name"], part.get("name_localizations", {}).get("ja", "x"))
        if not NAME.fullmatch(name) or name != name.lower()
    ]

    assert bad == []


async def test_every_part_has_a_description_of_at_most_a_hundred_characters(told):
    bad = [
        path
        for path, part in everything(told)
        if not is_choice(part)
        for words in (part["description"], part.get("description_localizations", {}).get("ja", "x"))
        if not 1 <= len(words) <= 100 or words == "…"
    ]

    assert bad == []


async def test_every_part_has_a_japanese_name_and_description(told):
    """A member who reads Japanese finds `/ルーム 入会`; what is missing would show in English in the middle of it."""
    fields = ("name_localizations", "description_localizations")
    missing = [
        (path, field)
        for path, part in everything(told)
        for field in (fields[:1] if is_choice(part) else fields)
        if "ja" not in (part.get(field) or {})
    ]

    assert missing == []


async def test_no_two_neighbours_have_the_same_japanese_name(told):
    """Discord refuses the whole set when two options or subcommands of one command are called the same."""
    for path, part in [("/", {"options": told}), *everything(told)]:
        names = [one["name_localizations"]["ja"] for one in part.get("options", ())]

        assert len(names) == len(set(names)), path


async def test_every_translation_belongs_to_a_command(told, japanese):
    """What is left over was renamed or removed in the code, and its command speaks English now."""
    assert set(japanese) - japanese.keys_asked == set()


async def test_every_command_that_a_sentence_names_exists(told):
    """What a member is told to type is offered to them, in the answers of the help and everywhere else."""
    whole = {path for path, part in everything(told) if not is_choice(part)}
    named = {
        (path.name, command)
        for path in sorted(LOCALES.rglob("*.ftl"))
        for command in re.findall(r"`/([a-z][a-z -]*)`", path.read_text(encoding="utf-8"))
    }

    assert len(named) > 20
    assert {one for one in named if one[1] not in whole} == set()


async def test_commands_for_admins_ask_for_manage_guild(told):
    """Discord hides them from everybody else; that they check it as well is the cog's business."""
    asked = {command["name"]: command.get("default_member_permissions") for command in told}

    assert {name for name, permissions in asked.items() if permissions is not None} == FOR_ADMINS
    assert all(int(asked[name]) == discord.Permissions(manage_guild=True).value for name in FOR_ADMINS)


async def test_a_command_has_at_most_25_subcommands_and_options(told):
    for path, part in everything(told):
        assert len(part.get("options", ())) <= 25, path
        assert len(part.get("choices", ())) <= 25, path


async def test_required_options_come_first(told):
    for path, part in everything(told):
        required = [one.get("required", False) for one in part.get("options", ())]

        assert required == sorted(required, reverse=True), path


async def test_a_top_level_command_has_at_most_8000_characters(told):
    """Names, descriptions and values together; of each translated field only the longest variant counts."""
    for command in told:
        assert sum(length(part) for _, part in parts(command)) <= 8000, command["name"]


def length(part):
    longest = 0
    for field in ("name", "description"):
        variants = [part.get(field, ""), *(part.get(f"{field}_localizations") or {}).values()]
        longest += max(map(len, variants))
    return longest + len(str(part.get("value", "")))
