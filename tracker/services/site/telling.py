"""Events and dates in the language of a site."""

from tracker.domain.conflicts import Claim, Way
from tracker.domain.dates import PartialDate
from tracker.domain.kinds import KINDS, Group
from tracker.services.reply import Row
from tracker.services.voices import Voice


class Telling:
    """How rows of events are told."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._days: dict[str, str] = {}

    def sentence(self, row: Row, agreement: str) -> str:
        """What an event says, without its date and its full stop.

        Arguments:
            agreement: the name of its agreement, which is told only where it is about no country.
        """
        code = row["country"]
        kind = KINDS[row["kind"]]
        wording = self._voice.wording
        who = self._voice.countries.get(code, code) if code else agreement
        phrase = wording.phrase(row["kind"], of_country=bool(code))
        said = ""
        if row["speaker"] and kind.group is not Group.ACT:
            said = wording["event"]["says"].format(row["speaker"])
        return f"{who} {phrase}{said}"

    def claim(self, claim: Claim, *, of_country: bool) -> str:
        """What one voice says, in its own words if it has any."""
        told, wording = claim.told, self._voice.wording
        if isinstance(told, str):
            return told
        words = wording["claim"]
        on = wording.day(told.on)
        if told.way is Way.BY_RULE:
            return words[told.way].format(on, told.rule or words["its_rule"])
        return words[told.way].format(wording.phrase(told.kind, of_country=of_country), on)

    def article(self, kind: str) -> str:
        """The rule that knows a kind of event; nothing, if none does."""
        return self._voice.wording["article"].get(kind, "")

    def day(self, text: str | None) -> str:
        """A date in words."""
        if text is None:
            return ""
        if text not in self._days:
            self._days[text] = self._voice.wording.day(PartialDate.parse(text))
        return self._days[text]

    def is_exact(self, text: str) -> bool:
        """Whether a date is one day and nothing about it is doubted."""
        return PartialDate.parse(text).is_exact
