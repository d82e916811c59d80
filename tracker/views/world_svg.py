"""The world as an SVG: every country in the colour and pattern of its status on a day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tracker.data import read_outlines
from tracker.domain.dates import PartialDate
from tracker.domain.names import alphabetical
from tracker.domain.plain import one_line
from tracker.domain.statuses import RANK, Status
from tracker.views.legend import footer, legend, sources
from tracker.views.palette import filled, fills, stylesheet
from tracker.views.svg import cut, escaped, number, rectangle, title, write

Row = Mapping[str, Any]

WIDTH, MAP_HEIGHT = 1080.0, 462.0
EDGE, TOP = 20.0, 66.0
UNDECIDED = "undecided"
MEMBER = {"yes": "a member", "no": "no member", "undecided": "perhaps a member"}
BORDERS = "Outlines: Natural Earth. What is drawn says nothing about whose a territory is."


def world_svg(
    standings: Sequence[Row],
    *,
    heading: str,
    day: str,
    known: str | None = None,
    named_sources: Sequence[str] = (),
    embedded: bool = False,
    prefix: str = "map",
) -> str:
    """The world, coloured by where countries stand.

    Arguments:
        standings: rows as ``members`` gives them, with country, name, status, member, since.
        day, known: the day that it is about and what was known, as text.
        embedded: whether it stands in a page that has the rules of
            `tracker.views.palette.stylesheet`; else it carries them itself, with plain colours.
        prefix: begins every id; two pictures in one page want two.
    """
    outlines = read_outlines()
    drawn = {row["country"]: row for row in standings if row["country"] in outlines}
    statuses = _statuses(standings)
    told = f"As of {one_line(day)}" + (f", as known at {one_line(known)}" if known else "")
    counted, y = legend(
        _legend(standings, statuses, prefix),
        left=EDGE,
        top=TOP + MAP_HEIGHT + 22,
        room=WIDTH - 2 * EDGE,
    )
    notes = [*_not_drawn(standings, drawn), BORDERS, *sources(named_sources)]
    below, y = footer(notes, left=EDGE, top=y)
    height = number(y + 2)
    style = "" if embedded else f"<style>{stylesheet(embedded=False)}</style>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tl-picture" role="img" '
        f'width="{number(WIDTH)}" height="{height}" viewBox="0 0 {number(WIDTH)} {height}" '
        f'aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">'
        f'<title id="{prefix}-title">{escaped(f"Map: {heading}")}</title>'
        f'<desc id="{prefix}-desc">{escaped(_story(standings, statuses, told))}</desc>'
        f"{style}<defs>{fills(dict.fromkeys([*statuses, Status.CANDIDATE.value]), prefix)}</defs>"
        f"{rectangle(0, 0, WIDTH, y + 2, kind='tl-paper')}"
        f"{write(EDGE, 32, cut(heading, 92), kind='tl-text tl-title')}"
        f"{write(EDGE, 51, told, kind='tl-small')}"
        f'<g transform="translate({number(EDGE)},{number(TOP)})">'
        f"{''.join(_countries(outlines, drawn, prefix))}</g>{counted}{below}</svg>\n"
    )


def _statuses(standings: Iterable[Row]) -> list[str]:
    """The words that occur, the furthest status first and what is undecided last."""
    found = {row["status"] for row in standings}
    known = sorted((Status(s) for s in found - {UNDECIDED}), key=RANK.__getitem__, reverse=True)
    return [*(status.value for status in known), *({UNDECIDED} & found)]


def _countries(
    outlines: Mapping[str, tuple[str, str]], drawn: Mapping[str, Row], prefix: str
) -> Iterator[str]:
    """Those without a status below all, and dots above, so that no neighbour covers them."""
    codes = sorted(outlines, key=lambda code: (code in drawn, code))
    for code in codes:
        if outlines[code][0]:
            kind, more, told = _painted(drawn.get(code), prefix)
            yield f'<path class="{kind}" d="{outlines[code][0]}"{more}>{told}</path>'
    for code in codes:
        outline, dot = outlines[code]
        if dot and (code in drawn or not outline):
            kind, more, told = _painted(drawn.get(code), prefix)
            x, y = dot.split(",")
            place = f'cx="{x}" cy="{y}" r="{4 if code in drawn else 1.3}"'
            yield f'<circle class="{kind} tl-dot" {place}{more}>{told}</circle>'


def _painted(row: Row | None, prefix: str) -> tuple[str, str, str]:
    """The classes of a shape, its further attributes, and what it is called."""
    if row is None:
        return "tl-land", "", ""
    status = row["status"]
    return f"tl-country tl-{status}", filled(status, prefix), title(_standing(row))


def _standing(row: Row) -> str:
    """Where a country stands, in a sentence."""
    status = row["status"]
    if status == UNDECIDED:
        status = f"undecided between {' and '.join(row['possible'])}"
    since = PartialDate.parse(row["since"]).describe()
    return f"{one_line(row['name'])}: {status} since {since}, {MEMBER[row['member']]}"


def _story(standings: Sequence[Row], statuses: Sequence[str], told: str) -> str:
    parts = [told]
    for status in statuses:
        names = [one_line(row["name"]) for row in standings if row["status"] == status]
        parts.append(f"{status} ({len(names)}): {', '.join(sorted(names, key=alphabetical))}")
    if not statuses:
        parts.append("No country has a status")
    return ". ".join(parts) + "."


def _legend(
    standings: Sequence[Row], statuses: Sequence[str], prefix: str
) -> Iterator[tuple[str, str]]:
    counts = Counter(row["status"] for row in standings)
    members = {row["status"] for row in standings if row["member"] == "yes"}
    for status in statuses:
        more = filled(status, prefix)
        sample = rectangle(0, -6, 18, 12, kind=f"tl-country tl-{status}", more=more)
        yield sample, f"{status}{' (member)' if status in members else ''} {counts[status]}"
    yield rectangle(0, -6, 18, 12, kind="tl-land"), "no status"


def _not_drawn(standings: Sequence[Row], drawn: Mapping[str, Row]) -> Iterator[str]:
    found = (row for row in standings if row["country"] not in drawn)
    missing = [
        f"{one_line(row['name'])} ({row['status']})"
        for row in sorted(found, key=lambda row: alphabetical(row["name"]))
    ]
    if missing:
        yield f"Not drawn, for the map has no outline of them: {', '.join(missing)}"
