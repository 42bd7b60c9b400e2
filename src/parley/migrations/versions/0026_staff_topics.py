"""The topics of the staff's forums: one for each conversation."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "staff_topics",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_staff_topics")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_staff_topics_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "conversation_id"],
            ["conversations.company_id", "conversations.id"],
            name=op.f("fk_staff_topics_company_id_conversation_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_staff_topics_conversation", "staff_topics", ["company_id", "conversation_id"])
    op.create_index("ix_staff_topics_chat", "staff_topics", ["company_id", "chat_id", "thread_id"])
    enable_row_security("staff_topics")
    grant_to_app("staff_topics")
