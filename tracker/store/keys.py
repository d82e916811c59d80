"""Finding keys by their beginning, and sorting by them."""

from tracker.store.location import Engine

BYTEWISE = {Engine.SQLITE: (">=", "<"), Engine.POSTGRES: ("~>=~", "~<~")}
"""What compares bytes; the usual order of Postgres hangs on the language of the database.

In Estonian "z" stands before "t". The indexes of these columns are in the order of bytes too.
"""

BEHIND = "{"
"""The character behind "z": keys are of small letters and digits."""


def begins(engine: Engine, column: str, start: str) -> tuple[str, dict[str, str]]:
    """The condition that a key begins so, and its values; nothing begins with an empty text."""
    from_, below = BYTEWISE[engine]
    condition = f"{column} {from_} :start AND {column} {below} :beyond"
    return condition, {"start": start, "beyond": start and start + BEHIND}


def collated(engine: Engine, column: str) -> str:
    """A column of text to be sorted by, in the order of its bytes."""
    return column if engine is Engine.SQLITE else f'{column} COLLATE "C"'
