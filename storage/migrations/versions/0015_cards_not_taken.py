"""cards that rooms do not take

Revision 0015, after 0014.
"""

from storage.migrations.words import allow

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    allow('refunds', 'cause', ('duplicate', 'order_dead', 'not_admitted', 'card_not_taken', 'left_before_renewal'))
