"""every try to bring a notice to its reader

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('postings',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('member_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('notice_id', sa.Text(), nullable=False),
    sa.Column('rung', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('tried_at', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('times', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('why', sa.Text(), nullable=True),
    sa.CheckConstraint("rung IN ('waiting', 'dm', 'thread', 'mail', 'next_command')", name=op.f('ck_postings_rung_word')),
    sa.CheckConstraint("result IN ('arrived', 'changed', 'closed', 'unanswered', 'owed')", name=op.f('ck_postings_result_word')),
    sa.ForeignKeyConstraint(['notice_id'], ['notices.id'], name=op.f('fk_postings_notice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_postings')),
    sqlite_strict=True
    )
    with op.batch_alter_table('postings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_postings_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_postings_notice_id'), ['notice_id'], unique=False)
