"""The colours of the pictures, and how each status is told apart without them.

The hues are those of Okabe and Ito, which the colour-blind tell apart, darkened until each line
has a contrast of three to one with the paper. No status is told by its colour alone: what is not
yet done is hollow, what binds is full, what is ending or interrupted is striped.
"""

from collections.abc import Iterable, Mapping

from tracker.domain.statuses import Status

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "soft": "#57606a",
    "grid": "#dde1e6",
    "land": "#eceef1",
    "today": "#b3003c",
    "candidate": "#6e7781",
    "announced": "#a86100",
    "signatory": "#7cc4f2",
    "edge": "#0067a3",
    "contracting": "#0067a3",
    "provisional": "#007d5a",
    "party": "#0067a3",
    "leaving": "#c94f00",
    "suspended": "#9c3f73",
    "former": "#6e7781",
}
DARK: Mapping[str, str] = {
    "paper": "#11151a",
    "ink": "#e6edf3",
    "soft": "#a3adb8",
    "grid": "#2b323b",
    "land": "#262d36",
    "today": "#ff7a9c",
    "candidate": "#a3adb8",
    "announced": "#f0a93b",
    "signatory": "#1d5f8f",
    "edge": "#7cc4f2",
    "contracting": "#7cc4f2",
    "provisional": "#2fc69a",
    "party": "#7cc4f2",
    "leaving": "#ff8a4c",
    "suspended": "#e08fbe",
    "former": "#a3adb8",
}
FONT = 'system-ui,-apple-system,"Segoe UI","DejaVu Sans",Arial,sans-serif'

PATTERNED = {
    Status.CANDIDATE: '<circle class="tl-ink-candidate" cx="2" cy="2" r=".9"/>'
    '<circle class="tl-ink-candidate" cx="6" cy="6" r=".9"/>',
    Status.ANNOUNCED: '<path class="tl-line-announced" d="M-1,5L5,-1M3,9L9,3M-1,13L13,-1"/>',
    Status.CONTRACTING: '<path class="tl-line-contracting" d="M0,1H8M0,5H8"/>',
    Status.PROVISIONAL: '<circle class="tl-ink-provisional" cx="2" cy="2" r="1.2"/>'
    '<circle class="tl-ink-provisional" cx="6" cy="6" r="1.2"/>',
    Status.LEAVING: '<path class="tl-line-leaving" d="M-1,-1L9,9M-1,7L1,9M7,-1L9,1"/>',
    Status.SUSPENDED: '<path class="tl-line-suspended" d="M2,0V8M6,0V8"/>',
}
"""What fills the statuses that are not filled evenly, in a square of eight by eight."""

UNDECIDED = '<path class="tl-line-undecided" d="M0,0L8,8M8,0L0,8"/>'

