"""Policies: written, versioned terms of money back, one for each kind of product (R-1, R-5, X1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.policies.terms import AbuseLimits, Clause, Clocks, Evidence, Exclusion, Reason, RenewalTerms, Right


class ProductKind(StrEnum):
    ROOM = "room"
    TICKET = "ticket"
    SEMINAR = "seminar"
    PREMIUM_MEMBERSHIP = "premium_membership"
    CREDIT_PLAN = "credit_plan"
    CLASS = "class"
    CONTENT = "content"
    CONSULTING = "consulting"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Pin:
    """Which terms a purchase was made under: kept with it for as long as it is kept. `hash` is of the whole content."""

    id: str
    version: int
    hash: str


@dataclass(frozen=True, slots=True)
class Title:
    """The name of a policy, as a member reads it."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of one policy.

    important: a version that was announced, on `announced_on`, before it takes effect (R-98). zone: whose days count.
    clauses: the whole text in order, by key. cooling_off: the clause shown before paying (R-88), "" for none.
    rights: by key. exclusions, refused_reasons: what bars a refund, and the clause that says so; refused_otherwise: the
    clause for a reason that no right and no refusal names, "" for none. evidence: asked for whatever the reason.
    renewal, abuse: None where there is nothing to renew, to count.
    """

    id: str
    version: int
    covers: ProductKind
    effective_on: date
    important: bool
    zone: ZoneInfo
    title: Title
    clauses: Mapping[str, Clause]
    rights: Mapping[str, Right]
    hash: str
    announced_on: date | None = None
    cooling_off: str = ""
    exclusions: Mapping[Exclusion, str] = field(default_factory=dict)
    refused_reasons: Mapping[Reason, str] = field(default_factory=dict)
    refused_otherwise: str = ""
    evidence: tuple[Evidence, ...] = ()
    clocks: Clocks = field(default_factory=Clocks)
    abuse: AbuseLimits | None = None
    renewal: RenewalTerms | None = None

    @property
    def pin(self) -> Pin:
        """What a purchase keeps of this policy."""
        return Pin(self.id, self.version, self.hash)


class UnknownPolicy(LookupError):
    """No such policy or version. The message names what was asked for and what there is."""


class PolicyEdited(LookupError):
    """A version that was bought under no longer reads as it did: published versions are never edited."""


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """Every version of every policy. Makes no choice of its own: a purchase pins what it was shown."""

    policies: tuple[Policy, ...]

    def get(self, id: str, version: int) -> Policy:
        """That version. Raises UnknownPolicy."""
        for policy in self.policies:
            if (policy.id, policy.version) == (id, version):
                return policy
        raise UnknownPolicy(f"{id!r} version {version}: there is {_listed(self.policies)}")

    def pinned(self, pin: Pin) -> Policy:
        """The terms of a purchase (R-100).

        Raises UnknownPolicy, and PolicyEdited when the text is no longer the same.
        """
        policy = self.get(pin.id, pin.version)
        if policy.hash != pin.hash:
            raise PolicyEdited(
                f"{pin.id} version {pin.version} has hash {policy.hash}, the purchase was made under {pin.hash}: "
                "restore the file as it was, and publish the change as a new version"
            )
        return policy

    def in_force(self, id: str, on: date) -> Policy:
        """The version a purchase of the local day `on` is made under: the newest that has taken effect (R-99).

        Raises UnknownPolicy when none has.
        """
        known = [policy for policy in self.policies if policy.id == id and policy.effective_on <= on]
        if not known:
            raise UnknownPolicy(f"{id!r} on {on}: there is {_listed(self.policies)}")
        return max(known, key=lambda policy: (policy.effective_on, policy.version))


def _listed(policies: Iterable[Policy]) -> str:
    return (
        ", ".join(sorted(f"{policy.id} {policy.version} from {policy.effective_on}" for policy in policies)) or "none"
    )
