"""Run by Alembic; the connection comes from `geodata.migrations.upgrade`."""

from __future__ import annotations

from alembic import context

from geodata.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
