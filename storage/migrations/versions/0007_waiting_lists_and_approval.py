"""waiting lists and approval

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.words import allow

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

WORDS = {
    ('due', 'kind'): (
        'ask_order', 'retry', 'end_unpaid', 'leave', 'switch', 'renew', 'reprice', 'approval', 'serve_line', 'offer_ends', 'catch_up', 'compare',
    ),
    ('notices', 'kind'): (
        'welcome', 'failed_charge', 'last_warning', 'ended_unpaid', 'month_missed', 'leaving', 'left', 'money_back',
        'ended_at_stripe', 'seat_offered', 'request_waiting', 'request', 'request_old', 'approved', 'request_over',
        'room_fault',
    ),
    ('refunds', 'cause'): ('duplicate', 'order_dead', 'not_admitted', 'left_before_renewal'),
    ('memberships', 'end_reason'): (
        'never_paid', 'unpaid', 'left', 'refunded', 'declined', 'unanswered', 'withdrawn', 'ended_at_stripe',
    ),
}


def upgrade() -> None:
    op.create_table('places',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('room_id', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('joined_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column('offered_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column('offered_until', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column('ended_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'offered', 'taken', 'passed', 'given_up')", name=op.f('ck_places_state_word')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_places_member_id')),
    sa.ForeignKeyConstraint(['room_id'], ['rooms.id'], name=op.f('fk_places_room_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_places')),
    sqlite_strict=True
    )
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_places_member_id'), ['member_id'], unique=False)
        batch_op.create_index('uq_places_in_line', ['room_id', 'member_id'], unique=True, sqlite_where=sa.text("state IN ('waiting', 'offered')"), postgresql_where=sa.text("state IN ('waiting', 'offered')"))

    op.create_table('approvals',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('room_id', sa.Text(), nullable=False),
    sa.Column('membership_id', sa.Text(), nullable=False),
    sa.Column('payment_id', sa.Text(), nullable=False),
    sa.Column('amount_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amount_currency', sa.Text(), nullable=False),
    sa.Column('paid_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('asked_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column('escalates_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column('ends_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    sa.Column('escalated_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column('decided_at', sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    sa.Column('decided_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.CheckConstraint("state IN ('waiting', 'approved', 'declined', 'unanswered', 'withdrawn')", name=op.f('ck_approvals_state_word')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_approvals_member_id')),
    sa.ForeignKeyConstraint(['membership_id'], ['memberships.id'], name=op.f('fk_approvals_membership_id')),
    sa.ForeignKeyConstraint(['room_id'], ['rooms.id'], name=op.f('fk_approvals_room_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approvals')),
    sa.UniqueConstraint('membership_id', name=op.f('uq_approvals_membership_id')),
    sa.UniqueConstraint('payment_id', name=op.f('uq_approvals_payment_id')),
    sqlite_strict=True
    )
    with op.batch_alter_table('approvals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_approvals_member_id'), ['member_id'], unique=False)
        batch_op.create_index('ix_approvals_waiting', ['room_id', 'asked_at'], unique=False, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    # Only SQLite needs a new table; PostgreSQL would not drop one that others refer to.
    with op.batch_alter_table('orders', recreate='always' if op.get_bind().dialect.name == 'sqlite' else 'never') as batch_op:
        days = sa.Column('answer_within_days', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True)
        batch_op.add_column(days)
    with op.batch_alter_table('rooms') as batch_op:
        # What is there already says no.
        batch_op.add_column(sa.Column('needs_approval', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('rooms') as batch_op:
        batch_op.alter_column('needs_approval', server_default=None)
        batch_op.create_check_constraint(op.f('ck_rooms_needs_approval_yes'), 'needs_approval IN (0, 1)')
        batch_op.add_column(sa.Column('capacity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_check_constraint(op.f('ck_rooms_capacity_positive'), 'capacity > 0')
    for (table, column), listed in WORDS.items():
        allow(table, column, listed)

