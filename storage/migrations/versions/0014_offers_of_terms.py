"""newer versions of the terms under contracts that run

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.words import allow

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    allow('notices', 'kind', ['welcome', 'failed_charge', 'last_warning', 'ended_unpaid', 'month_missed', 'leaving', 'left', 'money_back', 'ended_at_stripe', 'seat_offered', 'request_waiting', 'request', 'request_old', 'approved', 'request_over', 'renewal', 'card_expires', 'paused', 'guest_ends', 'new_member', 'terms_change', 'fee_change', 'absent', 'held', 'payer_away', 'room_fault'])
    op.create_table('terms_offers',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('membership_id', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('from_on', sa.Text(), nullable=False),
    sa.Column('takes_away', sa.Integer(), nullable=False),
    sa.Column('told_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('accepted_on', sa.Text(), nullable=True),
    sa.CheckConstraint('takes_away IN (0, 1)', name=op.f('ck_terms_offers_takes_away_yes')),
    sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_terms_offers_member_id')),
    sa.ForeignKeyConstraint(['membership_id'], ['memberships.id'], name=op.f('fk_terms_offers_membership_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_terms_offers')),
    sqlite_strict=True
    )
    with op.batch_alter_table('terms_offers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_terms_offers_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_terms_offers_membership_id'), ['membership_id'], unique=False)
