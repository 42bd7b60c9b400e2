"""How far the clock of a simulation stands before the real time; read by nobody else."""

from alembic import op

from parley.migrations.tenancy import grant_to_app

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE simulation_clock (
            id boolean NOT NULL DEFAULT true CONSTRAINT pk_simulation_clock PRIMARY KEY,
            ahead interval NOT NULL DEFAULT '0',
            moves integer NOT NULL DEFAULT 0,
            CONSTRAINT ck_simulation_clock_only_row CHECK (id)
        )
        """
    )
    op.execute("INSERT INTO simulation_clock DEFAULT VALUES")
    grant_to_app("simulation_clock")
