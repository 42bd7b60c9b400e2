"""Calls of the last minute, counted over all processes. Nothing that has to outlive the server: unlogged."""

from alembic import op

from parley.migrations.tenancy import grant_to_app

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute(
        """
        CREATE UNLOGGED TABLE rate_counts (
            client bytea NOT NULL,
            slot bigint NOT NULL,
            hits integer NOT NULL,
            CONSTRAINT pk_rate_counts PRIMARY KEY (client, slot)
        )
        """
    )
    op.execute("CREATE INDEX ix_rate_counts_slot ON rate_counts (slot)")
    op.execute(
        """
        CREATE UNLOGGED TABLE rate_counters (
            id uuid NOT NULL CONSTRAINT pk_rate_counters PRIMARY KEY,
            seen_at timestamptz NOT NULL
        )
        """
    )
    grant_to_app("rate_counts", "rate_counters")
