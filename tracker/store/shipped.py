"""Files that come with tracker: beside the package in a checkout, inside it when installed."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The folder ``migrations`` or ``fixtures``."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
