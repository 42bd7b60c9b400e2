"""Alembic's door: run the revisions on the connection that parley.migrate hands in."""

from alembic import context

from parley.models import ModelBase

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ModelBase.metadata,
    transactional_ddl=True,
)
context.run_migrations()
