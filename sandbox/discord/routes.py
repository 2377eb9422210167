"""The calls of Discord's API that discord.py makes for a bot like ours, and who answers each."""

import re
from typing import Any

from . import channels, guilds, interactions
from .calls import Call, Object, Route
from .errors import Refusal

FLAG_MEMBERS_LIMITED = 1 << 15


def me(call: Call) -> Object:
    return call.state.bot | {"verified": True, "mfa_enabled": True, "locale": "en-US", "email": None}


def application(call: Call) -> Object:
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
    start = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}
    return {"url": call.state.gateway_url, "shards": 1, "session_start_limit": start}


TABLE: tuple[tuple[str, str, Route], ...] = (
    ("GET", "/users/@me", me),
    ("GET", "/oauth2/applications/@me", application),
    ("GET", "/applications/@me", application),
    ("GET", "/gateway/bot", gateway),
    ("GET", "/applications/{}/commands", interactions.commands),
    ("PUT", "/applications/{}/commands", interactions.register),
    ("GET", "/applications/{}/guilds/{}/commands", interactions.commands),
    ("PUT", "/applications/{}/guilds/{}/commands", interactions.register),
    ("POST", "/interactions/{}/{}/callback", interactions.answer),
    ("POST", "/webhooks/{}/{}", interactions.follow_up),
    ("GET", "/webhooks/{}/{}/messages/@original", interactions.original),
    ("PATCH", "/webhooks/{}/{}/messages/@original", interactions.edit_original),
    ("DELETE", "/webhooks/{}/{}/messages/@original", interactions.delete_original),
    ("GET", "/guilds/{}", guilds.guild),
    ("GET", "/guilds/{}/channels", guilds.channels),
    ("POST", "/guilds/{}/channels", guilds.make_channel),
    ("GET", "/guilds/{}/roles", guilds.roles),
    ("POST", "/guilds/{}/roles", guilds.make_role),
    ("PATCH", "/guilds/{}/roles/{}", guilds.change_role),
    ("DELETE", "/guilds/{}/roles/{}", guilds.delete_role),
    ("GET", "/guilds/{}/members", guilds.members),
    ("GET", "/guilds/{}/members/{}", guilds.member),
    ("PATCH", "/guilds/{}/members/{}", guilds.change_member),
    ("PUT", "/guilds/{}/members/{}/roles/{}", guilds.grant),
    ("DELETE", "/guilds/{}/members/{}/roles/{}", guilds.revoke),
    ("PUT", "/guilds/{}/bans/{}", guilds.ban),
    ("GET", "/guilds/{}/threads/active", channels.active_threads),
    ("POST", "/users/@me/channels", channels.open_direct),
    ("GET", "/channels/{}", channels.channel),
    ("DELETE", "/channels/{}", channels.delete_channel),
    ("PUT", "/channels/{}/permissions/{}", guilds.set_overwrite),
    ("GET", "/channels/{}/messages", channels.messages),
    ("POST", "/channels/{}/messages", channels.send),
    ("GET", "/channels/{}/messages/{}", channels.message),
    ("PATCH", "/channels/{}/messages/{}", channels.edit),
    ("DELETE", "/channels/{}/messages/{}", channels.delete),
    ("POST", "/channels/{}/threads", channels.start_thread),
    ("PUT", "/channels/{}/thread-members/{}", channels.add_to_thread),
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
