"""Files that customers send: where each lies with its channel, and its bytes once they were fetched."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0021"
down_revision = "0020"

_TABLES = ("media_files", "media_contents")


def upgrade() -> None:
    op.create_table(
        "media_files",
        *_key_columns(),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("size", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_key_constraints("media_files"),
        _points_to("media_files", "conversation_id", "conversations"),
        _points_to("media_files", "account_id", "channel_accounts"),
    )
    op.create_index("ix_media_files_conversation", "media_files", ["company_id", "conversation_id", "id"])
    op.create_index("ix_media_files_digest", "media_files", ["company_id", "digest"])
    op.create_table(
        "media_contents",
        *_key_columns(),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_key_constraints("media_contents"),
        sa.UniqueConstraint("company_id", "digest", name=op.f("uq_media_contents_company_id_digest")),
    )
    for table in _TABLES:
        enable_row_security(table)
    grant_to_app(*_TABLES)


def _key_columns() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
    )


def _key_constraints(table: str) -> tuple[sa.Constraint, sa.Constraint]:
    return (
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id"), ondelete="CASCADE"
        ),
    )


def _points_to(table: str, column: str, parent: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        ["company_id", column],
        [f"{parent}.company_id", f"{parent}.id"],
        name=op.f(f"fk_{table}_company_id_{column}"),
        ondelete="CASCADE",
    )
