"""What Alembic runs, from `tracker db` with a connection and from `alembic` with a URL."""

from alembic import context
from sqlalchemy import Connection

from tracker.services.database_location import find_location
from tracker.store.migrating import OPTIONS, migrating
from tracker.store.schema import metadata


def run_on(connection: Connection) -> None:
    """Run the migrations in one transaction: all of them, or none."""
    context.configure(connection=connection, target_metadata=metadata, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


def run_offline() -> None:
    """Print the migrations as SQL."""
    dialect = context.config.attributes.get("dialect") or find_location().engine.value
    context.configure(
        dialect_name=dialect,
        target_metadata=metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},  # with the driver's own, each % would be doubled
        # Alembic takes SQLite to be unable to undo DDL, which it is not.
        transactional_ddl=True,
        **OPTIONS,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run the migrations on the connection that was handed over, or on one of our own."""
    given = context.config.attributes.get("connection")
    if given is not None:
        run_on(given)
        return
    with migrating(find_location()) as connection:
        run_on(connection)


if context.is_offline_mode():
    run_offline()
else:
    run_online()
