"""A speaker whose words show what it was asked: the key, the values and the language."""

from bot.rules.texts import Text


class Plain:
    """Says `ja|rooms.welcome room=Gold`, and plainly `ja~rooms.welcome room=Gold`.

    A key without a dot is said as it stands, for tests about lengths.
    """

    def say(self, text: Text, locale: str) -> str:
        if "." not in text.key:
            return text.key
        return " ".join([f"{locale}|{text.key}", *(f"{name}={value}" for name, value in text.values.items())])

    def plain(self, text: Text, locale: str) -> str:
        return self.say(text, locale).replace("|", "~", 1)