RULES = f"""
.tl-paper{{fill:$paper}}
.tl-text,.tl-small,.tl-label,.tl-axis,.tl-day{{fill:$ink;font-family:{FONT}}}
.tl-title{{font-size:18px;font-weight:600}}
.tl-text{{font-size:12px}}
.tl-title.tl-text{{font-size:18px}}
.tl-small,.tl-axis{{fill:$soft;font-size:11px}}
.tl-axis{{text-anchor:middle}}
.tl-label{{font-size:12px;text-anchor:end}}
.tl-compact .tl-label{{font-size:10px}}
.tl-day{{fill:$today;font-size:11px;font-weight:600;text-anchor:middle}}
.tl-grid{{stroke:$grid;stroke-width:1}}
.tl-zebra{{fill:$grid;fill-opacity:.28}}
.tl-plain{{fill:$paper;fill-opacity:0}}
.tl-today{{stroke:$today;stroke-width:1.5;stroke-dasharray:5 2}}
.tl-sketch{{stroke:$soft;stroke-width:1.2;stroke-dasharray:1.5 2.5;fill:none}}
.tl-glyph{{fill:$ink;stroke:$paper;stroke-width:1}}
.tl-unsure{{fill-opacity:.5}}
.tl-open{{fill:$paper;stroke:$ink;stroke-width:1.2}}
.tl-ask{{fill:$paper;stroke:$today;stroke-width:1.4;stroke-dasharray:2.5 1.5}}
.tl-late{{stroke-dasharray:none;stroke-width:2.2}}
.tl-question{{fill:$today;font-family:{FONT};font-size:10px;font-weight:700;text-anchor:middle}}
.tl-candidate{{stroke:$candidate;stroke-width:1;stroke-dasharray:1.5 2}}
.tl-announced{{stroke:$announced;stroke-width:1.2;stroke-dasharray:4 2}}
.tl-signatory{{fill:$signatory;stroke:$edge;stroke-width:.8}}
.tl-contracting{{stroke:$contracting;stroke-width:1}}
.tl-provisional{{stroke:$provisional;stroke-width:1}}
.tl-party{{fill:$party;stroke:$party;stroke-width:.8}}
.tl-leaving{{stroke:$leaving;stroke-width:1.2}}
.tl-suspended{{stroke:$suspended;stroke-width:1.2}}
.tl-former{{fill:$former;stroke:none}}
.tl-undecided{{stroke:$ink;stroke-width:.8}}
.tl-line-announced{{stroke:$announced;stroke-width:1.3;fill:none}}
.tl-line-contracting{{stroke:$contracting;stroke-width:2;fill:none}}
.tl-line-leaving{{stroke:$leaving;stroke-width:2.6;fill:none}}
.tl-line-suspended{{stroke:$suspended;stroke-width:2;fill:none}}
.tl-line-undecided{{stroke:$ink;stroke-width:1;fill:none}}
.tl-ink-candidate{{fill:$candidate}}
.tl-ink-provisional{{fill:$provisional}}
.tl-tip-candidate{{fill:$candidate}}
.tl-tip-announced{{fill:$announced}}
.tl-tip-signatory,.tl-tip-contracting,.tl-tip-party{{fill:$edge}}
.tl-tip-provisional{{fill:$provisional}}
.tl-tip-leaving{{fill:$leaving}}
.tl-tip-suspended{{fill:$suspended}}
.tl-tip-former{{fill:$former}}
.tl-country{{stroke-width:.5;stroke-dasharray:none}}
.tl-country.tl-party{{stroke:$paper}}
.tl-country.tl-dot{{stroke-width:1}}
.tl-future{{opacity:.55}}
.tl-land{{fill:$land;stroke:$soft;stroke-width:.4}}
.tl-sea{{fill:$paper;stroke:$grid;stroke-width:1}}
"""


def stylesheet(*, embedded: bool) -> str:
    """The rules for the classes of all pictures.

    Arguments:
        embedded: whether they take their colours from the custom properties of a page,
            ``--tl-party`` and so on, with the light ones where it sets none. What turns a
            picture into a PNG knows no such properties.
    """
    text = RULES.strip()
    for name in sorted(LIGHT, key=len, reverse=True):
        plain = LIGHT[name]
        text = text.replace(f"${name}", f"var(--tl-{name},{plain})" if embedded else plain)
    return text


def properties(colours: Mapping[str, str]) -> str:
    """Declarations of the custom properties, for a page's own stylesheet."""
    return "".join(f"--tl-{name}:{colour};" for name, colour in colours.items())


def fills(names: Iterable[str], prefix: str) -> str:
    """The patterns of some statuses, and of ``undecided``, as definitions of an SVG.

    Arguments:
        prefix: begins every id, so that two pictures can stand in one page.
    """
    return "".join(
        f'<pattern id="{prefix}-{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="tl-paper" width="8" height="8"/>{marks}</pattern>'
        for name in names
        if (marks := UNDECIDED if name == "undecided" else PATTERNED.get(Status(name)))
    )


def filled(name: str, prefix: str) -> str:
    """The attribute that fills a shape of a status, with a blank before it, where it has one."""
    if name == "undecided" or Status(name) in PATTERNED:
        return f' fill="url(#{prefix}-{name})"'
    return ""
