"""What the page makes of what a bot may send: markup, layout, menus, forms; and of what it should never be sent."""

import pytest
from playwright.async_api import expect

from sandbox.page.server import opened_page
from tests.browser import opened
from tests.sandbox.page.visiting import Visitor

TEXTS = [
    ("**b** *i* __u__ ~~s~~ `c*d*`", "<strong>b</strong> <em>i</em> <u>u</u> <s>s</s> <code>c*d*</code>"),
    ("***both*** _i_ snake_case_word", "<strong><em>both</em></strong> <em>i</em> snake_case_word"),
    (r"\*plain\* 2 * 3 * 4", "*plain* 2 * 3 * 4"),
    ("```py\n**raw**\n```", '<pre tabindex="0"><code>**raw**</code></pre>'),
    ("> one\n> two\nthree", "<blockquote>one\ntwo</blockquote>three"),
    ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    ("3. x\n4. y", '<ol start="3"><li>x</li><li>y</li></ol>'),
    ("-# small\nbig", '<p class="subtext">small</p>big'),
    ("## Two", '<p class="heading-2" role="heading" aria-level="4">Two</p>'),
    ("one\n\ntwo", "one\n\ntwo"),
    ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
    ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ("<https://a.example>", '<a href="https://a.example" target="_blank" rel="noreferrer">https://a.example</a>'),
    (
        "https://a.example/?q=1、次",
        '<a href="https://a.example/?q=1" target="_blank" rel="noreferrer">https://a.example/?q=1</a>、次',
    ),
    ("**open", "**open"),
    ("<:heart:123456789012345678>", ":heart:"),
    ("@everyone", '<span class="mention">@everyone</span>'),
]

LAYOUT = [
    {
        "type": 17,
        "accent_color": 0x3BA55C,
        "components": [
            {
                "type": 9,
                "components": [{"type": 10, "content": "### A section"}],
                "accessory": {"type": 2, "style": 4, "label": "Remove", "custom_id": "remove"},
            },
            {"type": 14, "divider": True, "spacing": 2},
            {"type": 10, "content": "||covered||"},
            {"type": 13, "file": {"url": "http://127.0.0.1/a.pdf"}, "name": "a.pdf", "size": 2048},
            {
                "type": 1,
                "components": [
                    {"type": 2, "style": 5, "label": "Bad", "url": "javascript:alert(1)"},
                    {"type": 2, "style": 2, "label": "Off", "custom_id": "off", "disabled": True},
                ],
            },
            {
                "type": 1,
                "components": [
                    {
                        "type": 3,
                        "custom_id": "one",
                        "placeholder": "Pick one",
                        "options": [
                            {"label": "Tea", "value": "t", "description": "green"},
                            {"label": "Cake", "value": "c"},
                        ],
                    }
                ],
            },
            {"type": 1, "components": [{"type": 5, "custom_id": "who", "placeholder": "Who", "max_values": 2}]},
            {"type": 99},
        ],
    }
]

FORM = {
    "id": "1",
    "modal": {
        "title": "Everything",
        "components": [
            {"type": 10, "content": "Read **this** first"},
            {"type": 18, "label": "Name", "component": {"type": 4, "style": 1, "custom_id": "name", "min_length": 3}},
            {
                "type": 18,
                "label": "Drink",
                "component": {
                    "type": 3,
                    "custom_id": "drink",
                    "options": [{"label": "Tea", "value": "t"}, {"label": "Coffee", "value": "c"}],
                },
            },
            {
                "type": 18,
                "label": "Size",
                "component": {
                    "type": 21,
                    "custom_id": "size",
                    "options": [{"label": "Small", "value": "s"}, {"label": "Large", "value": "l"}],
                },
            },
            {
                "type": 18,
                "label": "Extras",
                "component": {
                    "type": 22,
                    "custom_id": "extras",
                    "required": False,
                    "max_values": 1,
                    "options": [{"label": "Milk", "value": "m"}, {"label": "Sugar", "value": "u"}],
                },
            },
            {"type": 18, "label": "I agree", "component": {"type": 23, "custom_id": "agree"}},
            {
                "type": 18,
                "label": "Why",
                "description": "Only if you like",
                "component": {"type": 4, "style": 2, "custom_id": "why", "required": False},
            },
        ],
    },
}


@pytest.fixture
async def visitor(tmp_path):
    async with (
        opened() as chromium,
        opened_page(tmp_path) as served,
        Visitor.of(chromium, served.url, **{"guide-hidden": True}) as visitor,
    ):
        yield visitor


MARKED = """async (text) => {
  const { markup } = await import("/static/markup.js");
  const place = document.createElement("div");
  place.append(...markup(text));
  return place.innerHTML;
}"""


