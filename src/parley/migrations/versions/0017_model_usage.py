"""What providers' models take is kept by company, day and model; a company may have a budget for a day, and long
talks a summary."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    counts = ("calls", "prompt_tokens", "cached_tokens", "completion_tokens", "unpriced_calls")
    op.create_table(
        "model_usage",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), server_default="0", nullable=False) for name in counts[:-1]),
        sa.Column("cost", sa.Numeric(20, 10), server_default="0", nullable=False),
        sa.Column(counts[-1], sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_model_usage_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_model_usage")),
    )
    op.create_index("uq_model_usage_day", "model_usage", ["company_id", "day", "model"], unique=True)
    enable_row_security("model_usage")
    grant_to_app("model_usage")
    op.add_column("profiles", sa.Column("daily_budget", sa.Numeric(12, 4), nullable=True))
    op.add_column("profiles", sa.Column("daily_token_budget", sa.BigInteger(), nullable=True))
    op.add_column("profiles", sa.Column("budget_told_on", sa.Date(), nullable=True))
    op.add_column("conversations", sa.Column("summary", sa.Text(), server_default="", nullable=False))
    op.add_column("conversations", sa.Column("summarized_id", sa.BigInteger(), server_default="0", nullable=False))
