"""Lanes as an SVG: one lane a country, in the colours and patterns of its statuses over time.

It is written here and not by a charting library, so that doubt is drawn as doubt, every text of
it is inert, the same picture is the same bytes, and it says in words what it shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.domain.dates import Answer, PartialDate
from tracker.domain.lanes import Bar, Expected, Lane, Mark, Picture, Window, statuses_of
from tracker.domain.statuses import Status
from tracker.views.lane_words import (
    expected_story,
    heading,
    lane_story,
    mark_story,
    spell_story,
    story,
)
from tracker.views.legend import footer, legend, sources
from tracker.views.marks import PATHS, Sign, sign_of
from tracker.views.palette import filled, fills, stylesheet
from tracker.views.svg import (
    columns,
    cut,
    escaped,
    line,
    number,
    rectangle,
    title,
    write,
)
from tracker.views.time_axis import ticks
from tracker.views.wording import ENGLISH, Wording, wording_of

WIDTH = 1080.0
EDGE = 20.0
BESIDE = 34.0
"""Room on the right of the axis, for what is expected after its end."""

TOP = 92.0
LONGEST_LABEL = 34
SHAPES = {
    Status.CANDIDATE: (0.32, 0.36),
    Status.ANNOUNCED: (0.2, 0.6),
    Status.SIGNATORY: (0.2, 0.6),
    Status.CONTRACTING: (0.1, 0.8),
    Status.PROVISIONAL: (0.1, 0.8),
    Status.PARTY: (0.0, 1.0),
    Status.LEAVING: (0.0, 1.0),
    Status.SUSPENDED: (0.0, 1.0),
    Status.FORMER: (0.44, 0.12),
}
"""Where a bar of a status begins in its row, and how much of it is filled."""

PAINTED_LAST = {Sign.SAID: 0, Sign.OTHER: 1, Sign.PROMISED: 2}
FADES = """\
<linearGradient id="{0}-up"><stop offset="0" stop-color="#fff" stop-opacity=".08"/>\
<stop offset="1" stop-color="#fff" stop-opacity=".85"/></linearGradient>\
<linearGradient id="{0}-down"><stop offset="0" stop-color="#fff" stop-opacity=".85"/>\
<stop offset="1" stop-color="#fff" stop-opacity=".08"/></linearGradient>\
<mask id="{0}-in" maskContentUnits="objectBoundingBox"><rect x="-.5" y="-.5" width="2" \
height="2" fill="url(#{0}-up)"/></mask>\
<mask id="{0}-out" maskContentUnits="objectBoundingBox"><rect x="-.5" y="-.5" width="2" \
height="2" fill="url(#{0}-down)"/></mask>"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in a picture.

    Attributes:
        prefix: begins every id of the picture.
        wording: of all that is written in it.
        left, right: the ends of the axis of time.
        row: the height of a lane, with the gap to the next one.
    """

    prefix: str
    wording: Wording
    window: Window
    left: float
    right: float
    row: float
    lanes: int

    @property
    def bottom(self) -> float:
        """Where the last lane ends."""
        return TOP + self.lanes * self.row

    @property
    def bar(self) -> float:
        """The height of a full bar."""
        return self.row * 0.66

    def x(self, day: date) -> float:
        """Where a day lies."""
        return self.left + self.window.share(day) * (self.right - self.left)


def lanes_svg(
    picture: Picture, *, embedded: bool = False, prefix: str = "lanes", language: str = ENGLISH
) -> str:
    """The lanes of an agreement or a country as an SVG.

    Arguments:
        embedded: whether it stands in a page that has the rules of
            `tracker.views.palette.stylesheet`; else it carries them itself, with plain colours.
        prefix: begins every id; two pictures in one page want two.
        language: of the words around what the picture is of.
    """
    wording = wording_of(language)
    layout = _layout(picture, prefix, wording)
    below, height = _below(picture, layout)
    body = [
        *_head(picture, wording),
        *_axis(layout),
        f'<g class="tl-lanes{" tl-compact" if layout.row < 20 else ""}">',
        *_lanes(picture, layout, embedded=embedded),
        "</g>",
        *_today(picture, layout),
        f'<g class="tl-below">{below}</g>',
    ]
    style = "" if embedded else f"<style>{stylesheet(embedded=False)}</style>"
    named = wording["picture"]["timeline"].format(picture.title)
    size = f'width="{number(WIDTH)}" height="{number(height)}"'
    axis = (
        f' data-left="{number(layout.left)}" data-right="{number(layout.right)}"'
        f' data-first="{picture.window.first}" data-end="{picture.window.end}"'
        f' data-row="{number(layout.row)}"'
        if embedded
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tl-picture" role="img" {size} '
        f'viewBox="0 0 {number(WIDTH)} {number(height)}" '
        f'aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc"{axis}>'
        f'<title id="{prefix}-title">{escaped(named)}</title>'
        f'<desc id="{prefix}-desc">{escaped(story(picture, wording))}</desc>'
        f"{style}{_definitions(picture, layout)}"
        f"{rectangle(0, 0, WIDTH, height, kind='tl-paper')}{''.join(body)}</svg>\n"
    )


def _layout(picture: Picture, prefix: str, wording: Wording) -> Layout:
    number_of = len(picture.lanes)
    row = 30.0 if number_of <= 12 else 22.0 if number_of <= 45 else 15.0
    size = 12.0 if row >= 20 else 10.0
    longest = max((min(columns(lane.label), LONGEST_LABEL) for lane in picture.lanes), default=8)
    left = EDGE + longest * size * 0.58 + 10
    return Layout(prefix, wording, picture.window, left, WIDTH - EDGE - BESIDE, row, number_of)


def _definitions(picture: Picture, layout: Layout) -> str:
    statuses = [status.value for status in statuses_of(picture.lanes)]
    room = layout.right - layout.left
    clip = rectangle(
        layout.left - 30, TOP - 44, room + BESIDE + 50, layout.bottom - TOP + 80, kind="tl-paper"
    )
    prefix = layout.prefix
    signs = "".join(f'<path id="{prefix}-{sign}" d="{PATHS[sign]}"/>' for sign in _signs(picture))
    return (
        f"<defs>{FADES.format(prefix)}{fills(statuses, prefix)}{signs}"
        f'<clipPath id="{prefix}-clip">{clip}</clipPath></defs>'
    )


def _signs(picture: Picture) -> list[Sign]:
    """The signs of what is drawn."""
    marks = (mark for lane in picture.lanes for mark in lane.marks)
    found = {sign_of(mark.kind) for mark in marks if _stretch(mark.on, picture.window)}
    return [sign for sign in Sign if sign in found]


def _head(picture: Picture, wording: Wording) -> Iterator[str]:
    name = cut(picture.title, 92)
    inside = title(picture.title) if name.endswith("…") else ""
    yield write(EDGE, 32, name, kind="tl-text tl-title", inside=inside)
    yield write(EDGE, 51, heading(picture, wording), kind="tl-small")


def _axis(layout: Layout) -> Iterator[str]:
    yield f'<g class="tl-ticks" clip-path="url(#{layout.prefix}-clip)">'
    for tick in ticks(layout.window, layout.right - layout.left):
        x = layout.x(tick.day)
        yield line(x, TOP - 6, x, layout.bottom, kind="tl-grid")
        yield write(x, TOP - 10, tick.label, kind="tl-axis")
        if layout.lanes > 20:
            yield write(x, layout.bottom + 14, tick.label, kind="tl-axis")
    yield "</g>"


def _today(picture: Picture, layout: Layout) -> Iterator[str]:
    if not picture.window.has(picture.day):
        return
    x = layout.x(picture.day)
    yield f'<g class="tl-now" clip-path="url(#{layout.prefix}-clip)">'
    yield line(x, TOP - 22, x, layout.bottom, kind="tl-today")
    yield write(x, TOP - 25, picture.day.isoformat(), kind="tl-day")
    yield "</g>"


def _lanes(picture: Picture, layout: Layout, *, embedded: bool) -> Iterator[str]:
    for index, lane in enumerate(picture.lanes):
        y = TOP + index * layout.row
        yield _opening(lane, layout.wording, embedded=embedded)
        kind = "tl-zebra" if index % 2 == 0 else "tl-plain"
        yield rectangle(EDGE, y, WIDTH - 2 * EDGE, layout.row, kind=kind)
        size = 12.0 if layout.row >= 20 else 10.0
        label = cut(lane.label, LONGEST_LABEL)
        middle = y + layout.row / 2
        yield write(layout.left - 8, middle + size * 0.36, label, kind="tl-label")
        yield f'<g class="tl-time" clip-path="url(#{layout.prefix}-clip)">'
        for bar in lane.bars(picture.window, picture.day):
            yield from _bar(bar, layout, y + (layout.row - layout.bar) / 2, picture.day)
        yield from _marks(lane.marks, layout, middle)
        yield from _expected(lane.steps(layout.window), layout, middle, picture.day)
        yield "</g></g>"


def _opening(lane: Lane, wording: Wording, *, embedded: bool) -> str:
    data = ""
    if embedded:
        status = lane.spells[-1].status.value if lane.spells else Status.NONE.value
        told = " ".join(sorted({spell.status.value for spell in lane.spells}) or [status])
        data = f' data-name="{escaped(lane.label)} {escaped(lane.country)}" data-status="{told}"'
    return f'<g class="tl-lane"{data}>{title(lane_story(lane, wording))}'


def _bar(bar: Bar, layout: Layout, y: float, today: date) -> Iterator[str]:
    status = bar.spell.status
    start, share = SHAPES[status]
    top, height = y + start * layout.bar, share * layout.bar
    is_future = (bar.spell.start.earliest or date.min) > today
    yield '<g class="tl-future">' if is_future else "<g>"
    yield title(spell_story(bar.spell, layout.wording))
    for first, end, how in _pieces(bar):
        x, x2 = layout.x(first), layout.x(end)
        more = _fill(status, layout)
        if how:
            more += f' mask="url(#{layout.prefix}-{how})"'
        kind = f"tl-{status.value}"
        yield rectangle(x, top, max(x2 - x, 1.5), height, kind=kind, more=more)
        if how:
            middle = top + height / 2
            yield line(x, middle, x2, middle, kind="tl-sketch")
    if bar.lasts and bar.may[1] > bar.may[0]:
        yield _arrow(layout.x(bar.may[1]), y + layout.bar / 2, status)
    yield "</g>"


def _fill(status: Status, layout: Layout) -> str:
    """The pattern of a status; a candidate's bar is too thin for one, and stays hollow."""
    if status is Status.CANDIDATE:
        return ' fill-opacity="0"'
    return filled(status.value, layout.prefix)


