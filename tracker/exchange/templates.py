"""Templates: texts with names of columns in curly brackets, such as ``un-{chapter}-{number}``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

FIELD = re.compile(r"\{([^{}]+)\}")


class NoSuchField(ValueError):
    """A template names a column that the table does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places to fill in."""

    text: str

    @property
    def fields(self) -> list[str]:
        """The names that have to be filled in."""
        return FIELD.findall(self.text)

    def filled(self, cells: Mapping[str, str]) -> str:
        """The text, with the cells of a row in it.

        Raises:
            NoSuchField: there is no such column.
        """

        def cell(found: re.Match[str]) -> str:
            try:
                return cells[found[1]]
            except KeyError:
                raise NoSuchField(found[1]) from None

        return FIELD.sub(cell, self.text) if "{" in self.text else self.text


EMPTY = Template("")