async def test_markup_becomes_what_discord_shows(visitor):
    """And nothing that was sent becomes more than text."""
    shown = [(text, await visitor.page.evaluate(MARKED, text)) for text, _ in TEXTS]

    assert shown == TEXTS


async def test_marks_are_worded_for_the_reader(visitor):
    """Times by the community's clock in the reader's language, people and channels by name, closed ones by none."""
    world = await visitor.page.evaluate("async () => (await fetch('/api/world')).json()")
    hanako = next(one for one in world["people"] if one["name"] == "hanako")
    closed = next(id for id, one in world["channels"].items() if one["name"] == "Silver" and one["type"] == 0)
    unix = 1795575600  # 2026-11-25 12:00 in Tokyo
    text = f"<@{hanako['id']}> <#{closed}> <t:{unix}:f> <t:{unix}:t> <t:99999999999999:R> </room join:1>"
    place = f"(async () => {{ const make = {MARKED}; const d = document.createElement('div');"
    place += f" d.innerHTML = await make({text!r}); return d.textContent; }})()"

    assert (await visitor.page.evaluate(place)).replace("\u202f", " ") == (
        "@花子 No access November 25, 2026 at 12:00 PM 12:00 PM <t:99999999999999:R> /room join"
    )


async def test_every_part_of_a_layout_is_drawn_and_works(visitor):
    await visitor.page.evaluate(
        """async (list) => {
          const { components } = await import("/static/components.js");
          window.acts = [];
          const act = (id, values) => window.acts.push([id, values ?? null]);
          const place = Object.assign(document.createElement("div"), { id: "here", className: "content" });
          place.append(...components(list, act));
          document.querySelector("#messages").append(place);
        }""",
        LAYOUT,
    )
    here = visitor.find("#here")
    await expect(here.get_by_role("heading", name="A section")).to_be_visible()
    await here.get_by_role("button", name="Remove").click()
    await expect(here.get_by_role("button", name="Off")).to_be_disabled()
    assert await here.get_by_role("link", name="Bad").count() == 0  # a button that leads nowhere harmful
    assert await here.get_by_text("2 kB").count() == 1
    assert await here.get_by_text("does not know (99)").count() == 1

    await here.get_by_role("button", name="Spoiler").press("Enter")
    await expect(here.get_by_text("covered")).to_be_visible()
    assert await here.get_by_role("button", name="Spoiler").count() == 0

    await here.get_by_role("combobox", name="Pick one").press("Enter")
    await visitor.press("ArrowDown", "Enter")
    await here.get_by_role("combobox", name="Who").press("Enter")
    await visitor.page.keyboard.type("mika")
    await visitor.press("Enter", "Backspace", "Backspace", "Backspace", "Backspace")
    await visitor.page.keyboard.type("ken")
    await visitor.press("Enter", "Escape")
    mika, ken = await visitor.page.evaluate(
        "async () => { const all = (await (await fetch('/api/world')).json()).people;"
        " return ['mika', 'ken'].map((name) => all.find((one) => one.name === name).id); }"
    )

    assert await visitor.page.evaluate("window.acts") == [["remove", None], ["one", ["c"]], ["who", [mika, ken]]]


async def test_every_kind_of_field_is_filled_in(visitor):
    await visitor.page.evaluate(
        """async (one) => {
          const { form } = await import("/static/modal.js");
          window.sent = [];
          const send = async (values) => (window.sent.push(values) === 1 ? "Not yet" : null);
          form(one, send, () => {});
        }""",
        FORM,
    )
    form = visitor.page.get_by_role("dialog", name="Everything")
    submit = form.get_by_role("button", name="Submit")
    await form.get_by_label("Name").fill("ab")
    await submit.click()
    await expect(form.get_by_text("At least 3 characters")).to_be_visible()
    await expect(form.get_by_text("Choose at least 1")).to_have_count(2)  # the menu, and the size
    assert await visitor.page.evaluate("window.sent") == []

    await form.get_by_label("Name").fill("abc")
    await form.get_by_role("combobox", name="Drink").click()
    await visitor.press("ArrowDown", "Enter")
    await form.get_by_label("Large").check()
    await form.get_by_label("Milk").check()
    await form.get_by_label("Sugar").check()
    await submit.click()
    await expect(form.get_by_text("Choose at most 1")).to_be_visible()
    await form.get_by_label("Milk").uncheck()
    await form.get_by_label("I agree").check()
    await submit.click()
    await expect(form.get_by_text("Not yet")).to_be_visible()  # refused: the form stays, with what was written
    await submit.click()
    await expect(form).to_have_count(0)

    wanted = {"name": "abc", "drink": ["c"], "size": "l", "extras": ["u"], "agree": True, "why": ""}
    assert await visitor.page.evaluate("window.sent") == [wanted, wanted]
