"""the pages of rooms

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

WRITTEN = ("profile", "offline", "questions")


def upgrade() -> None:
    with op.batch_alter_table('rooms') as batch_op:
        for name in WRITTEN:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('rooms') as batch_op:
        for name in WRITTEN:
            batch_op.alter_column(name, server_default=None)
