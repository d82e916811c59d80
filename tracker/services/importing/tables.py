"""Importing tables: all that they tell is recorded, or nothing is."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.entry_rules import rule_of_text
from tracker.domain.events import retraction_of
from tracker.domain.moments import written
from tracker.domain.names import fold_name
from tracker.exchange.acts import Act, BadCell, LeftOut, Told
from tracker.services.importing.agreements import AgreementNames
from tracker.services.importing.countries import CountryNames
from tracker.services.importing.files import Files
from tracker.services.importing.problems import BadTableError, Problem, Problems
from tracker.services.importing.staging import Stager
from tracker.store import agreements as kept
from tracker.store import entries as kept_entries
from tracker.store.bulk import Bulk, columns_of, without_indexes
from tracker.store.ledger import Ledger
from tracker.store.loading import Loaded, Loader
from tracker.store.reader import reading
from tracker.store.scratch import Scratch, ToMake
from tracker.store.scratch import Told as ToldSource
from tracker.store.writer import Writer

KNOWN_SOURCES = "SELECT source FROM sources WHERE source IN :sources"
KNOWN_AGREEMENTS = "SELECT agreement FROM agreements WHERE agreement IN :agreements"
NUMBER = "SELECT COALESCE(sum(position), 0) AS events FROM ledger_heads"
PLANNED = "their day has not come"
FOUND = f"{kept_entries.SELECT} WHERE e.agreement = :agreement AND e.event IN :events"


@dataclass(slots=True)
class Imported:
    """What an import came to.

    Attributes:
        acts: how many the tables tell.
        problems: what cannot be recorded.
        left_out: how many rows were left out on purpose, by the reason.
        made: how many agreements were made for it.
        change: None if nothing was new.
        retracted: whether what has vanished was taken back.
    """

    acts: int = 0
    problems: Problems = field(default_factory=Problems)
    left_out: Counter[str] = field(default_factory=Counter)
    made: int = 0
    loaded: Loaded = field(default_factory=Loaded)
    change: str | None = None
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import is to go.

    Attributes:
        create_agreements: make those that nobody knows.
        skip_bad: record the others where some rows cannot be.
        dry_run: do it, say what it comes to, and leave no trace.
        retract_vanished: take back what an earlier edition of the tables told and these do not.
        reject: what is called with every problem.
        rejects: the name of the file that it fills, for the sentence of the error.
        step: what is called now and then, with what is done, how much of it, and of how much.
    """

    create_agreements: bool = False
    skip_bad: bool = False
    dry_run: bool = False
    retract_vanished: bool = False
    reject: Callable[[Problem], None] = lambda _: None
    rejects: str = ""
    step: Callable[[str, int, int], None] = lambda *_: None


class _TakenBack(Exception):
    """Ends a dry run, so that nothing of it stays."""


def import_tables(
    ledger: Ledger, files: Files, stamp: Stamp, *, today: date, wishes: Wishes
) -> Imported:
    """Record what tables tell.

    Arguments:
        today: no act lies after it.

    Raises:
        BadTableError: some rows cannot be recorded, and they are not to be skipped.
    """
    imported = Imported()
    with Scratch() as scratch:
        with reading(ledger.location) as reader:
            names = AgreementNames(reader, scratch, may_make=wishes.create_agreements)
            countries = CountryNames(reader)
            files.identify = countries.identity
            stager = Stager(reader, scratch, countries, names, files=files.sources, today=today)
            step = partial(wishes.step, "reading")
            _stage(files.told(lambda done: step(done, files.size)), stager, imported, wishes)
        if imported.problems.rows and not wishes.skip_bad:
            raise BadTableError(imported.problems, wishes.rejects)
        imported.acts = scratch.acts
        imported.retracted = wishes.retract_vanished
        work = _Work(scratch, stamp, sorted(files.sources), wishes)
        with suppress(_TakenBack):
            ledger.write(work)
        imported.loaded, imported.made = work.loaded, work.made
    if work.is_changed and not wishes.dry_run:
        imported.change = stamp.change
    return imported


