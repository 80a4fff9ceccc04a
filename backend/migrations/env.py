"""What Alembic runs: the revisions, on the connection that the caller brings."""

from __future__ import annotations

from alembic import context

from backend.adapters.database.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    connection = context.get_bind()
    if connection.dialect.name == "postgresql":  # row security shows a transaction nothing that names no company
        connection.exec_driver_sql("SELECT set_config('mandor.company', '*', true)")
    context.run_migrations()
