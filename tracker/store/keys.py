"""Finding keys by their beginning."""

from tracker.domain.events import REFERENCE_LENGTH


def begins(column: str, start: str) -> tuple[str, dict[str, str | int]]:
    """The condition that a key begins so, and its values; nothing begins with an empty text.

    A whole key is looked up in its index. Of a shorter one letters are compared and not their
    order, which depends on the language of the database: in Estonian "z" stands before "t".
    """
    if len(start) == REFERENCE_LENGTH:
        return f"{column} = :start", {"start": start}
    condition = f"substr({column}, 1, :length) = :start AND :length > 0"
    return condition, {"start": start, "length": len(start)}
