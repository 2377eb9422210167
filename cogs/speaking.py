"""What the chat face needs of `bot.speech`, and nothing else of it."""

from typing import Protocol

from bot.rules.texts import Text


class Speaker(Protocol):
    """Puts a text into words."""

    def say(self, text: Text, locale: str) -> str:
        """`text` in the language of a Discord locale ("ja", "en-US"), with what a person typed made harmless."""

    def plain(self, text: Text, locale: str) -> str:
        """The same for where nothing is formatted: labels and names."""
