"""Uploads, the log of staff changes, stock, synonyms, and where in a document a passage stands."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("products", sa.Column("stock", sa.Integer(), nullable=True))
    op.add_column(
        "profiles",
        sa.Column("synonyms", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
    )
    op.add_column("documents", sa.Column("source", sa.Text(), server_default="upload", nullable=False))
    op.add_column("documents", sa.Column("size", sa.Integer(), server_default="0", nullable=False))
    op.add_column("passages", sa.Column("page", sa.Integer(), nullable=True))
    _changes()
    _uploads()
    for table in ("changes", "uploads"):
        enable_row_security(table)
    grant_to_app("changes", "uploads")


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        _company(),
        _owner("changes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_company_id_changes_id"), "changes", ["company_id", "id"])


def _uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("added", sa.Integer(), server_default="0", nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("report", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        _company(),
        _owner("uploads"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_company_id_uploads_created_at"), "uploads", ["company_id", "created_at"])


def _company() -> sa.Column[int]:
    return sa.Column("company_id", sa.Integer(), nullable=False)


def _owner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id_companies"), ondelete="CASCADE"
    )
