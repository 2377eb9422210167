"""What a policy is made of: clauses a person reads, and rights the engine reads.

Everything here is filled from `bot/policies/*.toml`; the field names are those of the files.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why money is asked back: what the member states, or what the records say."""

    CANCELLED = "cancelled"  # called off or left, no ground given
    NOT_NEEDED = "not_needed"  # does not suit them, or they do not need it
    CHANGE_OF_MIND = "change_of_mind"
    NOT_USED = "not_used"
    NOT_AS_EXPECTED = "not_as_expected"
    DISSATISFIED = "dissatisfied"
    NO_EFFECT = "no_effect"
    MISUNDERSTOOD = "misunderstood"
    PERSONAL = "personal"
    MEDICAL = "medical"
    FORCE_MAJEURE = "force_majeure"
    TECHNICAL = "technical"
    MISDESCRIBED = "misdescribed"
    PART_NOT_PROVIDED = "part_not_provided"
    GRAVE_DEFECT = "grave_defect"
    ENDING_EARLY = "ending_early"  # a contract of a year ends before its time
    SERVICE_ENDED = "service_ended"  # the company stops it: a room is closed
    NOT_ADMITTED = "not_admitted"  # paid, but refused or declined
    NOT_HELD = "not_held"  # called off or moved by the company
    NOT_HELD_FORCE_MAJEURE = "not_held_force_majeure"
    WRONG_CHARGE = "wrong_charge"
    DUPLICATE_CHARGE = "duplicate_charge"


class Exclusion(StrEnum):
    """What bars a refund whatever the reason, once it is established (R-38..R-43)."""

    BREACH = "breach"
    DISHONEST_USE = "dishonest_use"
    ABUSE = "abuse"
    GIVEN_AWAY = "given_away"
    FALSE_STATEMENT = "false_statement"
    BOUGHT_AGAIN = "bought_again"


class Evidence(StrEnum):
    """A document a reason must be shown by."""

    PURCHASE_PROOF = "purchase_proof"  # our own ledger is one
    IDENTITY = "identity"  # the same Discord account, and the payer's confirmation
    SCREENSHOT = "screenshot"
    MEDICAL_CERTIFICATE = "medical_certificate"


class Stage(StrEnum):
    """Whether a period was bought, or came by automatic renewal."""

    FIRST = "first"
    RENEWAL = "renewal"


class Cycle(StrEnum):
    """How long one payment of something that renews lasts."""

    MONTH = "month"
    YEAR = "year"

    @property
    def months(self) -> int:
        """1 or 12."""
        return 12 if self is Cycle.YEAR else 1


class Share(StrEnum):
    """How the part of the price that goes back is found."""

    STEPS = "steps"  # by the percent of the step whose time has not passed
    BY_DAY = "by_day"  # unused days of the term
    BY_PART = "by_part"  # parts of the service that were not provided


class Remedy(StrEnum):
    """What is offered, and in which order."""

    MONEY = "money"
    MONEY_OR_TRANSFER = "money_or_transfer"  # the member chooses
    TRANSFER_FIRST = "transfer_first"  # money when no other date is possible for the member
    ALTERNATIVE_FIRST = "alternative_first"  # another way to use the service; the member may insist on money


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the text: the rules it states, and its words. `rules`: ids of docs/rules.md ("R-24")."""

    rules: tuple[str, ...]
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Step:
    """A percentage, and until when it holds. Of several limits the earliest counts; with none it always holds.

    days_after_*: to the end of that local day, the day of purchase or of the new period being day 0 (R-7, R-16, R-86).
    hours_after_purchase: so many hours later is still in time (O-4). days_before_start: calendar days between the two
    dates (R-34). hours_before_start: so many hours before is still in time (R-27); 0 is "before it starts".
    """

    percent: int
    clause: str
    days_after_purchase: int | None = None
    days_after_period: int | None = None
    hours_after_purchase: int | None = None
    days_before_start: int | None = None
    hours_before_start: int | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """One way to money back. It stands when its reasons, stages and cycles fit and all its conditions are met.

    clauses: keys of the policy's clauses that grant or limit it. reasons, stages, cycles: empty for every one; without
    reasons it is a right to call off.
    steps: longest notice first; their percentages fall. use_below_percent: of the whole, 10.0 % is not below 10.
    unopened: neither viewed nor downloaded. unattended: not attended. credits_unused: no credit was ever spent.
    first_ever: no earlier purchase of the kind, so not after coming back. unsolved_hours: a technical problem stayed
    unsolved so long. fees_come_off: what the payment cost us is kept, what the transfer costs is deducted.
    by_staff: a person decides, the engine proposes. by_staff_at_renewal: the same for a renewed period only.
    above_exclusions: not barred by any exclusion (R-46, R-76). exception: shown to whoever gets less than everything.
    """

    clauses: tuple[str, ...]
    fees_come_off: bool
    reasons: tuple[Reason, ...] = ()
    stages: tuple[Stage, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    share: Share = Share.STEPS
    steps: tuple[Step, ...] = ()
    use_below_percent: int | None = None
    unopened: bool = False
    unattended: bool = False
    credits_unused: bool = False
    first_ever: bool = False
    unsolved_hours: int | None = None
    by_staff: bool = False
    by_staff_at_renewal: bool = False
    above_exclusions: bool = False
    exception: bool = False
    remedy: Remedy = Remedy.MONEY
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """From so many business days to so many: the first is what we aim at, the second what we promise."""

    aim: int
    latest: int


@dataclass(frozen=True, slots=True)
class Clocks:
    """How long we take, in business days (R-58, R-59, R-64, R-65, R-75), and what ends a business day (R-62).

    decide: from the complete application. card, bank: from the approval, by where the money goes. mischarge: from the
    notice of a wrong charge until the money starts. evidence_days: days in which missing documents may follow (R-60).
    """

    decide: Range = Range(3, 5)
    card: Range = Range(7, 10)
    bank: Range = Range(10, 14)
    mischarge: Range = Range(3, 5)
    cutoff_hour: int = 18
    evidence_days: int = 7


@dataclass(frozen=True, slots=True)
class AbuseLimits:
    """From how many applications or refunds within `days` on somebody looks at a member (R-80, R-81)."""

    applications: int = 3
    refunds: int = 2
    days: int = 180


@dataclass(frozen=True, slots=True)
class RenewalTerms:
    """Automatic renewal: how many days before it we tell, and until when cancelling surely stops it (R-82, R-84).

    mutable: the cycles whose notice a member may mute.
    """

    notice_days: int = 14
    cancel_days: int = 7
    mutable: tuple[Cycle, ...] = (Cycle.MONTH,)
