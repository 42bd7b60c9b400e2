"""What goods cost a company, its margins and its suppliers stand apart from what anybody may read of a product."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from parley.domain.staff_columns import split_staff_only, split_staff_only_texts
from parley.infra.database_url import ACROSS_ROLE

revision = "0012"
down_revision = "0011"

_BATCH_ROWS = 2000


def upgrade() -> None:
    op.add_column(
        "products", sa.Column("staff_only", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False)
    )
    # The owner of a table whose row security is forced sees no row of it.
    op.execute(f"SET LOCAL ROLE {ACROSS_ROLE}")
    last_id = 0
    while rows := _rows_after(last_id):
        last_id = rows[-1].id
        _move_staff_only(rows)
    # Search is made anew of what is left: the words, and then the rows that have none of this version.
    op.execute(
        """
        UPDATE catalogues SET represented = 0
        WHERE company_id IN (SELECT company_id FROM products WHERE staff_only <> '{}')
        """
    )
    op.execute("RESET ROLE")


def _rows_after(last_id: int) -> list[Any]:
    query = sa.text(
        "SELECT id, features, specifications FROM products WHERE id > :last_id ORDER BY id LIMIT :batch_rows"
    )
    return list(op.get_bind().execute(query, {"last_id": last_id, "batch_rows": _BATCH_ROWS}))


def _move_staff_only(rows: list[Any]) -> None:
    changes = []
    for row in rows:
        specifications, private = split_staff_only(row.specifications)
        features, private_features = split_staff_only_texts(row.features)
        if private or private_features:
            values = {"features": features, "specifications": specifications}
            values["staff_only"] = {**private_features, **private}
            changes.append({"id": row.id} | {name: json.dumps(value) for name, value in values.items()})
    if changes:
        statement = sa.text(
            """
            UPDATE products SET
                features = CAST(:features AS jsonb), specifications = CAST(:specifications AS jsonb),
                staff_only = CAST(:staff_only AS jsonb), represented = 0
            WHERE id = :id
            """
        )
        op.get_bind().execute(statement, changes)
