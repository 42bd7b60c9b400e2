"""What customers asked and nothing answered, counted by company, language and question."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "unanswered_questions",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.Column("first_asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_unanswered_questions_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_unanswered_questions")),
    )
    op.create_index(
        "uq_unanswered_questions_question",
        "unanswered_questions",
        ["company_id", "language", "question"],
        unique=True,
    )
    enable_row_security("unanswered_questions")
    grant_to_app("unanswered_questions")
