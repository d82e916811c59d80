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
from tracker.views.wording import ENGLISH, Wording, wording_of

Row = Mapping[str, Any]

WIDTH, MAP_HEIGHT = 1080.0, 462.0
EDGE, TOP = 20.0, 66.0
UNDECIDED = "undecided"


def world_svg(
    standings: Sequence[Row],
    *,
    heading: str,
    day: str,
    known: str | None = None,
    named_sources: Sequence[str] = (),
    embedded: bool = False,
    prefix: str = "map",
    language: str = ENGLISH,
) -> str:
    """The world, coloured by where countries stand.

    Arguments:
        standings: rows as ``members`` gives them, with country, name, status, member, since.
        day, known: the day that it is about and what was known, as text.
        embedded: whether it stands in a page that has the rules of
            `tracker.views.palette.stylesheet`; else it carries them itself, with plain colours.
        prefix: begins every id; two pictures in one page want two.
        language: of the words around names and dates; the day is told in it already.
    """
    wording = wording_of(language)
    words = wording["picture"]
    outlines = read_outlines()
    drawn = {row["country"]: row for row in standings if row["country"] in outlines}
    statuses = _statuses(standings)
    told = asked_story(day, known, wording)
    counted, y = legend(
        _legend(standings, statuses, prefix, wording),
        left=EDGE,
        top=TOP + MAP_HEIGHT + 22,
        room=WIDTH - 2 * EDGE,
    )
    notes = [
        *_not_drawn(standings, drawn, wording),
        words["borders"],
        *sources(named_sources, wording),
    ]
    below, y = footer(notes, left=EDGE, top=y)
    height = number(y + 2)
    style = "" if embedded else f"<style>{stylesheet(embedded=False)}</style>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tl-picture" role="img" '
        f'width="{number(WIDTH)}" height="{height}" viewBox="0 0 {number(WIDTH)} {height}" '
        f'aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">'
        f'<title id="{prefix}-title">{escaped(words["map"].format(heading))}</title>'
        f'<desc id="{prefix}-desc">{escaped(_story(standings, statuses, told, wording))}</desc>'
        f"{style}<defs>{fills(dict.fromkeys([*statuses, Status.CANDIDATE.value]), prefix)}</defs>"
        f"{rectangle(0, 0, WIDTH, y + 2, kind='tl-paper')}"
        f"{write(EDGE, 32, cut(heading, 92), kind='tl-text tl-title')}"
        f"{write(EDGE, 51, told, kind='tl-small')}"
        f'<g transform="translate({number(EDGE)},{number(TOP)})">'
        f"{''.join(_countries(outlines, drawn, prefix, wording))}</g>{counted}{below}</svg>\n"
    )


def asked_story(day: str, known: str | None, wording: Wording) -> str:
    """The day that a map is about, and what was known."""
    words = wording["picture"]
    parts = [words["as_of"].format(one_line(day))]
    parts += [words["as_known"].format(one_line(known))] if known else []
    return ", ".join(parts)


def _statuses(standings: Iterable[Row]) -> list[str]:
    """The words that occur, the furthest status first and what is undecided last."""
    found = {row["status"] for row in standings}
    known = sorted((Status(s) for s in found - {UNDECIDED}), key=RANK.__getitem__, reverse=True)
    return [*(status.value for status in known), *({UNDECIDED} & found)]


def _countries(
    outlines: Mapping[str, tuple[str, str]], drawn: Mapping[str, Row], prefix: str, wording: Wording
) -> Iterator[str]:
    """Those without a status below all, and dots above, so that no neighbour covers them."""
    codes = sorted(outlines, key=lambda code: (code in drawn, code))
    for code in codes:
        if outlines[code][0]:
            kind, more, told = _painted(drawn.get(code), prefix, wording)
            yield f'<path class="{kind}" d="{outlines[code][0]}"{more}>{told}</path>'
    for code in codes:
        outline, dot = outlines[code]
        if dot and (code in drawn or not outline):
            kind, more, told = _painted(drawn.get(code), prefix, wording)
            x, y = dot.split(",")
            place = f'cx="{x}" cy="{y}" r="{4 if code in drawn else 1.3}"'
            yield f'<circle class="{kind} tl-dot" {place}{more}>{told}</circle>'


def _painted(row: Row | None, prefix: str, wording: Wording) -> tuple[str, str, str]:
    """The classes of a shape, its further attributes, and what it is called."""
    if row is None:
        return "tl-land", "", ""
    status = row["status"]
    return f"tl-country tl-{status}", filled(status, prefix), title(_standing(row, wording))


def _standing(row: Row, wording: Wording) -> str:
    """Where a country stands, in a sentence."""
    words, statuses = wording["picture"], wording["status"]
    status = statuses[row["status"]]
    if row["status"] == UNDECIDED:
        possible = wording.joined(statuses[each] for each in row["possible"])
        status = words["undecided"].format(possible)
    told = words["since"].format(status, wording.day(PartialDate.parse(row["since"])))
    return f"{one_line(row['name'])}: {told}, {wording['standing'][row['member']]}"


def _story(standings: Sequence[Row], statuses: Sequence[str], told: str, wording: Wording) -> str:
    parts = [told]
    for status in statuses:
        names = [one_line(row["name"]) for row in standings if row["status"] == status]
        named = wording["status"][status]
        parts.append(f"{named} ({len(names)}): {', '.join(sorted(names, key=alphabetical))}")
    if not statuses:
        parts.append(wording["picture"]["nobody"])
    return ". ".join(parts) + "."


def _legend(
    standings: Sequence[Row], statuses: Sequence[str], prefix: str, wording: Wording
) -> Iterator[tuple[str, str]]:
    counts = Counter(row["status"] for row in standings)
    members = {row["status"] for row in standings if row["member"] == "yes"}
    words = wording["picture"]
    for status in statuses:
        more = filled(status, prefix)
        sample = rectangle(0, -6, 18, 12, kind=f"tl-country tl-{status}", more=more)
        told = wording["status"][status]
        told = words["member"].format(told) if status in members else told
        yield sample, f"{told} {counts[status]}"
    yield rectangle(0, -6, 18, 12, kind="tl-land"), words["no_status"]


def _not_drawn(
    standings: Sequence[Row], drawn: Mapping[str, Row], wording: Wording
) -> Iterator[str]:
    found = (row for row in standings if row["country"] not in drawn)
    missing = [
        f"{one_line(row['name'])} ({wording['status'][row['status']]})"
        for row in sorted(found, key=lambda row: alphabetical(row["name"]))
    ]
    if missing:
        yield wording["picture"]["not_drawn"].format(", ".join(missing))