def _pieces(bar: Bar) -> Iterator[tuple[date, date, str]]:
    """The stretches of a bar, each with how it fades: in, out, or not at all."""
    first, end = bar.may
    if bar.sure is None:
        # Nothing of it is sure: it comes and goes.
        middle = first + (end - first) / 2
        yield from ((first, middle, "in"), (middle, end, "out"))
        return
    sure_first, sure_end = bar.sure
    if first < sure_first:
        yield first, sure_first, "in"
    yield sure_first, sure_end, ""
    if sure_end < end:
        yield sure_end, end, "out"


def _arrow(x: float, y: float, status: Status) -> str:
    place = f'transform="translate({number(x)},{number(y)})"'
    return f'<path class="tl-tip-{status.value}" {place} d="M0,-4.5L6,0L0,4.5Z"/>'


def _marks(marks: Sequence[Mark], layout: Layout, y: float) -> Iterator[str]:
    of_day = groupby(marks, key=lambda mark: mark.on.text)
    together = [list(found) for _, found in of_day]
    # What is only said is painted first, so that it covers no act.
    together.sort(key=lambda found: max(_weight(mark) for mark in found))
    for found in together:
        strongest = max(found, key=_weight)
        seen = _stretch(strongest.on, layout.window)
        if seen is None:
            continue
        x, x2 = (layout.x(day) for day in seen)
        at = (
            x
            if strongest.on.latest is None
            else x2
            if strongest.on.earliest is None
            else (x + x2) / 2
        )
        kind = "tl-open" if sign_of(strongest.kind) is Sign.PROMISED else "tl-glyph"
        if not strongest.on.is_exact:
            kind += " tl-unsure"
            yield line(x, y + 6, x2, y + 6, kind="tl-sketch")
        told = title("; ".join(mark_story(mark, layout.wording) for mark in found))
        name = f"#{layout.prefix}-{sign_of(strongest.kind)}"
        place = f'x="{number(at)}" y="{number(y)}"'
        yield f'<use class="{kind}" href="{name}" {place}>{told}</use>'


