"""Where the name of an agreement begins and ends around its noun."""

from tracker.ingest import sorts, tags
from tracker.ingest.language import Language
from tracker.ingest.units import Unit

LONGEST_DESCRIPTION = 4
LONGEST_LEFT = 7
LONGEST_RIGHT = 16
"""Units that a name may carry on to either side of its noun."""

VERBAL = tags.HAVE | tags.HAD | tags.BE | tags.WILL | tags.NEGATION | tags.RELATIVE
SMALL = tags.DEFINITE | tags.INDEFINITE | tags.JOINER | tags.PREPOSITION
GENITIVE_MARKS = frozenset("'’")


class Titles:
    """The ways in which a language writes the names of agreements."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._nouns = language.nouns

    def begin(self, units: list[Unit], head: int) -> int:
        """The first unit of a name: capitals before its noun, and what a hyphen ties to it."""
        first, looked = head, head - 1
        while looked >= 0 and head - looked <= LONGEST_LEFT:
            each = units[looked]
            if each.text == "-" and looked:
                looked -= 2
                first = looked + 1
                continue
            if self._is_of_name(each, looked):
                first = looked
            elif self._language.verb_second or not self._is_between(each):
                break
            looked -= 1
        return first

    def _is_of_name(self, unit: Unit, at: int) -> bool:
        is_german = self._language.verb_second
        if unit.sort is sorts.COUNTRY and unit.name is not None:
            return unit.name.form in ("adjective", "seat") or not is_german
        if unit.sort is not sorts.WORD or not unit.is_capital or unit.tags or not at:
            return False
        return not is_german or unit.text.endswith(self._language.name_ends)

    def _is_between(self, unit: Unit) -> bool:
        """Whether a small word may stand inside a name, as in "Paris climate deal"."""
        return (
            unit.sort is sorts.WORD
            and not unit.tags
            and unit.text.isalpha()
            and unit.text not in self._language.triggers
            and unit.text not in self._nouns.stop
            and unit.text not in self._nouns.linker
        )

    def end(self, units: list[Unit], head: int) -> int:
        """The index behind the last unit of a name."""
        at = last = head + 1
        if at < len(units) and units[at].text in self._nouns.linker:
            has_party = False
            while at < len(units) and at - head <= LONGEST_RIGHT:
                each = units[at]
                if self._ends(units, at, has_party=has_party):
                    break
                has_party = has_party or each.sort is sorts.COUNTRY
                at += 1
                if each.text not in self._nouns.linker and not each.tags & SMALL:
                    last = at
        is_dated = last < len(units) and units[last].sort is sorts.DATE
        return last + (is_dated and units[last].text.split(" ", 1)[0] in self._nouns.dated)

    def _ends(self, units: list[Unit], at: int, *, has_party: bool) -> bool:
        """Whether a name ends before a unit."""
        each = units[at]
        if each.sort is sorts.DATE or each.text in self._nouns.stop or self.is_verb(each):
            return True
        if each.sort is sorts.MARK and each.text not in "-&":
            return True
        is_article = self._language.verb_second and each.tags & tags.DEFINITE
        if each.tags & VERBAL and not is_article:
            return True
        return self._is_other_clause(units, at) or self._goes_on(units, at, has_party=has_party)

    def _goes_on(self, units: list[Unit], at: int, *, has_party: bool) -> bool:
        """Whether the sentence goes on: "… with France in Paris", "… for Fiji"."""
        each = units[at]
        if each.tags & tags.FOR and any(u.sort is sorts.COUNTRY for u in units[at + 1 : at + 3]):
            return True
        if each.text in self._nouns.linker:
            return has_party and each.text not in self._nouns.on
        is_preposition = bool(each.tags & tags.PREPOSITION)
        return is_preposition and (has_party or not self._language.verb_second)

    def _is_other_clause(self, units: list[Unit], at: int) -> bool:
        """Whether "and" goes on with the sentence rather than with the name."""
        if not units[at].tags & tags.JOINER or at + 1 >= len(units):
            return False
        after = units[at + 1]
        verbal = tags.HAVE | tags.HAD | tags.BE | tags.WILL | tags.PRONOUN_ONE
        return self.is_verb(after) or bool(after.tags & verbal and not after.tags & tags.DEFINITE)

    def is_verb(self, unit: Unit) -> bool:
        """Whether a word can be the verb of the sentence, and so no part of a name."""
        if unit.is_capital or unit.sort is not sorts.WORD:
            return False
        if unit.text in self._language.triggers and (not unit.tags or unit.tags & tags.AUXILIARY):
            return True
        ends = self._language.adjective_ends
        return bool(ends) and not unit.tags and not unit.text.endswith(ends)

    def owner(self, units: list[Unit], first: int) -> tuple[str, ...]:
        """The country whose agreement it is: "Australia's trade agreement with the Emirates"."""
        place = first - 1
        while place >= 0 and place > first - LONGEST_DESCRIPTION and self._describes(units[place]):
            place -= 1
        is_marked = place > 1 and units[place].text in self._language.possessive
        if is_marked and units[place - 1].text in GENITIVE_MARKS:
            place -= 2
        elif place < 0 or not units[place].text.endswith("s"):
            return ()
        unit = units[place]
        is_owner = unit.sort is sorts.COUNTRY and unit.mention is None
        return (unit.name.key,) if is_owner and unit.name is not None else ()

    def _describes(self, unit: Unit) -> bool:
        """Whether a small word says what an agreement is about: "Kenya's *trade* agreement"."""
        is_small = self._is_between(unit) and not unit.is_capital
        return is_small and unit.text not in self._language.possessive
