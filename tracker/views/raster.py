"""An SVG as a PNG or a PDF, through vl-convert, which needs no browser and no network."""

from types import ModuleType

from tracker.errors import UsageError

SCALE = 2.0
"""Pixels for each unit of the SVG: legible on a screen of high density, and in print."""


class NoChartsError(UsageError):
    """The library that turns pictures into pixels is not there."""

    def __init__(self) -> None:
        super().__init__(
            "PNG and PDF are made by vl-convert, which is not installed; "
            "run pip install 'tracker[charts]', or write --svg or --html"
        )


def png(svg: str) -> bytes:
    """The picture in pixels.

    Raises:
        NoChartsError: vl-convert is missing.
    """
    made: bytes = _converter().svg_to_png(svg, scale=SCALE)
    return made


def pdf(svg: str) -> bytes:
    """The picture as a page of a PDF.

    Raises:
        NoChartsError: vl-convert is missing.
    """
    made: bytes = _converter().svg_to_pdf(svg)
    return made


def _converter() -> ModuleType:
    try:
        import vl_convert  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as missing:
        raise NoChartsError from missing
    return vl_convert
