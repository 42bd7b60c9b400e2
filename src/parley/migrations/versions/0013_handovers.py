"""How often a turn failed, and the hand-overs to people that come of it."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("failed_attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("conversations", sa.Column("lost_claims", sa.Integer(), server_default="0", nullable=False))
    op.create_unique_constraint(op.f("uq_conversations_company_id_id"), "conversations", ["company_id", "id"])
    op.create_table(
        "handovers",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_handovers_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "conversation_id"],
            ["conversations.company_id", "conversations.id"],
            name=op.f("fk_handovers_company_id_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_handovers")),
    )
    op.create_index("ix_handovers_conversation", "handovers", ["company_id", "conversation_id"])
    op.create_index(
        "uq_handovers_open",
        "handovers",
        ["company_id", "conversation_id", "reason"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    enable_row_security("handovers")
    grant_to_app("handovers")
