"""Members: who there is, their roles, names and timeouts, and how they are sent away."""

from datetime import datetime, timedelta

from . import permissions
from .audit import Act, differences, role_changes
from .calls import Call, Object
from .errors import Refusal, invalid, too_long, unknown
from .messages import event

NICK_MAX, PAGE_MAX = 32, 1000
LONGEST_TIMEOUT = timedelta(days=28)
DELETED_MESSAGES_SECONDS_MAX = 7 * 24 * 3600


def user(call: Call, user_id: str) -> Object:
    """Anybody with an account."""
    if user_id not in call.state.users:
        raise unknown(10013)
    return call.state.users[user_id]


def member(call: Call, guild_id: str, user_id: str) -> Object:
    """One member. Raises 10007."""
    call.state.the_guild(guild_id)
    return call.state.member(user_id)


def members(call: Call, guild_id: str) -> list[Object]:
    """A page of members by their ids."""
    call.state.the_guild(guild_id)
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
    if not 1 <= limit <= PAGE_MAX:
        raise invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 1000.")
    later = [one for id, one in call.state.members.items() if int(id) > after]
    return sorted(later, key=lambda one: int(one["user"]["id"]))[:limit]


def search(call: Call, guild_id: str) -> list[Object]:
    """Members whose name or nickname begins like that."""
    call.state.the_guild(guild_id)
    begins = call.query.get("query", "").lower()
    found = [one for one in call.state.members.values() if any(name.startswith(begins) for name in _names(one))]
    return found[: int(call.query.get("limit", 1))]


def _names(one: Object) -> list[str]:
    names = (one["user"]["username"], one["user"]["global_name"], one["nick"])
    return [name.lower() for name in names if name]


def grant(call: Call, guild_id: str, user_id: str, role_id: str) -> None:
    """Give a role; giving it again changes nothing. Raises 10007, 10011, 50013."""
    _change_role(call, guild_id, user_id, role_id, granted=True)


def revoke(call: Call, guild_id: str, user_id: str, role_id: str) -> None:
    """Take a role; taking it again changes nothing. Raises 10007, 10011, 50013."""
    _change_role(call, guild_id, user_id, role_id, granted=False)


def _change_role(call: Call, guild_id: str, user_id: str, role_id: str, *, granted: bool) -> None:
    state = call.state
    state.the_guild(guild_id)
    held = state.member(user_id)["roles"]
    role = call.rights.role(role_id)
    call.rights.need(call.me, permissions.MANAGE_ROLES)
    call.rights.need_above(call.me, role)
    if granted == (role_id in held):
        return
    if granted:
        held.append(role_id)
    else:
        held.remove(role_id)
    call.tell(state.member_event("GUILD_MEMBER_UPDATE", user_id))
    call.note(Act.MEMBER_ROLES, user_id, role_changes([role], []) if granted else role_changes([], [role]))


def change(call: Call, guild_id: str, user_id: str) -> Object:
    """Change roles, nickname or timeout: everything that is asked for, or nothing."""
    call.state.the_guild(guild_id)
    known, body = call.state.member(user_id), call.body
    if "roles" in body:
        _check_roles(call, known, body["roles"])
    if "nick" in body:
        _check_nick(call, user_id, body["nick"])
    if "communication_disabled_until" in body:
        _check_timeout(call, user_id, body["communication_disabled_until"])
    before = dict(known)
    known |= {name: body[name] for name in ("nick", "communication_disabled_until") if name in body}
    if "roles" in body:
        known["roles"] = sorted({str(id) for id in body["roles"]})
    call.tell(call.state.member_event("GUILD_MEMBER_UPDATE", user_id))
    _note_changes(call, before, known)
    return known


def _check_roles(call: Call, known: Object, wanted: list[str]) -> None:
    call.rights.need(call.me, permissions.MANAGE_ROLES)
    for role_id in {str(id) for id in wanted} ^ set(known["roles"]):
        call.rights.need_above(call.me, call.rights.role(role_id))


def _check_nick(call: Call, user_id: str, nick: str | None) -> None:
    call.rights.need(call.me, permissions.MANAGE_NICKNAMES)
    call.rights.need_over(call.me, user_id)
    if len(nick or "") > NICK_MAX:
        raise too_long("nick", NICK_MAX)