def _weight(mark: Mark) -> int:
    return PAINTED_LAST.get(sign_of(mark.kind), 3)


def _stretch(day: PartialDate, window: Window) -> tuple[date, date] | None:
    """The days that a date can mean, as far as the window shows them."""
    first, last = day.earliest or date.min, day.latest or date.max
    if last < window.first or first >= window.end:
        return None
    return max(first, window.first), min(last, window.end)


def _expected(steps: Sequence[Expected], layout: Layout, y: float, today: date) -> Iterator[str]:
    beside = 0
    for step in steps:
        due = _due(step, layout.window)
        if due is None:
            # Not at a day but beside today's line, one behind the other.
            x, off = layout.x(today), 11 + beside * 14
            beside += 1
        else:
            x, x2 = map(layout.x, due)
            if x2 > x:
                yield line(x, y + 6, x2, y + 6, kind="tl-sketch")
            x, off = (x + x2) / 2, 0
        late = " tl-late" if step.overdue is Answer.YES else ""
        yield (
            f'<g class="tl-expected" transform="translate({number(x)},{number(y)})">'
            f"{title(expected_story(step, layout.wording))}"
            f'<circle class="tl-ask{late}" cx="{off}" r="6.5"/>'
            f'<text class="tl-question" x="{off}" y="3.6">?</text></g>'
        )


