"""What a browser does with the page's server: looks, acts, and hears what changes."""

import asyncio
import json
from contextlib import asynccontextmanager

import aiohttp

SOON_SECONDS = 30


class Browser:
    """One open page. `heard` are its server-sent events so far: (kind, data)."""

    def __init__(self, page, session):
        self.page, self._session = page, session
        self.heard, self._news = [], asyncio.Condition()

    @classmethod
    @asynccontextmanager
    async def of(cls, page):
        async with aiohttp.ClientSession() as session:
            browser = cls(page, session)
            listening = asyncio.create_task(browser._listen())
            await browser.hear(lambda kind, data: kind == "hello")
            yield browser
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    @property
    def world(self):
        return self.page.stage.world

    async def get(self, path, **query):
        async with self._session.get(self.page.url + path, params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def post(self, path, **said):
        status, told = await self.ask("POST", path, json=said)
        assert status == 200, told
        return told

    async def ask(self, method, path, **more):
        """Status and JSON, whatever they are."""
        async with self._session.request(method, self.page.url + path, **more) as response:
            words = await response.text()
            return response.status, json.loads(words) if words.startswith("{") else words

    async def _listen(self):
        async with self._session.get(f"{self.page.url}/api/events", timeout=aiohttp.ClientTimeout()) as stream:
            kind = None
            async for line in stream.content:
                name, _, value = line.decode().strip().partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    async with self._news:
                        self.heard.append((kind, json.loads(value)))
                        self._news.notify_all()

    async def hear(self, wanted):
        """Wait for an event that fits; forget it and everything before it. Returns its data."""

        def found():
            return next((i for i, (kind, data) in enumerate(self.heard) if wanted(kind, data)), None)

        async with asyncio.timeout(SOON_SECONDS), self._news:
            await self._news.wait_for(lambda: found() is not None)
            at = found()
            data = self.heard[at][1]
            del self.heard[: at + 1]
            return data

    async def person(self, name):
        world = await self.get("/api/world")
        return next(one for one in world["people"] if one["name"] == name)

    async def id_of(self, name):
        return (await self.person(name))["id"]

    async def lobby(self):
        return (await self.get("/api/world"))["server"]["system_channel_id"]

    async def type(self, name, command, channel=None, **options):
        """A slash command, with its answer once that is there. Returns the interaction."""
        id, place = await self.id_of(name), channel or await self.lobby()
        said = {"channel": place, "command": command, "options": options}
        sent = await self.post(f"/api/people/{id}/commands", **said)
        return await self.end_of(sent)

    async def declare(self, name, form):
        """Send a form of joining. Returns the interaction whose answer is the final screen."""
        id = await self.id_of(name)
        sent = await self.post(f"/api/people/{id}/modals", interaction=form["id"], values={"declared": True})
        return await self.end_of(sent)

    async def confirm(self, name, form):
        """Send a form of joining and confirm the final screen. Returns the interaction whose answer has the link."""
        id, screen = await self.id_of(name), await self.declare(name, form)
        pressed = {"message": screen["message"], "custom_id": await self._button(name, screen, "rk:confirm:")}
        return await self.end_of(await self.post(f"/api/people/{id}/components", **pressed))

    async def _button(self, name, sent, prefix):
        parts = (await self.message(name, sent))["raw"]["components"][0]["components"]
        buttons = [one for part in parts for one in part.get("components", ())]
        return next(one["custom_id"] for one in buttons if one.get("custom_id", "").startswith(prefix))

    async def end_of(self, sent):
        if sent["state"] in ("sending", "thinking"):
            return await self.hear(
                lambda kind, data: (
                    kind == "interaction" and data["id"] == sent["id"] and data["state"] not in ("sending", "thinking")
                )
            )
        return sent

    async def messages(self, name, channel):
        return (await self.get(f"/api/people/{await self.id_of(name)}/messages", channel=channel))["messages"]

    async def message(self, name, sent):
        """The message an interaction brought."""
        found = await self.messages(name, sent["channel"])
        return next(one for one in found if one["id"] == sent["message"])
