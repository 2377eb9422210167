"""How often Discord lets a bot do things: one bucket per kind of call and server, channel or webhook.

Source: discord.com/developers/docs/topics/rate-limits; the figures were observed, none is promised.
"""

import re
import time
from dataclasses import dataclass, field

GLOBAL_PER_SECOND = 50
ROLE_CHANGES, MEMBER_CHANGES, KICKS, MEMBER_READS = (10, 10.0), (10, 10.0), (5, 1.0), (5, 1.0)
ROLE_CREATIONS, CREATES, MESSAGES, OTHERS = (250, 48 * 3600.0), (10, 10.0), (5, 5.0), (25, 5.0)
DIRECT_CHANNELS, DIRECT_SECONDS = 20, 600.0
EVERYBODY_SECONDS = 30.0

BUCKETS = (
    (re.compile(r"(PUT|DELETE) /guilds/(?P<of>\d+)/members/\d+/roles/\d+"), "roles", ROLE_CHANGES),
    (re.compile(r"PATCH /guilds/(?P<of>\d+)/members/\d+"), "members", MEMBER_CHANGES),
    (re.compile(r"DELETE /guilds/(?P<of>\d+)/members/\d+"), "kicks", KICKS),
    (re.compile(r"GET /guilds/(?P<of>\d+)/members/\d+"), "member", MEMBER_READS),
    (re.compile(r"POST /guilds/(?P<of>\d+)/roles"), "role-creations", ROLE_CREATIONS),
    (re.compile(r"(POST|PATCH) /guilds/(?P<of>\d+)/(roles|channels)"), "create", CREATES),
    (re.compile(r"POST /channels/(?P<of>\d+)/messages"), "messages", MESSAGES),
)
UNLIMITED_PATHS = re.compile(r"/(interactions|webhooks)/")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the headers say; `wait` is how long a refused call has to wait, 0 for one that passes."""

    headers: dict[str, str]
    wait: float = 0
    is_global: bool = False


@dataclass(slots=True)
class Limits:
    """factor: how many times more than the real figures; 0 switches the limits off.

    direct_channels: how many new ones may be opened within ten minutes, 0 for any number. Discord publishes no figure.
    """

    factor: float = 0
    direct_channels: int = 0
    _hits: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def real(cls) -> "Limits":
        """As often as Discord lets one."""
        return cls(1, DIRECT_CHANNELS)

    @classmethod
    def scaled(cls, factor: float) -> "Limits":
        """The same, so many times wider."""
        return cls(factor, max(1, int(DIRECT_CHANNELS * factor)))

    @classmethod
    def off(cls) -> "Limits":
        """As often as one likes, and no headers that speak of it."""
        return cls(0)

    def take(self, method: str, path: str) -> Allowed:
        """Count a call, and say whether it may pass."""
        if not self.factor or UNLIMITED_PATHS.match(path):
            return Allowed({})
        everything = self._wait("global", int(GLOBAL_PER_SECOND * self.factor), 1.0)
        if everything:
            return Allowed({}, everything, is_global=True)
        name, whose, (limit, seconds) = _bucket(method, path)
        allowed = max(1, int(limit * self.factor))
        wait = self._wait(f"{name} {whose}", allowed, seconds)
        hits = self._hits[f"{name} {whose}"]
        reset_after = max(0.0, hits[0] + seconds - time.monotonic())
        headers = {
            "X-RateLimit-Limit": str(allowed),
            "X-RateLimit-Remaining": str(max(0, allowed - len(hits))),
            "X-RateLimit-Reset": f"{time.time() + reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{reset_after:.3f}",
            "X-RateLimit-Bucket": name,
        }
        return Allowed(headers, wait)

    def take_direct_channel(self) -> bool:
        """Count a new direct channel, and say whether it may be opened."""
        return not self.direct_channels or not self._wait("direct channels", self.direct_channels, DIRECT_SECONDS)

    def take_everybody(self) -> float:
        """Count a request for all members over the gateway; how long to wait, 0 if it may pass."""
        return self._wait("everybody", 1, EVERYBODY_SECONDS / self.factor) if self.factor else 0

    def _wait(self, name: str, limit: int, seconds: float) -> float:
        now = time.monotonic()
        hits = self._hits.setdefault(name, [])
        hits[:] = [hit for hit in hits if hit > now - seconds]
        if len(hits) >= limit:
            return max(0.001, hits[0] + seconds - now)
        hits.append(now)
        return 0


def _bucket(method: str, path: str) -> tuple[str, str, tuple[int, float]]:
    """The bucket of a call, whose it is (a server's, a channel's), and its figures."""
    for pattern, name, figures in BUCKETS:
        if found := pattern.match(f"{method} {path}"):
            return name, found["of"], figures
    major = re.match(r"/(?:guilds|channels)/(\d+)", path)
    return f"{method}:{re.sub(r'[0-9]{15,}', '*', path)}", major[1] if major else "", OTHERS