def _due(step: Expected, window: Window) -> tuple[date, date] | None:
    """The days by which a step is due, unless none is known or they are over and not shown."""
    days = [day for day in (step.due.earliest, step.due.latest) if day] if step.due else []
    return (days[0], days[-1]) if days and days[-1] >= window.first else None


# What stands below the lanes.


def _below(picture: Picture, layout: Layout) -> tuple[str, float]:
    """The legend and the sources, and the height of the whole."""
    top = layout.bottom + (34 if layout.lanes > 20 else 24)
    room = WIDTH - 2 * EDGE
    told, y = legend(_legend(picture, layout), left=EDGE, top=top, room=room)
    named, y = footer(sources(picture.sources, layout.wording), left=EDGE, top=y)
    return told + named, y + 6


def _legend(picture: Picture, layout: Layout) -> Iterator[tuple[str, str]]:
    words, statuses = layout.wording["picture"], layout.wording["status"]
    spells = [spell for lane in picture.lanes for spell in lane.spells]
    # What makes a member in one agreement of a country need not in another.
    members = {s.status for s in spells} - {s.status for s in spells if not s.is_member}
    for status in statuses_of(picture.lanes):
        start, share = SHAPES[status]
        more = _fill(status, layout)
        sample = rectangle(0, -7 + start * 14, 18, share * 14, kind=f"tl-{status.value}", more=more)
        told = statuses[status]
        yield sample, words["member"].format(told) if status in members else told
    bars = [bar for lane in picture.lanes for bar in lane.bars(picture.window, picture.day)]
    if any(not bar.is_sure for bar in bars):
        mask = f' mask="url(#{layout.prefix}-in)"'
        soft = rectangle(0, -5, 18, 10, kind="tl-former", more=mask)
        yield soft + line(0, 0, 18, 0, kind="tl-sketch"), words["in_doubt"]
    if any(bar.lasts for bar in bars):
        yield (
            '<path class="tl-tip-former" transform="translate(6,0)" d="M0,-4.5L6,0L0,4.5Z"/>',
            words["no_end"],
        )
    for sign in _signs(picture):
        kind = "tl-open" if sign is Sign.PROMISED else "tl-glyph"
        name = f"#{layout.prefix}-{sign}"
        yield f'<use class="{kind}" href="{name}" x="9" y="0"/>', layout.wording["sign"][sign]
    steps = [step for lane in picture.lanes for step in lane.steps(layout.window)]
    for is_late, told in (
        (False, words["still_expected"]),
        (True, layout.wording["overdue"]["yes"]),
    ):
        if any((step.overdue is Answer.YES) is is_late for step in steps):
            circle = f'<circle class="tl-ask{" tl-late" if is_late else ""}" r="6.5"/>'
            sample = f'{circle}<text class="tl-question" y="3.6">?</text>'
            yield f'<g transform="translate(9,0)">{sample}</g>', told
