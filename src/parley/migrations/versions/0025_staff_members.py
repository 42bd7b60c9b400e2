"""People of a company's staff in messengers, the codes that link them, and in which chat a conversation is held."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0025"
down_revision = "0024"

_TABLES = ("staff_members", "staff_links")


def upgrade() -> None:
    op.create_table(
        "staff_members",
        *_key_columns(),
        *(_text(name) for name in ("name", "chat_id", "user_id")),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        _text("notices"),
        _time("linked_at"),
        _text("linked_by"),
        sa.Column("unlinked_at", sa.DateTime(timezone=True), nullable=True),
        *_key_constraints("staff_members"),
    )
    op.create_index(
        "uq_staff_members_chat",
        "staff_members",
        ["company_id", "chat_id"],
        unique=True,
        postgresql_where=sa.text("unlinked_at IS NULL"),
    )
    op.create_table(
        "staff_links",
        *_key_columns(),
        *(_text(name) for name in ("digest", "name", "notices", "created_by")),
        _time("created_at"),
        _time("expires_at"),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        *_key_constraints("staff_links"),
        sa.UniqueConstraint("digest", name=op.f("uq_staff_links_digest")),
    )
    for table in _TABLES:
        enable_row_security(table)
    grant_to_app(*_TABLES)
    op.add_column("conversations", sa.Column("owner_chat", sa.Text(), server_default="", nullable=False))


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def _time(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


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
