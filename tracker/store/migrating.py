"""Migrations: the only way in which a table comes to be, changes or goes."""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from tracker.errors import UsageError
from tracker.store.engine import connected, open_engine, writing
from tracker.store.errors import FailedError, failed
from tracker.store.ledger import reader_of
from tracker.store.location import Engine, Location
from tracker.store.queue import turn
from tracker.store.revision import require_ours
from tracker.store.shipped import folder

LOCK = 0x7261_636B_6572  # "racker"; any number will do that nobody else takes


class BadRevision(UsageError):
    """A revision that cannot be gone to."""

    def __init__(self, revision: str, why: str) -> None:
        super().__init__(
            f'there is no way to the revision "{revision}" ({why}); tracker db history lists them',
            revision=revision,
        )


def is_ours(name: str | None, _kind: str, _parents: Any) -> bool:
    """Whether Alembic compares a thing: full text is each engine's own, and no table of ours."""
    return not (name or "").startswith(("search_index", "ix_search_documents_body"))


OPTIONS: dict[str, Any] = {
    "render_as_batch": True,
    "compare_type": True,
    "include_name": is_ours,
    "transaction_per_migration": False,
    "autogenerate_plugins": ["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
}


# Neither can read back from SQLite what an index computes, and both say so each time.
warnings.filterwarnings("ignore", message=".*expression-based index.*")


def configuration(*, output: io.StringIO | None = None, **attributes: Any) -> Config:
    """Alembic's configuration, made in code, for an installed tool has no file of it."""
    config = Config(output_buffer=output, stdout=output or io.StringIO())
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    config.attributes.update(attributes)
    return config


def lock(connection: Connection) -> None:
    """Wait until no other migration runs on this database; until the transaction ends, none will.

    SQLite needs none: its transactions begin as writers.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


@contextmanager
def migrating(location: Location) -> Iterator[Connection]:
    """A transaction in which tables can be changed; it comes about whole or not at all.

    Raises:
        RevisionError: the database belongs to a newer version, or to something else.
        DatabaseError: it does not answer, or refuses a statement.
    """
    engine = open_engine(location)
    try:
        # A turn, because SQLite does not let two switch a new file to WAL at once, nor wait.
        with turn(location.path), connected(engine, location, may_create=True) as connection:
            _set_references_aside(connection)
            with connection.begin():
                lock(connection)
                require_ours(reader_of(connection, location.engine), location)
                yield connection
                _check_references(connection, location)
    except DBAPIError as error:
        raise failed(location, error.orig) from error
    finally:
        engine.dispose()


def upgrade(location: Location, revision: str = "head") -> None:
    """Bring a database to a revision, in one transaction."""
    with migrating(location) as connection:
        _run(command.upgrade, configuration(connection=connection), revision)


def downgrade(location: Location, revision: str) -> None:
    """Take a database back to a revision, in one transaction."""
    with migrating(location) as connection:
        _run(command.downgrade, configuration(connection=connection), revision)


def as_sql(engine: Engine, revision: str, *, down: bool = False) -> str:
    """The statements of a migration, for somebody else to run.

    Arguments:
        revision: where to go from nothing, or ``FROM:TO``.
    """
    output = io.StringIO()
    config = configuration(output=output, dialect=engine.value)
    _run(command.downgrade if down else command.upgrade, config, revision, sql=True)
    return output.getvalue()


def drift(location: Location) -> list[str]:
    """How the tables of a database differ from what the code believes of them."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - only this needs it

    from tracker.store.schema import metadata  # noqa: PLC0415

    with writing(location) as connection:
        context = MigrationContext.configure(
            connection, opts={**OPTIONS, "target_metadata": metadata}
        )
        return [repr(difference) for difference in compare_metadata(context, metadata)]


def revisions() -> list[tuple[str, str]]:
    """Every revision with what it brings, newest first."""
    script = ScriptDirectory.from_config(configuration())
    return [(each.revision, each.doc) for each in script.walk_revisions()]


def _run(step: Callable[..., Any], config: Config, revision: str, **options: Any) -> None:
    try:
        step(config, revision, **options)
    except CommandError as error:
        raise BadRevision(revision, str(error)) from error


def _set_references_aside(connection: Connection) -> None:
    """Let SQLite drop and rename a table that others refer to, as Alembic's batches do."""
    if connection.dialect.name == "sqlite":
        # In a transaction it would have no effect.
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = off")


def _check_references(connection: Connection, location: Location) -> None:
    if connection.dialect.name != "sqlite":
        return
    for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        raise FailedError(
            f"the migration would leave rows of {table} in {location.shown} without their "
            f"{parent}, so nothing was changed; report it"
        )


def migrations_folder() -> Path:
    """Where the migrations lie."""
    return folder("migrations")
