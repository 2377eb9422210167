"""Cards of the written terms: which there are, the text of each in pages, and who runs the community."""

from collections.abc import Sequence
from datetime import date

from bot.rules.cards import Act, Button, Card
from bot.rules.operator import Operator
from bot.rules.policies.policy import Policy, PolicyBook, Title
from bot.rules.policies.terms import Clause
from bot.rules.texts import Bilingual, text

LONGEST_PAGE = 3000
"""In characters of the longer language: a card takes four thousand, and numbers, title and last lines need theirs."""


def policy_list(book: PolicyBook, today: date) -> Card:
    """The policies that are in force, each with the way to its text (R-2)."""
    in_force = policies_in_force(book, today)
    lines = tuple(
        text("policies.listed", title=name_of(one.title), version=one.version, on=one.effective_on.isoformat())
        for one in in_force
    )
    buttons = [
        Button(text("buttons.read_policy", title=name_of(one.title)), Act.POLICY, subject(one)) for one in in_force
    ]
    operator = Button(text("buttons.operator"), Act.OPERATOR)
    return Card(text("policies.list_title"), (*lines, text("policies.list_about")), (*buttons, operator))


def policies_in_force(book: PolicyBook, today: date) -> list[Policy]:
    """The newest version in effect of every policy, in the order of their files."""
    ids = dict.fromkeys(policy.id for policy in book.policies if policy.effective_on <= today)
    return [book.in_force(id, today) for id in ids]


def policy_text(policy: Policy, page: int) -> Card:
    """One page of a policy, counted from 1; a number that does not exist shows the nearest page that does."""
    parts = pages_of(policy)
    page = min(max(page, 1), len(parts))
    first = sum(len(part) for part in parts[: page - 1]) + 1
    lines = [
        text("policies.clause", number=number, words=Bilingual(clause.ja, clause.en))
        for number, clause in enumerate(parts[page - 1], start=first)
    ]
    about = text(
        "policies.about",
        id=policy.id,
        version=policy.version,
        on=policy.effective_on.isoformat(),
        page=page,
        pages=len(parts),
    )
    buttons = []
    if page > 1:
        buttons.append(Button(text("buttons.page_before"), Act.POLICY, subject(policy, page - 1)))
    if page < len(parts):
        buttons.append(Button(text("buttons.page_after"), Act.POLICY, subject(policy, page + 1)))
    buttons.append(Button(text("buttons.operator"), Act.OPERATOR))
    return Card(text("policies.title", title=name_of(policy.title)), (*lines, about), tuple(buttons))


def pages_of(policy: Policy) -> tuple[tuple[Clause, ...], ...]:
    """The clauses in their order, in pages that fit on a card whichever language they are read in."""
    pages: list[list[Clause]] = [[]]
    room = LONGEST_PAGE
    for clause in policy.clauses.values():
        length = max(len(clause.ja), len(clause.en))
        if length > room and pages[-1]:
            pages.append([])
            room = LONGEST_PAGE
        pages[-1].append(clause)
        room -= length
    return tuple(tuple(page) for page in pages)


def operator_card(operator: Operator) -> Card:
    """Who runs the community, and the desk that decides about refunds (R-4, R-61, R-105)."""
    unsaid = text("policies.operator_unsaid")
    said = [
        (operator.name, text("policies.operator_name", words=operator.name)),
        (operator.address, text("policies.operator_address", words=operator.address)),
        (operator.registration, text("policies.operator_registration", words=operator.registration)),
        (operator.phone, text("policies.operator_phone", words=operator.phone)),
        (operator.desk_name, text("policies.desk_name", words=operator.desk_name)),
        (operator.desk_phone, text("policies.desk_phone", words=operator.desk_phone)),
        (operator.desk_hours, text("policies.desk_hours", words=operator.desk_hours)),
        (operator.desk_url, text("policies.desk_url", words=operator.desk_url)),
    ]
    lines = tuple(line for words, line in said if words)
    return Card(text("policies.operator_title"), lines or (unsaid,))


def name_of(title: Title) -> Bilingual:
    """A policy's name, in the reader's language."""
    return Bilingual(title.ja, title.en)


def subject(policy: Policy, page: int = 1) -> str:
    """What a button that leads to a page of a policy is about; `read_subject` is its other side."""
    return f"{policy.id}:{policy.version}:{page}"


def read_subject(words: str) -> tuple[str, int, int]:
    """The id, version and page a button is about."""
    id, version, page = words.rsplit(":", 2)
    return id, int(version), int(page)


def titles_matching(known: Sequence[Policy], typed: str) -> list[Policy]:
    """Those whose name in either language, or whose id, contains what was typed."""
    wanted = typed.casefold()
    return [one for one in known if any(wanted in word.casefold() for word in (one.id, one.title.ja, one.title.en))]
