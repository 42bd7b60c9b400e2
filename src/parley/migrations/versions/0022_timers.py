"""What is due later, which returns of conversations are the first of; when companies work."""

import sqlalchemy as sa
from alembic import op

from parley.infra.database_url import ACROSS_ROLE
from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0022"
down_revision = "0021"

# Whoever migrates need not be a superuser: row security holds the owner too.
_MOVE_RETURNS = """
INSERT INTO timers (company_id, kind, key, conversation_id, due_at)
SELECT company_id, 'handover.return', id::text, id, owner_until FROM conversations WHERE owner_until IS NOT NULL
"""


def upgrade() -> None:
    _create_timers()
    op.execute(f"SET LOCAL ROLE {ACROSS_ROLE}")
    op.execute(_MOVE_RETURNS)
    op.execute("RESET ROLE")
    op.drop_index("ix_conversations_owner_until", "conversations")
    jsonb = sa.dialects.postgresql.JSONB
    op.add_column("profiles", sa.Column("working_hours", jsonb(), server_default="{}", nullable=False))
    op.add_column("profiles", sa.Column("holidays", jsonb(), server_default="[]", nullable=False))
    op.add_column("profiles", sa.Column("handover", jsonb(), server_default="{}", nullable=False))


def _create_timers() -> None:
    table = "timers"
    op.create_table(
        table,
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.dialects.postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), server_default="", nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
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
        sa.UniqueConstraint("company_id", "kind", "key", name=op.f(f"uq_{table}_company_id_kind_key")),
    )
    op.create_index("ix_timers_conversation", table, ["company_id", "conversation_id"])
    op.create_index("ix_timers_due", table, ["due_at"], postgresql_where=sa.text("failed_at IS NULL"))
    enable_row_security(table)
    grant_to_app(table)
