"""What admins and members do by hand in Discord's own menus, without the bot: roles, kicks, the bell of an event."""

from collections.abc import Awaitable, Callable

from . import audit, shapes
from .errors import NotAllowed
from .shapes import Object
from .state import Dispatch, State

Tell = Callable[[Dispatch], Awaitable[None]]


class ByHand:
    """Acts that the server's settings offer. `tell` sends the gateway event of each."""

    def __init__(self, state: State, tell: Tell) -> None:
        self.state, self._tell = state, tell

    def role_called(self, name: str) -> Object:
        """The newest role of that name. Raises NotAllowed."""
        found: list[Object] = [one for one in self.state.guild["roles"] if one["name"] == name]
        if not found:
            raise NotAllowed(f"there is no role called {name}")
        return found[-1]

    async def make_role(self, name: str, granted: int = 0) -> Object:
        """A new role, at the bottom. granted: its permissions."""
        made = shapes.role(name, 1, granted)
        await self._tell(self.state.add_role(made))
        return made

    async def set_role(self, user_id: str, role_id: str, *, held: bool, by: str | None = None) -> None:
        """Give or take a role. by: who does it, by default the owner; the audit log will say."""
        roles, role = self.state.member(user_id)["roles"], self.state.rights.role(role_id)
        if held == (role_id in roles):
            return
        if held:
            roles.append(role_id)
        else:
            roles.remove(role_id)
        changes = audit.role_changes([role], []) if held else audit.role_changes([], [role])
        who = by or self.state.owner["id"]
        await self._tell(self.state.member_event("GUILD_MEMBER_UPDATE", user_id))
        await self._tell(audit.entry(self.state, audit.Act.MEMBER_ROLES, user_id, by=who, changes=changes))

    async def move_role(self, role: Object, position: int) -> None:
        """Drag a role to a position, above the bot's own if one likes."""
        role["position"] = position
        await self._tell(self.state.event("GUILD_ROLE_UPDATE", {"guild_id": self.state.guild["id"], "role": role}))

    async def delete_role(self, role: Object) -> None:
        """Delete a role, and take it from everybody."""
        await self._tell(self.state.remove_role(role))

    async def kick(self, user_id: str, *, by: str) -> None:
        """Send a member away, as somebody who may."""
        await self._tell(self.state.remove_member(user_id))
        await self._tell(audit.entry(self.state, audit.Act.MEMBER_KICK, user_id, by=by))

    async def ban(self, user_id: str, *, by: str) -> None:
        """Send a member away and keep them out, as somebody who may."""
        who, guild_id = self.state.users[user_id], self.state.guild["id"]
        self.state.bans[user_id] = {"user": who, "reason": None}
        await self._tell(self.state.remove_member(user_id))
        await self._tell(self.state.event("GUILD_BAN_ADD", {"guild_id": guild_id, "user": who}))
        await self._tell(audit.entry(self.state, audit.Act.BAN_ADD, user_id, by=by))

    async def be_interested(self, user_id: str, name: str, *, interested: bool) -> None:
        """Below the scheduled event of that name."""
        found = next((one for one in self.state.events.values() if one["name"] == name), None)
        if found is None:
            raise NotAllowed(f"there is no event called {name}")
        people = self.state.interested[found["id"]]
        (people.add if interested else people.discard)(user_id)
        about = {"guild_id": self.state.guild["id"], "guild_scheduled_event_id": found["id"], "user_id": user_id}
        kind = "ADD" if interested else "REMOVE"
        await self._tell(self.state.event(f"GUILD_SCHEDULED_EVENT_USER_{kind}", about))
