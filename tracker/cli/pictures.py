"""Pictures on their way out: to files, each whole or not at all, or one of them to stdout."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from tracker.errors import UsageError

STDOUT = Path("-")


def _file(name: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar="FILE", help=what)
    return option


Svg = Annotated[Path | None, _file("--svg", "Draw it as an SVG; - is stdout.")]
Png = Annotated[Path | None, _file("--png", "The same as a PNG.")]
Pdf = Annotated[Path | None, _file("--pdf", "The same as a PDF.")]
Html = Annotated[
    Path | None, _file("--html", "A page that works offline, to zoom, filter and print.")
]


def write(
    wanted: Mapping[str, Path | None], draw: Callable[[], str], page: Callable[[], str]
) -> bool:
    """Write the pictures that are wanted.

    Arguments:
        wanted: the file of each form, None where it is not wanted.
        draw: makes the SVG, of which the others are made.
        page: makes the page.

    Returns:
        whether any was.
    """
    files = {form: file for form, file in wanted.items() if file is not None}
    if [*files.values()].count(STDOUT) > 1:
        raise UsageError("only one picture can go to stdout; name a file for the others")
    named = [file.absolute() for file in files.values() if file != STDOUT]
    if len(set(named)) < len(named):
        raise UsageError("two pictures cannot be one file; give each its own name")
    # All are made before any is written: a missing library leaves nothing half done.
    made = _made(files, draw, page)
    for form, file in files.items():
        _put(file, made[form])
    return bool(files)


def _made(
    forms: Iterable[str], draw: Callable[[], str], page: Callable[[], str]
) -> dict[str, str | bytes]:
    from tracker.views import raster

    drawn = cache(draw)
    makers: dict[str, Callable[[], str | bytes]] = {
        "svg": drawn,
        "png": lambda: raster.png(drawn()),
        "pdf": lambda: raster.pdf(drawn()),
        "html": page,
    }
    return {form: makers[form]() for form in forms}


def _put(file: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    if file != STDOUT:
        from tracker.services.files_made import made

        made(file, lambda path: _fill(path, data))
        return
    if isinstance(content, bytes) and sys.stdout.isatty():
        raise UsageError("a picture in bytes is nothing for a terminal; name a file, or pipe it")
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        print(data.decode(errors="backslashreplace"), end="")
    else:
        binary.write(data)
        binary.flush()


def _fill(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def can_write(text: str) -> bool:
    """Whether stdout can take all characters of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return os.environ.get("TERM") != "dumb"
