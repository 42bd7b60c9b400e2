"""From when an account, or a chat of it, may be sent to again; what waits to be sent is found by its time."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "sending_paces",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_sending_paces")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_sending_paces_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "account_id"],
            ["channel_accounts.company_id", "channel_accounts.id"],
            name=op.f("fk_sending_paces_company_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint(
            "company_id", "account_id", "chat_id", name=op.f("uq_sending_paces_company_id_account_id_chat_id")
        ),
    )
    op.create_index("ix_sending_paces_free_at", "sending_paces", ["free_at"])
    enable_row_security("sending_paces")
    grant_to_app("sending_paces")
    op.add_column("outbox_messages", sa.Column("place_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_outbox_messages_due",
        "outbox_messages",
        ["due_at"],
        postgresql_where=sa.text("status IN ('queued', 'sending')"),
    )
