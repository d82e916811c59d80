"""The sentences of a text with all that is known of them, for whoever says something about one."""

from collections import Counter
from dataclasses import dataclass, field

from tracker.ingest import sorts, tags
from tracker.ingest.agreements import Spoken
from tracker.ingest.clauses import cut
from tracker.ingest.dates import DateSaid
from tracker.ingest.group import Group
from tracker.ingest.groups import groups_of, is_dateline
from tracker.ingest.language import Language
from tracker.ingest.layout import Layout, Sentence, lay_out
from tracker.ingest.names import Names, names
from tracker.ingest.people import People
from tracker.ingest.reading import Article, Vocabulary
from tracker.ingest.statements import Said, is_passed_on, said
from tracker.ingest.units import Mention, Unit, marked, units_of

SAYING = tags.SPEECH | tags.ANNOUNCE | tags.ATTRIBUTION
LONGEST_DATELINE = 9
SPORTS_PAGE = 2
"""Words of sport that make a paragraph one of a sports page."""

DASHES = "-–—"


@dataclass(slots=True)
class Parsed:
    """A sentence in units and groups.

    Attributes:
        topic: the agreement that the text speaks of by then.
        there: the texts of its units; ``tags`` all that its words do.
        statement: what is said in it, and by whom.
    """

    stretch: Sentence
    units: list[Unit]
    topic: Mention | None
    there: frozenset[str] = frozenset()
    tags: int = 0
    groups: list[Group] = field(default_factory=list)
    statement: Said | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text but its headline, and the names and dates that are found in it.

    Attributes:
        place: the country of the government seat from which the report comes, if it says one.
    """

    layout: Layout
    names: Names
    dates: tuple[DateSaid, ...]
    parsed: tuple[Parsed, ...]
    place: tuple[str, ...] = ()


def numbered(text: str, language: Language) -> list[Sentence]:
    """The sentences of a text but its headline, in the order in which they are numbered from 1."""
    return [each for each in lay_out(text, language).sentences if not each.is_headline]


def parse(article: Article, language: Language, vocabulary: Vocabulary) -> Sentences:
    """The sentences of an article."""
    text, layout = article.text, lay_out(article.text, language)
    known = names(language, vocabulary)
    dates = language.dates.find(text)
    marks = marked(text, known.find(text), dates, language)
    spoken, people = Spoken(text, language, known), People()
    has_known = any(unit.sort is sorts.PERSON for unit in marks.values())
    parsed: list[Parsed] = []
    place: tuple[str, ...] = ()
    for stretch in layout.sentences:
        units = units_of(text, stretch.start, stretch.end, language, marks)
        place = place or (_place(units) if not stretch.is_headline else ())
        units = spoken.chunk(_without_dateline(units))
        each = Parsed(stretch, units, spoken.focus or spoken.last)
        each.tags = cut(units, language)
        each.there = frozenset([unit.text for unit in units])
        if each.tags & tags.OFFICE or (
            has_known and any(unit.sort is sorts.PERSON for unit in units)
        ):
            people.learn(units)
        parsed.append(each)
    people.settle([(each.units, each.there) for each in parsed])
    body = tuple(each for each in parsed if not each.stretch.is_headline)
    _mark_sports(body)
    _find_speakers(body, people, language)
    return Sentences(layout, known, tuple(dates), body, place)


def _mark_sports(body: tuple[Parsed, ...]) -> None:
    """What stands among the words of sport, in a paragraph, is read as sport."""
    words = Counter[int]()
    for each in body:
        if each.tags & tags.SPORT:
            words[each.stretch.paragraph] += sum(u.tags & tags.SPORT > 0 for u in each.units)
    for each in body:
        if words[each.stretch.paragraph] >= SPORTS_PAGE:
            each.tags |= tags.SPORT


def _find_speakers(body: tuple[Parsed, ...], people: People, language: Language) -> None:
    before: Said | None = None
    paragraph = -1
    for each in body:
        if each.stretch.paragraph > paragraph + 1 or not _says(each, language):
            before = None
        paragraph = each.stretch.paragraph
        each.groups = groups_of(each.units, language)
        each.statement = said(each.units, each.groups, each.stretch.quotes, people, before)
        before = each.statement or before
        if each.tags & tags.MEDIA and is_passed_on(each.units, verb_second=language.verb_second):
            each.tags |= tags.HEARSAY


def _says(each: Parsed, language: Language) -> bool:
    """Whether a sentence can say anything: a rule's word, a verb of saying, a quote, a name."""
    if each.tags & SAYING or not language.triggers.keys().isdisjoint(each.there):
        return True
    return bool(each.stretch.quotes) or any(unit.sort is sorts.COUNTRY for unit in each.units)


def _place(units: list[Unit]) -> tuple[str, ...]:
    """The country of a dateline that names a seat of government: "MANILA — …", "Bern. …"."""
    first = units[0] if units else None
    if first is None or first.name is None or first.name.form != "seat":
        return ()
    is_cut = len(_without_dateline(units)) < len(units)
    return (first.name.key,) if is_cut or is_dateline(units, 0) else ()


def _without_dateline(units: list[Unit]) -> list[Unit]:
    """A sentence without the place and day of the report in front of it."""
    for at, unit in enumerate(units[:LONGEST_DATELINE]):
        if (
            unit.sort is sorts.MARK
            and unit.text in DASHES
            and at
            and units[at - 1].end < unit.start
        ):
            return units[at + 1 :]
        is_inner = at > 0 and units[at - 1].text == "("
        is_place = unit.is_capital or unit.text.isdigit() or is_inner
        if unit.sort is sorts.AGREEMENT or (unit.sort is sorts.WORD and not is_place):
            break
    return units
