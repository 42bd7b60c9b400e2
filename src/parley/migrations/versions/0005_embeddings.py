"""A provider's vectors of products and passages."""

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import VECTOR

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("profiles", sa.Column("embedding_model", sa.Text(), server_default="", nullable=False))
    op.add_column("catalogues", sa.Column("embedded", sa.Text(), server_default="", nullable=False))
    op.add_column("catalogues", sa.Column("dimension", sa.Integer(), server_default="0", nullable=False))
    op.add_column("catalogues", sa.Column("embedding", sa.Text(), nullable=True))
    _embeddings()
    # Nothing is planned by it, and counting it is most of the work of ANALYZE.
    op.execute("ALTER TABLE embeddings ALTER COLUMN vector SET STATISTICS 0")
    enable_row_security("embeddings")
    grant_to_app("embeddings")


def _embeddings() -> None:
    op.create_table(
        "embeddings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("passage_id", sa.BigInteger(), nullable=True),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("vector", VECTOR(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("num_nonnulls(product_id, passage_id) = 1", name="ck_embeddings_of_one"),
        *[
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_embeddings_{column}"), ondelete="CASCADE"
            )
            for column, table in (
                ("product_id", "products"),
                ("passage_id", "passages"),
                ("company_id", "companies"),
            )
        ],
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embeddings")),
        sa.UniqueConstraint("product_id", "model", name=op.f("uq_embeddings_product_id_model")),
        sa.UniqueConstraint("passage_id", "model", name=op.f("uq_embeddings_passage_id_model")),
    )
    op.create_index(op.f("ix_embeddings_company_id_embeddings_model"), "embeddings", ["company_id", "model"])
