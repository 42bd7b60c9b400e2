"""What points from one tenant's table to another's carries the company: a row cannot point to another company's.

Everything slow comes first, under locks that let others read (indexes) or write, too (the look at the rows that are
there); what shuts others out is last and takes milliseconds.
"""

from typing import NamedTuple

from alembic import op

revision = "0015"
down_revision = "0014"


class Key(NamedTuple):
    """A column that points to the `id` of another table."""

    table: str
    column: str
    parent: str


KEYS = (
    Key("conversations", "contact_id", "contacts"),
    Key("deliveries", "lead_id", "leads"),
    Key("embeddings", "passage_id", "passages"),
    Key("embeddings", "product_id", "products"),
    Key("leads", "contact_id", "contacts"),
    Key("leads", "conversation_id", "conversations"),
    Key("messages", "conversation_id", "conversations"),
    Key("passages", "document_id", "documents"),
    Key("widget_events", "widget_id", "widgets"),
)
# conversations have theirs.
_NEW_INDEXES = ("contacts", "documents", "leads", "passages", "products", "widgets")


def upgrade() -> None:
    for table in _NEW_INDEXES:
        op.execute(f"CREATE UNIQUE INDEX uq_{table}_company_id_id ON {table} (company_id, id)")
    for key in KEYS:
        op.execute(
            f"ALTER TABLE {key.table} ADD CONSTRAINT fk_{key.table}_company_id_{key.column}"
            f" FOREIGN KEY (company_id, {key.column}) REFERENCES {key.parent} (company_id, id)"
            " ON DELETE CASCADE NOT VALID"
        )
    for key in KEYS:
        op.execute(f"ALTER TABLE {key.table} VALIDATE CONSTRAINT fk_{key.table}_company_id_{key.column}")
    for key in KEYS:
        op.execute(f"ALTER TABLE {key.table} DROP CONSTRAINT fk_{key.table}_{key.column}")
    # The unique one does its work.
    op.execute("DROP INDEX ix_widgets_company_id_widgets_id")
