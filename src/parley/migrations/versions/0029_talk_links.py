"""A talk of the web goes on in a messenger: the link that carries it, and whom its two contacts are."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0029"
down_revision = "0027"


def upgrade() -> None:
    op.add_column("contacts", sa.Column("joined_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_contacts_company_id_joined_id"),
        "contacts",
        "contacts",
        ["company_id", "joined_id"],
        ["company_id", "id"],
        ondelete="CASCADE",
    )
    op.add_column("conversations", sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "talk_links",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_talk_links")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_talk_links_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "conversation_id"],
            ["conversations.company_id", "conversations.id"],
            name=op.f("fk_talk_links_company_id_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("company_id", "digest", name=op.f("uq_talk_links_company_id_digest")),
    )
    op.create_index("ix_talk_links_expires_at", "talk_links", ["expires_at"])
    enable_row_security("talk_links")
    grant_to_app("talk_links")
