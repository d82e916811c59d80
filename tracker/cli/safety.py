"""Text from outside, made harmless for a terminal or a spreadsheet."""

from tracker.domain.plain import one_line, visible

__all__ = ["cell", "one_line", "visible"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