def _check_timeout(call: Call, user_id: str, until: str | None) -> None:
    """Nobody above the bot, no administrator, and no longer than 28 days."""
    call.rights.need(call.me, permissions.MODERATE_MEMBERS)
    call.rights.need_over(call.me, user_id)
    if until is None:
        return
    if call.rights.of(user_id) & permissions.ADMINISTRATOR:
        raise Refusal(403, 50013, "Missing Permissions")
    if datetime.fromisoformat(until) > call.state.now() + LONGEST_TIMEOUT:
        raise invalid("communication_disabled_until", "GUILD_MEMBER_TIMEOUT_TOO_LONG", "at most 28 days")


def _note_changes(call: Call, before: Object, after: Object) -> None:
    user_id, roles = after["user"]["id"], call.state.guild["roles"]
    given, taken = set(after["roles"]) - set(before["roles"]), set(before["roles"]) - set(after["roles"])
    if given or taken:
        named = [[role for role in roles if role["id"] in ids] for ids in (given, taken)]
        call.note(Act.MEMBER_ROLES, user_id, role_changes(*named))
    others = [one for one in differences(before, after) if one["key"] != "roles"]
    if others:
        call.note(Act.MEMBER_UPDATE, user_id, others)


def kick(call: Call, guild_id: str, user_id: str) -> None:
    """Send a member away, who may come back."""
    call.state.the_guild(guild_id)
    call.state.member(user_id)
    call.rights.need(call.me, permissions.KICK)
    call.rights.need_over(call.me, user_id)
    call.tell(call.state.remove_member(user_id))
    call.note(Act.MEMBER_KICK, user_id)


def bans(call: Call, guild_id: str) -> list[Object]:
    """Everybody who is kept out, and why."""
    call.state.the_guild(guild_id)
    call.rights.need(call.me, permissions.BAN)
    return list(call.state.bans.values())


def banned(call: Call, guild_id: str, user_id: str) -> Object:
    """One ban. Raises 10026."""
    call.state.the_guild(guild_id)
    call.rights.need(call.me, permissions.BAN)
    if user_id not in call.state.bans:
        raise unknown(10026)
    return call.state.bans[user_id]


def ban(call: Call, guild_id: str, user_id: str) -> None:
    """Keep somebody out, whether they are in or not; what they wrote lately goes, too."""
    # discord.py says it in the query, the documentation in the body.
    state, seconds = call.state, int((call.query | (call.body or {})).get("delete_message_seconds") or 0)
    who = user(call, user_id)
    state.the_guild(guild_id)
    call.rights.need(call.me, permissions.BAN)
    call.rights.need_over(call.me, user_id)
    if not 0 <= seconds <= DELETED_MESSAGES_SECONDS_MAX:
        raise invalid("delete_message_seconds", "NUMBER_TYPE_MAX", "int value should be at most 604800.")
    state.bans[user_id] = {"user": who, "reason": call.reason}
    if user_id in state.members:
        call.tell(state.remove_member(user_id))
    _delete_messages(call, user_id, seconds)
    call.tell(state.event("GUILD_BAN_ADD", {"guild_id": guild_id, "user": who}))
    call.note(Act.BAN_ADD, user_id)


def _delete_messages(call: Call, user_id: str, seconds: int) -> None:
    since = datetime.now().astimezone() - timedelta(seconds=seconds)
    written = [one for one in call.state.messages.values() if one["author"]["id"] == user_id]
    for one in written:
        if datetime.fromisoformat(one["timestamp"]) > since:
            del call.state.messages[one["id"]]
            call.tell(event(call.state, "MESSAGE_DELETE", {"id": one["id"], "channel_id": one["channel_id"]}))


def unban(call: Call, guild_id: str, user_id: str) -> None:
    """Let somebody come again. Raises 10026."""
    who = banned(call, guild_id, user_id)["user"]
    del call.state.bans[user_id]
    call.tell(call.state.event("GUILD_BAN_REMOVE", {"guild_id": guild_id, "user": who}))
    call.note(Act.BAN_REMOVE, user_id)
