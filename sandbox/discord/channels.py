"""Channels, direct ones and private threads, and the messages in them."""

from . import permissions, shapes
from .calls import CREATED, Call, Object
from .errors import Refusal, unknown
from .validation import check_message

NEWER_THAN_MINUTES = 5


def channel(call: Call, channel_id: str) -> Object:
    found = call.state.channel(channel_id)
    if found["type"] not in (shapes.DM, shapes.PRIVATE_THREAD):
        call.rights.need_in(call.me, found, permissions.VIEW_CHANNEL)
    return found


def delete_channel(call: Call, channel_id: str) -> Object:
    found = call.state.channel(channel_id)
    call.rights.need_in(call.me, found, permissions.MANAGE_CHANNELS)
    del call.state.channels[channel_id]
    call.tell(call.state.event("CHANNEL_DELETE", found))
    return found


def open_direct(call: Call) -> Object:
    """A direct channel with a user; that they take no messages only shows when one is sent."""
    user_id = str(call.body["recipient_id"])
    if user_id not in call.state.users or user_id == call.me:
        raise Refusal(400, 50033, "Invalid Recipient(s)")
    known = call.state.direct_channel_of(user_id)
    return known or call.state.add_channel(shapes.direct_channel(call.state.users[user_id]))


def send(call: Call, channel_id: str) -> Object:
    """Send a message. The same nonce again finds the first one, as long as Discord remembers it."""
    state = call.state
    where = state.channel(channel_id)
    _check_sendable(call, where)
    check_message(call.body)
    nonce = call.body.get("nonce")
    if nonce and call.body.get("enforce_nonce"):
        known = next((one for one in state.messages_of(channel_id) if one.get("nonce") == nonce), None)
        if known is not None:
            return known
    made = state.add_message(shapes.message(channel_id, state.bot, call.body))
    guild_id = {} if where["type"] == shapes.DM else {"guild_id": state.guild["id"]}
    call.tell(state.event("MESSAGE_CREATE", made | guild_id))
    return made


def _check_sendable(call: Call, where: Object) -> None:
    state = call.state
    if where["type"] == shapes.DM:
        user_id = where["recipients"][0]["id"]
        if user_id in state.closed_to_messages or user_id not in state.members:
            raise Refusal(403, 50007, "Cannot send messages to this user")
    elif where["type"] == shapes.PRIVATE_THREAD:
        if where["thread_metadata"]["archived"]:
            raise Refusal(400, 50083, "Thread is archived")
        call.rights.need_in(call.me, state.channel(where["parent_id"]), permissions.SEND_IN_THREADS)
    else:
        call.rights.need_in(call.me, where, permissions.SEND_MESSAGES)


def message(call: Call, channel_id: str, message_id: str) -> Object:
    return call.state.message_in(channel_id, message_id)


def messages(call: Call, channel_id: str) -> list[Object]:
    call.state.channel(channel_id)
    newest_first = sorted(call.state.messages_of(channel_id), key=lambda one: -int(one["id"]))
    return newest_first[: int(call.query.get("limit", 50))]


def edit(call: Call, channel_id: str, message_id: str) -> Object:
    known = call.state.message_in(channel_id, message_id)
    if known["author"]["id"] != call.me:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    check_message({"flags": known["flags"]} | call.body)
    changed(call, known, call.body)
    return known


def changed(call: Call, known: Object, body: Object) -> None:
    """Make a message what an edit says; what it was before is remembered."""
    call.state.history[known["id"]].append(dict(known))
    for name in ("content", "embeds"):
        if name in body:
            known[name] = body[name] or ("" if name == "content" else [])
    if body.get("components") is not None:
        known["components"] = shapes.with_ids(body["components"])
    if body.get("flags") is not None:
        known["flags"] = int(body["flags"])
    known["attachments"] = known["attachments"] + shapes.attachments(body)
    known["edited_timestamp"] = shapes.timestamp()
    call.tell(call.state.event("MESSAGE_UPDATE", known))


def delete(call: Call, channel_id: str, message_id: str) -> None:
    known = call.state.message_in(channel_id, message_id)
    if known["author"]["id"] != call.me:
        call.rights.need_in(call.me, call.state.channel(channel_id), permissions.MANAGE_MESSAGES)
    del call.state.messages[message_id]
    call.tell(call.state.event("MESSAGE_DELETE", {"id": message_id, "channel_id": channel_id}))


def start_thread(call: Call, channel_id: str) -> Object:
    state = call.state
    parent = state.channel(channel_id)
    if int(call.body.get("type") or 0) != shapes.PRIVATE_THREAD:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    call.rights.need_in(call.me, parent, permissions.CREATE_PRIVATE_THREADS)
    minutes = int(call.body.get("auto_archive_duration") or 1440)
    made = state.add_channel(shapes.thread(parent, call.me, call.body["name"], minutes))
    state.thread_members[made["id"]] = {call.me}
    call.tell(state.event("THREAD_CREATE", made | {"newly_created": True}))
    call.status = CREATED
    return made


def add_to_thread(call: Call, thread_id: str, user_id: str) -> None:
    state = call.state
    where = state.channel(thread_id)
    if user_id not in state.members:
        raise unknown(10007)
    if not state.rights.in_channel(user_id, state.channel(where["parent_id"])) & permissions.VIEW_CHANNEL:
        raise Refusal(403, 50001, "Missing Access")
    state.thread_members[thread_id].add(user_id)
    state.touch()


def active_threads(call: Call, guild_id: str) -> Object:
    call.state.the_guild(guild_id)
    threads = [one for one in call.state.channels.values() if one["type"] == shapes.PRIVATE_THREAD]
    return {"threads": threads, "members": []}
