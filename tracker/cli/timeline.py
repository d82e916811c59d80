"""``tracker timeline``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import output
from tracker.cli.completion import complete_agreement, complete_country
from tracker.cli.options import AsKnown, Format, FormatOption, Json, chosen, command, command_app
from tracker.cli.pictures import Html, Pdf, Png, Svg
from tracker.cli.session import Session
from tracker.domain.kinds import find_kind
from tracker.domain.phrases import read_date
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.domain.lanes import Picture
    from tracker.services.reply import Row

COLUMNS = {
    "when": "date",
    "event": "event",
    "kind": "kind",
    "what": "what",
    "leads_to": "status",
}
TEXT_WIDTH = 100
EXAMPLES = """\
tracker timeline
tracker timeline Kazakhstan
tracker timeline --lanes --from 2025-01
tracker timeline abraham-accords --svg accords.svg --html accords.html
tracker timeline --country KZ --limit 100
tracker timeline abraham-accords --since 2025-11 --kind announced --json"""

app = command_app()


@command(app, EXAMPLES)
def timeline(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[AGREEMENT|COUNTRY]",
            help="Key or any known name; the default agreement, if it is left out. "
            "Of a country it tells all agreements.",
            autocompletion=complete_agreement,
            show_default=False,
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            "--country", help="Only this one, in the agreement.", autocompletion=complete_country
        ),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only these kinds; may be repeated.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", "--since", metavar="DATE", help="Nothing that was before it."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Nothing that was after it.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day that counts as today: nothing that was after it.",
        ),
    ] = None,
    as_known: AsKnown = None,
    replaced: Annotated[
        bool, typer.Option("--all", help="Also what was retracted or corrected, and by what.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many events, or lanes.")
    ] = None,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="REF", help="Only what comes behind this event."),
    ] = None,
    lanes: Annotated[
        bool, typer.Option("--lanes", help="Draw it: one lane a country, or an agreement.")
    ] = False,
    width: Annotated[
        int | None,
        typer.Option("--width", min=1, help="Draw it so wide; also where no terminal is."),
    ] = None,
    ascii_only: Annotated[
        bool, typer.Option("--ascii", help="Draw it with the characters of ASCII.")
    ] = False,
    svg: Svg = None,
    png: Png = None,
    pdf: Pdf = None,
    html: Html = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """The events of an agreement and of its instruments, in the order of their days.

    With the name of a country its events in all agreements. --lanes draws who stood where over
    time, and --svg, --png, --pdf and --html write the same as a picture; in a pipe --lanes gives
    rows, unless --width asks for the drawing.
    """
    session: Session = ctx.obj
    form = chosen(format_, json=json)
    wanted = {"svg": svg, "png": png, "pdf": pdf, "html": html}
    if lanes or width or ascii_only or any(wanted.values()):
        listed = {"--country": country, "--kind": kind, "--all": replaced, "--after": after}
        _refuse(listed)
        picture = _picture(session, name, (as_of, as_known), (since, until), limit)
        if not _written(picture, wanted) or lanes:
            _draw(picture, form, width, ascii_only=ascii_only)
        return
    from tracker.services.events import EVER, Page
    from tracker.services.events import timeline as find_timeline

    asked = session.asked(EVER.text if as_of is None else as_of, as_known)
    with session.reading() as reader:
        reply = find_timeline(
            reader,
            name,
            asked=asked,
            country=country,
            kinds=[find_kind(each).name for each in kind or ()],
            since=None if since is None else read_date(since, today=session.today()),
            until=None if until is None else read_date(until, today=session.today()),
            replaced_too=replaced,
            page=Page(limit, after),
        )
    columns = COLUMNS
    if form is Format.TABLE and sys.stdout.isatty():
        columns = {"sign": "", **COLUMNS}
        _add_signs(reply.rows)
    output.show(reply, form, columns=columns, empty="no events", widest=TEXT_WIDTH)


def _refuse(listed: dict[str, Any]) -> None:
    """What narrows a list of events has no meaning for lanes."""
    given = [option for option, value in listed.items() if value]
    if given:
        raise UsageError(
            f"{' and '.join(given)} can narrow a list of events, and no lanes; leave it out, or "
            "name a country instead of an agreement to draw one country"
        )


def _add_signs(rows: "list[Row] | Any") -> None:
    from tracker.cli.pictures import can_write
    from tracker.views.marks import LETTERS, sign_of

    for row in rows:
        sign, plain = LETTERS[sign_of(row["kind"])]
        row["sign"] = sign if can_write(sign) else plain


def _picture(
    session: Session,
    name: str | None,
    asked: tuple[str | None, str | None],
    days: tuple[str | None, str | None],
    limit: int | None,
) -> "Picture":
    from tracker.services.lanes import Stretch, picture

    first, last = (None if day is None else session.day(day) for day in days)
    with session.reading() as reader:
        return picture(
            reader,
            name,
            asked=session.asked(*asked),
            stretch=Stretch(
                first=first.earliest if first else None,
                last=last.latest if last else None,
                is_cut=asked[0] is not None,
            ),
            limit=limit,
        )


def _written(picture: "Picture", wanted: dict[str, Path | None]) -> bool:
    if not any(wanted.values()):
        return False
    from tracker.cli import pictures

    def draw() -> str:
        from tracker.views.lanes_svg import lanes_svg

        return lanes_svg(picture)

    def page() -> str:
        from tracker.views.picture_html import lanes_html

        return lanes_html(picture)

    return pictures.write(wanted, draw, page)


def _draw(picture: "Picture", form: Format, width: int | None, *, ascii_only: bool) -> None:
    """The lanes on a terminal, or where a width is named; else as rows."""
    is_drawn = width is not None or ascii_only or sys.stdout.isatty()
    if form is not Format.TABLE or not is_drawn:
        from tracker.services.reply import Reply
        from tracker.views.lane_rows import lane_rows

        question = {
            "subject": picture.subject,
            "as_of": picture.as_of.text,
            "as_known": picture.known,
        }
        notes = [f"{picture.left_out} more lanes."] if picture.left_out else []
        reply = Reply("lanes/1", question, list(lane_rows(picture)), notes)
        output.show(reply, form, empty="no lanes", widest=TEXT_WIDTH)
        return
    import shutil

    from tracker.cli.passages import is_coloured
    from tracker.cli.pictures import can_write
    from tracker.views.lanes_text import UNICODE, lanes_text

    drawable = "".join((*UNICODE.bars.values(), UNICODE.soft, UNICODE.today, UNICODE.lasts))
    for line in lanes_text(
        picture,
        width=width or shutil.get_terminal_size().columns,
        colour=is_coloured(),
        ascii_only=ascii_only or not can_write(drawable),
    ):
        print(line)
