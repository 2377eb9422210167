"""Cards as Discord shows them: one container with a title, the paragraphs, and rows of buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.rules.cards import Button, Card, Part, Tone
from cogs.buttons import LONGEST_LABEL, ActButton
from cogs.speaking import Speaker

LONGEST_TEXT = 4000
"""Characters in all texts of a message together (discord.com/developers/docs/components/reference)."""

LONGEST_TITLE = 300
"""Ours, so that a title never eats the text below it."""

LONGEST_URL = 512
"""Of a link button. Stripe's links are at times longer; those become a link in the text."""

BUTTONS_IN_A_ROW, BUTTONS_MAX = 5, 25

COMPONENTS_MAX = 40
"""In a message, the container and its title included (discord.com/developers/docs/components/reference)."""

ELLIPSIS = "…"

COLOURS = {
    Tone.PLAIN: None,
    Tone.GOOD: discord.Colour.green(),
    Tone.WARNING: discord.Colour.gold(),
    Tone.BAD: discord.Colour.red(),
}


def layout(card: Card, speaker: Speaker, locale: str) -> discord.ui.LayoutView:
    """The card in words, as a view that never times out. What Discord would not take is left out from the end."""
    container = discord.ui.Container[discord.ui.LayoutView](accent_colour=COLOURS[card.tone])
    title = shortened("### " + " ".join(speaker.say(card.title, locale).split()), LONGEST_TITLE)
    container.add_item(discord.ui.TextDisplay(title))
    sheet = _Sheet(container, speaker, locale, LONGEST_TEXT - len(title), COMPONENTS_MAX - 2)
    sheet.add(Part(card.lines, card.buttons))
    for part in card.parts:
        if part.lines and sheet.components_left > 0:
            sheet.add_line()
        sheet.add(part)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


@dataclass(slots=True)
class _Sheet:
    """A container that is filled from above, and how much still goes into it."""

    container: discord.ui.Container[discord.ui.LayoutView]
    speaker: Speaker
    locale: str
    characters_left: int
    components_left: int

    def add_line(self) -> None:
        self.container.add_item(discord.ui.Separator())
        self.components_left -= 1

    def add(self, part: Part) -> None:
        long_links = [button for button in part.buttons if _too_long_to_press(button)]
        links = [f"[{self.speaker.say(button.label, self.locale)}]({button.url})" for button in long_links]
        room = self.characters_left - sum(len(link) + 1 for link in links)
        words = "\n".join(self.speaker.say(line, self.locale) for line in part.lines)
        lines = shortened(words, room) if room > 0 else ""
        if (body := "\n".join(one for one in (lines, *links) if one)) and self.components_left > 0:
            self.container.add_item(discord.ui.TextDisplay(body))
            self.characters_left -= len(body)
            self.components_left -= 1
        self._add_buttons([button for button in part.buttons if not _too_long_to_press(button)][:BUTTONS_MAX])

    def _add_buttons(self, buttons: Sequence[Button]) -> None:
        for start in range(0, len(buttons), BUTTONS_IN_A_ROW):
            row = buttons[start : start + BUTTONS_IN_A_ROW][: max(self.components_left - 1, 0)]
            if not row:
                return
            self.container.add_item(
                discord.ui.ActionRow(*(_button(button, self.speaker, self.locale) for button in row))
            )
            self.components_left -= len(row) + 1


def words(card: Card, speaker: Speaker, locale: str) -> str:
    """Everything one can read on a card, line by line, exactly as `layout` shows it: texts, then labels."""
    parts = list(layout(card, speaker, locale).walk_children())
    texts = [part.content for part in parts if isinstance(part, discord.ui.TextDisplay)]
    labels = [_label(part) for part in parts if isinstance(part, ActButton | discord.ui.Button)]
    return "\n".join([*texts, *(f"[{label}]" for label in labels)])


def _label(button: ActButton | discord.ui.Button[Any]) -> str:
    return (button.item if isinstance(button, ActButton) else button).label or ""


def shortened(words: str, room: int) -> str:
    """`words` in at most `room` characters, with an ellipsis where something is missing.

    Cut between words where there is one near, and never inside a mention or a time (`<t:1767225600:F>`), nor inside
    a link in the text, which would show its address.
    """
    if len(words) <= room:
        return words
    cut = words[: room - len(ELLIPSIS)]
    if (opened := cut.rfind("<")) > max(cut.rfind(">"), len(cut) - NEAR):
        cut = cut[:opened]
    if (opened := cut.rfind("](")) > cut.rfind(")"):
        cut = cut[: max(cut.rfind("[", 0, opened), 0)]
    last_space = max(cut.rfind(" "), cut.rfind("\n"))
    if last_space > max(len(cut) - NEAR, 0):
        cut = cut[:last_space]
    return cut.rstrip() + ELLIPSIS


NEAR = 40
"""How far back a gap between words may be (Japanese has hardly any), or the beginning of a mention."""


def _button(button: Button, speaker: Speaker, locale: str) -> ActButton | discord.ui.Button[discord.ui.LayoutView]:
    # A label knows no formatting: what a sentence needs against it would be seen.
    label = shortened(speaker.plain(button.label, locale), LONGEST_LABEL)
    if button.act is None:
        return discord.ui.Button(label=label, url=button.url)
    return ActButton(button.act.value, button.subject, label)


def _too_long_to_press(button: Button) -> bool:
    return button.url is not None and len(button.url) > LONGEST_URL
