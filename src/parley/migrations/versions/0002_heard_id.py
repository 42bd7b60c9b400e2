"""Whether a message came while an answer was made is seen in the conversation's own row.

Counting the messages instead saw an old snapshot when both happened at once. When a contact was seen last is when
one of its conversations was: a second place for it had to be locked with every message.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("heard_id", sa.BigInteger(), server_default="0", nullable=False))
    op.execute(
        """
        UPDATE conversations SET heard_id = newest.id
        FROM (SELECT conversation_id, max(id) AS id FROM messages WHERE role = 'user' GROUP BY 1) AS newest
        WHERE newest.conversation_id = conversations.id
        """
    )
    op.drop_column("contacts", "last_seen_at")
