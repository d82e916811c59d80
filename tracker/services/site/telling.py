"""Events and dates in the language of a site."""

from tracker.domain.dates import PartialDate
from tracker.domain.kinds import KINDS, Group
from tracker.services.reply import Row
from tracker.views.site.words import Words


class Telling:
    """How events are told.

    Arguments:
        countries: their names, by code.
    """

    def __init__(self, words: Words, countries: dict[str, str]) -> None:
        self._words = words
        self._countries = countries
        self._days: dict[str, str] = {}

    def sentence(self, row: Row, agreement: str) -> str:
        """What an event says, without its date and its full stop.

        Arguments:
            agreement: the name of its agreement, which is told only where it is about no country.
        """
        code = row["country"]
        kind = KINDS[row["kind"]]
        who = self._countries.get(code, code) if code else agreement
        phrases = self._words["phrase" if code else "phrase_of_agreement"]
        phrase = phrases.get(row["kind"]) or self._words["phrase"][row["kind"]]
        said = ""
        if row["speaker"] and kind.group is not Group.ACT:
            said = self._words["event"]["says"].format(row["speaker"])
        return f"{who} {phrase}{said}"

    def day(self, text: str | None) -> str:
        """A date in words."""
        if text is None:
            return ""
        if text not in self._days:
            told = PartialDate.parse(text).describe()
            for english, other in self._words["dates"]:
                told = told.replace(english, other)
            self._days[text] = told
        return self._days[text]

    def is_exact(self, text: str) -> bool:
        """Whether a date is one day and nothing about it is doubted."""
        return PartialDate.parse(text).is_exact
