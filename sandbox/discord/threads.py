"""Private threads: started, joined, left, archived and deleted.

Source: discord.com/developers/docs/topics/threads.
"""

from . import permissions, shapes
from .audit import Act, differences
from .calls import CREATED, Call, Object
from .errors import Refusal, bad_length, missing_access, unknown

ACTIVE_MAX, MEMBERS_MAX, NAME_MAX = 1000, 1000, 100
ARCHIVE_MINUTES = (60, 1440, 4320, 10080)


def start(call: Call, channel_id: str) -> Object:
    """Start a private thread. Raises 50024, 50013, 50035, 160006."""
    state, body = call.state, call.body
    parent = state.channel(channel_id)
    if int(body.get("type") or 0) != shapes.PRIVATE_THREAD or parent["type"] != shapes.TEXT:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    call.rights.need_in(call.me, parent, permissions.CREATE_PRIVATE_THREADS)
    if not 1 <= len(body["name"]) <= NAME_MAX:
        raise bad_length("name", 1, NAME_MAX)
    if len(_active(call)) >= ACTIVE_MAX:
        raise Refusal(400, 160006, "Maximum number of active threads reached")
    minutes = int(body.get("auto_archive_duration") or 1440)
    made = state.add_channel(shapes.thread(parent, call.me, body["name"], minutes))
    state.thread_members[made["id"]] = {call.me}
    call.tell(state.event("THREAD_CREATE", made | {"newly_created": True, "member": member(made["id"], call.me)}))
    call.note(Act.THREAD_CREATE, made["id"], [{"key": "name", "new_value": made["name"]}])
    call.status = CREATED
    return made


def change(call: Call, known: Object) -> Object:
    """Rename, archive, lock or wake a thread; only its starter and moderators may."""
    if known["owner_id"] != call.me:
        call.rights.need_in(call.me, call.state.channel(known["parent_id"]), permissions.MANAGE_THREADS)
    body, about = call.body, known["thread_metadata"]
    if about["archived"] and body.get("archived") is not False:
        raise archived()
    before = known | {"thread_metadata": dict(about)}
    for name in ("archived", "locked", "invitable", "auto_archive_duration"):
        if name in body:
            about[name] = body[name]
    if "archived" in body:
        about["archive_timestamp"] = shapes.timestamp()
    known |= {name: body[name] for name in ("name", "rate_limit_per_user") if name in body}
    call.tell(call.state.event("THREAD_UPDATE", known))
    call.note(Act.THREAD_UPDATE, known["id"], differences(before, known))
    return known


def wake(call: Call, known: Object) -> None:
    """Whoever writes into an archived thread wakes it, unless a moderator locked it. Raises 50083."""
    about = known["thread_metadata"]
    if not about["archived"]:
        return
    if about["locked"]:
        raise archived()
    about["archived"] = False
    call.tell(call.state.event("THREAD_UPDATE", known))


def delete(call: Call, known: Object) -> Object:
    """Delete a thread, as somebody who may manage threads."""
    call.rights.need_in(call.me, call.state.channel(known["parent_id"]), permissions.MANAGE_THREADS)
    call.state.remove_channel(known["id"])
    gone = {name: known[name] for name in ("id", "guild_id", "parent_id", "type")}
    call.tell(call.state.event("THREAD_DELETE", gone))
    call.note(Act.THREAD_DELETE, known["id"], [{"key": "name", "old_value": known["name"]}])
    return known


def active(call: Call, guild_id: str) -> Object:
    """The threads that are not archived."""
    call.state.the_guild(guild_id)
    return {"threads": _active(call), "members": [], "has_more": False}


def _active(call: Call) -> list[Object]:
    threads = [one for one in call.state.channels.values() if one["type"] == shapes.PRIVATE_THREAD]
    return [one for one in threads if not one["thread_metadata"]["archived"]]


def members(call: Call, thread_id: str) -> list[Object]:
    """Who is in a thread."""
    call.state.channel(thread_id)
    return [member(thread_id, id) for id in sorted(call.state.thread_members[thread_id])]


def add(call: Call, thread_id: str, user_id: str) -> None:
    """Let somebody in, who has to see the channel above."""
    state, known = call.state, _open(call, thread_id)
    if user_id not in state.members:
        raise unknown(10007)
    if not state.rights.in_channel(user_id, state.channel(known["parent_id"])) & permissions.VIEW_CHANNEL:
        raise missing_access()
    present = state.thread_members[thread_id]
    if user_id not in present and len(present) >= MEMBERS_MAX:
        raise Refusal(400, 30033, "Maximum number of thread participants has been reached (1000)")
    present.add(user_id)
    _tell_members(call, known, {"added_members": [member(thread_id, user_id) | {"member": state.members[user_id]}]})


def remove(call: Call, thread_id: str, user_id: str) -> None:
    """Send somebody out; only the thread's starter and moderators may."""
    known = _open(call, thread_id)
    if known["owner_id"] != call.me:
        call.rights.need_in(call.me, call.state.channel(known["parent_id"]), permissions.MANAGE_THREADS)
    if user_id not in call.state.thread_members[thread_id]:
        raise unknown(10007)
    call.state.thread_members[thread_id].discard(user_id)
    _tell_members(call, known, {"removed_member_ids": [user_id]})


def _open(call: Call, thread_id: str) -> Object:
    known = call.state.channel(thread_id)
    if known["type"] != shapes.PRIVATE_THREAD:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if known["thread_metadata"]["archived"]:
        raise archived()
    return known


def _tell_members(call: Call, known: Object, change: Object) -> None:
    known["member_count"] = len(call.state.thread_members[known["id"]])
    about = {name: known[name] for name in ("id", "guild_id", "member_count")}
    call.tell(call.state.event("THREAD_MEMBERS_UPDATE", about | change))


def member(thread_id: str, user_id: str) -> Object:
    """Somebody in a thread, as it looks on the wire."""
    return {"id": thread_id, "user_id": user_id, "join_timestamp": shapes.timestamp(), "flags": 0}


def archived() -> Refusal:
    """400 for what cannot be done in an archived thread."""
    return Refusal(400, 50083, "Thread is archived")
