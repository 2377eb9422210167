"""What happens when a rule of the tables is broken: one error that names the rule."""

import re

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from storage.tables import metadata


class Conflict(Exception):
    """A rule of the tables forbids this row; `rule` is its name (uq_memberships_live). Our own mistake, caught late.

    The transaction is lost: let it end.
    """

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def conflict(error: IntegrityError) -> Conflict:
    """The rule behind what the driver says, which on SQLite names only columns; its words when they name nothing."""
    said = str(error.orig)
    kind, _, detail = said.partition(" constraint failed")
    match kind.removeprefix("sqlite3.IntegrityError: "):
        case "UNIQUE":
            return Conflict(_unique(tuple(re.findall(r"\w+\.\w+", detail))) or said)
        case "CHECK":
            return Conflict(detail.removeprefix(": "))
    return Conflict(said)


def _unique(columns: tuple[str, ...]) -> str | None:
    """The unique rule over just these columns ("charges.month")."""
    for table in metadata.tables.values():
        rules = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
        rules_and_indexes: list[UniqueConstraint | Index] = [*rules, *(one for one in table.indexes if one.unique)]
        for rule in rules_and_indexes:
            if tuple(str(column) for column in rule.columns) == columns:
                return str(rule.name)
    return None
