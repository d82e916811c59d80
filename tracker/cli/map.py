"""``tracker map``."""

from typing import TYPE_CHECKING, Any

import typer

from tracker.cli import output
from tracker.cli.options import (
    AgreementName,
    AsKnown,
    AsOf,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    command_app,
)
from tracker.cli.pictures import Html, Pdf, Png, Svg
from tracker.cli.session import Session

if TYPE_CHECKING:
    from tracker.services.reply import Reply

EXAMPLES = """\
tracker map
tracker map --svg accords.svg
tracker map abraham-accords --as-of 2020-12-31 --png then.png
tracker map --html map.html --svg map.svg"""

app = command_app()


@command(app, EXAMPLES)
def map_(
    ctx: typer.Context,
    agreement: AgreementName = None,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    svg: Svg = None,
    png: Png = None,
    pdf: Pdf = None,
    html: Html = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """The world by where countries stand in an agreement.

    Without a file it says in a table who has which status; --svg - writes the picture to stdout.
    """
    from tracker.services.worlds import world

    session: Session = ctx.obj
    asked = session.asked(as_of, as_known)
    with session.reading() as reader:
        shown = world(reader, agreement, asked=asked)
    if not _written(shown.reply, shown.title, {"svg": svg, "png": png, "pdf": pdf, "html": html}):
        output.show(shown.by_status, chosen(format_, json=json), empty="no country has a status")


def _written(reply: "Reply", title: str, wanted: dict[str, Any]) -> bool:
    from tracker.cli import pictures

    if not any(wanted.values()):
        return False
    day, known = reply.question["as_of"], reply.question["as_known"]

    def draw() -> str:
        from tracker.views.world_svg import world_svg

        return world_svg(reply.rows, heading=title, day=day, known=known)

    def page() -> str:
        from tracker.views.picture_html import world_html

        return world_html(reply.rows, heading=title, day=day, known=known)

    return pictures.write(wanted, draw, page)
