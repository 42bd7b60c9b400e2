"""What a flow gathered, kept with its lead."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    # a company's own flow, as it was written
    op.add_column("profiles", sa.Column("flow_text", sa.Text(), server_default="", nullable=False))
    op.add_column("leads", sa.Column("details", JSONB(), server_default="{}", nullable=False))
