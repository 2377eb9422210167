"""Spending: credits leave the lot that expires first, and come back to where they were taken from.

Source: O-2, O-7, O-16, O-24; docs/rules.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.credits.lots import Lot, LotSource, check_credits, in_order, usable
from bot.rules.decision import NOTHING, Decision
from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.texts import Refused, Text, text


class DebitState(StrEnum):
    HELD = "held"  # set aside: neither spent nor to be spent on something else
    SPENT = "spent"
    RELEASED = "released"  # held, and not wanted after all


@dataclass(frozen=True, slots=True)
class Use:
    """What a debit took from one lot, and how much of that came back."""

    lot_id: str
    credits: int
    returned: int = 0


@dataclass(frozen=True, slots=True)
class Debit:
    """Credits taken for one thing.

    subject: what they were taken for, an enrolment or one week of it; the id is derived from it, so that the same thing
    is never paid twice.
    """

    id: str
    plan_id: str
    member_id: MemberId
    subject: str
    uses: tuple[Use, ...]
    state: DebitState
    taken_at: datetime

    @property
    def credits(self) -> int:
        """How many credits were taken."""
        return sum(use.credits for use in self.uses)

    @property
    def returned(self) -> int:
        """How many of them came back."""
        return sum(use.returned for use in self.uses)


def debit_id(subject: str) -> str:
    """The id of the debit for `subject`."""
    return f"dbt_{subject}"


def spend(lots: Iterable[Lot], credits: int, subject: str, now: datetime, *, already: Debit | None = None) -> Decision:
    """Take `credits` for `subject`: the lots that change, and the debit.

    already: the debit of this subject when there is one; a held one is spent, a spent one changes nothing.
    Raises Refused when the lots that have not expired hold too few, BadInput for a number below one.
    """
    if already is not None and already.state is DebitState.HELD:
        return settle(already, lots)
    if already is not None and already.state is DebitState.SPENT:
        return NOTHING
    return _taken(tuple(lots), credits, subject, DebitState.SPENT, now)


def hold(lots: Iterable[Lot], credits: int, subject: str, now: datetime, *, already: Debit | None = None) -> Decision:
    """Set `credits` aside for `subject`; they neither lapse nor can be spent otherwise until settled or released."""
    if already is not None and already.state is not DebitState.RELEASED:
        return NOTHING
    return _taken(tuple(lots), credits, subject, DebitState.HELD, now)


def settle(debit: Debit, lots: Iterable[Lot]) -> Decision:
    """What was held is spent. Nothing for a debit that is not held."""
    if debit.state is not DebitState.HELD:
        return NOTHING
    known = {lot.id: lot for lot in lots}
    changed = tuple(
        replace(lot, held=lot.held - use.credits, spent=lot.spent + use.credits)
        for use in debit.uses
        for lot in (known[use.lot_id],)
    )
    return Decision(keep=(*changed, replace(debit, state=DebitState.SPENT)))


def release(debit: Debit, lots: Iterable[Lot], now: datetime) -> Decision:
    """What was held is free again; of a lot whose time is over it expires. Nothing for a debit that is not held."""
    if debit.state is not DebitState.HELD:
        return NOTHING
    known = {lot.id: lot for lot in lots}
    changed = tuple(
        replace(lot, held=lot.held - use.credits, expired=lot.expired + (use.credits if lot.expires_at <= now else 0))
        for use in debit.uses
        for lot in (known[use.lot_id],)
    )
    return Decision(keep=(*changed, replace(debit, state=DebitState.RELEASED)))


def give_back(
    debit: Debit, credits: int, lots: Iterable[Lot], now: datetime, *, cycle_ends_at: datetime | None
) -> Decision:
    """Bring `credits` of a spent debit back, the ones that expire last first (O-24).

    They keep the expiry of their lot, but live at least until the present cycle ends: if their lot would expire before
    `cycle_ends_at`, they come back as a lot of their own. cycle_ends_at: None when the plan has ended; what comes back
    then lapses at once. Raises BadInput for more than is left to return, or for a debit that was not spent.
    """
    check_credits("credits", credits)
    if debit.state is not DebitState.SPENT:
        raise BadInput("debit.state", debit.state, "a debit that was spent")
    if credits > debit.credits - debit.returned:
        raise BadInput("credits", credits, f"at most {debit.credits - debit.returned}, what has not come back yet")
    if not credits:
        return NOTHING
    known = {lot.id: lot for lot in lots}
    uses = list(debit.uses)
    changed: list[Lot] = []
    for place in reversed(range(len(uses))):
        use = uses[place]
        part = min(credits, use.credits - use.returned)
        if part:
            uses[place] = replace(use, returned=use.returned + part)
            lot_of_its_own = f"{debit.id}:{use.lot_id}:{use.returned}"
            changed += _back_in(known[use.lot_id], part, lot_of_its_own, now, cycle_ends_at)
            credits -= part
    return Decision(keep=(*changed, replace(debit, uses=tuple(uses))))


def has_used(debits: Iterable[Debit], *, net: bool = False) -> bool:
    """Whether credits of a plan count as used, which ends the right to its full refund (O-6, O-7).

    Any debit that was ever spent counts, returned or not. net: what came back in full does not count (a setting).
    """
    spent = (debit for debit in debits if debit.state is DebitState.SPENT)
    return any(debit.returned < debit.credits or not net for debit in spent)


def explained(debit: Debit, lots: Iterable[Lot]) -> tuple[Text, ...]:
    """From which lots the credits of a debit came, in the order in which they were taken."""
    known = {lot.id: lot for lot in lots}
    return tuple(
        text(
            "credits.line_use",
            credits=use.credits,
            granted_at=known[use.lot_id].granted_at,
            expires_at=known[use.lot_id].expires_at,
        )
        for use in debit.uses
    )


def _taken(lots: tuple[Lot, ...], credits: int, subject: str, state: DebitState, now: datetime) -> Decision:
    check_aware("now", now)
    if credits < 1:
        raise BadInput("credits", credits, "at least one credit to take")
    there = usable(lots, now)
    if there < credits:
        raise Refused(text("credits.too_few", needed=credits, usable=there))
    parts = tuple(_parts(lots, credits, now))
    first = parts[0][0]
    uses = tuple(Use(lot.id, part) for lot, part in parts)
    debit = Debit(debit_id(subject), first.plan_id, first.member_id, subject, uses, state, now)
    if state is DebitState.HELD:
        changed = tuple(replace(lot, held=lot.held + part) for lot, part in parts)
    else:
        changed = tuple(replace(lot, spent=lot.spent + part) for lot, part in parts)
    return Decision(keep=(*changed, debit))


def _parts(lots: Iterable[Lot], credits: int, now: datetime) -> Iterator[tuple[Lot, int]]:
    for lot in in_order(lot for lot in lots if now < lot.expires_at and lot.left):
        part = min(lot.left, credits)
        yield lot, part
        credits -= part
        if not credits:
            return


def _back_in(lot: Lot, credits: int, new_id: str, now: datetime, cycle_ends_at: datetime | None) -> tuple[Lot, ...]:
    taken_back = lot.spent - credits
    if cycle_ends_at is None:
        return (replace(lot, spent=taken_back, expired=lot.expired + credits),)
    if lot.expires_at >= cycle_ends_at:
        return (replace(lot, spent=taken_back),)
    moved = replace(lot, spent=taken_back, moved=lot.moved + credits)
    own = Lot(new_id, lot.plan_id, lot.member_id, LotSource.RETURNED, credits, now, cycle_ends_at)
    return (moved, own)
