"""The log of what happened in conversations."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    table = "conversation_events"
    op.create_table(
        table,
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column(
            "txid", sa.BigInteger(), server_default=sa.text("pg_current_xact_id()::text::bigint"), nullable=False
        ),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("data", sa.dialects.postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "conversation_id"],
            ["conversations.company_id", "conversations.id"],
            name=op.f(f"fk_{table}_company_id_conversation_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_conversation_events_reading", table, ["company_id", "txid", "id"])
    op.create_index("ix_conversation_events_conversation", table, ["company_id", "conversation_id", "id"])
    op.create_index("ix_conversation_events_at", table, ["at"], postgresql_using="brin")
    enable_row_security(table)
    grant_to_app(table)
