"""The agreements that a text speaks of: by a known name, by a noun with words around it, or again.

A capital or a compound makes a name ("Hague Apostille Convention", "Freihandelsabkommen mit
Thailand"); "the treaty" means one that was named before.
"""

import re

from tracker.ingest import sorts, tags
from tracker.ingest.language import Language
from tracker.ingest.names import BODY, Names
from tracker.ingest.titles import Titles
from tracker.ingest.units import Mention, Unit

SHORTEST_WORD = 3
RECENT = 50
"""Agreements that a text still remembers; no article speaks of so many."""


class Spoken:
    """The agreements of one text, in the order in which it names them.

    Attributes:
        focus: the one with a name that the text spoke of last; ``last`` with or without one.
    """

    def __init__(self, text: str, language: Language, names: Names) -> None:
        self._text = text
        self._names = names
        self._language = language
        self._nouns = language.nouns
        self._heads = self._nouns.instrument | self._nouns.body
        self._titles = Titles(language)
        self._mentions: list[Mention] = []
        self.focus: Mention | None = None
        self.last: Mention | None = None

    def chunk(self, units: list[Unit]) -> list[Unit]:
        """The units with each agreement as one of them."""
        heads, joined = self._language.heads, self._nouns.known_country
        found: list[Unit] = []
        done = 0
        for at, unit in enumerate(units):
            if at < done:
                continue
            if unit.sort is sorts.AGREEMENT:
                found += units[done:at]
                done = self._known(units, at, found)
            elif unit.sort is sorts.WORD:
                if heads[unit.text]:
                    found += units[done:at]
                    done = self._noun(units, at, found)
            elif unit.name is not None and unit.name.key in joined and self._is_joined(units, at):
                unit.mention = self._meant(Mention(unit.text, is_general=True, is_body=True))
        found += units[done:]
        return found

    def _is_joined(self, units: list[Unit], at: int) -> bool:
        """Whether a country is also something to join, as the European Union is."""
        name = units[at].name
        follows = units[at + 1].text if at + 1 < len(units) else ""
        return (
            name is not None
            and name.key in self._nouns.known_country
            and name.form in ("name", "inflected")
            and follows != "-"
        )

    def _known(self, units: list[Unit], at: int, found: list[Unit]) -> int:
        """A name that the ledger or the language has, or a longer one that begins with it."""
        unit, heads = units[at], self._language.heads
        follows = units[at + 1 : at + 3]
        if len(follows) > 1 and follows[0].text == "-":
            if heads[follows[1].text]:
                return self._name(units, at, at + 2, found)
            unit.sort = sorts.WORD
        elif follows and heads[follows[0].text] and follows[0].is_capital:
            return self._name(units, at, at + 1, found)
        else:
            unit.mention = self._meant(self._of_known(unit))
        found.append(unit)
        return at + 1

    def _of_known(self, unit: Unit) -> Mention:
        """What a known name means; the ledger may have it in another case."""
        name, known = unit.text, unit.name
        if known is not None and not known.key:
            unit.text = name = self._language.declension.nominative_name(name)
            known = self._names.agreement(name) or known
        has_noun = not self._nouns.body.isdisjoint(name.casefold().split())
        is_universal = known is not None and known.form == BODY
        return Mention(
            name,
            known.key if known is not None else "",
            is_body=name.isupper() or has_noun or is_universal,
            is_known=True,
            is_universal=is_universal,
        )

    def _noun(self, units: list[Unit], at: int, found: list[Unit]) -> int:
        head = at
        while head + 1 < len(units) and self._is_compound(units[head], units[head + 1]):
            head += 1
        return self._name(units, self._titles.begin(units, at), head, found)

    def _is_compound(self, noun: Unit, after: Unit) -> bool:
        """Whether the noun behind is the head, as in "Court Protocol" and "trade agreement"."""
        return (
            not self._language.verb_second
            and after.sort is sorts.WORD
            and self._language.heads[after.text]
            and (after.is_capital == noun.is_capital or self._is_of_body(noun, after))
        )

    def _is_of_body(self, noun: Unit, after: Unit) -> bool:
        """Whether an instrument is named after the body that made it: "a Union treaty"."""
        body, instrument = noun.text.casefold(), after.text.casefold()
        return body in self._nouns.body and instrument in self._nouns.instrument

    def _name(self, units: list[Unit], first: int, head: int, found: list[Unit]) -> int:
        """Make one unit of a name from ``first`` over its noun as far as it goes."""
        last = self._titles.end(units, head)
        while found and found[-1].start >= units[first].start:
            found.pop()
        covered = units[first:last]
        start, end = covered[0].start, covered[-1].end
        name = self._nominative(covered, head - first)
        unit = Unit(start, end, name, sorts.AGREEMENT)
        unit.mention = self._of_name(units, first, head, last, name)
        if unit.mention is None:
            unit.sort, unit.tags = sorts.WORD, units[head].tags
        found.append(unit)
        return last

    def _nominative(self, units: list[Unit], head: int) -> str:
        """The name that units make, with its noun and the adjectives of it in the nominative."""
        text, declension = self._text, self._language.declension
        found = declension.nominative(units[head].text)
        if found is None:
            return text[units[0].start : units[-1].end]
        noun, ending = found
        name = noun + text[units[head].end : units[-1].end]
        after = units[head].start
        is_declined = True
        for unit in reversed(units[:head]):
            gap = text[unit.end : after]
            is_declined = is_declined and gap.isspace() and unit.sort is not sorts.MARK
            word = declension.agreeing(unit.text, ending) if is_declined else unit.text
            name, after = word + gap + name, unit.start
        return name

    def _of_name(
        self, units: list[Unit], first: int, head: int, last: int, name: str
    ) -> Mention | None:
        """What a noun with its words means: a name, a description, or one that was named before."""
        is_body = units[head].text.casefold() in self._nouns.body
        article = units[first - 1].tags if first else 0
        is_definite = bool(article & tags.DEFINITE and not article & tags.INDEFINITE)
        is_named = self._is_named(units, first, head)
        is_bare = first == head and last == head + 1
        if is_named and is_bare and is_definite and (named := self._named_with(units[head].text)):
            return named
        parties = (*self._titles.owner(units, first), *_parties(units[first:last]))
        if not is_named and last == head + 1:
            if is_body and not is_definite:
                return None
            if is_definite or not first:
                again = self._again(is_body=is_body)
                is_new = again is None and is_definite and not is_body
                return self._meant(Mention(name, is_general=True)) if is_new else again
        elif not is_named and is_definite and self.focus is not None and not parties:
            return self._again(is_body=is_body)
        is_description = not is_named and not (is_definite and self._is_about(units[head:last]))
        known = self._names.agreement(name)
        return self._meant(
            Mention(
                name,
                key=known.key if known else "",
                is_known=known is not None,
                words=self._words(name),
                parties=parties,
                in_name=parties,
                is_general=is_description,
                is_body=is_body,
            )
        )

    def _named_with(self, noun: str) -> Mention | None:
        """The last one with a longer name that has the noun: "the Treaty" of an official notice."""
        wanted = noun.casefold()
        for each in reversed(self._mentions[-RECENT:]):
            words = each.name.casefold().split()
            if wanted in words and len(words) > 1 and not each.is_general:
                self.last = self.focus = each
                return each
        return None

    def _is_named(self, units: list[Unit], first: int, head: int) -> bool:
        """Whether capitals (or a compound, where nouns have them anyway) make it a name."""
        if self._language.verb_second:
            return first < head or units[head].text.casefold() not in self._heads
        return units[head].is_capital or any(
            each.is_capital or each.sort is sorts.COUNTRY for each in units[first:head]
        )

    def _is_about(self, units: list[Unit]) -> bool:
        """Whether a description says what it is about, or is the first that the text speaks of."""
        if len(units) == 1:
            return False
        return self.focus is None or any(unit.text in self._nouns.topic for unit in units)

    def _again(self, *, is_body: bool) -> Mention | None:
        """The agreement that is meant by "the treaty" or "the bloc"."""
        if self.focus is not None and is_body and not self.focus.is_body:
            for each in reversed(self._mentions[-RECENT:]):
                if each.is_body and not each.is_general:
                    return each
        return self.focus or self.last

    def _meant(self, new: Mention) -> Mention:
        """One that was named before, if the new one is the same; a description changes no focus."""
        recent = reversed(self._mentions[-RECENT:])
        known = next((each for each in recent if self._is_same(each, new)), None)
        if known is None:
            self._mentions.append(new)
            known = new
        else:
            known.take_in(new)
        if known.is_universal and self.last is not None:
            return known
        self.last = known
        if not new.is_general and not known.is_general and not known.is_universal:
            self.focus = known
        return known

    def _is_same(self, held: Mention, new: Mention) -> bool:
        if held.key and new.key:
            return held.key == new.key
        if held.name == new.name:
            return True
        is_plain = not (held.is_general or held.is_known or new.is_general or new.is_known)
        telling = new.words - self._heads and held.words - self._heads
        is_part = new.words <= held.words or held.words <= new.words
        return is_plain and bool(telling) and is_part

    def _stem(self, word: str) -> str:
        for end in self._language.noun_ends:
            if word.endswith(end):
                return word.removesuffix(end)
        return word

    def _words(self, name: str) -> frozenset[str]:
        """What tells a name from others, without endings."""
        return frozenset(
            self._stem(word)
            for word in re.findall(r"\w+", name.casefold())
            if len(word) >= SHORTEST_WORD
            and word not in self._nouns.linker
            and not self._language.words.get(word)
        )


def _parties(units: list[Unit]) -> tuple[str, ...]:
    """The countries that a name says; a capital says where it was signed."""
    return tuple(
        dict.fromkeys(
            unit.name.key
            for unit in units
            if unit.sort is sorts.COUNTRY and unit.name is not None and unit.name.form != "seat"
        )
    )
