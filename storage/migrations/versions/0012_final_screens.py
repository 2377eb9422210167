"""final screens

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.words import allow

revision = '0012'
down_revision = '0011'
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
    'new_member',
    'room_fault',
)


def upgrade() -> None:
    op.create_table(
        'applications',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('member_id', BIG, nullable=False),
        sa.Column('room_id', sa.Text(), nullable=False),
        sa.Column('declared_at', BIG, nullable=False),
        sa.Column('filled', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_applications_member_id')),
        sa.ForeignKeyConstraint(['room_id'], ['rooms.id'], name=op.f('fk_applications_room_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_applications')),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_applications_member_id'), 'applications', ['member_id'])
    op.create_table(
        'screens',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('application_id', sa.Text(), nullable=False),
        sa.Column('member_id', BIG, nullable=False),
        sa.Column('room_id', sa.Text(), nullable=False),
        sa.Column('fee_minor', BIG, nullable=False),
        sa.Column('fee_currency', sa.Text(), nullable=False),
        sa.Column('start', sa.Text(), nullable=False),
        sa.Column('month', sa.Text(), nullable=False),
        sa.Column('terms', sa.Text(), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('hash', sa.Text(), nullable=False),
        sa.Column('locale', sa.Text(), nullable=False),
        sa.Column('shown_at', BIG, nullable=False),
        sa.Column('anew', sa.Integer(), nullable=False),
        sa.Column('confirmed_at', BIG, nullable=True),
        sa.Column('order_id', sa.Text(), nullable=True),
        sa.Column('answer_within_days', BIG, nullable=True),
        sa.CheckConstraint("start IN ('now')", name=op.f('ck_screens_start_word')),
        sa.CheckConstraint('anew IN (0, 1)', name=op.f('ck_screens_anew_yes')),
        sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_screens_application_id')),
        sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f('fk_screens_member_id')),
        sa.ForeignKeyConstraint(['room_id'], ['rooms.id'], name=op.f('fk_screens_room_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_screens')),
        sa.UniqueConstraint('order_id', name=op.f('uq_screens_order_id')),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_screens_member_id'), 'screens', ['member_id'])
    # Only SQLite needs a new table; PostgreSQL would not drop one that others refer to.
    recreate = 'always' if op.get_bind().dialect.name == 'sqlite' else 'never'
    with op.batch_alter_table('memberships', recreate=recreate) as batch_op:
        batch_op.add_column(sa.Column('application_id', sa.Text(), nullable=True))
    with op.batch_alter_table('orders', recreate=recreate) as batch_op:
        batch_op.add_column(sa.Column('screen_id', sa.Text(), nullable=True))
    allow('notices', 'kind', NOTICES)
