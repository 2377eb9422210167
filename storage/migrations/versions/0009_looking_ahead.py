"""what members wish to be told, and looking ahead to the next 1st

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.words import allow

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    allow('notices', 'kind', ['welcome', 'failed_charge', 'last_warning', 'ended_unpaid', 'month_missed', 'leaving', 'left', 'money_back', 'ended_at_stripe', 'seat_offered', 'request_waiting', 'request', 'request_old', 'approved', 'request_over', 'renewal', 'card_expires', 'room_fault'])
    allow('due', 'kind', ['ask_order', 'retry', 'end_unpaid', 'leave', 'switch', 'renew', 'reprice', 'approval', 'serve_line', 'offer_ends', 'look_ahead', 'catch_up', 'compare'])
    op.create_table('preferences',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('renewals_muted', sa.Integer(), nullable=False),
    sa.Column('quiet_from', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('quiet_to', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('renewals_muted IN (0, 1)', name=op.f('ck_preferences_renewals_muted_yes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_preferences')),
    sqlite_strict=True
    )