def _stage(told: Iterable[Told], stager: Stager, imported: Imported, wishes: Wishes) -> None:
    for each in told:
        if isinstance(each, LeftOut):
            imported.left_out[each.reason] += 1
            continue
        if isinstance(each, Act) and stager.is_planned(each):
            imported.left_out[PLANNED] += 1
            continue
        if isinstance(each, BadCell):
            problem: Problem | None = Problem(str(each.place), each.field, each.text, each.why)
        else:
            problem = stager.take(each)
        if problem:
            wishes.reject(problem)
            imported.problems.add(problem)


class _Work:
    """What is done in the transaction; it can be done again, should another writer be faster."""

    def __init__(
        self,
        scratch: Scratch,
        stamp: Stamp,
        tables: Sequence[str],
        wishes: Wishes,
    ) -> None:
        self._scratch = scratch
        self.made = 0
        self._stamp = stamp
        self._tables = tables
        self._wishes = wishes
        self.loaded = Loaded()

    @property
    def is_changed(self) -> bool:
        """Whether the ledger is another than before."""
        loaded = self.loaded
        taken_back = self._wishes.retract_vanished and loaded.vanished
        return bool(loaded.events or loaded.citations or taken_back)

    def __call__(self, writer: Writer) -> None:
        self._make(writer)
        with self._quickly(writer):
            loader = Loader(writer, self._stamp, self._tables)
            done = 0
            for some in self._scratch.groups():
                loader.expect(list(some))
                for key, acts in some.items():
                    loader.load(self._agreement(writer, key), acts)
                    done += len(acts)
                self._wishes.step("recording", done, self._scratch.acts)
            loader.report_missing(self._scratch.tells_of)
            loader.close()
        self.loaded = loader.loaded
        if self._wishes.retract_vanished:
            _retract(writer, loader.loaded.vanished, self._stamp)
        if self._wishes.dry_run:
            raise _TakenBack

    def _quickly(self, writer: Writer) -> AbstractContextManager[None]:
        """Without indexes, where more comes than is there."""
        row = writer.reader.one(NUMBER)
        events = row["events"] if row else 0
        return without_indexes(writer.connection) if self._scratch.acts > events else nullcontext()

    def _make(self, writer: Writer) -> None:
        """Add the sources and the agreements that are not there yet."""
        bulk = Bulk(writer.connection)
        for some in self._scratch.sources():
            rows = writer.reader.rows(KNOWN_SOURCES, sources=[told.source for told in some])
            known = {row["source"] for row in rows}
            bulk.extend("sources", (self._source(t) for t in some if t.source not in known))
            bulk.flush()
        self.made = 0
        for agreements in self._scratch.all_to_make():
            keys = [each.agreement for each in agreements]
            rows = writer.reader.rows(KNOWN_AGREEMENTS, agreements=keys)
            known = {row["agreement"] for row in rows}
            for each in agreements:
                if each.agreement not in known:
                    self.made += 1
                    bulk.add("agreements", _row(each))
                    bulk.extend("agreement_names", _names(each))
            bulk.flush()

    def _agreement(self, writer: Writer, key: str) -> Agreement:
        """The agreement of that key; one that is made here is not asked for."""
        made = self._scratch.to_make(key)
        if made is None:
            return _described(writer, key)
        form, binding = Form(made.form), Binding(made.binds_by)
        rule = rule_of_text(made.rule)
        return Agreement(key, made.name, form, binding, made.family, made.entry_delay, rule)

    def _source(self, told: ToldSource) -> tuple[str | None, ...]:
        *words, published, sha256 = told
        return (*words, *columns_of(published), sha256, written(self._stamp.at))


def _retract(writer: Writer, gone: Sequence[tuple[str, str]], stamp: Stamp) -> None:
    """Take events back, each named with its agreement."""
    for key, refs in groupby(sorted(gone), itemgetter(0)):
        rows = writer.reader.rows(FOUND, agreement=key, events=[ref for _, ref in refs])
        drafts = [Draft(retraction_of(kept_entries.entry_of(row))) for row in rows]
        writer.append(_described(writer, key), drafts, stamp)


def _row(made: ToMake) -> tuple[str | None, ...]:
    return made[:8]


def _names(made: ToMake) -> Iterable[tuple[str, str, str, str]]:
    names = {(language, name) for language, name in json.loads(made.names)}
    return ((made.agreement, language, name, fold_name(name)) for language, name in sorted(names))


def _described(writer: Writer, key: str) -> Agreement:
    found = kept.agreement(writer.reader, key)
    assert found is not None, key
    return found
