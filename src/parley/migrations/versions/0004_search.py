"""Search in large catalogues: shorter vectors, inside the row; words in an index; what a catalogue holds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from parley.infra.database_url import ACROSS_ROLE, APP_ROLE
from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0004"
down_revision = "0003"

# Rows that hold the words of a question: `plan` is a list of tsqueries, best first, asked one after the other
# until `enough` rows are found; `step` tells which of them found a row.
#
# It works as the role that sees every company, because row-level security lets no index be used for @@ (the
# operator is not marked leakproof); so it holds itself to the company of the session. It returns ids only: who
# wants to read a row meets the policy of the table. `company_id + 0`: the words begin with the company's number,
# so that theirs is the index to walk, whatever the planner thinks of companies.
_HOLDING = """
CREATE FUNCTION {table}_holding(plan text[], enough int{parameters})
RETURNS TABLE (id bigint, step int)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
SET search_path = public, pg_temp
SET enable_bitmapscan = on
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    own int := NULLIF(current_setting('parley.company_id', true), '')::int;
    known bigint[] := '{{}}';
    more bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM {table} AS t WHERE t.company_id = own) THEN
        RETURN;
    END IF;
    FOR at IN 1 .. coalesce(cardinality(plan), 0) LOOP
        {gather}
        known := known || more;
        RETURN QUERY SELECT unnest(more), at;
        EXIT WHEN cardinality(known) >= enough;
    END LOOP;
END
$$
"""
_ROWS = """
        more := ARRAY(
            SELECT t.id FROM {table} AS t
            WHERE t.terms @@ plan[at]::tsquery AND t.company_id + 0 = own AND t.id <> ALL (known){filters}
            {order}LIMIT enough - cardinality(known)
        );"""
_NARROW = """
              AND (at_most IS NULL OR t.price <= at_most) AND (at_least IS NULL OR t.price >= at_least)
              AND (kind = '' OR lower(t.category) = kind)"""

# The products nearest to a vector, nearest first, for whoever asks (row-level security holds): by an exact scan, or
# by the index of a large company, which is used where the statement names its company and nothing can be sorted.
_NEAR = f"""
CREATE FUNCTION products_near(
    query text, indexed boolean, enough int, at_most numeric, at_least numeric, kind text
)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 20
SET enable_sort = off
AS $$
DECLARE
    own int := NULLIF(current_setting('parley.company_id', true), '')::int;
BEGIN
    IF indexed THEN
        RETURN QUERY EXECUTE format('
            SELECT t.id FROM products AS t
            WHERE t.company_id = %s AND ($2 IS NULL OR t.price <= $2) AND ($3 IS NULL OR t.price >= $3)
              AND ($4 = '''' OR lower(t.category) = $4)
            ORDER BY t.vector <=> $1 LIMIT $5', own) USING query::halfvec, at_most, at_least, kind, enough;
    ELSE
        RETURN QUERY SELECT t.id FROM products AS t
            WHERE t.company_id = own AND t.vector IS NOT NULL{_NARROW}
            ORDER BY t.vector <=> query::halfvec, t.id LIMIT enough;
    END IF;
END
$$
"""


def upgrade() -> None:
    for table in ("products", "passages"):
        _represent_anew(table)
    _catalogues()
    plain = _ROWS.format(table="products", filters=_NARROW, order="")
    cheap = _ROWS.format(table="products", filters=_NARROW, order="ORDER BY t.price, t.id ")
    _holding(
        "products",
        f"IF cheapest THEN {cheap}\n        ELSE {plain}\n        END IF;",
        ("at_most numeric", "at_least numeric", "kind text", "cheapest boolean"),
    )
    op.execute(_NEAR)
    op.execute("REVOKE ALL ON FUNCTION products_near FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION products_near TO {APP_ROLE}")
    _holding("passages", _ROWS.format(table="passages", filters="", order=""), ())


def _represent_anew(table: str) -> None:
    """The rows' vectors and words are made by the first round of search/index/maintain.py."""
    op.execute(f"ALTER TABLE {table} DROP COLUMN vector")
    op.execute(f"ALTER TABLE {table} ADD COLUMN vector halfvec(512)")
    # In the row, not beside it: an exact scan reads each page once.
    op.execute(f"ALTER TABLE {table} ALTER COLUMN vector SET STORAGE MAIN")
    op.add_column(table, sa.Column("terms", postgresql.TSVECTOR(), nullable=True))
    op.add_column(table, sa.Column("reading", sa.Text(), server_default="", nullable=False))
    op.add_column(table, sa.Column("represented", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        op.f(f"ix_{table}_terms"), table, ["terms"], postgresql_using="gin", postgresql_with={"fastupdate": "off"}
    )
    # Nothing is planned by their contents, and counting them is most of the work of ANALYZE.
    for column in ("vector", "terms", "reading"):
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def _catalogues() -> None:
    op.create_table(
        "catalogues",
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("indexed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("represented", sa.Integer(), server_default="0", nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["companies.id"],
            name=op.f("fk_catalogues_company_id_companies"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_catalogues")),
    )
    enable_row_security("catalogues")
    grant_to_app("catalogues")


def _holding(table: str, gather: str, more: tuple[str, ...]) -> None:
    op.execute(_HOLDING.format(table=table, gather=gather, parameters="".join(f", {one}" for one in more)))
    types = ", ".join(["text[]", "int", *(one.split()[1] for one in more)])
    # A new owner must be allowed to have things in the schema, for this moment.
    op.execute(f"GRANT CREATE ON SCHEMA public TO {ACROSS_ROLE}")
    op.execute(f"ALTER FUNCTION {table}_holding({types}) OWNER TO {ACROSS_ROLE}")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {ACROSS_ROLE}")
    op.execute(f"SET LOCAL ROLE {ACROSS_ROLE}")
    op.execute(f"REVOKE ALL ON FUNCTION {table}_holding({types}) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {table}_holding({types}) TO {APP_ROLE}")
    op.execute("RESET ROLE")
