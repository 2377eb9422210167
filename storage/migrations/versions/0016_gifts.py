"""gifts

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.words import allow

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
NOTICES = (
    'welcome',
    'failed_charge',
    'last_warning',
    'ended_unpaid',
    'month_missed',
    'leaving',
    'left',
    'money_back',
    'ended_at_stripe',
    'seat_offered',
    'request_waiting',
    'request',
    'request_old',
    'approved',
    'request_over',
    'renewal',
    'card_expires',
    'paused',
    'guest_ends',
    'gift',
    'gift_given',
    'new_member',
    'terms_change',
    'fee_change',
    'absent',
    'held',
    'payer_away',
    'room_fault',
)
WORK = (
    'ask_order',
    'retry',
    'end_unpaid',
    'leave',
    'switch',
    'renew',
    'pause',
    'guest',
    'gift',
    'reprice',
    'approval',
    'serve_line',
    'offer_ends',
    'absence',
    'look_ahead',
    'catch_up',
    'compare',
)
REFUNDS = (
    'duplicate',
    'order_dead',
    'not_admitted',
    'card_not_taken',
    'gift_unused',
    'left_before_renewal',
)


def upgrade() -> None:
    op.create_table('gifts',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('member_id', BIG, nullable=False),
    sa.Column('receiver_id', BIG, nullable=False),
    sa.Column('room_id', sa.Text(), nullable=False),
    sa.Column('months', BIG, nullable=False),
    sa.Column('fee_minor', BIG, nullable=False),
    sa.Column('fee_currency', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('made_at', BIG, nullable=False),
    sa.Column('terms', sa.Text(), nullable=False),
    sa.Column('expires_at', BIG, nullable=True),
    sa.Column('tries', BIG, nullable=False),
    sa.Column('session_id', sa.Text(), nullable=True),
    sa.Column('url', sa.Text(), nullable=True),
    sa.Column('payment_id', sa.Text(), nullable=True),
    sa.Column('paid_at', BIG, nullable=True),
    sa.Column('unused_until', BIG, nullable=True),
    sa.Column('settled_at', BIG, nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.Column('access_code_id', sa.Text(), nullable=True),
    sa.CheckConstraint("end_reason IN ('ran_out', 'taken_back', 'unused', 'receiver_left', 'expelled', 'room_closed', 'card_not_taken')", name=op.f('ck_gifts_end_reason_word')),
    sa.CheckConstraint("state IN ('asked', 'open', 'paid', 'used', 'expired', 'returned')", name=op.f('ck_gifts_state_word')),
    sa.CheckConstraint('months BETWEEN 1 AND 12', name=op.f('ck_gifts_months_range')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_gifts_member_id')),
    sa.ForeignKeyConstraint(['receiver_id'], ['members.id'], name=op.f('fk_gifts_receiver_id')),
    sa.ForeignKeyConstraint(['room_id'], ['rooms.id'], name=op.f('fk_gifts_room_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gifts')),
    sa.UniqueConstraint('access_code_id', name=op.f('uq_gifts_access_code_id')),
    sa.UniqueConstraint('payment_id', name=op.f('uq_gifts_payment_id')),
    sa.UniqueConstraint('session_id', name=op.f('uq_gifts_session_id')),
    sqlite_strict=True
    )
    with op.batch_alter_table('gifts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gifts_member_id'), ['member_id'], unique=False)
        batch_op.create_index('ix_gifts_waiting', ['receiver_id'], unique=False, sqlite_where=sa.text("state = 'paid'"), postgresql_where=sa.text("state = 'paid'"))
    allow('notices', 'kind', NOTICES)
    allow('due', 'kind', WORK)
    allow('refunds', 'cause', REFUNDS)
