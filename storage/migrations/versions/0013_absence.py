"""paying members who are not in the server

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.words import allow

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    allow('notices', 'kind', ['welcome', 'failed_charge', 'last_warning', 'ended_unpaid', 'month_missed', 'leaving', 'left', 'money_back', 'ended_at_stripe', 'seat_offered', 'request_waiting', 'request', 'request_old', 'approved', 'request_over', 'renewal', 'card_expires', 'paused', 'guest_ends', 'new_member', 'fee_change', 'absent', 'held', 'payer_away', 'room_fault'])
    allow('due', 'kind', ['ask_order', 'retry', 'end_unpaid', 'leave', 'switch', 'renew', 'pause', 'guest', 'reprice', 'approval', 'serve_line', 'offer_ends', 'absence', 'look_ahead', 'catch_up', 'compare'])
    allow('memberships', 'end_reason', ['never_paid', 'unpaid', 'left', 'refunded', 'declined', 'unanswered', 'withdrawn', 'ended_at_stripe', 'free_time_over', 'absent', 'removed'])
    with op.batch_alter_table('memberships') as batch_op:
        batch_op.add_column(sa.Column('leaves_because', sa.Text(), nullable=True))
    with op.batch_alter_table('memberships') as batch_op:
        batch_op.create_check_constraint(op.f('ck_memberships_leaves_because_word'), "leaves_because IN ('never_paid', 'unpaid', 'left', 'refunded', 'declined', 'unanswered', 'withdrawn', 'ended_at_stripe', 'free_time_over', 'absent', 'removed')")
    op.create_table('absences',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('since', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('stops_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('sent_by', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kept_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('back_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("how IN ('left', 'kicked', 'banned')", name=op.f('ck_absences_how_word')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_absences_member_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absences')),
    sqlite_strict=True
    )
    with op.batch_alter_table('absences', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absences_member_id'), ['member_id'], unique=False)
        batch_op.create_index('uq_absences_open', ['member_id'], unique=True, sqlite_where=sa.text('back_at IS NULL'), postgresql_where=sa.text('back_at IS NULL'))
