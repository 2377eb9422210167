"""reminders

Revision 0017, after 0016.
"""

from storage.migrations.words import allow

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

DUE = (
    'ask_order', 'remind', 'retry', 'end_unpaid', 'leave', 'switch', 'renew', 'pause', 'guest', 'gift', 'reprice',
    'approval', 'serve_line', 'offer_ends', 'absence', 'look_ahead', 'catch_up', 'compare',
)
NOTICES = (
    'welcome', 'abandoned', 'failed_charge', 'last_warning', 'ended_unpaid', 'month_missed', 'leaving', 'left',
    'money_back', 'ended_at_stripe', 'seat_offered', 'request_waiting', 'request', 'request_old', 'approved',
    'request_over', 'renewal', 'card_expires', 'paused', 'guest_ends', 'gift', 'gift_given', 'new_member',
    'terms_change', 'fee_change', 'absent', 'held', 'payer_away', 'room_fault',
)


def upgrade() -> None:
    allow('due', 'kind', DUE)
    allow('notices', 'kind', NOTICES)
