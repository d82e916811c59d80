"""``tracker db``."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, FormatOption, Json, chosen, command, group_app
from tracker.cli.session import Session
from tracker.errors import UsageError
from tracker.services import database
from tracker.services.reply import Reply
from tracker.store.location import read_location

EXAMPLES = """\
tracker db current
tracker --db postgresql://user@host/treaties db upgrade
tracker --db postgresql://user@host/treaties db seed
tracker db upgrade --sql
tracker db verify"""

Sql = Annotated[bool, typer.Option("--sql", help="Print the statements instead of running them.")]

app = group_app(EXAMPLES)


@app.callback()
def db(ctx: typer.Context) -> None:
    """The database: upgrade, downgrade, check, verify, copy, backup, seed, and more."""
    if ctx.invoked_subcommand is None:
        ctx.fail("say what to do with the database; tracker db --help lists it")


@command(app, "tracker db upgrade\ntracker db upgrade --sql")
def upgrade(
    ctx: typer.Context,
    revision: Annotated[str, typer.Argument(help="Where to go.")] = "head",
    sql: Sql = False,
) -> None:
    """Create the tables, or bring them up to this version of tracker; all or nothing."""
    session: Session = ctx.obj
    if sql:
        output.say(database.sql(session.location, revision).rstrip())
        return
    database.upgrade(session.location, revision)
    _current(session, Format.TABLE)


@command(app, "tracker db downgrade base --yes\ntracker db downgrade 0001:base --sql")
def downgrade(
    ctx: typer.Context,
    revision: Annotated[str, typer.Argument(help='Where to go; "base" is nothing at all.')],
    sql: Sql = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Take the tables back to an earlier revision; what they hold beyond it is lost."""
    session: Session = ctx.obj
    if sql:
        output.say(database.sql(session.location, revision, down=True).rstrip())
        return
    if not yes:
        if not session.is_interactive:
            raise UsageError("a downgrade loses what it removes; add --yes to do it all the same")
        typer.confirm("What is recorded beyond it is lost. Go on?", abort=True, err=True)
    database.downgrade(session.location, revision)
    _current(session, Format.TABLE)


@command(app, "tracker db current --json")
def current(ctx: typer.Context, format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """What the database is, and at which revision."""
    _current(ctx.obj, chosen(format_, json=json))


@command(app, "tracker db history")
def history(format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """The revisions that this version of tracker knows, newest first."""
    output.show(database.revisions(), chosen(format_, json=json))


@command(app, "tracker db check")
def check(ctx: typer.Context, format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """Whether the tables and their guards are as they should be; exit 1 if not."""
    session: Session = ctx.obj
    reply = database.check(session.location)
    _end(reply, chosen(format_, json=json), "the tables and their guards are as they should be")


@command(app, "tracker db verify")
def verify(ctx: typer.Context, format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """Fold every event again and compare; prove references and passages; exit 1 if not equal."""
    session: Session = ctx.obj
    with session.reading() as reader:
        reply = database.verify(reader)
    number = reply.question["events"]
    _end(reply, chosen(format_, json=json), f"{number} events verified, no difference")


@command(app, "tracker db rebuild")
def rebuild(ctx: typer.Context, format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """Make all memberships anew from the events; needed where db verify finds a difference."""
    session: Session = ctx.obj
    output.show(database.rebuild(session.ready()), chosen(format_, json=json))


@command(app, "tracker db copy --to postgresql://user@host/treaties")
def copy(
    ctx: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="URL", help="The other database.")],
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Copy everything to another database, of the other engine too, and prove that it is there.

    What is interrupted goes on where it was, when the same command is run again.
    """
    from tracker.services.copying import copy as copy_to

    session: Session = ctx.obj
    target = read_location(to, where="--to")
    output.show(copy_to(session.ready(), target), chosen(format_, json=json))


@command(app, "tracker db backup tracker-2026-02-03.db\ntracker db backup treaties.ndjson.gz")
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A journal, if it is named so.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Back the database up into a file, which appears whole or not at all."""
    from tracker.services.copying import backup as back_up

    session: Session = ctx.obj
    reply = back_up(session.location, file, may_replace=force)
    output.show(reply, chosen(format_, json=json))


@command(app, "tracker db grants desk_officer | psql treaties")
def grants(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="Of the Postgres server.")],
) -> None:
    """The statements that let a Postgres role record, and change nothing that is recorded."""
    output.say(database.grants(role))


@command(app, "tracker db seed\ntracker db seed my-agreements.toml my-events.toml")
def seed(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="A journal; the one that comes with tracker."),
    ] = None,
) -> None:
    """Load a journal; what the ledger holds already stays as it is."""
    from tracker.services.seed import seed as load

    session: Session = ctx.obj
    with session.ledger() as ledger:
        seeded = load(ledger, author=session.author, clock=session.clock(), paths=files or ())
    output.say(
        f"{seeded.agreements} agreements, {seeded.sources} sources, {seeded.people} people, "
        f"{seeded.events} events; {seeded.events_added} of the events are new"
    )


def _current(session: Session, format_: Format) -> None:
    output.show(database.current(session.location), format_)


def _end(reply: Reply, format_: Format, well: str) -> None:
    output.show(reply, format_, empty=well)
    if reply.rows:
        raise typer.Exit(1)
