"""A text as the reader of a language sees it: its sentences, and the forms of rules in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.proposals import Proposal
from tracker.ingest.clauses import Hit, hits
from tracker.ingest.extract import read
from tracker.ingest.language import Language
from tracker.ingest.reading import Article, Vocabulary
from tracker.ingest.rules import Trigger
from tracker.ingest.sentences import parse
from tracker.ingest.units import Unit

NOTHING = Vocabulary()
"""No agreement and nobody that a ledger knows: a folder has to stand by itself."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A form that stands in a sentence.

    Attributes:
        form: the id of its rule, its tense, and its words from a small letter on.
        first, last: the units where it begins and ends.
    """

    form: tuple[str, str, tuple[str, ...]]
    first: int
    last: int


def proposals(language: Language, text: str, published: date | None = None) -> tuple[Proposal, ...]:
    """What a text proposes where nothing but the language is known."""
    return read(Article(text, published, language.code), language, NOTHING).proposals


def sentences(language: Language, text: str) -> Iterator[list[Unit]]:
    """The sentences of a text in units, cut into their parts."""
    for each in parse(Article(text, None, language.code), language, NOTHING).parsed:
        yield each.units


def taken(language: Language, units: list[Unit]) -> Iterator[Taken]:
    """The forms that win in a sentence."""
    for hit in _hits(units, language):
        words = units[hit.first : hit.last + 1]
        for trigger in language.triggers.get(units[hit.first].text, ()):
            same = trigger.rule is hit.rule and trigger.tense is hit.tense
            if same and _stands(language, trigger, words):
                yield Taken(_form(trigger, words[0].text), hit.first, hit.last)
                break


def reached(language: Language, texts: Iterable[str]) -> set[tuple[str, str, tuple[str, ...]]]:
    """All forms that win somewhere in these texts."""
    return {
        each.form
        for text in texts
        for units in sentences(language, text)
        for each in taken(language, units)
    }


def form_of(rule: str, tense: str, words: str) -> tuple[str, str, tuple[str, ...]]:
    """A form as `Taken` has it."""
    first, *rest = words.split()
    return rule, tense, (_small(first), *rest)


def _form(trigger: Trigger, first: str) -> tuple[str, str, tuple[str, ...]]:
    return trigger.rule.id, str(trigger.tense), (_small(first), *trigger.rest)


def _small(word: str) -> str:
    return word[0].lower() + word[1:]


def _stands(language: Language, trigger: Trigger, words: list[Unit]) -> bool:
    """Whether a form stands in these units from the first to the last of them."""
    alone = replace(language, triggers={words[0].text: (trigger,)})
    return any((hit.first, hit.last) == (0, len(words) - 1) for hit in _hits(words, alone))


def _hits(units: list[Unit], language: Language) -> list[Hit]:
    return hits(units, {unit.text for unit in units}, language)
