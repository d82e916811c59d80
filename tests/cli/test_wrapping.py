"""Long lines at a terminal."""

from tracker.cli.wrapping import _broken


def test_lines_break_between_words() -> None:
    """What is indented stays so, further lines are, and colours take no room."""
    assert _broken("          status in x: none", 30, 10) == "          status in x: none"
    assert _broken("one two three four", 9, 2) == "one two\n  three\n  four"
    red = "\x1b[31mtwo\x1b[0m"
    assert _broken(f"one {red}", 7, 0) == f"one {red}"
    assert _broken("", 20, 0) == ""
    assert _broken("w" * 30, 20, 2) == "w" * 30
