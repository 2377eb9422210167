"""A person in front of the page: a real browser, driven by what is seen and by the keyboard."""

import json
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import expect

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 20_000  # the machine may be busy; nothing here takes longer than a second by itself


class Visitor:
    """One open tab. `strange` collects what must never be there: errors of scripts, and requests to other machines."""

    def __init__(self, page: Any) -> None:
        self.page, self.strange = page, []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda fault: self.strange.append(str(fault)))
        page.on("console", self._hear)
        page.on("request", self._look)

    def _hear(self, line: Any) -> None:
        """Whatever a script complains of; that the server said no to an act is no complaint."""
        if line.type == "error" and "status of 4" not in line.text and "status of 503" not in line.text:
            self.strange.append(line.text)

    def _look(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.strange.append(request.url)

    @classmethod
    @asynccontextmanager
    async def of(cls, browser: Any, url: str, **kept: Any):
        """Visit the page. kept: what the browser remembers (lang, theme, me, …); size: of the window."""
        size = kept.pop("size", DESKTOP)
        kept = {"lang": "en", "theme": "dark", **kept}
        context = await browser.new_context(viewport=size)
        script = "for (const [name, value] of Object.entries(%s)) if (localStorage.getItem(name) === null)"
        script = (script + " localStorage.setItem(name, value)") % json.dumps(
            {f"sandbox.{name}": json.dumps(value) for name, value in kept.items()}
        )
        await context.add_init_script(f"if (location.port === '{url.rpartition(':')[2]}') {{ {script} }}")
        visitor = cls(await context.new_page())
        await visitor.page.goto(url)
        await visitor.sees("#composer .box:enabled")
        yield visitor
        await context.close()

        assert not visitor.strange, visitor.strange

    def find(self, selector: str, **more: Any) -> Any:
        """What is on the page: by a selector of CSS, and by its words (has_text)."""
        return self.page.locator(selector, **more)

    async def sees(self, selector: str, words: str | None = None) -> None:
        """Wait until it is on the screen."""
        found = self.find(selector, has_text=words) if words else self.find(selector)
        await expect(found.last).to_be_visible(timeout=PATIENCE_MS)

    async def misses(self, selector: str, words: str | None = None) -> None:
        """Wait until it is gone."""
        found = self.find(selector, has_text=words) if words else self.find(selector)
        await expect(found).to_have_count(0, timeout=PATIENCE_MS)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def be(self, name: str) -> None:
        """Be somebody else."""
        await self.find("#people .person", has_text=name).click()
        await self.sees("#people .person[aria-current]", name)

    async def go(self, place: str) -> None:
        """Open a channel of the server."""
        await self.find("#channels .channel", has_text=place).click()
        await self.sees("#heading h2", place)

    async def type(self, command: str) -> None:
        """Begin a command: its name, up to its first option."""
        await self.find("#composer .box").press_sequentially(f"/{command}")
        await self.sees("#composer .option", f"/{command}")
        await self.press("Tab")
        await self.sees("#composer .entry-name", f"/{command}")

    async def choose(self, words: str) -> None:
        """Choose what is suggested, with the keyboard."""
        option = self.find("#composer .option", has_text=words).first
        await expect(option).to_be_visible(timeout=PATIENCE_MS)
        focused = self.page.locator("#composer [role=combobox]:focus")
        wanted = await option.get_attribute("id")
        while await focused.get_attribute("aria-activedescendant") != wanted:
            await self.press("ArrowDown")
        await self.press("Enter")

    async def answer(self, words: str) -> Any:
        """The newest message that contains the words, once it is there."""
        await self.sees("#messages .message", words)
        return self.find("#messages .message", has_text=words).last

    async def ask_to_join(self, room: str) -> None:
        """Type the command, declare what the form asks for, and confirm what is ordered."""
        screens = self.find("#messages").get_by_role("button", name="Confirm and go on")
        before = await screens.count()
        await self.declare(room)
        await expect(screens).to_have_count(before + 1, timeout=PATIENCE_MS)  # the new one, not that of the last time
        await screens.last.click()

    async def declare(self, room: str) -> None:
        """Type the command, and send the form."""
        await self.type("room join")
        await self.choose(room)
        await self.press("Enter")
        form = self.page.get_by_role("dialog")
        await form.get_by_role("checkbox").check()
        await form.get_by_role("button", name="Submit").click()
        await expect(form).to_have_count(0, timeout=PATIENCE_MS)
