"""A conversation has one open hand-over, and the outbox tells of it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("handovers", sa.Column("words", sa.Text(), server_default="", nullable=False))
    op.add_column("handovers", sa.Column("asked_again_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("handovers", sa.Column("asked_count", sa.Integer(), server_default="1", nullable=False))
    op.add_column("handovers", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("handovers", sa.Column("closed_by", sa.Text(), server_default="", nullable=False))
    # No release wrote more than one reason, so no conversation has two that are open.
    op.drop_index("uq_handovers_open", "handovers")
    op.create_index(
        "uq_handovers_open",
        "handovers",
        ["company_id", "conversation_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.add_column("deliveries", sa.Column("handover_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_deliveries_company_id_handover_id"),
        "deliveries",
        "handovers",
        ["company_id", "handover_id"],
        ["company_id", "id"],
        ondelete="CASCADE",
    )
    op.drop_constraint("uq_deliveries_lead_id_way_ordinal", "deliveries")
    op.create_index(
        "uq_deliveries_lead",
        "deliveries",
        ["lead_id", "way", "ordinal"],
        unique=True,
        postgresql_where=sa.text("handover_id IS NULL"),
    )
    op.create_index(
        "uq_deliveries_handover",
        "deliveries",
        ["company_id", "handover_id", "way", "ordinal"],
        unique=True,
        postgresql_where=sa.text("handover_id IS NOT NULL"),
    )
    op.create_index("ix_deliveries_lead_id", "deliveries", ["lead_id"])
