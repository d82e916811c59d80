"""What a service answers: rows, with the question as it was understood."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question.

    Attributes:
        name: of the contract, with its version, such as ``members/1``.
        question: as it was understood: names resolved, defaults filled in.
        rows: JSON-ready, with the keys of the contract first.
        notes: sentences for people that stand below the rows.
    """

    name: str
    question: Row
    rows: Sequence[Row]
    notes: Sequence[str] = field(default=())

    @property
    def as_object(self) -> Row:
        """The whole answer as one object, JSON-ready."""
        told = {"schema": f"tracker.{self.name}", **self.question, "rows": list(self.rows)}
        return {**told, "notes": list(self.notes)} if self.notes else told
