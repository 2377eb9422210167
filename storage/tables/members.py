"""Members, what we told them, and the settings of their community."""

from sqlalchemy import Column, ForeignKey, Index, Text

from bot.rules.absence import Parting
from bot.rules.contacts import ContactState
from bot.rules.notices import Delivery, NoticeKind, Result
from storage.columns import BigInt, Day, Instant, Packed, word, yes
from storage.tables.parts import only_when, table

members = table(
    "members",
    Column("id", BigInt, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("locale", Text, nullable=False),
    *yes("in_server"),
    Column("customer_id", Text, unique=True),
    Column("card", Packed),
    Column("customers_lost", BigInt, nullable=False),
)

versions = table(
    "versions",
    Column("member_id", BigInt, primary_key=True, autoincrement=False),
    Column("version", BigInt, nullable=False),
)

notices = table(
    "notices",
    Column("id", Text, primary_key=True),
    Column("member_id", BigInt, nullable=False, index=True),
    *word("kind", NoticeKind),
    Column("subject", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    *word("delivery", Delivery),
    Column("delivered_at", Instant),
    Column("channel_id", BigInt),
    Column("message_id", BigInt),
    Column("shown", Text),
)

postings = table(
    "postings",
    Column("id", Text, primary_key=True),
    Column("member_id", BigInt, nullable=False, index=True),
    Column("notice_id", ForeignKey("notices.id"), nullable=False, index=True),
    *word("rung", Delivery),
    *word("result", Result),
    Column("tried_at", Instant, nullable=False),
    Column("times", BigInt, nullable=False),
    Column("why", Text),
)

contacts = table(
    "contacts",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("words", Text, nullable=False),
    *word("state", ContactState),
    Column("opened_at", Instant, nullable=False),
    Column("thread_id", BigInt),
    Column("closed_at", Instant),
    Column("closed_by", BigInt),
    # One thread with the admins per member at a time.
    Index("uq_contacts_open", "member_id", unique=True, **only_when("state = 'open'")),
)

absences = table(
    "absences",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("since", Instant, nullable=False),
    Column("stops_at", Instant, nullable=False),
    *word("how", Parting),
    Column("sent_by", BigInt),
    Column("kept_at", Instant),
    Column("back_at", Instant),
    # Told twice, or by two, it is one absence.
    Index("uq_absences_open", "member_id", unique=True, **only_when("back_at IS NULL")),
)

terms_offers = table(
    "terms_offers",
    Column("id", Text, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("membership_id", ForeignKey("memberships.id"), nullable=False, index=True),
    Column("before", Packed, nullable=False),
    Column("after", Packed, nullable=False),
    Column("from_on", Day, nullable=False),
    *yes("takes_away"),
    Column("told_at", Instant, nullable=False),
    Column("accepted_on", Day),
)

preferences = table(
    "preferences",
    Column("id", BigInt, primary_key=True, autoincrement=False),
    *yes("renewals_muted"),
    Column("quiet_from", BigInt),
    Column("quiet_to", BigInt),
)

settings = table(
    "settings",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("value", Text, nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("set_by", BigInt),
)
