"""What a command must keep to before Discord registers it.

Source: discord.com/developers/docs/interactions/application-commands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from .errors import Refusal, bad_length, invalid, too_long
from .shapes import Object

COMMANDS_MAX, CHARACTERS_MAX, OPTIONS_MAX, CHOICES_MAX = 100, 8000, 25, 25
NAME_MAX, DESCRIPTION_MAX, CHOICE_NAME_MAX = 32, 100, 100
CHAT_INPUT, SUBCOMMAND, GROUP = 1, 1, 2
PARTS = (SUBCOMMAND, GROUP)
NAME = re.compile(r"[-_'\w]+")  # \w is a little wider than Discord's letters and digits


def check_all(commands: list[Object]) -> None:
    """Raises 30032 for too many, 50035 for one that is wrong, or for two of one name."""
    if len(commands) > COMMANDS_MAX:
        raise too_many()
    for one in commands:
        check(one)
    names = [(one["name"], one.get("type") or CHAT_INPUT) for one in commands]
    if len(names) != len(set(names)):
        raise invalid("", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")


def too_many() -> Refusal:
    """400 for the 101st command."""
    return Refusal(400, 30032, "Maximum number of application commands reached (100)")


def check(command: Object) -> None:
    """Raises 50035 for a command that Discord would not register."""
    if (command.get("type") or CHAT_INPUT) != CHAT_INPUT:
        if command.get("description"):
            raise invalid("description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Menus have no description")
        return
    if characters(command) > CHARACTERS_MAX:
        raise invalid("", "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
    _check_part(command, depth=0)


def _check_part(part: Object, *, depth: int) -> None:
    _check_words(part)
    _check_choices(part)
    options = part.get("options") or []
    if len(options) > OPTIONS_MAX:
        raise too_long("options", OPTIONS_MAX)
    _check_options(options)
    for option in options:
        # A group stands below the command, a subcommand below either; what is below a subcommand is typed.
        if (option["type"] == GROUP and depth > 0) or (option["type"] == SUBCOMMAND and depth > 1):
            raise invalid("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep")
        _check_part(option, depth=depth + 1 if option["type"] == GROUP else 2)


def _check_words(part: Object) -> None:
    for name in _translations(part, "name"):
        if not 1 <= len(name) <= NAME_MAX:
            raise bad_length("name", 1, NAME_MAX)
        if not _is_name(name):
            raise invalid("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    for words in _translations(part, "description"):
        if not 1 <= len(words) <= DESCRIPTION_MAX:
            raise bad_length("description", 1, DESCRIPTION_MAX)


def _is_name(name: str) -> bool:
    """Letters, digits, hyphens and underscores; lower case wherever a letter has one."""
    return bool(NAME.fullmatch(unicodedata.normalize("NFC", name))) and name == name.lower()


def _check_choices(option: Object) -> None:
    choices = option.get("choices") or []
    if len(choices) > CHOICES_MAX:
        raise too_long("choices", CHOICES_MAX)
    if choices and option.get("autocomplete"):
        raise invalid("autocomplete", "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE", "Choices or autocomplete, not both")
    if any(not 1 <= len(name) <= CHOICE_NAME_MAX for one in choices for name in _translations(one, "name")):
        raise bad_length("choices.name", 1, CHOICE_NAME_MAX)
    if _has_twins(one["name"] for one in choices):
        raise invalid("choices", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS", "Choice name already exists")


def _check_options(options: list[Object]) -> None:
    if _has_twins(one["name"] for one in options):
        raise invalid("options", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
    are_parts = {one["type"] in PARTS for one in options}
    if len(are_parts) > 1:
        code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        raise invalid("options", code, "Sub-command and sub-command group option types are mutually exclusive")
    needed = [bool(one.get("required")) for one in options if one["type"] not in PARTS]
    if needed != sorted(needed, reverse=True):
        code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
        raise invalid("options", code, "Required options must be placed before non-required options")


def _has_twins(names: Iterable[str]) -> bool:
    known = list(names)
    return len(known) != len(set(known))


def _translations(part: Object, field: str) -> Iterator[str]:
    """A text in the language it was written in, then in the others."""
    yield part.get(field) or ""
    yield from (part.get(f"{field}_localizations") or {}).values()


def characters(part: Object) -> int:
    """How much of the 8,000 characters a command takes: of each text the longest translation counts."""
    total = sum(max(len(words) for words in _translations(part, field)) for field in ("name", "description"))
    total += len(str(part["value"])) if "value" in part else 0
    below = [*(part.get("options") or []), *(part.get("choices") or [])]
    return total + sum(characters(one) for one in below)
