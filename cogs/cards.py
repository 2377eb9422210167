"""Cards as Discord shows them: one container with a title, the paragraphs, and rows of buttons."""

import discord

from bot.rules.cards import Button, Card, Tone
from cogs.buttons import LONGEST_LABEL, ActButton
from cogs.speaking import Speaker

LONGEST_TEXT = 4000
"""Characters in all texts of a message together (discord.com/developers/docs/components/reference)."""

LONGEST_TITLE = 300
"""Ours, so that a title never eats the text below it."""

LONGEST_URL = 512
"""Of a link button. Stripe's links are at times longer; those become a link in the text."""

BUTTONS_IN_A_ROW, ROWS_MAX = 5, 5
ELLIPSIS = "…"

COLOURS = {
    Tone.PLAIN: None,
    Tone.GOOD: discord.Colour.green(),
    Tone.WARNING: discord.Colour.gold(),
    Tone.BAD: discord.Colour.red(),
}


def layout(card: Card, speaker: Speaker, locale: str) -> discord.ui.LayoutView:
    """The card in words, as a view that never times out. It has at most 33 of the 40 components Discord allows."""
    long_links = [button for button in card.buttons if _too_long_to_press(button)]
    buttons = [button for button in card.buttons if not _too_long_to_press(button)][: BUTTONS_IN_A_ROW * ROWS_MAX]
    container = discord.ui.Container[discord.ui.LayoutView](accent_colour=COLOURS[card.tone])
    title = shortened("### " + " ".join(speaker.say(card.title, locale).split()), LONGEST_TITLE)
    links = [f"[{speaker.say(button.label, locale)}]({button.url})" for button in long_links]
    room = LONGEST_TEXT - len(title) - sum(len(link) + 1 for link in links)
    lines = shortened("\n".join(speaker.say(line, locale) for line in card.lines), room)
    container.add_item(discord.ui.TextDisplay(title))
    if body := "\n".join(part for part in (lines, *links) if part):
        container.add_item(discord.ui.TextDisplay(body))
    for start in range(0, len(buttons), BUTTONS_IN_A_ROW):
        row = buttons[start : start + BUTTONS_IN_A_ROW]
        container.add_item(discord.ui.ActionRow(*(_button(button, speaker, locale) for button in row)))
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


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
