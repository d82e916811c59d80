"""The parts of a sentence, and the forms of rules that stand in them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tracker.ingest import sorts, tags
from tracker.ingest.language import Language
from tracker.ingest.rules import Rule, Tense, Trigger
from tracker.ingest.units import Unit

WIDEST_GAP = 16
"""Units that may stand where a rule writes ``…``."""

GAP = "…"
END = "|"
"""What a rule writes where its form ends a part of the sentence."""

BREAKS = frozenset(',;:–—()[]"“”„»«?!.…‚‘')
DASHES = "–—"
CUTTING = tags.PAUSE | tags.JOINER | tags.BUT_RATHER
NAMED = frozenset({sorts.COUNTRY, sorts.AGREEMENT, sorts.PERSON, sorts.DATE})


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of a rule in a sentence: the indices of its units."""

    places: tuple[int, ...]
    rule: Rule
    tense: Tense

    @property
    def first(self) -> int:
        """Its first unit."""
        return self.places[0]

    @property
    def last(self) -> int:
        """Its last unit."""
        return self.places[-1]

    def tells_noun(self, units: Sequence[Unit]) -> bool:
        """Whether a noun tells the act, as in "the withdrawal took effect"."""
        if self.tense is Tense.NOUN:
            return True
        return self.tense is Tense.DONE and any(units[at].tags & tags.DEED for at in self.places)


def cut(units: list[Unit], language: Language) -> int:
    """Number the parts of a sentence.

    Returns:
        all that its words do.
    """
    segment, found = 0, 0
    last = len(units) - 1
    for at, unit in enumerate(units):
        tag = unit.tags
        if unit.sort is sorts.MARK:
            segment += _is_break(units, at, last)
        elif tag & CUTTING and _opens_nothing(units, at):
            unit.tags = tag = tag & ~(tags.CONDITION | tags.PAUSE)
        elif tag & CUTTING and at:
            is_pause = tag & tags.PAUSE and unit.sort is sorts.WORD
            segment += bool(is_pause) or (at < last and _splits(units, at, language))
        unit.segment = segment
        found |= tag
    return found


def _opens_nothing(units: list[Unit], at: int) -> bool:
    """Whether a word that opens a condition has none behind it: "turned away once, …"."""
    opening = tags.CONDITION | tags.PAUSE
    is_last = at + 1 == len(units) or units[at + 1].sort is sorts.MARK
    return is_last and units[at].tags & opening == opening


def _is_break(units: list[Unit], at: int, last: int) -> bool:
    """Whether a mark begins a new part; a hyphen inside a word and a comma in a list do not."""
    mark = units[at]
    if mark.text == "-" or mark.text in DASHES:
        is_inner = 0 < at < last and units[at - 1].end == mark.start
        return not is_inner and (mark.text != "-" or at > 0)
    return mark.text in BREAKS and not _lists(units, at)


def _lists(units: list[Unit], at: int) -> bool:
    """Whether a comma only stands between countries: "Egypt, Ethiopia and Iran"."""
    if units[at].text != "," or not at or at + 1 >= len(units):
        return False
    after = units[at + 1]
    if after.tags & tags.DEFINITE and at + 2 < len(units):
        after = units[at + 2]
    return units[at - 1].sort is sorts.COUNTRY and after.sort is sorts.COUNTRY


def _splits(units: list[Unit], at: int, language: Language) -> bool:
    """Whether "and" begins a new part; between two names or two nouns it does not."""
    if not units[at].tags & (tags.JOINER | tags.BUT_RATHER):
        return False
    before, after = units[at - 1], units[at + 1]
    if before.sort in NAMED and after.sort in NAMED:
        return False
    follows = units[at + 1 : at + 4]
    if any(each.sort is sorts.COUNTRY for each in follows) and before.sort is sorts.COUNTRY:
        return False
    return any(
        each.text in language.triggers
        or each.tags
        & (
            tags.HAVE
            | tags.HAD
            | tags.BE
            | tags.WILL
            | tags.PLAN
            | tags.NEGATION
            | tags.BY
            | tags.SPEECH
        )
        or each.sort is sorts.DATE
        or each.sort is sorts.COUNTRY
        for each in units[at + 1 : at + 7]
    )


def hits(units: list[Unit], there: AbstractSet[str], language: Language) -> list[Hit]:
    """The forms of rules in a sentence, the longest at each place.

    Arguments:
        there: the texts of the units.
    """
    dated = {_first(unit) for unit in units if unit.sort is sorts.DATE}
    words = there | dated if dated else there
    possible = _possible(words, language)
    if not possible:
        return []
    found: list[Hit] = []
    covered: set[int] = set()
    for at, unit in enumerate(units):
        is_date = unit.sort is sorts.DATE
        first = _first(unit) if is_date else unit.text
        if first not in possible or not (is_date or unit.sort is sorts.WORD):
            continue
        for trigger in possible[first]:
            if is_date and not trigger.rest:
                continue
            places = _places(units, at, trigger)
            if places is not None and at not in covered:
                found.append(Hit(tuple(places), trigger.rule, trigger.tense))
                covered.update(places)
                break
    return found


def _possible(words: AbstractSet[str], language: Language) -> dict[str, list[Trigger]]:
    """The forms of which all words are there, by their first."""
    possible: dict[str, list[Trigger]] = {}
    triggers = language.triggers
    for first in triggers.keys() & words:
        forms = [each for each in triggers[first] if each.others <= words]
        if forms:
            possible[first] = forms
    return possible


def _first(date: Unit) -> str:
    """The word with which a date begins, such as "since"."""
    return date.text.split(" ", 1)[0].casefold()


def _places(units: list[Unit], at: int, trigger: Trigger) -> list[int] | None:
    """The units of a form that begins at one; None if it does not stand there."""
    places = [at]
    is_open = False
    for word in trigger.rest:
        if word == GAP:
            is_open = True
            continue
        if word == END:
            behind = units[places[-1] + 1] if places[-1] + 1 < len(units) else None
            if behind is None or behind.sort is sorts.MARK:
                continue
            return None
        begin = places[-1] + 1
        for candidate in range(begin, min(begin + (WIDEST_GAP if is_open else 1), len(units))):
            each = units[candidate]
            if each.text == word or (each.sort is sorts.DATE and _begins(each.text, word)):
                places.append(candidate)
                is_open = False
                break
            is_end = each.sort is sorts.MARK and each.text in ";.:!?"
            if (is_end and not _is_ordinal(units, candidate)) or _is_complementizer(each):
                return None
        else:
            return None
    return places


def _is_complementizer(unit: Unit) -> bool:
    """Whether what is told begins here; a form does not go from the telling into the told."""
    return unit.sort is sorts.WORD and bool(unit.tags & tags.THAT)


def _is_ordinal(units: list[Unit], at: int) -> bool:
    """Whether a full stop only makes an ordinal, as in "als 31. Staat"; a sentence goes on."""
    return units[at].text == "." and at > 0 and units[at - 1].text.isdigit()


def _begins(words: str, word: str) -> bool:
    """Whether a date brings the word with it, as "since 2018" brings "since"."""
    return words.casefold().startswith(f"{word} ")
