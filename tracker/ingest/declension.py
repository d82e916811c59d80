"""How the nouns of agreements are declined: "des Istanbuler Protokolls" is of one protocol."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Declension:
    """The declension of a language; one that does not decline has no nouns.

    Attributes:
        nouns: in small letters, each with how an adjective before it ends; the longest first, as
            the last part of a compound may be one of several.
        genitive: what a genitive adds to a noun, the longest first.
        adjective: how an adjective ends where it is declined.
        stems: how an adjective ends without that; a place such as Schengen ends in none of them.
    """

    nouns: tuple[tuple[str, str], ...] = ()
    genitive: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> "Declension":
        """The declension that a section of ``agreements.toml`` describes."""
        nouns = {
            noun.lower(): ending
            for ending, nouns in table.get("nouns", {}).items()
            for noun in nouns
        }
        return cls(
            nouns=tuple(sorted(nouns.items(), key=lambda item: -len(item[0]))),
            genitive=tuple(table.get("genitive", ())),
            adjective=tuple(table.get("adjective", ())),
            stems=tuple(table.get("stems", ())),
        )

    def nominative(self, word: str) -> tuple[str, str] | None:
        """A noun in the nominative, and how an adjective before it ends; None if it is unknown."""
        low = word.lower()
        for genitive in ("", *self.genitive):
            stem = low.removesuffix(genitive)
            if low.endswith(genitive):
                for noun, ending in self.nouns:
                    if stem.endswith(noun):
                        return word[: len(stem)], ending
        return None

    def agreeing(self, adjective: str, ending: str) -> str:
        """An adjective with that ending, if it is one that is declined."""
        for declined in self.adjective:
            stem = adjective.removesuffix(declined)
            if stem != adjective and stem.endswith(self.stems):
                return stem + ending
        return adjective

    def nominative_name(self, name: str) -> str:
        """A name of words with blanks between, with its noun and what stands before it."""
        words = name.split(" ")
        for head, word in enumerate(words):
            if found := self.nominative(word):
                noun, ending = found
                before = [self.agreeing(each, ending) for each in words[:head]]
                return " ".join([*before, noun, *words[head + 1 :]])
        return name
