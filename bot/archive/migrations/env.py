"""Runs the migrations on the connection that `bot.archive.engine` hands over, inside its transaction."""

from alembic import context

from bot.archive.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
