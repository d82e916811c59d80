"""Findings: what the check of a language has to say, one sentence each."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether something has to be done."""

    WRONG = "wrong"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found in a folder.

    Attributes:
        file: in which it stands.
        rule: the id of the rule, or the list, that it is about; empty if it is about neither.
        about: the sort of fault, in one word or two.
    """

    file: str
    rule: str
    about: str
    says: str
    level: Level = Level.WRONG


LANGUAGE = "language.toml"
WORDS = "words.toml"
RULES = "rules.toml"
AGREEMENTS = "agreements.toml"
DATES = "dates.toml"
COUNTRIES = "countries.tsv"


def quoted(words: str, *, longest: int = 60) -> str:
    """Words between quotation marks, cut where they grow long."""
    return f'"{words}"' if len(words) <= longest else f'"{words[: longest - 1]}…"'
