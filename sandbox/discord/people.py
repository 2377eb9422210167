"""What people do with a Discord client: commands, presses, forms, messages, and what admins do by hand.

The functions behind `Person`, and behind the door that a page or a script in another process uses.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from . import permissions, shapes
from .guilds import remove_role
from .shapes import Object
from .snowflakes import snowflake
from .state import Dispatch, Interaction, State
from .typing_commands import find_command, typed_options

Tell = Callable[[Dispatch], Awaitable[None]]

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
BUTTON = 2
ANSWER_SECONDS = 30
EPHEMERAL = 1 << 6


class Unanswered(Exception):
    """The application did not respond, as a person reads it below their command."""


class NotAllowed(Exception):
    """The client would not let this person do that."""


class People:
    """Everybody's hands. Waits are woken by whatever changes, never timed."""

    def __init__(self, state: State, tell: Tell) -> None:
        self.state, self._tell = state, tell
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

    def account(self, name: str, *, locale: str) -> str:
        """The user of that name; made when there is none."""
        known = next((one for one in self.state.users.values() if one["username"] == name), None)
        user = known or shapes.user(name)
        self.state.users[user["id"]] = user
        self.state.locales[user["id"]] = locale
        return str(user["id"])

    async def come(self, name: str, *, locale: str = "ja", roles: Iterable[str] = ()) -> str:
        """Into the server. Roles are lost when somebody leaves."""
        user_id = self.account(name, locale=locale)
        if user_id not in self.state.members:
            self.state.add_member(self.state.users[user_id], list(roles))
            await self._tell(self.state.member_event("GUILD_MEMBER_ADD", user_id))
        return user_id

    async def go(self, user_id: str) -> None:
        gone = self.state.members.pop(user_id)
        data = {"guild_id": self.state.guild["id"], "user": gone["user"]}
        await self._tell(self.state.event("GUILD_MEMBER_REMOVE", data))

    # -- talking to the bot

    async def command(self, user_id: str, words: str, options: Object) -> Interaction:
        """Type a slash command. Raises NotAllowed or NoSuchCommand for what the client would not send."""
        found, path = find_command(self.state.commands, words)
        self._may_see(user_id, found)
        members = {one["user"]["username"]: id for id, one in self.state.members.items()}
        data = typed_options(found, path, options, members)
        resolved = self._resolved(data)
        return await self._send(user_id, COMMAND, data | {"resolved": resolved})

    async def complete(self, user_id: str, words: str, options: Object, focused: str) -> list[Object]:
        """What the client offers while an option is typed."""
        found, path = find_command(self.state.commands, words)
        members = {one["user"]["username"]: id for id, one in self.state.members.items()}
        data = typed_options(found, path, options, members, focused=focused)
        sent = await self._send(user_id, AUTOCOMPLETE, data | {"resolved": {}})
        await self.until(lambda: sent.choices is not None)
        return sent.choices or []

    async def press(self, user_id: str, message: Object, custom_id: str) -> Interaction:
        data = {"custom_id": custom_id, "component_type": BUTTON}
        return await self._send(user_id, COMPONENT, data, message=message)

    async def choose(self, user_id: str, message: Object, custom_id: str, values: list[str], kind: int) -> Interaction:
        data = {"custom_id": custom_id, "component_type": kind, "values": values}
        return await self._send(user_id, COMPONENT, data, message=message)

    async def submit(self, user_id: str, form: Object, components: list[Object]) -> Interaction:
        data = {"custom_id": form["custom_id"], "components": components, "resolved": {}}
        return await self._send(user_id, FORM, data)

    async def answered(self, sent: Interaction) -> None:
        """Wait for the final answer. Raises Unanswered when none came in time."""
        try:
            await self.until(lambda: not sent.waits)
        except TimeoutError:
            raise Unanswered(f"the application did not respond to {sent.payload['data']}") from None

    def _may_see(self, user_id: str, command: Object) -> None:
        if user_id not in self.state.members:
            raise NotAllowed("not in the server, so its commands are not offered")
        needed = command.get("default_member_permissions")
        if needed is not None and self.state.rights.of(user_id) & int(needed) != int(needed):
            raise NotAllowed(f"/{command['name']} is hidden from people without the permissions {needed}")

    def _resolved(self, data: Object) -> Object:
        ids = [one["value"] for one in _leaves(data) if one["type"] == 6]  # noqa: PLR2004 -- a user option
        users = {id: self.state.users[id] for id in ids}
        known = {id: self.state.members[id] for id in ids if id in self.state.members}
        bare = {id: {k: v for k, v in one.items() if k not in ("user", "deaf", "mute")} for id, one in known.items()}
        rights = self.state.rights
        members = {id: one | {"permissions": str(rights.of(id))} for id, one in bare.items()}
        return {"users": users, "members": members} if users else {}

    async def _send(self, user_id: str, kind: int, data: Object, *, message: Object | None = None) -> Interaction:
        state, id = self.state, snowflake()
        where = self._place(message)
        payload: Object = {
            "id": id,
            "application_id": state.application_id,
            "type": kind,
            "token": f"token-{id}",
            "version": 1,
            "data": data,
            "channel": where,
            "channel_id": where["id"],
            "app_permissions": str(state.rights.of(state.application_id)),
            "locale": state.locales.get(user_id, "en-US"),
            "entitlements": [],
            "attachment_size_limit": 10485760,
            "authorizing_integration_owners": {"0": state.guild["id"]},
        }
        payload |= self._who(user_id, where)
        if message is not None:
            payload["message"] = message
        sent = state.interactions[id] = Interaction(id, payload["token"], payload)
        await self._tell(Dispatch("INTERACTION_CREATE", payload))
        return sent

    def _place(self, message: Object | None) -> Object:
        if message is not None:
            return self.state.channel(message["channel_id"])
        return self.state.channel(self.state.guild["system_channel_id"])

    def _who(self, user_id: str, where: Object) -> Object:
        """In the server a member with their permissions, in a direct channel only a user."""
        state = self.state
        if where["type"] == shapes.DM:
            return {"user": state.users[user_id], "context": 1}
        member = state.member(user_id) | {"permissions": str(state.rights.in_channel(user_id, where))}
        guild = {"id": state.guild["id"], "locale": state.guild["preferred_locale"], "features": []}
        locale = state.guild["preferred_locale"]
        return {"member": member, "guild_id": guild["id"], "guild": guild, "guild_locale": locale, "context": 0}

    # -- reading and writing

    def channels(self, user_id: str) -> list[Object]:
        """The channels a person sees, by permission; private threads they are in."""
        rights = self.state.rights
        seen = [one for one in self.state.guild_channels() if rights.in_channel(user_id, one)]
        threads = [self.state.channels[id] for id, ids in self.state.thread_members.items() if user_id in ids]
        return seen + threads

    def direct_messages(self, user_id: str) -> list[Object]:
        """What the bot wrote to a person; private answers to presses are gone with the client's next start."""
        channel = self.state.direct_channel_of(user_id)
        found = [] if channel is None else self.state.messages_of(channel["id"])
        return [one for one in found if not one["flags"] & EPHEMERAL]

    async def write(self, user_id: str, channel_id: str, words: str) -> Object:
        channel = self.state.channel(channel_id)
        if not self.state.rights.in_channel(user_id, channel) & permissions.SEND_MESSAGES:
            raise NotAllowed(f"may not write in {channel['name']}")
        made = self.state.add_message(shapes.message(channel_id, self.state.users[user_id], {"content": words}))
        await self._tell(self.state.event("MESSAGE_CREATE", made | {"guild_id": self.state.guild["id"]}))
        return made

    # -- what admins do by hand

    def role_called(self, name: str) -> Object:
        found: list[Object] = [one for one in self.state.guild["roles"] if one["name"] == name]
        if not found:
            raise NotAllowed(f"there is no role called {name}")
        return found[-1]

    async def make_role(self, name: str, granted: int = 0) -> Object:
        made = shapes.role(name, 1, granted)
        self.state.guild["roles"].append(made)
        await self._tell(self.state.event("GUILD_ROLE_CREATE", {"guild_id": self.state.guild["id"], "role": made}))
        return made

    async def set_role(self, user_id: str, role_id: str, *, held: bool) -> None:
        roles = self.state.member(user_id)["roles"]
        if held and role_id not in roles:
            roles.append(role_id)
        if not held and role_id in roles:
            roles.remove(role_id)
        await self._tell(self.state.member_event("GUILD_MEMBER_UPDATE", user_id))

    async def move_role(self, role: Object, position: int) -> None:
        role["position"] = position
        await self._tell(self.state.event("GUILD_ROLE_UPDATE", {"guild_id": self.state.guild["id"], "role": role}))

    async def delete_role(self, role: Object) -> None:
        told: list[Dispatch] = []

        class Hand:
            state = self.state

            @staticmethod
            def tell(dispatch: Dispatch) -> None:
                told.append(dispatch)

        remove_role(Hand, role)  # type: ignore[arg-type]  # by hand there is no call of the API
        for dispatch in told:
            await self._tell(dispatch)


def _leaves(data: Object) -> list[Any]:
    """The options that carry a value, however deep."""
    found: list[Any] = []
    for option in data.get("options") or []:
        found += _leaves(option) if "options" in option else [option] if "value" in option else []
    return found
