"""Where a company's service can be had, and what outside tables told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "served",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("houses", sa.Text(), server_default="*", nullable=False),
        sa.Column("technology", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("available", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        _company(),
        _owner("served"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_served")),
    )
    op.create_index(op.f("ix_served_company_id"), "served", ["company_id"])
    op.create_table(
        "outside_cache",
        _company(),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", JSONB(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        _owner("outside_cache"),
        sa.PrimaryKeyConstraint("company_id", "key", name=op.f("pk_outside_cache")),
    )
    for table in ("served", "outside_cache"):
        enable_row_security(table)
    grant_to_app("served", "outside_cache")


def _company() -> sa.Column[int]:
    return sa.Column("company_id", sa.Integer(), nullable=False)


def _owner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id_companies"), ondelete="CASCADE"
    )
