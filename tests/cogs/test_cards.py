"""Cards as Discord shows them."""

import pytest

from bot.rules.cards import Act, Button, Card, Part, Tone
from bot.rules.texts import Text, text
from cogs.cards import COLOURS, layout, shortened
from tests.cogs.speakers import Plain

SUBJECT = "mbr_01jd5v0c3m9k2w7x8y4z6a1b2c"


def shown(card, locale="ja"):
    """The card as it goes over the wire: the one container."""
    [container] = layout(card, Plain(), locale).to_components()
    return container


def texts(container):
    return [part["content"] for part in container["components"] if part["type"] == 10]


def rows(container):
    return [part["components"] for part in container["components"] if part["type"] == 1]


async def test_a_card_is_one_container_with_title_text_and_rows_of_five():
    buttons = tuple(Button(text("buttons.why", n=n), Act.WHY, f"{SUBJECT}{n}") for n in range(7))
    container = shown(Card(text("why.title"), (text("why.active"), text("why.left")), buttons, Tone.GOOD))

    assert container["type"] == 17
    assert container["accent_color"] == COLOURS[Tone.GOOD].value
    assert texts(container) == ["### ja|why.title", "ja|why.active\nja|why.left"]
    assert [len(row) for row in rows(container)] == [5, 2]
    assert rows(container)[0][0]["custom_id"] == f"rk:why:{SUBJECT}0"


async def test_the_words_are_those_of_the_reader():
    assert texts(shown(Card(text("why.title")), locale="en-US")) == ["### en-US|why.title"]


async def test_a_card_without_lines_has_no_empty_text():
    """Discord refuses a text of no characters."""
    assert len(texts(shown(Card(text("why.title"))))) == 1


async def test_nothing_but_lasting_buttons_and_links():
    """A plain button among them would take all buttons of the bot away when the view times out."""
    card = Card(text("a.b"), (), (Button(text("a.c"), Act.JOIN, "room_1"), Button(text("a.d"), url="https://x.test/")))
    view = layout(card, Plain(), "ja")

    assert view.timeout is None
    assert view.is_persistent()
    assert all(not part.is_dispatchable() or hasattr(part, "template") for part in view.walk_children())


async def test_the_largest_card_stays_within_what_discord_allows():
    lines = tuple(Text("あ" * 900) for _ in range(30))
    buttons = tuple(Button(Text("い" * 200), Act.WHY, str(n)) for n in range(40))
    view = layout(Card(Text("う" * 900), lines, buttons), Plain(), "ja")
    [container] = view.to_components()

    assert view.content_length() <= 4000
    assert view.total_children_count <= 40
    assert all(len(button["label"]) <= 80 for row in rows(container) for button in row)
    assert texts(container)[1].endswith("…")


async def test_a_link_too_long_for_a_button_stands_in_the_text():
    """Stripe's links are at times longer than the 512 characters of a button; without it nobody could pay."""
    url = "https://checkout.stripe.test/" + "a" * 600
    lines = (Text("あ" * 5000),)
    container = shown(Card(text("joining.title"), lines, (Button(text("buttons.to_payment"), url=url),)))

    assert rows(container) == []
    assert texts(container)[1].endswith(f"あ…\n[ja|buttons.to_payment]({url})")


async def test_labels_are_said_plainly_and_text_is_not():
    """Labels know no formatting, so a backslash that guards a room's name in a text would be seen in a label."""
    container = shown(Card(text("a.b"), (text("a.line"),), (Button(text("buttons.join"), Act.JOIN, "room_1"),)))

    assert texts(container) == ["### ja|a.b", "ja|a.line"]
    assert rows(container)[0][0]["label"] == "ja~buttons.join"


@pytest.mark.parametrize(
    ("words", "room", "left"),
    [
        ("short enough", 12, "short enough"),
        ("one two three", 10, "one two…"),
        ("until <t:1767225600:F>", 15, "until…"),
        ("see [the page](https://x.test/abc) now", 20, "see…"),
        ("あいうえおかきくけこ", 5, "あいうえ…"),
    ],
)
def test_a_cut_leaves_nothing_half_said(words, room, left):
    assert shortened(words, room) == left


def part(number, *, length=20, buttons=2):
    acts = tuple(Button(text("buttons.why", n=n), Act.WHY, f"{number}-{n}") for n in range(buttons))
    return Part((Text("あ" * length),), acts)


async def test_a_part_is_set_off_and_has_its_buttons_below_its_text():
    onward = Part(buttons=(Button(text("buttons.home"), Act.HOME),))
    container = shown(Card(text("a.b"), (), (), parts=(part(1), part(2), onward)))

    assert [one["type"] for one in container["components"]] == [10, 14, 10, 1, 14, 10, 1, 1]
    assert texts(container)[1:] == ["あ" * 20] * 2
    assert rows(container)[-1][0]["custom_id"] == "rk:home:"


@pytest.mark.parametrize(("parts", "length", "buttons"), [(9, 20, 5), (30, 20, 0), (3, 3000, 2), (40, 3000, 5)])
async def test_the_largest_parts_stay_within_what_discord_allows(parts, length, buttons):
    card = Card(
        text("a.b"), (Text("い" * 900),), (), parts=tuple(part(n, length=length, buttons=buttons) for n in range(parts))
    )
    view = layout(card, Plain(), "ja")

    assert view.content_length() <= 4000
    assert view.total_children_count <= 40
    assert all(one.get("components", [0]) for one in view.to_components()[0]["components"])
