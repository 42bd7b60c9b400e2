"""Accounts at messengers, what comes in by them and what is sent; who holds a conversation."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0019"
down_revision = "0018"

_TABLES = ("channel_accounts", "inbox_events", "outbox_messages")


def upgrade() -> None:
    _create_accounts()
    _create_inbox()
    _create_outbox()
    for table in _TABLES:
        enable_row_security(table)
    grant_to_app(*_TABLES)
    _widen_conversations()


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


def _text(name: str, default: str | None = None) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _time(name: str, *, is_required: bool = False, default: str | None = None) -> "sa.Column[object]":
    server_default = sa.text(default) if default else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=server_default, nullable=not is_required)


def _create_accounts() -> None:
    op.create_table(
        "channel_accounts",
        *_key_columns(),
        _text("kind"),
        _text("name", ""),
        _text("public_id"),
        _text("external_id", ""),
        sa.Column("credentials", sa.LargeBinary(), nullable=False),
        sa.Column("settings", sa.dialects.postgresql.JSONB(), server_default="{}", nullable=False),
        _text("state", "new"),
        _text("state_text", ""),
        sa.Column("poll_offset", sa.BigInteger(), server_default="0", nullable=False),
        _time("last_in_at"),
        _time("last_out_at"),
        _text("last_error", ""),
        _time("created_at", is_required=True, default="now()"),
        _time("deleted_at"),
        *_key_constraints("channel_accounts"),
        sa.UniqueConstraint("public_id", name=op.f("uq_channel_accounts_public_id")),
    )
    op.create_index(
        "uq_channel_accounts_external",
        "channel_accounts",
        ["kind", "external_id"],
        unique=True,
        postgresql_where=sa.text("external_id <> '' AND deleted_at IS NULL"),
    )


def _create_inbox() -> None:
    op.create_table(
        "inbox_events",
        *_key_columns(),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        _text("event_id"),
        _text("chat_id", ""),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        _time("received_at", is_required=True),
        _time("processed_at"),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        *_key_constraints("inbox_events"),
        _points_to("inbox_events", "account_id", "channel_accounts"),
        sa.UniqueConstraint(
            "company_id", "account_id", "event_id", name=op.f("uq_inbox_events_company_id_account_id_event_id")
        ),
    )
    op.create_index(
        "ix_inbox_events_waiting",
        "inbox_events",
        ["company_id", "account_id", "chat_id", "id"],
        postgresql_where=sa.text("processed_at IS NULL"),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox_messages",
        *_key_columns(),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        _text("chat_id"),
        sa.Column("conversation_id", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.dialects.postgresql.JSONB(), nullable=False),
        _text("status", "queued"),
        _text("provider_id", ""),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        _text("last_error", ""),
        sa.Column("owner_epoch", sa.Integer(), nullable=True),
        _time("created_at", is_required=True),
        _time("due_at", is_required=True),
        _time("sent_at"),
        *_key_constraints("outbox_messages"),
        _points_to("outbox_messages", "account_id", "channel_accounts"),
        _points_to("outbox_messages", "conversation_id", "conversations"),
    )
    op.create_index("ix_outbox_messages_conversation", "outbox_messages", ["company_id", "conversation_id"])
    op.create_index(
        "ix_outbox_messages_waiting",
        "outbox_messages",
        ["company_id", "account_id", "chat_id", "id"],
        postgresql_where=sa.text("status IN ('queued', 'sending')"),
    )


def _widen_conversations() -> None:
    """A person has one open conversation at each account, and one without an account as before."""
    op.add_column("conversations", sa.Column("account_id", sa.BigInteger(), nullable=True))
    op.add_column("conversations", _text("chat_id", ""))
    op.add_column("conversations", _time("answer_due_at"))
    op.add_column("contacts", _time("blocked_at"))
    op.add_column("conversations", _text("owner", "bot"))
    op.add_column("conversations", _text("owner_name", ""))
    op.add_column("conversations", sa.Column("owner_epoch", sa.Integer(), server_default="0", nullable=False))
    op.add_column("conversations", _time("owner_until"))
    op.add_column("messages", _text("author", ""))
    op.add_column("handovers", _time("acknowledged_at"))
    op.add_column("handovers", _text("acknowledged_by", ""))
    op.add_column("handovers", _time("answered_at"))
    op.create_index(
        "ix_conversations_owner_until",
        "conversations",
        ["owner_until"],
        postgresql_where=sa.text("owner_until IS NOT NULL"),
    )
    op.create_foreign_key(
        op.f("fk_conversations_company_id_account_id"),
        "conversations",
        "channel_accounts",
        ["company_id", "account_id"],
        ["company_id", "id"],
        ondelete="CASCADE",
    )
    op.drop_index("uq_conversations_open", "conversations")
    op.create_index(
        "uq_conversations_open",
        "conversations",
        ["contact_id", sa.text("coalesce(account_id, 0)")],
        unique=True,
        postgresql_where=sa.text("public_id = '' AND closed_at IS NULL"),
    )
