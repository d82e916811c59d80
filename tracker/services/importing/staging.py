"""Staging: from what a table tells to what can be recorded, every name looked up."""

from collections.abc import Mapping
from datetime import date

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.events import digest, read_participant
from tracker.domain.kinds import KINDS, Group, Subject
from tracker.domain.sources import source_of
from tracker.errors import TrackerError
from tracker.exchange.acts import Act, Party, SourceTold
from tracker.services.importing.agreements import AgreementNames, UnknownAgreement
from tracker.services.importing.countries import CountryNames, UnknownCountry
from tracker.services.importing.problems import Problem
from tracker.store.reader import Reader
from tracker.store.scratch import Scratch, Staged, Told

KNOWN_SOURCE = "SELECT source FROM sources WHERE source = :text OR url = :text ORDER BY source"
MANY = 20_000
"""So many sources are remembered; a table has few, or each of its lines has another."""


class Stager:
    """Takes acts, and stages those of which every part is known.

    Arguments:
        files: the source that each file is itself, by the name of the file.
        today: no act lies after it.
    """

    def __init__(
        self,
        reader: Reader,
        scratch: Scratch,
        countries: CountryNames,
        agreements: AgreementNames,
        *,
        files: Mapping[str, Told],
        today: date,
    ) -> None:
        self._reader = reader
        self._scratch = scratch
        self._countries = countries
        self._agreements = agreements
        self._files = files
        self._today = PartialDate.day(today)
        self._sources: dict[SourceTold, str] = {}

    def is_planned(self, act: Act) -> bool:
        """Whether an act is a plan that a table tells as such, and is to be left out."""
        return act.may_be_planned and before(self._today, act.date) is Answer.YES

    def take(self, act: Act) -> Problem | None:
        """Stage an act; what stands against it, if anything does."""
        why = self._nonsense(act)
        if why:
            return _problem(act, "kind", act.kind, why)
        try:
            self._scratch.add(self._staged(act))
        except UnknownAgreement as unknown:
            return _problem(act, "agreement", act.agreement.key or act.agreement.text, str(unknown))
        except UnknownCountry as unknown:
            return _problem(act, "country", act.party.text if act.party else "", str(unknown))
        except TrackerError as error:
            return _problem(act, "participants", ", ".join(act.participants), error.sentence)
        return None

    def _nonsense(self, act: Act) -> str:
        """A clause that says why no table can tell that, empty if one can."""
        kind = KINDS[act.kind]
        if kind.group is Group.LEDGER:
            return "a table tells what happened, not what is recorded; import a journal for that"
        if kind.group is Group.ACT and before(self._today, act.date) is Answer.YES:
            day = act.date.describe()
            return f"{day} has not come; tell it as announced, with expects and due"
        if act.party and kind.subject is Subject.WHOLE:
            return f"{act.kind} is about the agreement as a whole; leave the country out"
        if act.party is None and kind.subject is Subject.COUNTRY:
            return f"{act.kind} is about a country; name it"
        return ""

    def _staged(self, act: Act) -> Staged:
        return Staged(
            self._agreements.key(act.agreement),
            self._countries.code(act.party, act.seen_on or act.date) if act.party else None,
            act.kind,
            act.date.text,
            act.effective.text if act.effective else None,
            act.speaker,
            act.note,
            act.expects,
            act.due.text if act.due else None,
            act.said,
            ",".join(self._participant(text, act.date) for text in act.participants),
            self._source(act),
            act.quote,
            str(act.place),
        )

    def _participant(self, text: str, on: PartialDate) -> str:
        country, role = read_participant(text)
        return f"{self._countries.code(Party(country), on)}:{role}"

    def _source(self, act: Act) -> str:
        told = act.source
        if not (told.text or told.key):
            file = self._files[act.place.file]
            self._scratch.add_source(file)
            return file.source
        if told not in self._sources:
            if len(self._sources) >= MANY:
                self._sources.clear()
            self._sources[told] = self._known_source(told)
        return self._sources[told]

    def _known_source(self, told: SourceTold) -> str:
        row = self._reader.one(KNOWN_SOURCE, text=told.key or told.text)
        if row:
            return str(row["source"])
        url = told.url or (told.text if "://" in told.text else None)
        ref = told.key or (source_of(url).ref if url else digest(["source", told.text])[:16])
        self._scratch.add_source(
            Told(
                ref,
                url,
                told.title or ("" if url else told.text),
                told.publisher,
                told.language,
                told.published.text if told.published else None,
                None,
            )
        )
        return ref


def _problem(act: Act, field: str, text: str, why: str) -> Problem:
    return Problem(str(act.place), field, text, why)
