"""Evidence: what the words of a quote give for the country, agreement, speaker and date of a claim.

What a claim says of them only chooses among what our own tables and grammar find in the words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.kinds import Kind, Subject
from tracker.domain.proposals import Proposal
from tracker.ingest import roles, sorts, tags
from tracker.ingest.claims import Claim, Refusal, Refused
from tracker.ingest.dates import DateSaid
from tracker.ingest.layout import Span
from tracker.ingest.names import TRAP, Name, Sort
from tracker.ingest.placing import within
from tracker.ingest.sentences import Parsed, Sentences
from tracker.ingest.units import Unit

PRONOUN = tags.PRONOUN_ONE | tags.PRONOUN_MANY | tags.WE


@dataclass(frozen=True, slots=True)
class Agreement:
    """The key of an agreement, where the ledger knows it, and its name; both empty if none is."""

    key: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks, and the country that they speak for."""

    name: str = ""
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a quote gives for the slots of a claim.

    Attributes:
        others: the countries on the other side.
        date_said: the words that say the date, also where our grammar cannot read them.
        features: what raises or lowers the score.
    """

    country: str | None
    others: tuple[str, ...]
    agreement: Agreement
    speaker: Speaker
    date: DateSaid | None
    date_said: str
    features: tuple[str, ...]


def evidence(
    claim: Claim,
    kind: Kind,
    parsed: Parsed,
    span: Span,
    *,
    text: str,
    sentences: Sentences,
    beside: Sequence[Proposal],
) -> Evidence:
    """What the words of a quote give for the slots of a claim.

    Arguments:
        span: where the quote stands in the text.
        beside: what rules propose on words of the same sentence.

    Raises:
        Refused: a slot is filled with what the words do not say.
    """
    return _Quote(parsed, span, text, sentences, beside).evidence(claim, kind)


class _Quote:
    def __init__(
        self,
        parsed: Parsed,
        span: Span,
        text: str,
        sentences: Sentences,
        beside: Sequence[Proposal],
    ) -> None:
        self._parsed = parsed
        self._span = span
        self._text = text
        self._sentences = sentences
        self._beside = beside
        self._features: list[str] = []

    def evidence(self, claim: Claim, kind: Kind) -> Evidence:
        speaker = self._speaker(claim.speaker) if claim.speaker else Speaker()
        named = set(self._countries())
        if kind.name == "statement" and speaker.country:
            named.add(speaker.country)
        country = self._country(claim.country, named) if claim.country else None
        if country is None and kind.subject is Subject.COUNTRY:
            raise Refused(Refusal.NO_COUNTRY)
        others = dict.fromkeys(self._country(each, named) for each in claim.others)
        agreement = self._agreement(claim.agreement) if claim.agreement else Agreement()
        date = self._date(claim.date_words) if claim.date_words else None
        return Evidence(
            country=None if kind.subject is Subject.WHOLE else country,
            others=tuple(each for each in others if each != country),
            agreement=agreement,
            speaker=speaker,
            date=date,
            date_said=date.words if date else claim.date_words,
            features=tuple(self._features),
        )

    def _units(self) -> Iterator[tuple[int, Unit]]:
        """The units of the quote with their indices in the sentence."""
        for at, unit in enumerate(self._parsed.units):
            if self._span[0] <= unit.start and unit.end <= self._span[1]:
                yield at, unit

    def _covered(self, place: Span) -> list[Unit]:
        return [unit for _, unit in self._units() if unit.start < place[1] and place[0] < unit.end]

    def _countries(self) -> Iterator[str]:
        """The countries that the quote names, or for which its people speak."""
        groups = self._parsed.groups
        acting = {at for each in groups for at in range(each.first, each.last + 1)}
        places = {g.first for g in groups if g.role is roles.PLACE and g.how == "seat"}
        for at, unit in self._units():
            if unit.sort is sorts.AGREEMENT:
                yield from self._named_in(unit)
            if unit.name is None or at in places:
                continue
            if unit.sort is sorts.PERSON and unit.name.person:
                yield unit.name.person.country
            elif unit.sort is sorts.COUNTRY and (at in acting or not unit.tags & tags.PERSON_LIKE):
                yield unit.name.key

    def _named_in(self, unit: Unit) -> Iterator[str]:
        """The countries in the name of an agreement; the town where it was signed is none."""
        for each in self._sentences.names.find(unit.text).values():
            if each.name.sort is Sort.COUNTRY and each.name.form not in (TRAP, "seat"):
                yield each.name.key

    def _country(self, said: str, named: set[str]) -> str:
        code = said.strip()
        if code not in named:
            name = self._whole_name(code)
            code = name.key if name and name.sort is Sort.COUNTRY else ""
        if code not in named:
            raise Refused(Refusal.COUNTRY)
        return code

    def _whole_name(self, said: str) -> Name | None:
        """What is meant by some words, if all of them together are a name."""
        found = self._sentences.names.find(said).get(0)
        return found.name if found and found.end == len(said) and found.name.form != TRAP else None

    def _agreement(self, said: str) -> Agreement:
        place = within(said, self._span, self._text)
        if place is None:
            self._features.append("agreement-by-topic")
            known = self._agreements()
            found = next((each for each in known if said in (each.key, each.name)), None)
            if found is None:
                raise Refused(Refusal.AGREEMENT)
            return found
        covered = self._covered(place)
        mention = next((unit.mention for unit in covered if unit.mention), None)
        if mention is not None:
            return Agreement(mention.key, mention.name)
        known_as = self._whole_name(said)
        if known_as and known_as.sort is Sort.AGREEMENT:
            return Agreement(known_as.key, said)
        is_other = all(unit.sort in (sorts.COUNTRY, sorts.PERSON, sorts.DATE) for unit in covered)
        if is_other or not any(character.isupper() for character in said):
            raise Refused(Refusal.AGREEMENT)
        self._features.append("agreement-unread")
        return Agreement("", self._text[slice(*place)])

    def _agreements(self) -> Iterator[Agreement]:
        """Those that the rules know of for the sentence."""
        for mention in (*(unit.mention for unit in self._parsed.units), self._parsed.topic):
            if mention is not None:
                yield Agreement(mention.key, mention.name)
        for each in self._beside:
            if each.agreement_name:
                yield Agreement(each.agreement, each.agreement_name)

    def _speaker(self, said: str) -> Speaker:
        known = next((each for each in self._speakers() if each.name == said), None)
        place = within(said, self._span, self._text)
        if place is None:
            if known is None:
                raise Refused(Refusal.SPEAKER)
            return known
        covered = self._covered(place)
        if all(unit.tags & PRONOUN for unit in covered):
            raise Refused(Refusal.SPEAKER)
        for unit in covered:
            if unit.sort is sorts.PERSON and unit.name and unit.name.person:
                return Speaker(unit.name.person.name, unit.name.person.country)
        codes = {unit.name.key for unit in covered if unit.sort is sorts.COUNTRY and unit.name}
        words = self._text[slice(*place)]
        return known or Speaker(words, codes.pop() if len(codes) == 1 else None)

    def _speakers(self) -> Iterator[Speaker]:
        """Those whom the rules know of for the sentence."""
        statement = self._parsed.statement
        if statement is not None and statement.speaker:
            yield Speaker(statement.speaker, statement.country or None)
        for each in self._beside:
            if each.speaker:
                yield Speaker(each.speaker, each.speaker_country)

    def _date(self, words: str) -> DateSaid | None:
        """The date that words of the quote say; None if our grammar has no such words."""
        place = within(words, self._span, self._text)
        if place is None:
            raise Refused(Refusal.DATE)
        for said in self._sentences.dates:
            if said.start < place[1] and place[0] < said.end:
                if said.start < self._span[0] or self._span[1] < said.end:
                    raise Refused(Refusal.DATE)
                return said
        self._features.append("date-unread")
        return None
