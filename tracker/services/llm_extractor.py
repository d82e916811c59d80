"""The extractor that asks a model too: the rules read as ever, and the model only adds to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from tracker.ingest.extract import extract
from tracker.ingest.grounding import Grounded, ground
from tracker.ingest.language import load
from tracker.ingest.reading import Article, Reading, Vocabulary
from tracker.ingest.sentences import numbered
from tracker.services.llm_endpoint import Endpoint
from tracker.services.llm_prompt import MOST_CHUNKS, chunks, messages
from tracker.services.llm_request import ask

KEPT = 200
"""Answers that are kept, since a text is read again when more is known of its source."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model says of a text.

    Attributes:
        unasked: how many sentences it was not shown.
    """

    claims: Sequence[object]
    unasked: int


class LlmExtractor:
    """An extractor as `extract` is one, with a model behind it."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._answers: dict[tuple[str, str], Answer] = {}

    def __call__(self, article: Article, vocabulary: Vocabulary) -> Reading:
        """Read an article.

        Raises:
            ModelError: the model gives no answer.
        """
        reading = extract(article, vocabulary)
        answer = self._answer(article.text, reading.language)
        model = self._endpoint.model
        found = ground(article, vocabulary, reading, answer.claims, model=model)
        notes = (*reading.notes, _note(model, answer, found))
        return replace(reading, proposals=found.proposals, notes=notes)

    def _answer(self, text: str, language: str) -> Answer:
        """What the model says of a text, which does not depend on the day of publication."""
        key = sha256(text.encode()).hexdigest(), language
        if key not in self._answers:
            if len(self._answers) == KEPT:
                del self._answers[next(iter(self._answers))]
            self._answers[key] = self._asked(text, language)
        return self._answers[key]

    def _asked(self, text: str, language: str) -> Answer:
        sentences = [text[each.start : each.end] for each in numbered(text, load(language))]
        asked = list(chunks(sentences))[:MOST_CHUNKS]
        claims = [claim for chunk in asked for claim in ask(self._endpoint, messages(chunk))]
        return Answer(claims, len(sentences) - sum(map(len, asked)))


def _note(model: str, answer: Answer, found: Grounded) -> str:
    """What became of a model's answer, in one sentence."""
    number = len(answer.claims)
    taken = f"{found.taken} of {number} proposal{'' if number == 1 else 's'} of {model} taken"
    agreed = f" ({found.agreed} of them found by a rule too)" if found.agreed else ""
    refused = ", ".join(f"{times} {why}" for why, times in found.refused)
    unasked = f"; {answer.unasked} sentences were not shown to it" if answer.unasked else ""
    return f"{taken}{agreed}{f'; refused: {refused}' if refused else ''}{unasked}"
