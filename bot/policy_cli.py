"""`policy …` on the command line: list and show what there is, compare two versions, replay open contracts."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.policies.loading import SHIPPED, PolicyError, load
from bot.rules.business_days import BusinessDays
from bot.rules.policies.changes import Bearing, changes, is_not_worse
from bot.rules.policies.policy import Policy, PolicyBook, UnknownPolicy
from bot.rules.refunds.replay import Contract, Difference, replay

app = typer.Typer(help="The refund policies: versions, what they change, and whom that concerns.", no_args_is_help=True)

Folder = Annotated[list[Path] | None, typer.Option(help="a further folder of policy files; may be given several times")]
Version = Annotated[str, typer.Argument(help="a policy and its version, as room-1")]
OpenContracts = Callable[[], Iterable[Contract]]


@app.command(name="list")
def list_policies(folder: Folder = None) -> None:
    """Every policy and version there is, and from when it counts."""
    for policy in _book(folder).policies:
        typer.echo(f"{policy.id}-{policy.version}  from {policy.effective_on}  {policy.hash[:12]}  {policy.title.en}")


@app.command()
def show(version: Version, language: Literal["ja", "en"] = "ja", folder: Folder = None) -> None:
    """The whole text of a version, as a member reads it before paying, with the rules each clause states."""
    policy = _version(_book(folder), version)
    typer.echo(policy.title.ja if language == "ja" else policy.title.en)
    for clause in policy.clauses.values():
        typer.echo(f"{clause.ja if language == 'ja' else clause.en}  [{' '.join(clause.rules)}]")


@app.command()
def diff(before: Version, after: Version, folder: Folder = None) -> None:
    """What the second version changes, and what each change means for a member."""
    book = _book(folder)
    older, newer = _version(book, before), _version(book, after)
    for change in changes(older, newer):
        typer.echo(f"{change.bearing}: {change.where}: {change.before} -> {change.after}")
    counted = Counter(change.bearing for change in changes(older, newer))
    typer.echo(", ".join(f"{counted[bearing]} {bearing}" for bearing in Bearing))
    typer.echo(
        "not worse for a member: holds from the next renewal"
        if is_not_worse(older, newer)
        else "worse or unclear for a member: holds for new purchases, and for those who accept it"
    )


def add_replay(
    to: typer.Typer, open_contracts: OpenContracts, open_days: Callable[[], BusinessDays], now: Callable[[], datetime]
) -> None:
    """Add `replay`: which open contracts a version would decide differently.

    open_contracts: reads them from wherever they are kept. open_days: when this community's desk is open, asked for
    when it is needed. now: the clock, for every answer depends on when it is asked.
    """

    @to.command(name="replay")
    def replay_contracts(version: Version, folder: Folder = None) -> None:
        """How many open contracts this version would decide differently, and how."""
        book = _book(folder)
        newer = _version(book, version)
        contracts = tuple(open_contracts())
        found = tuple(replay(contracts, book, newer, now(), open_days()))
        for line in replay_report(contracts, newer, found):
            typer.echo(line)


def replay_report(contracts: Iterable[Contract], newer: Policy, found: Iterable[Difference]) -> Iterable[str]:
    """The lines of `replay`: one per difference, and the sum at the end."""
    different: set[str] = set()
    for one in found:
        different.add(one.contract.purchase.id)
        (was, was_amount), (would_be, amount) = one.before, one.after
        yield (
            f"{one.contract.purchase.id}: {one.reason}: {was.name.lower()} {was_amount.minor} {was_amount.currency}"
            f" -> {would_be.name.lower()} {amount.minor} {amount.currency}"
        )
    concerned = sum(contract.pin.id == newer.id for contract in contracts)
    yield f"{len(different)} of {concerned} open contracts under {newer.id} would be decided differently"


def _book(folders: list[Path] | None) -> PolicyBook:
    try:
        return load(SHIPPED, *(folders or ()))
    except PolicyError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from error


def _version(book: PolicyBook, name: str) -> Policy:
    id, _, version = name.rpartition("-")
    try:
        return book.get(id, int(version))
    except (UnknownPolicy, ValueError) as error:
        known = ", ".join(f"{policy.id}-{policy.version}" for policy in book.policies)
        typer.echo(f"{name} is no version of a policy: there is {known}", err=True)
        raise typer.Exit(1) from error
