"""A sentence with all that is known when it is read: its parts, and what the text speaks of."""

from dataclasses import dataclass

from tracker.domain.kinds import ExpectedStep
from tracker.ingest import roles, sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.group import Group
from tracker.ingest.language import Language
from tracker.ingest.units import Mention, Unit

ACTING = (roles.BARE, roles.ACTOR)

Countries = tuple[str, ...]


@dataclass(slots=True)
class Focus:
    """Whom and what the text speaks of, as it goes on.

    Attributes:
        one, many: the country, and the countries, that were last the subject.
        home: the country of whoever is the first to be named with an office; "we" of an interview.
        kind: of the act that was told last, for "followed suit"; ``expects`` is its step.
    """

    one: Countries = ()
    many: Countries = ()
    home: Countries = ()
    kind: str = ""
    expects: ExpectedStep | None = None

    def notice(self, countries: Countries) -> None:
        """Countries were the subject."""
        if len(countries) == 1:
            self.one = countries
        else:
            self.many = countries
            self.one = self.one or countries[:1]


@dataclass(slots=True)
class Scene:
    """A sentence that is read for acts.

    Attributes:
        there: the texts of its units; ``tags`` all that its words do.
        topic: the agreement that the text speaks of by then.
        speaker: the country for which somebody speaks in it.
        hits: the forms of rules in it.
    """

    units: list[Unit]
    there: frozenset[str]
    tags: int
    groups: list[Group]
    language: Language
    topic: Mention | None
    focus: Focus
    speaker: Countries = ()
    hits: tuple[Hit, ...] = ()

    def segment(self, at: int) -> int:
        """The part of the sentence in which a unit stands."""
        return self.units[at].segment

    def resolved(self, group: Group) -> Countries:
        """The countries of a group; for a pronoun, those that were spoken of."""
        if group.countries:
            return group.countries
        if group.how == "we":
            return self.speaker or self.focus.home or self.focus.one
        before = [
            each
            for each in self.groups
            if each.last < group.first
            and each.countries
            and each.role in ACTING
            and (each.is_many or not group.is_many)
        ]
        if before and group.how in ("pronoun", "organ", "noun"):
            return before[-1].countries
        if group.is_many and (one := self._only_one(group)):
            return one
        if group.how == "pronoun" and self._is_of_somebody(group):
            return ()
        if group.how == "organ":
            seats = [g for g in self.groups if g.last < group.first and g.role is roles.PLACE]
            if seats and seats[-1].countries:
                return seats[-1].countries
        if group.is_many:
            return self.focus.many or self.focus.one
        return self.focus.one or self.focus.home

    def _only_one(self, pronoun: Group) -> Countries:
        """The only country before "they" in its sentence, if no others were spoken of."""
        before = [g for g in self.groups if g.last < pronoun.first and g.role in ACTING]
        is_one = len(before) == 1 and before[0].countries and not self.language.verb_second
        return before[0].countries if is_one else ()

    def _is_of_somebody(self, pronoun: Group) -> bool:
        """Whether it stands for whoever spoke, of no country: "a company said it had signed"."""
        before = self.units[: pronoun.first]
        says = next((at for at, unit in enumerate(before) if unit.tags & tags.SPEECH), None)
        if says is None or any(group.first < says for group in self.groups):
            return False
        return bool(before[0].tags & tags.INDEFINITE) or bool(
            before[1:2] and before[1].tags & tags.INDEFINITE
        )

    def holds(self, phrase: str) -> bool:
        """Whether a word, or words in a row, stand in the sentence."""
        if " " not in phrase:
            return phrase in self.there
        return bool(self.places(phrase))

    def places(self, phrase: str) -> list[int]:
        """Where a word, or words in a row, stand in the sentence."""
        words = phrase.split()
        inside = [
            at
            for at, unit in enumerate(self.units)
            if unit.sort is sorts.AGREEMENT and len(words) > 1 and phrase in unit.text
        ]
        if words[0] not in self.there:
            return inside
        texts = [unit.text for unit in self.units]
        return inside + [at for at in range(len(texts)) if texts[at : at + len(words)] == words]

    def names_agreement(self) -> bool:
        """Whether an agreement is named in the sentence."""
        return any(unit.mention is not None for unit in self.units)

    def is_question(self) -> bool:
        """Whether it asks."""
        return any(unit.text == "?" for unit in self.units[-2:])

    def has_date(self, first: int, last: int) -> bool:
        """Whether a date stands among some units."""
        return any(unit.sort is sorts.DATE for unit in self.units[first:last])

    def tags_of(self, first: int, last: int) -> int:
        """All that the words of some units do."""
        found = 0
        for unit in self.units[first:last]:
            found |= unit.tags
        return found


def is_excluded(scene: Scene, group: Group) -> bool:
    """Whether a group is named as the one that did not: "Lusaka, not Banjul"."""
    units, first = scene.units, group.first
    if first and units[first - 1].tags & tags.NEGATION:
        return True
    # "Every state but Kenya."
    is_except = first > 1 and units[first - 1].tags & (tags.BUT_RATHER | tags.PAUSE)
    return bool(is_except and units[first - 2].tags & tags.NEGATION)
