"""Contacts that are one person, and who was written to first."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0032"
down_revision = "0030"

_TABLES = ("persons", "contact_aliases", "unasked_messages")


def upgrade() -> None:
    _create_persons()
    _create_aliases()
    _create_unasked()
    for table in _TABLES:
        enable_row_security(table)
    grant_to_app(*_TABLES)
    _widen_contacts()
    op.add_column("channel_accounts", sa.Column("daily_cap", sa.Integer(), server_default="50", nullable=False))
    op.add_column("channel_accounts", sa.Column("breaker_reason", sa.Text(), server_default="", nullable=False))
    for name in ("breaker_at", "breaker_reset_at"):
        op.add_column("channel_accounts", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def _key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f(f"fk_{table}_company_id"), ondelete="CASCADE"
        ),
    )


def _points_to(table: str, column: str, parent: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(column, sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", column],
            [f"{parent}.company_id", f"{parent}.id"],
            name=op.f(f"fk_{table}_company_id_{column}"),
            ondelete="CASCADE",
        ),
    )


def _create_persons() -> None:
    created_at = sa.Column(
        "created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )
    op.create_table("persons", *_key("persons"), created_at)


def _create_aliases() -> None:
    table = "contact_aliases"
    op.create_table(
        table,
        *_key(table),
        *_points_to(table, "contact_id", "contacts"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint(
            "company_id",
            "contact_id",
            "kind",
            "value",
            name=op.f("uq_contact_aliases_company_id_contact_id_kind_value"),
        ),
    )
    op.create_index("ix_contact_aliases_value", table, ["company_id", "kind", "value"])


def _create_unasked() -> None:
    table = "unasked_messages"
    op.create_table(
        table,
        *_key(table),
        *_points_to(table, "contact_id", "contacts"),
        *_points_to(table, "account_id", "channel_accounts"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_unasked_messages_contact", table, ["company_id", "contact_id", "at"])
    op.create_index("ix_unasked_messages_account", table, ["company_id", "account_id", "at"])


def _widen_contacts() -> None:
    op.add_column("contacts", sa.Column("person_id", sa.BigInteger(), nullable=True))
    op.add_column("contacts", sa.Column("joined_by", sa.Text(), server_default="", nullable=False))
    op.add_column("contacts", sa.Column("parted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_contacts_company_id_person_id"),
        "contacts",
        "persons",
        ["company_id", "person_id"],
        ["company_id", "id"],
        ondelete="CASCADE",
    )
    op.create_index(
        "ix_contacts_person",
        "contacts",
        ["company_id", "person_id"],
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
