"""Who is to take a hand-over, and what was done where nobody came."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("handovers", sa.Column("assigned_to", sa.Text(), server_default="", nullable=False))
    op.add_column("handovers", sa.Column("escalations", sa.Integer(), server_default="0", nullable=False))
    op.add_column("handovers", sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("handovers", sa.Column("delay_told_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_handovers_asked_at", "handovers", ["company_id", "asked_at"])
