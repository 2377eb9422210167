"""Cards about requests that wait for the owner's word: to the member, to the owner, and the owner's list of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.rules.answers.applicants import about_applicant
from bot.rules.applications import Application
from bot.rules.approving import LONGEST_WORDS, Approval, ApprovalState
from bot.rules.cards import Act, Blank, Button, Card, Form, Part, Tone
from bot.rules.days import Calendar, next_month
from bot.rules.money import Money
from bot.rules.rooms import Membership, Room
from bot.rules.texts import Link, Mention, Since, Text, text

PER_PAGE = 5
"""Requests on one page: each takes six of the forty components of a message, its line above included."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request with its room, and the name by which its member is called on a button.

    application: what they answered, None for whoever asked before anything was asked.
    """

    approval: Approval
    room: Room
    name: str
    application: Application | None = None


def before_approval(amount: Money, answer_within_days: int) -> tuple[Text, ...]:
    """What the last screen before paying says of a room whose owner lets people in one by one (E-17, E-34 to E-36)."""
    return (
        text("approving.before_today", amount=amount),
        text("approving.before_next", amount=amount, day=1),
        text("approving.before_full_month"),
        text("approving.before_answer", days=answer_within_days),
    )


def waiting(approval: Approval, room: Room) -> Card:
    """What the member has in front of them from the payment on: that it waits, since when, and what comes (E-20)."""
    title = text("approving.waiting_title", room=room.name)
    match approval.state:
        case ApprovalState.WAITING:
            take_back = Button(text("buttons.take_back"), Act.LEAVE, approval.membership_id)
            return Card(title, (text("approving.paid", amount=approval.amount), *age(approval)), (take_back,))
        case ApprovalState.APPROVED:
            return Card(title, (text("approving.let_in", room=_way_in(room)),), tone=Tone.GOOD)
    return Card(title, ending(approval))


def age(approval: Approval) -> tuple[Text, ...]:
    """How long a request has waited, and what happens when it goes on waiting (E-20, E-26)."""
    return (text("approving.since", at=Since(approval.asked_at)), *prospects(approval))


def prospects(approval: Approval) -> tuple[Text, ...]:
    """What happens when a request goes on waiting."""
    until = text("approving.until", at=approval.ends_at)
    if approval.escalated_at is None:
        return (text("approving.admins_from", at=approval.escalates_at), until)
    return (text("approving.admins_asked"), until)


def approved(approval: Approval, membership: Membership, room: Room, calendar: Calendar) -> Card:
    """The owner has let them in: the way in, which month is paid, and the next charge."""
    assert membership.joined_at is not None, membership
    next_on = next_month(calendar.day(membership.joined_at))
    lines = (
        text("approving.let_in", room=_way_in(room)),
        text("approving.covers", amount=approval.amount, until=calendar.starts_at(next_on)),
        text("rooms.next_charge", on=next_on, amount=membership.fee),
    )
    return Card(text("rooms.welcome_title", room=room.name), lines, tone=Tone.GOOD)


def over(approval: Approval, room: Room) -> Card:
    """They were not let in: why, and that everything goes back."""
    ask_again = (Button(text("buttons.ask_again"), Act.JOIN, room.id),)
    lines = (*ending(approval), text("billing.money_back_when"))
    return Card(text("approving.over_title", room=room.name), lines, ask_again)


def _about(request: Request) -> tuple[Text, ...]:
    return about_applicant(request.application) if request.application is not None else ()


def to_owner(request: Request) -> Card:
    """The living card of one request before its owner, with its answer once there is one."""
    approval, room = request.approval, request.room
    title = text("approving.request_title", room=room.name)
    asks = text("approving.asks", member=_member(approval), amount=approval.amount)
    if approval.state is not ApprovalState.WAITING:
        return Card(title, (asks, *_answer(approval)))
    lines = (
        asks,
        text("approving.asked", at=Since(approval.asked_at)),
        text("approving.answer_by", at=approval.ends_at),
        *_about(request),  # last, because the longest answers are cut short
    )
    return Card(title, lines, _choice(request))


def old(request: Request) -> Card:
    """A request that has waited long, to its owner and to the admins."""
    approval, room = request.approval, request.room
    title = text("approving.old_title", room=room.name)
    asks = text("approving.asks", member=_member(approval), amount=approval.amount)
    if approval.state is not ApprovalState.WAITING:
        return Card(title, (asks, *_answer(approval)))
    owner = text("approving.owner", owner=Mention(Link.MEMBER, room.owner_id))
    lines = (
        asks,
        owner,
        text("approving.old", at=Since(approval.asked_at)),
        text("approving.gives_up", at=approval.ends_at),
        *_about(request),
    )
    return Card(title, lines, _choice(request), Tone.WARNING)


def queue(requests: Sequence[Request], page: int) -> Card:
    """The requests that wait for somebody's answer, the oldest first, a page of them.

    page: from 0; one that is not there any more is the last one.
    """
    title = text("approving.queue_title")
    if not requests:
        return Card(title, (text("approving.queue_empty"),), tone=Tone.GOOD)
    last = (len(requests) - 1) // PER_PAGE
    here = min(max(page, 0), last)
    shown = requests[here * PER_PAGE : (here + 1) * PER_PAGE]
    parts = [Part((_queued(one),), (*_choice(one), _look(one))) for one in shown]
    if last:
        parts.append(Part((text("approving.queue_page", page=here + 1, pages=last + 1),), tuple(_turns(here, last))))
    return Card(title, (text("approving.queue_count", count=len(requests)),), parts=tuple(parts))


def _queued(request: Request) -> Text:
    approval = request.approval
    return text(
        "approving.queued",
        member=_member(approval),
        room=request.room.name,
        amount=approval.amount,
        at=Since(approval.asked_at),
        until=Since(approval.ends_at),
        urgent="yes" if approval.escalated_at is not None else "no",
    )


def _turns(here: int, last: int) -> Iterator[Button]:
    if here > 0:
        yield Button(text("buttons.page_before"), Act.REQUESTS, str(here - 1))
    if here < last:
        yield Button(text("buttons.page_after"), Act.REQUESTS, str(here + 1))


def decline_form(request: Request) -> Form:
    """What the owner writes before somebody is declined: they read it."""
    blank = Blank(
        "words",
        text("approving.words"),
        LONGEST_WORDS,
        about=text("approving.words_about"),
        long=True,
    )
    return Form(text("approving.decline_title", name=request.name), (blank,))


def _choice(request: Request) -> tuple[Button, ...]:
    approval_id = request.approval.id
    return (
        Button(text("buttons.approve", name=request.name), Act.APPROVE, approval_id),
        Button(text("buttons.decline", name=request.name), Act.DECLINE, approval_id),
    )


def _look(request: Request) -> Button:
    return Button(text("buttons.look_at_request"), Act.REQUEST, request.approval.id)


def _answer(approval: Approval) -> tuple[Text, ...]:
    """What became of a request, to whoever decides."""
    at, by = approval.decided_at or approval.asked_at, Mention(Link.MEMBER, approval.decided_by or 0)
    match approval.state:
        case ApprovalState.APPROVED:
            return (text("approving.was_approved", by=by, at=at),)
        case ApprovalState.DECLINED:
            return (text("approving.was_declined", by=by, at=at, words=approval.words), text("approving.went_back"))
        case ApprovalState.WITHDRAWN:
            return (text("approving.was_taken_back", at=at), text("approving.went_back"))
    return (text("approving.was_not_answered", at=at), text("approving.went_back"))


def ending(approval: Approval) -> tuple[Text, ...]:
    """Why somebody was not let in, to themselves, and that everything goes back."""
    back = text("approving.goes_back", amount=approval.amount)
    match approval.state:
        case ApprovalState.DECLINED:
            return (text("approving.declined"), text("approving.reason", words=approval.words), back)
        case ApprovalState.WITHDRAWN:
            return (text("approving.withdrawn"), back)
    return (text("approving.unanswered", at=approval.ends_at), back)


def _member(approval: Approval) -> Mention:
    return Mention(Link.MEMBER, approval.member_id)


def _way_in(room: Room) -> Mention:
    return Mention(Link.CHANNEL, room.channel_id or 0)
