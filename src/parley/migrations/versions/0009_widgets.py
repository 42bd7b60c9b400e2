"""Widgets on sites, in experiments, with a look of their own; and what visitors did with them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("widgets", sa.Column("domains", JSONB(), server_default="[]", nullable=False))
    op.add_column("widgets", sa.Column("look", JSONB(), server_default="{}", nullable=False))
    op.add_column("widgets", sa.Column("experiment", sa.Text(), server_default="", nullable=False))
    op.add_column("widgets", sa.Column("weight", sa.Integer(), server_default="1", nullable=False))
    op.add_column("widgets", sa.Column("weighed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("widgets", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    # Until now switched off and deleted were one. The policies hold the owner too, and he has no company.
    op.execute("ALTER TABLE widgets NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE widgets SET deleted_at = now() WHERE NOT is_active")
    op.execute("ALTER TABLE widgets FORCE ROW LEVEL SECURITY")
    op.create_index("ix_widgets_domain", "widgets", ["domain"], postgresql_where=sa.text("domain <> ''"))
    op.create_table(
        "widget_events",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("widget_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name="fk_widget_events_company_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["widget_id"], ["widgets.id"], name="fk_widget_events_widget_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_widget_events"),
        sa.UniqueConstraint(
            "widget_id", "visitor", "kind", "day", name="uq_widget_events_widget_id_visitor_kind_day"
        ),
    )
    op.create_index("ix_widget_events_company_id_widget_events_at", "widget_events", ["company_id", "at"])
    enable_row_security("widget_events")
    grant_to_app("widget_events")
