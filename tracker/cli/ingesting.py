"""Many texts at once: a bar on a terminal, then sums, or rows as they come."""

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import typer

from tracker.cli import output
from tracker.cli.safety import visible
from tracker.cli.session import Session
from tracker.services.ingested import Ingested
from tracker.services.reply import Row
from tracker.services.texts import Failed, Told


def many(
    session: Session,
    files: Sequence[str],
    told: Told,
    *,
    jobs: int | None,
    dry_run: bool,
    score: float | None,
    json: bool,
) -> None:
    """Ingest many texts, and end with 1 if one could not be read."""
    gc.enable()
    answer = Rows(told, dry_run=dry_run) if json else Sums(dry_run=dry_run)
    failed: list[Failed] = []
    with _outcomes(session, files, told, jobs=jobs, dry_run=dry_run, score=score) as outcomes:
        for each in _with_bar(outcomes, len(files)):
            if isinstance(each, Failed):
                failed.append(each)
            else:
                answer.add(each)
    answer.end(failed)
    if failed:
        raise typer.Exit(1)


class Sums:
    """What became of the texts, in numbers; of those that could not be read, why."""

    def __init__(self, *, dry_run: bool) -> None:
        self._dry_run = dry_run
        self._texts: Counter[bool] = Counter()
        self._states: Counter[str] = Counter()
        self._fresh = 0
        self._open = 0
        self._accepted = 0

    def add(self, ingested: Ingested) -> None:
        """One more text."""
        self._texts[ingested.is_new] += 1
        self._states.update(ingested.states)
        self._fresh += ingested.fresh
        self._open += len(ingested.text.reading.open_dates)
        self._accepted += len(ingested.accepted)

    def end(self, failed: Sequence[Failed]) -> None:
        """Print them."""
        for each in failed:
            output.note(each.sentence)
        new, known = self._texts[True], self._texts[False]
        proposals = self._states.total()
        output.say(f"{_counted(new + known, 'text')} read, {new} of them new")
        output.say(f"{_counted(proposals, 'proposal')}, {self._fresh} of them new")
        if self._open:
            dates = _counted(self._open, "relative date")
            output.say(f"left open: {dates}; --published tells the day")
        if self._accepted:
            output.say(f"{self._accepted} accepted, in one change; see: tracker history")
        if failed:
            files = "1 file" if len(failed) == 1 else f"{len(failed)} files"
            output.say(f"{files} could not be read")
        if self._dry_run:
            output.say("dry run: nothing was written")
        elif undecided := proposals - self._states["accepted"] - self._states["rejected"]:
            output.say(f"decide on {undecided} with: tracker review")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class Rows:
    """The rows as one object of JSON, printed as they come, so that none is kept."""

    def __init__(self, told: Told, *, dry_run: bool) -> None:
        question = {
            "schema": "tracker.ingest/1",
            "source": None,
            "language": told.language,
            "published": told.published.text if told.published else None,
            "dry_run": dry_run,
        }
        members = ", ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in question.items())
        print(visible(f'{{{members}, "rows": ['), end="")
        self._between = "\n"
        self._texts = 0

    def add(self, ingested: Ingested) -> None:
        """One more text."""
        self._texts += 1
        for row in ingested.rows:
            self._print(row)

    def _print(self, row: Row) -> None:
        print(self._between, visible(json.dumps(row, ensure_ascii=False)), sep="", end="")
        self._between = ",\n"

    def end(self, failed: Sequence[Failed]) -> None:
        """Close the object."""
        told = [{"file": each.name, "message": each.sentence} for each in failed]
        rest = f'"texts": {self._texts}, "failed": {json.dumps(told, ensure_ascii=False)}'
        print(visible(f"\n], {rest}}}"))


@contextmanager
def _outcomes(
    session: Session,
    files: Sequence[str],
    told: Told,
    *,
    jobs: int | None,
    dry_run: bool,
    score: float | None,
) -> Iterator[Iterable[Ingested | Failed]]:
    if dry_run:
        from tracker.services.ingested import try_files

        with session.reading() as reader:
            yield try_files(reader, files, told, jobs=jobs)
        return
    from tracker.services.ingest import ingest_files

    with session.ledger() as ledger:
        outcomes = ingest_files(ledger, files, told, at=session.clock(), jobs=jobs)
        if score is None:
            yield outcomes
        else:
            from tracker.cli.accepting import Acceptance

            accepted = Acceptance(session, ledger, score)
            yield (each if isinstance(each, Failed) else accepted.of(each) for each in outcomes)


def _with_bar(outcomes: Iterable[Ingested | Failed], number: int) -> Iterator[Ingested | Failed]:
    """The same, with a bar on a terminal."""
    if not sys.stderr.isatty():
        yield from outcomes
        return
    with typer.progressbar(outcomes, length=number, label="reading", file=sys.stderr) as bar:
        yield from bar
