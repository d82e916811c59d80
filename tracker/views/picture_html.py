"""A picture as one HTML file that needs nothing else: to be mailed, opened offline, printed.

It asks no other host for anything, and its own Content-Security-Policy holds it to that: the one
style and the one script of it are allowed by what they hash to, everything else is forbidden.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from tracker.domain.dates import PartialDate
from tracker.domain.lanes import Lane, Picture, statuses_of
from tracker.domain.names import alphabetical
from tracker.domain.plain import one_line
from tracker.views.lane_words import expected_story, heading, spell_story
from tracker.views.lanes_svg import lanes_svg
from tracker.views.palette import DARK, LIGHT, properties, stylesheet
from tracker.views.wording import ENGLISH, Wording, wording_of
from tracker.views.world_svg import Row, asked_story, world_svg

NOTHING = "'none'"
FOLDER = files("tracker.views").joinpath("page")


def lanes_html(picture: Picture, *, language: str = ENGLISH) -> str:
    """The lanes of an agreement or a country, with zoom, filter and all of it as text."""
    wording = wording_of(language)
    lanes = [_lane(lane, wording) for lane in picture.lanes]
    return _page(
        wording,
        title=picture.title,
        about=heading(picture, wording),
        kind="timeline",
        svg=lanes_svg(picture, embedded=True, language=language),
        script=_file("page.js"),
        noun="agreement" if picture.is_country else "country",
        lanes=lanes,
        statuses=[status.value for status in statuses_of(picture.lanes)],
        sources=[one_line(source) for source in picture.sources],
    )


def world_html(
    standings: Sequence[Row], *, heading: str, day: str, known: str | None = None
) -> str:
    """The world by status, with all of it as text."""
    wording = wording_of()
    rows = [
        {
            "name": one_line(row["name"]),
            "status": row["status"],
            "member": row["member"],
            "since": wording.day(PartialDate.parse(row["since"])),
        }
        for row in sorted(
            standings, key=lambda row: (alphabetical(row["name"]), str(row["country"]))
        )
    ]
    return _page(
        wording,
        title=heading,
        about=asked_story(day, known, wording),
        kind="map",
        svg=world_svg(standings, heading=heading, day=day, known=known, embedded=True),
        rows=rows,
    )


def _lane(lane: Lane, wording: Wording) -> dict[str, Any]:
    return {
        "name": one_line(lane.label),
        "code": lane.country,
        "statuses": " ".join(sorted({spell.status.value for spell in lane.spells})),
        "spells": [spell_story(spell, wording) for spell in lane.spells],
        "expected": [expected_story(step, wording) for step in lane.expected],
    }


def _page(
    wording: Wording, *, title: str, about: str, svg: str, script: str = "", **more: Any
) -> str:
    style = (
        f":root{{color-scheme:light dark;{properties(LIGHT)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{properties(DARK)}}}}}\n"
        f"{stylesheet(embedded=True)}\n{_file('page.css')}"
    )
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        _file("page.html")
    )
    return template.render(
        t=wording.words,
        language=wording.language,
        title=one_line(title),
        about=one_line(about),
        policy=policy([style], [script] if script else []),
        style=Markup(style),  # noqa: S704 - our own
        script=Markup(script),  # noqa: S704 - our own
        svg=Markup(svg.strip()),  # noqa: S704 - every text in it is escaped where it is made
        **more,
    )


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A Content-Security-Policy that allows these styles and scripts, and nothing else."""
    allowed = [("style-src", styles), ("script-src", scripts)]
    parts = ["default-src 'none'"]
    parts += [f"{name} {' '.join(map(_hash, texts)) or NOTHING}" for name, texts in allowed]
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _file(name: str) -> str:
    return FOLDER.joinpath(name).read_text(encoding="utf-8")
