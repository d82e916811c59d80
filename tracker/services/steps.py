"""Dated and expected steps, as a calendar has them.

Acts are confirmed; what is only announced or expected is tentative; what was retracted or called
off is cancelled. An announcement stands on the day on which it was made, and the step that it
expects on the days by which it is due; once an act is known, the expected step is left out and
the announcement is confirmed. What is only said (a statement, a call) is no step.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.events import Entry, Event, counting
from tracker.domain.kinds import KINDS, Group, fulfilling, settling
from tracker.domain.threads import Thread, threads
from tracker.exchange.calendar import State, Step
from tracker.services.asking import Asked
from tracker.services.telling import Sources, address, lines, sources
from tracker.services.telling import day as told_day
from tracker.services.voices import Voice, english
from tracker.store import agreements as kept_agreements
from tracker.store import entries as kept
from tracker.store.reader import Reader
from tracker.views.wording import Wording

KEYS = "SELECT agreement FROM agreements ORDER BY agreement"
CONSENTS = ("ratified", "accepted", "approved", "acceded", "succeeded")
CALLED_OFF_BY = {
    "withdrawal_notified": "withdrawal_rescinded",
    **dict.fromkeys(CONSENTS, "ratification_withdrawn"),
}
"""Acts whose effect, where its day is still to come, another act takes back."""


@dataclass(frozen=True, slots=True)
class _Promise:
    """An announcement of a step, and what became of it."""

    thread: Thread
    fate: State
    settled_by: Entry | None = None

    @property
    def due(self) -> PartialDate | None:
        """By when; a postponement that names no day leaves none."""
        expects = self.thread.entry.event.expects
        return expects.due if expects else None

    @property
    def order(self) -> tuple[str, datetime, str]:
        """Its place among promises of the same step."""
        on = self.thread.entry.event.date
        first = on.earliest or on.latest
        return str(first or ""), self.thread.entry.recorded_at, self.thread.name


def steps(
    reader: Reader,
    agreements: Sequence[str] | None,
    asked: Asked,
    voice: Voice | None = None,
) -> Iterator[Step]:
    """The steps of some agreements, also those without any day, which no calendar can show.

    Arguments:
        agreements: their keys, None means all; what a family was promised is kept in an instrument
            of it, whether or not that one is asked for.
        asked: what has an effect after its day is tentative until then.
        voice: in which they are told; None is English.
    """
    voice = voice or english(reader)
    keys = agreements
    if keys is None:
        keys = sorted(key for (key,) in reader.tuples(KEYS))
    find = sources(reader)
    families = {each.key for each in kept_agreements.families(reader)}
    for key in keys:
        entries = kept.every(reader, key)
        if entries:
            acts = _acts(reader, key, entries, is_family=key in families, known=asked.known)
            cited = kept.citations_of(reader, [key], asked.moment)
            made = _Agreement(voice, find, cited, acts, asked)
            yield from made.steps(threads(entries, asked.known))


def _acts(
    reader: Reader,
    key: str,
    entries: Sequence[Entry],
    *,
    is_family: bool,
    known: datetime | None,
) -> dict[str, list[Entry]]:
    """What can settle a promise, by country, in the order of its days."""
    found = counting(entries, known)
    if is_family:
        for each in kept_agreements.family(reader, key)[1:]:
            found += counting(kept.every(reader, each.key), known)
    acts: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(found, key=_place):
        if entry.event.country:
            acts[entry.event.country].append(entry)
    return acts


def _place(entry: Entry) -> tuple[str, datetime, str]:
    on = entry.event.date
    return str(on.latest or on.earliest or ""), entry.recorded_at, entry.ref


@dataclass(frozen=True, slots=True)
class _Agreement:
    """The steps of one agreement."""

    voice: Voice
    find: Sources
    cited: kept.Cited
    acts: dict[str, list[Entry]]
    asked: Asked

    @property
    def wording(self) -> Wording:
        """The words in which they are told."""
        return self.voice.wording

    def steps(self, found: Iterable[Thread]) -> Iterator[Step]:
        promises: list[_Promise] = []
        for thread in found:
            group = KINDS[thread.entry.event.kind].group
            if group is Group.ACT:
                yield self._dated(thread, State.CONFIRMED)
                yield from self._effect(thread)
            elif group is Group.PROMISE:
                promise = self._promise(thread)
                promises.append(promise)
                yield self._dated(thread, promise.fate, promise.settled_by)
        for of_one in _expected(promises):
            yield from self._due(of_one)

    def _promise(self, thread: Thread) -> _Promise:
        event = thread.entry.event
        if not thread.counts:
            return _Promise(thread, State.CANCELLED)
        if event.kind == "ceremony_cancelled":
            # That it was cancelled is done.
            return _Promise(thread, State.CONFIRMED)
        if event.expects is None:
            return _Promise(thread, State.TENTATIVE)
        settles = settling(event.expects.step)
        for act in self.acts.get(event.country or "", ()):
            if act.event.kind in settles and before(act.event.date, event.date) is not Answer.YES:
                is_done = act.event.kind in fulfilling(event.expects.step)
                return _Promise(thread, State.CONFIRMED if is_done else State.CANCELLED, act)
        return _Promise(thread, State.TENTATIVE)

    def _dated(self, thread: Thread, state: State, settled_by: Entry | None = None) -> Step:
        """The step on its own day."""
        event, words = thread.entry.event, self.wording["calendar"]
        told = lines(event, self.cited.of[thread.entry.ref], self.find, self.wording)
        if settled_by:
            became = "came_to_pass" if state is State.CONFIRMED else "called_off"
            told.insert(0, words[became].format(self._sentence(settled_by.event)))
        elif state is State.TENTATIVE:
            told.insert(0, words["announced_only"])
        summary = self._on(event.date, self.voice.what(event))
        return self._step(thread, "", event.date, state, summary, told)

    def _effect(self, thread: Thread) -> Iterator[Step]:
        """The first day of the effect of an act, where that is another."""
        event, words = thread.entry.event, self.wording["calendar"]
        on = event.effective
        if on is None or on == event.date:
            return
        rescinded = self._called_off(event)
        has_come = before(on, self.asked.day) is Answer.YES or on == self.asked.day
        state = State.CONFIRMED if has_come else State.TENTATIVE
        told = [
            told_day(on, self.wording),
            words["effect_of"].format(self._sentence(event)),
        ]
        if rescinded:
            state = State.CANCELLED
            told.insert(0, words["called_off"].format(self._sentence(rescinded.event)))
        elif not has_come:
            told.insert(0, words["not_yet"])
        summary = words["takes_effect"].format(self.voice.what(event))
        yield self._step(thread, "-effect", on, state, summary, told)

    def _called_off(self, event: Event) -> Entry | None:
        taker = CALLED_OFF_BY.get(event.kind)
        for act in self.acts.get(event.country or "", ()):
            if act.event.kind == taker and before(act.event.date, event.date) is not Answer.YES:
                return act
        return None

    def _due(self, promises: Sequence[_Promise]) -> Iterator[Step]:
        """The expected step, on the days by which it was last said to be due."""
        dated = [promise for promise in promises if promise.due]
        if not dated or promises[0].fate is State.CONFIRMED:
            return
        shown, last = dated[-1], promises[-1]
        on, event = shown.due, shown.thread.entry.event
        assert on is not None
        assert event.expects is not None
        state, words = promises[0].fate, self.wording["calendar"]
        step = self.wording["expected_step"][event.expects.step]
        told = [
            words["expected_on"].format(step, self.wording.day(on)),
            told_day(on, self.wording),
        ]
        told += [words["said"].format(self._sentence(p.thread.entry.event)) for p in promises]
        if last.settled_by:
            told.insert(0, words["called_off"].format(self._sentence(last.settled_by.event)))
        if last.thread.entry.event.kind == "ceremony_postponed" and not last.due:
            state = State.CANCELLED
            told.insert(0, words["postponed"])
        if state is State.TENTATIVE and before(on, self.asked.day) is Answer.YES:
            told.insert(0, words["passed"])
        who = self.voice.countries.get(event.country or "", event.agreement)
        summary = self._on(on, words["expected"].format(step, who, event.agreement))
        threads_ = [promise.thread for promise in promises]
        yield self._step(threads_[0], "-expected", on, state, summary, told, threads_)

    def _step(
        self,
        thread: Thread,
        part: str,
        on: PartialDate,
        state: State,
        summary: str,
        told: Sequence[str],
        together: Sequence[Thread] = (),
    ) -> Step:
        """An entry of the calendar.

        Arguments:
            part: of the event, where it has several entries.
            together: all events that the entry is made of, if there are several.
        """
        of, words = together or [thread], self.wording["calendar"]
        if not thread.counts:
            state, told = State.CANCELLED, [words["taken_back"], *told]
        if state is State.CANCELLED:
            summary = words["cancelled"].format(summary)
        refs = [each.entry.ref for each in of]
        moments = [each.recorded_at for each in of]
        moments += [self.cited.at[ref] for ref in refs if ref in self.cited.at]
        shown = of[-1].entry
        return Step(
            name=f"{thread.name}{part}",
            on=on,
            state=state,
            summary=summary,
            lines=(*told, words["event"].format(shown.ref, shown.event.agreement)),
            recorded_at=max(moments),
            url=address(self.cited.of[shown.ref], self.find),
            category=thread.entry.event.agreement,
            revision=sum(each.revision for each in of) + len(of) - 1,
        )

    def _sentence(self, event: Event) -> str:
        return f"{self.voice.what(event)}, {self.wording.day(event.date)}"

    def _on(self, on: PartialDate, summary: str) -> str:
        """A summary, with its days where they are in doubt."""
        if on.is_exact:
            return summary
        return self.wording["calendar"]["in_doubt"].format(summary, self.wording.day(on))


def _expected(promises: Iterable[_Promise]) -> Iterator[list[_Promise]]:
    """Promises of one step of one country that share their fate; each that was taken back alone."""
    together: dict[tuple[str, ...], list[_Promise]] = defaultdict(list)
    for promise in promises:
        event = promise.thread.entry.event
        if event.expects is None:
            continue
        fate = promise.settled_by.ref if promise.settled_by else promise.fate.value
        alone = "" if promise.thread.counts else promise.thread.name
        together[event.country or "", event.expects.step.value, fate, alone].append(promise)
    for group in together.values():
        yield sorted(group, key=lambda promise: promise.order)
