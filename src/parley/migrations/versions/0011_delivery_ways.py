"""A delivery's way and its number among those of its lead are columns, not one text "amocrm:2"."""

import sqlalchemy as sa
from alembic import op

from parley.infra.database_url import ACROSS_ROLE

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("way", sa.Text(), nullable=True))
    op.add_column("deliveries", sa.Column("ordinal", sa.Integer(), nullable=True))
    # The owner of a table whose row security is forced sees no row of it.
    op.execute(f"SET LOCAL ROLE {ACROSS_ROLE}")
    op.execute(
        """
        UPDATE deliveries
        SET way = split_part(kind, ':', 1), ordinal = coalesce(nullif(split_part(kind, ':', 2), '')::int, 1)
        """
    )
    op.execute("RESET ROLE")
    op.alter_column("deliveries", "way", nullable=False)
    op.alter_column("deliveries", "ordinal", nullable=False)
    op.create_unique_constraint(
        op.f("uq_deliveries_lead_id_way_ordinal"), "deliveries", ["lead_id", "way", "ordinal"]
    )
    op.drop_column("deliveries", "kind")
