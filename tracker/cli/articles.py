"""Texts with their passages marked: in colour on a terminal, with marks in brackets elsewhere."""

from collections.abc import Sequence

from tracker.cli.passages import is_coloured
from tracker.cli.safety import one_line, visible
from tracker.domain.events import Stance
from tracker.domain.passages import Passage, Piece, paragraph, pieces
from tracker.services.annotated import Annotated, Hanging

PLAIN = "\x1b[0m"
MARK = "\x1b[2m"
CITED, DISPUTED, PROPOSED, SEVERAL = "\x1b[30;42m", "\x1b[30;41m", "\x1b[30;43m", "\x1b[30;46m"
"""Colours of a passage: supported by it, disputed, only proposed, and of several at once."""

OPEN, CLOSE = ">>>", "<<<"
"""Around a single passage where there is no colour."""


def in_paragraph(text: str, start: int, end: int) -> str:
    """A passage, marked in the paragraph in which it stands."""
    found = paragraph(text, start, end)
    before, quote, after = (
        _safe(part) for part in (text[found.start : start], text[start:end], text[end : found.end])
    )
    first, last = (PROPOSED, PLAIN) if is_coloured() else (OPEN, CLOSE)
    dots = "… " if found.is_cut_before else ""
    return f"{dots}{before.lstrip()}{first}{quote}{last}{after.rstrip()}" + (
        " …" if found.is_cut_after else ""
    )


def rendered(article: Annotated) -> list[str]:
    """The lines of a text with its passages marked, and below what hangs on each."""
    text, is_bright = article.source.content or "", is_coloured()
    painted = "".join(
        _painted(piece, article, text, is_bright=is_bright)
        for piece in pieces(article.passages, 0, len(text))
    )
    lines = painted.strip("\n").split("\n") if painted.strip() else []
    notes = [line for each in article.passages for line in _note(each, article)]
    return [*lines, "", *notes] if notes else lines


def unplaced(hanging: Sequence[Hanging]) -> list[str]:
    """Lines about what is cited of a source as a whole."""
    return [f"[-] {_told(each)}" for each in hanging]


def _painted(piece: Piece, article: Annotated, text: str, *, is_bright: bool) -> str:
    words = _safe(text[piece.start : piece.end])
    opens = "".join(f"[{number}]" for number in piece.opens)
    closes = "".join(f"[/{number}]" for number in piece.closes)
    if not is_bright:
        return f"{opens}{words}{closes}"
    colour = _colour(piece, article)
    if colour:
        # Line by line, or a terminal paints the rest of the line as well.
        words = "\n".join(f"{colour}{line}{PLAIN}" if line else "" for line in words.split("\n"))
    return f"{_dim(opens)}{words}{_dim(closes)}"


def _dim(marks: str) -> str:
    return f"{MARK}{marks}{PLAIN}" if marks else ""


def _colour(piece: Piece, article: Annotated) -> str:
    if len(piece.inside) > 1:
        return SEVERAL
    hanging = [each for number in piece.inside for each in article.hanging[number]]
    if not hanging:
        return ""
    if any(each.stance is Stance.DISPUTES for each in hanging):
        return DISPUTED
    return PROPOSED if all(each.stance is None for each in hanging) else CITED


def _note(passage: Passage, article: Annotated) -> list[str]:
    first, *others = [_told(each) for each in article.hanging[passage.number]]
    mark = f"[{passage.number}] "
    return [f"{mark}{first}", *(" " * len(mark) + each for each in others)]


def _told(each: Hanging) -> str:
    if each.stance is None:
        return one_line(f"proposed {each.ref} ({each.score:.2f}, undecided): {each.sentence}")
    gone = "" if each.counts else ", which counts no more"
    says = f' ("{each.says}")' if each.says else ""
    return one_line(f"{each.stance} {each.ref}{gone}{says}: {each.sentence}")


def _safe(text: str) -> str:
    return visible(text.replace("\r\n", "\n"))
