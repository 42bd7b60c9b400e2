"""What processes must agree on about a company's account at a CRM."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "crm_accounts",
        sa.Column("company_id", sa.Integer(), sa.ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("account", sa.Text(), primary_key=True),
        sa.Column("tokens", sa.LargeBinary()),
        sa.Column("renewed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("renewing_until", time),
        sa.Column("next_at", time, server_default=sa.func.now(), nullable=False),
        sa.Column("resting_until", time),
    )
    enable_row_security("crm_accounts")
    grant_to_app("crm_accounts")
