"""In which words, and by which names, events are told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tracker.domain.events import Event
from tracker.services import sentences
from tracker.services.naming import common_names
from tracker.store import agreements as kept
from tracker.store.reader import Reader
from tracker.views.wording import Wording, wording_of


@dataclass(frozen=True, slots=True)
class Voice:
    """Who tells of events: in one language, by the names that it has for them.

    Attributes:
        countries: their names, by code.
        agreements: finds the names of some agreements, by their keys.
    """

    wording: Wording
    countries: Mapping[str, str]
    agreements: Callable[[Iterable[str]], Mapping[str, str]]

    def agreement(self, key: str) -> str:
        """The name of an agreement."""
        return self.agreements([key])[key]

    def sentence(self, event: Event) -> str:
        """What an event says, its date first."""
        return sentences.sentence(event, self.countries, self.wording)

    def what(self, event: Event) -> str:
        """The same without the date."""
        return sentences.what(event, self.countries, self.wording)


def english(reader: Reader) -> Voice:
    """The voice of the command line."""

    def agreements(keys: Iterable[str]) -> Mapping[str, str]:
        return {each.key: each.name for each in kept.named(reader, list(keys))}

    return Voice(wording_of(), common_names(reader), agreements)
