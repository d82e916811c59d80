"""Text from outside, made harmless for a terminal or a spreadsheet."""

from tracker.domain.plain import cell, one_line, visible

__all__ = ["cell", "one_line", "visible"]
