"""Where the super administrator is in a dialogue. It is no company's: only who works across companies reads it."""

import sqlalchemy as sa
from alembic import op

from parley.infra.database_url import ACROSS_ROLE

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "admin_dialogues",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_admin_dialogues")),
    )
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON admin_dialogues TO {ACROSS_ROLE}")
