"""What people do with a Discord client: commands, presses, forms, messages, and what admins do by hand.

The functions behind `Person`, and behind the door that a page or a script in another process uses.
"""

import asyncio
from collections.abc import Callable, Iterable

from . import payloads, permissions, shapes
from .by_hand import ByHand, Tell
from .errors import NotAllowed
from .forms import ENTITIES, Thing, filled
from .message_shapes import message as written
from .messages import event
from .shapes import Object
from .state import Dispatch, Interaction, State
from .typing_commands import chosen_ids, find_command, is_offered_in_direct_messages, typed_options

__all__ = ["NotAllowed", "People", "Unanswered"]

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
BUTTON = 2
ANSWER_SECONDS = 30


class Unanswered(Exception):
    """The application did not respond, as a person reads it below their command."""


class People(ByHand):
    """Everybody's hands. Waits are woken by whatever changes, never timed."""

    def __init__(self, state: State, tell: Tell) -> None:
        super().__init__(state, tell)
        self._changed = asyncio.Condition()

    async def notice(self) -> None:
        """Wake whoever waits for something to change."""
        async with self._changed:
            self._changed.notify_all()

    async def until(self, enough: Callable[[], bool], seconds: float = ANSWER_SECONDS) -> None:
        """Return once `enough` says so. Raises TimeoutError."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(enough)

    # -- coming and going

    def account(self, name: str, *, locale: str, display: str | None = None) -> str:
        """The user of that name; made when there is none. display: what others read, where it is not the name."""
        known = next((one for one in self.state.users.values() if one["username"] == name), None)
        user = known or shapes.user(name) | ({"global_name": display} if display else {})
        self.state.users[user["id"]] = user
        self.state.locales[user["id"]] = locale
        return str(user["id"])

    async def come(
        self, name: str, *, locale: str = "ja", display: str | None = None, roles: Iterable[str] = ()
    ) -> str:
        """Into the server. Roles are lost when somebody leaves."""
        user_id = self.account(name, locale=locale, display=display)
        if user_id in self.state.bans:
            raise NotAllowed(f"{name} is banned")
        if user_id not in self.state.members:
            self.state.add_member(self.state.users[user_id], list(roles))
            await self._tell(self.state.member_event("GUILD_MEMBER_ADD", user_id))
        return user_id

    async def go(self, user_id: str) -> None:
        """Out of the server, and their roles with them."""
        await self._tell(self.state.remove_member(user_id))

    # -- talking to the bot

    async def command(self, user_id: str, words: str, options: Object, *, where: Object | None = None) -> Interaction:
        """Type a slash command. Raises NotAllowed or NoSuchCommand for what the client would not send.

        where: the channel, by default the one where news of the server appear.
        """
        place = where or self._lobby()
        found, path = find_command(self._offered(user_id, place), words)
        if place["type"] != shapes.DM and not self._sees(user_id, found):
            raise NotAllowed(f"/{found['name']} is hidden from {self.state.users[user_id]['username']}")
        data = typed_options(found, path, options, self.find)
        ids = chosen_ids(data)
        return await self._send(user_id, COMMAND, data | {"resolved": payloads.resolved(self.state, ids)}, place)

    async def complete(
        self, user_id: str, words: str, options: Object, focused: str, *, where: Object | None = None
    ) -> list[Object]:
        """What the client offers while an option is typed."""
        place = where or self._lobby()
        found, path = find_command(self._offered(user_id, place), words)
        data = typed_options(found, path, options, self.find, focused=focused)
        sent = await self._send(user_id, AUTOCOMPLETE, data | {"resolved": {}}, place)
        await self.until(lambda: sent.choices is not None)
        return sent.choices or []

    async def press(self, user_id: str, message: Object, custom_id: str) -> Interaction:
        """Press the button of a message. Raises NotAllowed for one that somebody else alone sees."""
        data = {"custom_id": custom_id, "component_type": BUTTON}
        return await self._send(user_id, COMPONENT, data, self._seen_place(user_id, message), message=message)

    async def choose(self, user_id: str, message: Object, custom_id: str, values: list[str], kind: int) -> Interaction:
        """Send what was picked from a menu, whose kind is its component's number."""
        data = {"custom_id": custom_id, "component_type": kind, "values": values}
        data |= {"resolved": payloads.resolved(self.state, values)} if kind in ENTITIES else {}
        return await self._send(user_id, COMPONENT, data, self._seen_place(user_id, message), message=message)

    async def submit(self, user_id: str, asked: Interaction, values: Object) -> Interaction:
        """Send the form that came as an answer to `asked`. Raises NotAllowed for what the client would not send."""
        form = asked.modal
        assert form is not None, asked
        components = filled(form, values, self.find)
        chosen = [id for one in components for id in one.get("component", {}).get("values", [])]
        data = {"custom_id": form["custom_id"], "components": components}
        data |= {"resolved": payloads.resolved(self.state, chosen)}
        place = self.state.channel(asked.payload["channel_id"])
        return await self._send(user_id, FORM, data, place, message=asked.payload.get("message"))

    async def answered(self, sent: Interaction) -> None:
        """Wait for the final answer. Raises Unanswered when none came in time."""
        try:
            await self.until(lambda: not sent.waits)
        except TimeoutError:
            raise Unanswered(f"the application did not respond to {sent.payload['data']}") from None

    def find(self, name: str, things: tuple[Thing, ...]) -> str | None:
        """The id of a member, a role or a channel by its name; an id finds itself."""
        state, named = self.state, dict[str, str]()
        if Thing.CHANNEL in things:
            named |= {one["name"]: one["id"] for one in state.guild_channels()}
        if Thing.ROLE in things:
            named |= {one["name"]: one["id"] for one in state.guild["roles"]}
        if Thing.USER in things:
            named |= {one["user"]["username"]: id for id, one in state.members.items()}
        return named.get(name) or (name if name in named.values() else None)

    def offered(self, user_id: str, place: Object) -> list[Object]:
        """The commands the client shows somebody in a place; none where they may type none."""
        try:
            found = self._offered(user_id, place)
        except NotAllowed:
            return []
        return [one for one in found if place["type"] == shapes.DM or self._sees(user_id, one)]

    def _offered(self, user_id: str, place: Object) -> list[Object]:
        """The commands somebody may type in a place. Raises NotAllowed where there are none at all."""
        if place["type"] == shapes.DM:
            return [one for one in self.state.commands if is_offered_in_direct_messages(one)]
        if user_id not in self.state.members:
            raise NotAllowed("not in the server, so its commands are not offered")
        if not self.state.rights.of(user_id) & permissions.USE_COMMANDS:
            raise NotAllowed("may not use commands now")
        return self.state.commands

    def _sees(self, user_id: str, command: Object) -> bool:
        needed = int(command.get("default_member_permissions") or 0)
        return self.state.rights.of(user_id) & needed == needed

    def _lobby(self) -> Object:
        return self.state.channel(self.state.guild["system_channel_id"])

    def _seen_place(self, user_id: str, message: Object) -> Object:
        """Where a message is. Raises NotAllowed for one that somebody else alone sees."""
        if self.state.private_to.get(message["id"], user_id) != user_id:
            raise NotAllowed("only somebody else sees that message")
        place = self.state.channel(message["channel_id"])
        if place["type"] == shapes.DM and place["recipients"][0]["id"] != user_id:
            raise NotAllowed("that is somebody else's direct message")
        return place

    async def _send(
        self, user_id: str, kind: int, data: Object, place: Object, *, message: Object | None = None
    ) -> Interaction:
        payload = payloads.interaction(self.state, user_id, kind, data, place, message=message)
        sent = self.state.interactions[payload["id"]] = Interaction(payload["id"], payload["token"], payload)
        await self._tell(Dispatch("INTERACTION_CREATE", payload))
        return sent

    # -- reading and writing

    def _may_write(self, user_id: str, channel: Object) -> bool:
        """In a thread: who is in it and may write in threads of its channel, unless a moderator locked it."""
        if channel["type"] != shapes.PRIVATE_THREAD:
            return bool(self.state.rights.in_channel(user_id, channel) & permissions.SEND_MESSAGES)
        held = self.state.rights.in_channel(user_id, self.state.channel(channel["parent_id"]))
        is_in = user_id in self.state.thread_members[channel["id"]]
        return is_in and bool(held & permissions.SEND_IN_THREADS) and not channel["thread_metadata"]["locked"]

    def channels(self, user_id: str) -> list[Object]:
        """The channels a person sees, by permission; private threads they are in."""
        rights = self.state.rights
        seen = [one for one in self.state.guild_channels() if rights.in_channel(user_id, one)]
        threads = [self.state.channels[id] for id, ids in self.state.thread_members.items() if user_id in ids]
        return seen + threads

    def direct_channel(self, user_id: str) -> Object:
        """Somebody's own place to talk with the bot; there from the moment they look."""
        known = self.state.direct_channel_of(user_id)
        return known or self.state.add_channel(shapes.direct_channel(self.state.users[user_id]))

    def direct_messages(self, user_id: str) -> list[Object]:
        """What the bot wrote to a person; private answers to presses are gone with the client's next start."""
        channel = self.state.direct_channel_of(user_id)
        return [] if channel is None else list(self.state.messages_of(channel["id"]))

    async def write(self, user_id: str, channel_id: str, words: str) -> Object:
        """Write into a channel. Raises NotAllowed."""
        channel = self.state.channel(channel_id)
        if not self._may_write(user_id, channel):
            raise NotAllowed(f"may not write in {channel['name']}")
        if channel["type"] == shapes.PRIVATE_THREAD and channel["thread_metadata"]["archived"]:
            channel["thread_metadata"]["archived"] = False
            await self._tell(self.state.event("THREAD_UPDATE", channel))
        made = self.state.add_message(written(channel_id, self.state.users[user_id], {"content": words}))
        await self._tell(event(self.state, "MESSAGE_CREATE", made))
        return made
