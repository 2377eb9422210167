"""Messages: sent once, changed, and deleted."""

from . import message_shapes, permissions, shapes, threads
from .calls import Call, Object
from .errors import Refusal, invalid, missing_permissions
from .state import Dispatch, State
from .validation import check_files, check_message

PAGE = 50
NO_LEGACY_FIELDS: Object = {"content": "", "embeds": []}


def send(call: Call, channel_id: str) -> Object:
    """Send a message. The same nonce again finds the first one, as long as Discord remembers it."""
    state = call.state
    where = state.channel(channel_id)
    _check_sendable(call, where)
    if int(call.body.get("flags") or 0) & shapes.EPHEMERAL:
        raise invalid("flags", "MESSAGE_FLAGS_INVALID", "only an answer to an interaction can be for one person")
    check_message(call.body, files=check_files(call.body))
    nonce = call.body.get("nonce")
    if nonce and call.body.get("enforce_nonce"):
        known = next((one for one in state.messages_of(channel_id) if one.get("nonce") == nonce), None)
        if known is not None:
            return known
    made = add(call, channel_id, call.body)
    call.tell(event(state, "MESSAGE_CREATE", made))
    return made


def event(state: State, name: str, about: Object) -> Dispatch:
    """A gateway event about a message; in a direct channel it names no server."""
    is_direct = state.channels[about["channel_id"]]["type"] == shapes.DM
    return state.event(name, about if is_direct else about | {"guild_id": state.guild["id"]})


def add(call: Call, channel_id: str, body: Object) -> Object:
    """A message of the bot, with its files kept."""
    files = _attachments(call, body)
    return call.state.add_message(message_shapes.message(channel_id, call.state.bot, body, files))


def _attachments(call: Call, body: Object) -> list[Object]:
    """The new files of a request, each under an address where it can be fetched."""
    described = {str(one["id"]): one for one in body.get("attachments") or []}
    found = []
    for part, (name, content) in body.get("_files", {}).items():
        made = message_shapes.attachment(name, len(content), call.state.url)
        words = described.get(part.removeprefix("files[").removesuffix("]"), {}).get("description")
        call.state.files[made["id"]] = content
        found.append(made | ({"description": words} if words else {}))
    return found


def _check_sendable(call: Call, where: Object) -> None:
    state = call.state
    if where["type"] == shapes.DM:
        user_id = where["recipients"][0]["id"]
        if user_id not in state.members:
            raise Refusal(403, 50278, "Cannot send messages to this user due to having no mutual guilds")
        if user_id in state.closed_to_messages:
            raise Refusal(403, 50007, "Cannot send messages to this user")
    elif where["type"] == shapes.PRIVATE_THREAD:
        call.rights.need_in(call.me, state.channel(where["parent_id"]), permissions.SEND_IN_THREADS)
        threads.wake(call, where)
    elif where["type"] == shapes.CATEGORY:
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    else:
        call.rights.need_in(call.me, where, permissions.SEND_MESSAGES)
        if call.body.get("_files") and not call.rights.in_channel(call.me, where) & permissions.ATTACH_FILES:
            raise missing_permissions()


def message(call: Call, channel_id: str, message_id: str) -> Object:
    """One message. Raises 10008."""
    return call.state.message_in(channel_id, message_id)


def messages(call: Call, channel_id: str) -> list[Object]:
    """A page of messages, newest first, without those only one person sees."""
    call.state.channel(channel_id)
    newest_first = sorted(call.state.messages_of(channel_id), key=lambda one: -int(one["id"]))
    before, after = call.query.get("before"), call.query.get("after")
    found = [
        one
        for one in newest_first
        if (before is None or int(one["id"]) < int(before)) and (after is None or int(one["id"]) > int(after))
    ]
    return found[: int(call.query.get("limit", PAGE))]


def edit(call: Call, channel_id: str, message_id: str) -> Object:
    """Change a message of the bot's own. Raises 50005 for another's."""
    known = call.state.message_in(channel_id, message_id)
    if known["author"]["id"] != call.me:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    where = call.state.channel(channel_id)
    if where["type"] == shapes.PRIVATE_THREAD and where["thread_metadata"]["archived"]:
        raise threads.archived()
    changed(call, known, call.body)
    return known


def changed(call: Call, known: Object, body: Object) -> None:
    """Make a message what an edit says; what it was before is remembered. Raises 50035.

    The newer layout is for good: its flag can be set by an edit, but never taken away.
    """
    flags = known["flags"] | (int(body.get("flags") or 0) & shapes.COMPONENTS_V2)
    kept = known["attachments"]
    if "attachments" in body:
        wanted = {str(one["id"]) for one in body["attachments"] or []}
        kept = [one for one in kept if one["id"] in wanted]
    said = {name: known[name] for name in ("content", "embeds", "components")} | body
    check_message(said | {"flags": flags}, files=[*check_files(body), *(one["filename"] for one in kept)])
    call.state.history.setdefault(known["id"], []).append(dict(known))
    if not known["flags"] & shapes.LOADING:  # what was promised is no change of what was said
        call.state.said_at[known["id"]].append(call.state.now().isoformat())
    for name, empty in NO_LEGACY_FIELDS.items():
        if name in body:
            known[name] = body[name] or empty
    known["flags"] = flags
    known["attachments"] = kept + _attachments(call, body)
    if "components" in body:
        known["components"] = message_shapes.given_back(body["components"] or [], known["attachments"])
    known["edited_timestamp"] = shapes.timestamp()
    if known["id"] not in call.state.private_to:
        call.tell(event(call.state, "MESSAGE_UPDATE", known))
    else:
        call.state.touch()


def delete(call: Call, channel_id: str, message_id: str) -> None:
    """Delete a message; another's needs the permission to manage messages."""
    known = call.state.message_in(channel_id, message_id)
    if known["author"]["id"] != call.me:
        call.rights.need_in(call.me, call.state.channel(channel_id), permissions.MANAGE_MESSAGES)
    del call.state.messages[message_id]
    call.tell(event(call.state, "MESSAGE_DELETE", {"id": message_id, "channel_id": channel_id}))
