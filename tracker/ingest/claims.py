"""Claims: what a model says that a text says, before anybody has looked whether it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tracker.domain.proposals import Modality

LONGEST = 5000
"""Characters of a slot."""

MOST_OTHERS = 50


class Refusal(StrEnum):
    """Why a claim is not taken."""

    FORM = "not in the form that was asked for"
    WORDS = "quoting what the text does not say"
    CUT = "cutting a word in two"
    SENTENCE = "quoting another sentence than the one that is named"
    TWICE = "quoting words that stand twice in their sentence"
    LEFT_OUT = "quoting a headline or another story"
    KIND = "of no kind that there is"
    COUNTRY = "with a country that the quote does not name"
    NO_COUNTRY = "without the country that the kind is about"
    AGREEMENT = "with an agreement that is not named there"
    SPEAKER = "with a speaker who is not named there"
    DATE = "with a date that is not in the quote"
    DENIED = "told as not done, or denied"
    OPEN = "told as possible, doubtful or asked"
    NOT_TOLD = "not told as done by the words of the quote"
    OTHER_ACT = "with words that tell another act"
    AGAIN = "said already"
    TOO_MANY = "more than are looked at"


class Refused(Exception):
    """A claim is not taken; it is the answer to a claim, and no error of anybody's."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a model says that a text says.

    Attributes:
        sentence: the number of the sentence.
        quote: the words that are said to say it.
        country: a code or a name; ``others`` are the countries on the other side.
        date_words: the words of the quote that say when. A date of the model's own is not read.
        modality: how the model says that it is told; it may lower what is proposed, never raise it.
    """

    sentence: int
    quote: str
    kind: str
    country: str = ""
    others: tuple[str, ...] = ()
    agreement: str = ""
    date_words: str = ""
    speaker: str = ""
    modality: Modality = Modality.ACTUAL


def read_claim(told: object) -> Claim | None:
    """A claim in the form that was asked for; None if it has another form."""
    if not isinstance(told, Mapping):
        return None
    sentence, others = told.get("sentence"), told.get("counterparts") or []
    texts = {name: _text(told, name) for name in ("quote", "kind", "country", "modality")}
    slots = {name: _text(told, name) for name in ("agreement", "date_words", "speaker")}
    if type(sentence) is not int or not _are_texts(others):
        return None
    if any(text is None for text in (*texts.values(), *slots.values())):
        return None
    modality = texts["modality"] or Modality.ACTUAL
    if modality not in set(Modality):
        return None
    return Claim(
        sentence=sentence,
        quote=texts["quote"] or "",
        kind=texts["kind"] or "",
        country=texts["country"] or "",
        others=tuple(others),
        modality=Modality(modality),
        **{name: text or "" for name, text in slots.items()},
    )


def _text(told: Mapping[str, Any], name: str) -> str | None:
    """The text of a slot, empty where there is none; None if it is no text."""
    value = told.get(name)
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) and len(value) <= LONGEST else None


def _are_texts(values: object) -> bool:
    return (
        isinstance(values, list)
        and len(values) <= MOST_OTHERS
        and all(isinstance(each, str) and len(each) <= LONGEST for each in values)
    )
