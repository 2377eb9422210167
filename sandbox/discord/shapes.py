"""Discord's objects as they look on the wire."""

from datetime import UTC, datetime
from typing import Any

from .snowflakes import snowflake

Object = dict[str, Any]


def timestamp() -> str:
    """Now, as Discord writes it."""
    return datetime.now(UTC).isoformat()


def user(name: str, *, id: str | None = None, bot: bool = False) -> Object:
    """Somebody with an account, or a bot."""
    return {
        "id": id or snowflake(),
        "username": name,
        "discriminator": "0",
        "global_name": None if bot else name.title(),
        "avatar": None,
        "bot": bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "primary_guild": None,
        "collectibles": None,
    }


def role(name: str, position: int, permissions: int = 0, *, id: str | None = None, bot_id: str | None = None) -> Object:
    """A role; one of a bot is managed, and can be given to nobody else."""
    made = {
        "id": id or snowflake(),
        "name": name,
        "description": None,
        "permissions": str(permissions),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": bot_id is not None,
        "mentionable": False,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
    }
    return made | ({"tags": {"bot_id": bot_id}} if bot_id else {})


DID_REJOIN = 1 << 0


def member(of: Object, roles: list[str]) -> Object:
    """A user in the server."""
    return {
        "user": of,
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": roles,
        "joined_at": timestamp(),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
        "avatar_decoration_data": None,
        "collectibles": None,
    }


def guild(name: str, owner_id: str, locale: str) -> Object:
    """A server without roles, members or channels yet."""
    id = snowflake()
    return {
        "id": id,
        "name": name,
        "owner_id": owner_id,
        "roles": [],
        "emojis": [],
        "stickers": [],
        "features": ["COMMUNITY"],
        "icon": None,
        "home_header": None,
        "description": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "max_presences": None,
        "max_members": 25000000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "premium_progress_bar_enabled_user_updated_at": None,
        "nsfw": False,
        "nsfw_level": 0,
        "incidents_data": None,
    }


TEXT, DM, VOICE, CATEGORY, PRIVATE_THREAD = 0, 1, 2, 4, 12


def channel(guild_id: str, name: str, kind: int = TEXT, **more: Any) -> Object:
    """A channel or category of a server. more: what is another than usual."""
    made: Object = {
        "id": snowflake(),
        "type": kind,
        "guild_id": guild_id,
        "name": name,
        "position": 0,
        "parent_id": None,
        "flags": 0,
        "permission_overwrites": [],
    }
    if kind == TEXT:
        made |= {"topic": None, "rate_limit_per_user": 0, "last_message_id": None, "nsfw": False}
    if kind == VOICE:
        made |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None, "nsfw": False, "rate_limit_per_user": 0}
    return made | more


def direct_channel(recipient: Object) -> Object:
    """The channel between the bot and somebody."""
    return {"id": snowflake(), "type": DM, "last_message_id": None, "flags": 0, "recipients": [recipient]}


def thread(parent: Object, owner_id: str, name: str, minutes: int) -> Object:
    """A private thread below a channel. minutes: until it is archived by itself."""
    return {
        "id": snowflake(),
        "type": PRIVATE_THREAD,
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "owner_id": owner_id,
        "name": name,
        "flags": 0,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": timestamp(),
            "auto_archive_duration": minutes,
            "locked": False,
            "invitable": False,
            "create_timestamp": timestamp(),
        },
    }


EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
