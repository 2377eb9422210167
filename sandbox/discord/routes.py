"""The calls of Discord's API that discord.py makes for a bot like ours, and who answers each."""

import re
from typing import Any

from . import channels, commands, guilds, interactions, members, messages, roles, scheduled_events, threads
from .calls import Call, Object, Route
from .errors import Refusal

FLAG_MEMBERS_LIMITED = 1 << 15


def me(call: Call) -> Object:
    """The bot itself."""
    return call.state.bot | {"verified": True, "mfa_enabled": True, "locale": "en-US", "email": None}


def application(call: Call) -> Object:
    """What the developers' portal says of the application."""
    state = call.state
    return {
        "id": state.application_id,
        "name": "roomkeeper",
        "description": "",
        "icon": None,
        "type": None,
        "bot": state.bot,
        "bot_public": False,
        "bot_require_code_grant": False,
        "flags": FLAG_MEMBERS_LIMITED,
        "flags_new": str(FLAG_MEMBERS_LIMITED),
        "owner": state.owner,
        "team": None,
        "verify_key": "0" * 64,
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "redirect_uris": [],
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
    }


def gateway(call: Call) -> Object:
    """Where the gateway is, and how often one may still identify."""
    start = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}
    return {"url": call.state.gateway_url, "shards": 1, "session_start_limit": start}


TABLE: tuple[tuple[str, str, Route], ...] = (
    ("GET", "/users/@me", me),
    ("GET", "/users/{}", members.user),
    ("POST", "/users/@me/channels", channels.open_direct),
    ("GET", "/oauth2/applications/@me", application),
    ("GET", "/applications/@me", application),
    ("GET", "/gateway/bot", gateway),
    *(
        (method, f"/applications/{{}}{scope}/commands{one}", route)
        for scope in ("", "/guilds/{}")
        for method, one, route in (
            ("GET", "", commands.commands),
            ("PUT", "", commands.register_all),
            ("POST", "", commands.register),
            ("GET", "/{}", commands.command),
            ("PATCH", "/{}", commands.change),
            ("DELETE", "/{}", commands.delete),
        )
    ),
    ("POST", "/interactions/{}/{}/callback", interactions.answer),
    ("POST", "/webhooks/{}/{}", interactions.follow_up),
    ("GET", "/webhooks/{}/{}/messages/{}", interactions.message),
    ("PATCH", "/webhooks/{}/{}/messages/{}", interactions.edit),
    ("DELETE", "/webhooks/{}/{}/messages/{}", interactions.delete),
    ("GET", "/guilds/{}", guilds.guild),
    ("GET", "/guilds/{}/audit-logs", guilds.read_log),
    ("GET", "/guilds/{}/channels", channels.channels),
    ("POST", "/guilds/{}/channels", channels.make),
    ("GET", "/guilds/{}/roles", roles.roles),
    ("POST", "/guilds/{}/roles", roles.make),
    ("PATCH", "/guilds/{}/roles", roles.move),
    ("GET", "/guilds/{}/roles/member-counts", roles.counts),
    ("GET", "/guilds/{}/roles/{}", roles.role),
    ("PATCH", "/guilds/{}/roles/{}", roles.change),
    ("DELETE", "/guilds/{}/roles/{}", roles.delete),
    ("GET", "/guilds/{}/members", members.members),
    ("GET", "/guilds/{}/members/search", members.search),
    ("GET", "/guilds/{}/members/{}", members.member),
    ("PATCH", "/guilds/{}/members/{}", members.change),
    ("DELETE", "/guilds/{}/members/{}", members.kick),
    ("PUT", "/guilds/{}/members/{}/roles/{}", members.grant),
    ("DELETE", "/guilds/{}/members/{}/roles/{}", members.revoke),
    ("GET", "/guilds/{}/bans", members.bans),
    ("GET", "/guilds/{}/bans/{}", members.banned),
    ("PUT", "/guilds/{}/bans/{}", members.ban),
    ("DELETE", "/guilds/{}/bans/{}", members.unban),
    ("GET", "/guilds/{}/scheduled-events", scheduled_events.events),
    ("POST", "/guilds/{}/scheduled-events", scheduled_events.make),
    ("GET", "/guilds/{}/scheduled-events/{}", scheduled_events.event),
    ("PATCH", "/guilds/{}/scheduled-events/{}", scheduled_events.change),
    ("DELETE", "/guilds/{}/scheduled-events/{}", scheduled_events.delete),
    ("GET", "/guilds/{}/scheduled-events/{}/users", scheduled_events.interested),
    ("GET", "/guilds/{}/threads/active", threads.active),
    ("GET", "/channels/{}", channels.channel),
    ("PATCH", "/channels/{}", channels.change),
    ("DELETE", "/channels/{}", channels.delete),
    ("PUT", "/channels/{}/permissions/{}", channels.set_overwrite),
    ("DELETE", "/channels/{}/permissions/{}", channels.delete_overwrite),
    ("GET", "/channels/{}/messages", messages.messages),
    ("POST", "/channels/{}/messages", messages.send),
    ("GET", "/channels/{}/messages/{}", messages.message),
    ("PATCH", "/channels/{}/messages/{}", messages.edit),
    ("DELETE", "/channels/{}/messages/{}", messages.delete),
    ("POST", "/channels/{}/threads", threads.start),
    ("GET", "/channels/{}/thread-members", threads.members),
    ("PUT", "/channels/{}/thread-members/{}", threads.add),
    ("DELETE", "/channels/{}/thread-members/{}", threads.remove),
)


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\})", path)
    return re.compile("".join("([^/]+)" if part == "{}" else re.escape(part) for part in parts))


_ROUTES = [(method, _pattern(path), route) for method, path, route in sorted(TABLE, key=lambda row: row[1].count("{}"))]


def find(method: str, path: str) -> tuple[Route, tuple[Any, ...]]:
    """Who answers, and the ids in the path; literal paths win. Raises 404 for what this double does not know."""
    for known, pattern, route in _ROUTES:
        if known == method and (found := pattern.fullmatch(path)):
            return route, found.groups()
    raise Refusal(404, 0, f"404: the local Discord has no {method} {path}")
