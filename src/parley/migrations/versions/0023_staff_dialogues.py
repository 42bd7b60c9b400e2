"""What people of the staff were asked in a messenger."""

import sqlalchemy as sa
from alembic import op

from parley.migrations.tenancy import enable_row_security, grant_to_app

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "staff_dialogues",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("data", sa.dialects.postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "id", name=op.f("pk_staff_dialogues")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_staff_dialogues_company_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "company_id", "chat_id", "user_id", name=op.f("uq_staff_dialogues_company_id_chat_id_user_id")
        ),
    )
    enable_row_security("staff_dialogues")
    grant_to_app("staff_dialogues")
