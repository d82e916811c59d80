"""Reading an article: one pass from its text to what it proposes."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from tracker.domain.proposals import Proposal
from tracker.ingest import guess, sorts
from tracker.ingest.act import Act
from tracker.ingest.acts import acts
from tracker.ingest.chronicle import Chronicle
from tracker.ingest.composed import Composed
from tracker.ingest.language import Language, load
from tracker.ingest.lines import Lines
from tracker.ingest.listing import OpenList
from tracker.ingest.merging import merged
from tracker.ingest.proposing import Proposer
from tracker.ingest.reading import Article, LeftOut, OpenDate, Reading, Vocabulary
from tracker.ingest.scene import ACTING, Focus, Scene
from tracker.ingest.sentences import Parsed, Sentences, parse

P = TypeVar("P", Proposal, OpenDate, LeftOut)

NOTHING = Vocabulary()
UNCLEAR = (
    "in which language it is cannot be told; it was read as {code}, unless --lang says another"
)
BINDING = frozenset({"signed", "ratified", "acceded", "entered_into_force"})
"""Acts that make a country a party to what the text speaks of."""


def extract(article: Article, vocabulary: Vocabulary = NOTHING) -> Reading:
    """Read an article.

    Arguments:
        vocabulary: the agreements and people that a ledger knows.

    Returns:
        proposals in the order of the text, and what stayed open or was left out. The same
        arguments always give the same.
    """
    if article.language != "auto":
        return read(article, load(article.language), vocabulary)
    code, is_clear = guess.language(article.text)
    reading = read(article, load(code), vocabulary)
    return reading if is_clear else replace(reading, notes=(UNCLEAR.format(code=code),))


def read(article: Article, language: Language, vocabulary: Vocabulary = NOTHING) -> Reading:
    """Read an article in a language."""
    composed = Composed(article.text)
    if composed.is_changed:
        reading = _read(replace(article, text=composed.text), language, vocabulary)
        return _placed(reading, article.text, composed)
    return _read(article, language, vocabulary)


def _placed(reading: Reading, text: str, composed: Composed) -> Reading:
    """What was read in a composed text, at its places in the original."""

    def moved(found: P) -> P:
        return replace(found, start=composed.place(found.start), end=composed.place(found.end))

    proposals = [moved(each) for each in reading.proposals]
    return replace(
        reading,
        proposals=tuple(replace(each, quote=text[each.start : each.end]) for each in proposals),
        open_dates=tuple(moved(each) for each in reading.open_dates),
        left_out=tuple(moved(each) for each in reading.left_out),
    )


def _read(article: Article, language: Language, vocabulary: Vocabulary) -> Reading:
    sentences = parse(article, language, vocabulary)
    return Reading(
        language=language.code,
        proposals=tuple(Reader(article, language, sentences).proposals()),
        open_dates=tuple(_open_dates(article, sentences)),
        left_out=tuple(LeftOut(a, b, "another story") for a, b in sentences.layout.boilerplate),
    )


def _open_dates(article: Article, sentences: Sentences) -> Iterator[OpenDate]:
    if article.published is None:
        for said in sentences.dates:
            if said.needs_publication:
                yield OpenDate(said.start, said.end, said.words)


class Reader:
    """One article as it is read, sentence by sentence."""

    def __init__(self, article: Article, language: Language, sentences: Sentences) -> None:
        self._language = language
        self._sentences = sentences
        self._focus = Focus()
        self._chronicle = Chronicle(language.dates, article.published)
        self._propose = Proposer(article.text, language, self._chronicle)
        stretches = [each.stretch for each in sentences.parsed]
        self._lines = Lines(article.text, stretches, sentences.dates, self._chronicle)
        self._list = OpenList()

    def proposals(self) -> list[Proposal]:
        """All that it says, in the order of the text."""
        found: list[Proposal] = []
        self._focus.home = self._sentences.place
        for each in self._sentences.parsed:
            self._focus.home = self._focus.home or _at_home(each)
            self._chronicle.line = self._lines.day(each.stretch)
            if each.statement is not None and each.statement.is_pointing:
                found = self._propose.attributed(found, each.units, each.statement)
            found += self._acts(each)
            found += self._propose.statement(each)
        return merged(found)

    def _acts(self, parsed: Parsed) -> list[Proposal]:
        statement, focus = parsed.statement, self._focus
        speaker = (statement.country,) if statement and statement.country else ()
        scene = Scene(
            parsed.units,
            parsed.there,
            parsed.tags,
            parsed.groups,
            self._language,
            parsed.topic,
            focus,
            speaker,
        )
        found: list[Proposal] = []
        before = self._chronicle.previous
        # One after the other: an act may move what the next one is read by.
        for act in chain(acts(scene), self._list.items(scene)):
            if _is_its_own_party(act, scene):
                continue
            found += self._propose.act(act, scene, statement)
            if not act.countries:
                continue
            focus.notice(act.countries)
            if act.rule.can_be_followed:
                focus.kind, focus.expects = act.kind, act.rule.expects or focus.expects
            if act.mention is not None and act.kind in BINDING:
                parties = (*act.mention.parties, *act.countries)
                act.mention.parties = tuple(dict.fromkeys(parties))
        if not found:
            _notice(scene)
        if self._chronicle.previous is before:
            self._chronicle.remember(parsed.units)
        return found


def _is_its_own_party(act: Act, scene: Scene) -> bool:
    """Whether all that acts is the body itself: the EU neither joins nor leaves the EU."""
    codes = {
        unit.name.key
        for unit in scene.units
        if unit.sort is sorts.COUNTRY and unit.name is not None and unit.mention is not None
        if unit.mention is act.mention
    }
    return bool(codes) and set(act.countries) <= codes and bool(act.countries)


def _at_home(parsed: Parsed) -> tuple[str, ...]:
    """The country of the first in a sentence to be named with an office."""
    actors = (group.countries for group in parsed.groups if group.how == "actor")
    return next((countries for countries in actors if len(countries) == 1), ())


def _notice(scene: Scene) -> None:
    """Of a sentence without acts, remember whom it spoke of."""
    acting = [g for g in scene.groups if g.countries and g.role in ACTING]
    # Who speaks for a country is not whom the text speaks of; "…, says Kenya" is both.
    named = [g for g in acting if g.countries != scene.speaker or g.how in ("name", "seat")]
    if not named and not scene.focus.one:
        named = [group for group in scene.groups if group.countries]
    if named:
        scene.focus.notice(named[0].countries)
