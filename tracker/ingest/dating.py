"""When an act was or will be, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tracker.domain.dates import PartialDate
from tracker.domain.events import Expectation
from tracker.domain.kinds import KINDS, Group
from tracker.domain.proposals import Modality
from tracker.ingest import tags
from tracker.ingest.act import Act
from tracker.ingest.chronicle import Chronicle
from tracker.ingest.date_forms import Calendar
from tracker.ingest.dates import DateSaid, Tense
from tracker.ingest.scene import Scene
from tracker.ingest.units import Unit, union

NEAR = 8
"""Units before a participle in which "just" and its auxiliary stand."""

SAYING = tags.SPEECH | tags.ANNOUNCE
TALK = frozenset({"call", "meeting"})
DATED_AHEAD = frozenset({"entered_into_force", "withdrew", "ceremony_scheduled"})
"""Kinds of which a day ahead that is told as certain is a fact: they take effect by themselves."""

EFFECTS = frozenset({"withdrew", "suspended", "entered_into_force"})
"""Kinds that are themselves the day from which something counts."""


@dataclass(frozen=True, slots=True)
class When:
    """When an act was or will be, and the step that it promises."""

    date: PartialDate | None = None
    words: str = ""
    effective: PartialDate | None = None
    expects: Expectation | None = None
    modality: Modality = Modality.ACTUAL


def dated(act: Act, scene: Scene, chronicle: Chronicle, *, is_said: bool) -> When:
    """The date of an act, and what that makes of its modality.

    Arguments:
        chronicle: takes note of the date.
        is_said: whether the sentence says who tells it.
    """
    of_saying = is_speech(act.kind) and _is_of_saying(act, scene.units)
    modality = act.modality
    if of_saying and is_said and modality is Modality.PLANNED:
        modality = Modality.ACTUAL
    said = act.date.said if act.date is not None else None
    if said is not None:
        day = _day(act, said, scene.units, chronicle, of_saying=of_saying)
        when = _ahead(act, When(day, said.words, None, _expected(act, said), modality), chronicle)
    else:
        day = _undated(act, scene, chronicle)
        when = When(day, "", None, _expected(act, None), modality)
    if act.kind == "announced":
        chronicle.announced = when.date or chronicle.announced
    return _effective(act, when, chronicle)


def is_speech(kind: str) -> bool:
    """Whether it is something said or promised, so that it matters who said it."""
    return KINDS[kind].group in (Group.SPEECH, Group.PROMISE) and kind not in TALK


def _expected(act: Act, said: DateSaid | None) -> Expectation | None:
    if act.expects is None:
        return None
    is_vague = said is not None and said.is_vague
    return Expectation(act.expects, said=said.words if said is not None and is_vague else "")


def _day(
    act: Act, said: DateSaid, units: Sequence[Unit], chronicle: Chronicle, *, of_saying: bool
) -> PartialDate | None:
    chronicle.remember(_before(act.date, units))
    tense = _tense(act, said, of_saying=of_saying)
    day = chronicle.day(said, tense, open_end=act.rule.open_date)
    chronicle.previous = day or chronicle.previous
    return None if _is_of_the_wish(act, said, day, chronicle, of_saying=of_saying) else day


def _is_of_the_wish(
    act: Act,
    said: DateSaid,
    day: PartialDate | None,
    chronicle: Chronicle,
    *,
    of_saying: bool,
) -> bool:
    """Whether a day is that of the step that is wished for: "wants to join in January"."""
    is_wish = act.kind == "interest" and not {"wanted", "wished"}.isdisjoint(act.features)
    if not is_wish or of_saying or said.lead == "since":
        return False
    return said.needs_publication or (day is not None and chronicle.is_ahead(day))


def _tense(act: Act, said: DateSaid, *, of_saying: bool) -> Tense:
    if "present" in act.features and isinstance(said.form, Calendar):
        # "Am 24. Februar unterschreibt Kenia": a diary looks back, and a preview ahead.
        return Tense.UNKNOWN
    is_ahead = (
        (act.is_future and not of_saying)
        or act.kind == "ceremony_scheduled"
        or not {"present", "takes-effect"}.isdisjoint(act.features)
    )
    return Tense.FUTURE if is_ahead else Tense.PAST


def _ahead(act: Act, when: When, chronicle: Chronicle) -> When:
    """What a day to come makes of an act: a plan, or the due day of what is announced."""
    day, modality, expects = when.date, when.modality, when.expects
    if day is None or not chronicle.is_ahead(day):
        return when
    if modality in (Modality.ACTUAL, Modality.HISTORIC):
        modality = Modality.ACTUAL if act.kind in DATED_AHEAD else Modality.PLANNED
    if act.kind == "announced" and act.expects:
        expects, day = Expectation(act.expects, due=day), None
    return When(day, when.words, None, expects, modality)


def _undated(act: Act, scene: Scene, chronicle: Chronicle) -> PartialDate | None:
    """The day of an act for which its sentence has none: that of its line, or of the report."""
    day = None
    if act.modality in (Modality.ACTUAL, Modality.DENIED):
        is_today = _is_just_now(act, scene.units)
        day = chronicle.line or (chronicle.of_publication if is_today else None)
    if day is None and act.kind in TALK and scene.tags & tags.FOLLOWS:
        return chronicle.before_announcement()
    return day


def _effective(act: Act, when: When, chronicle: Chronicle) -> When:
    """With the day from which it counts; of some kinds that is the day itself."""
    since = act.effective.said if act.effective is not None else None
    if since is None:
        return when
    is_itself = act.kind in EFFECTS and not when.words
    effective = chronicle.day(since, Tense.PAST if is_itself else Tense.FUTURE)
    if is_itself and effective is not None:
        # "Withdrew, effective 17 March 2019."
        return When(effective, since.words, None, when.expects, when.modality)
    return When(when.date, when.words, effective, when.expects, when.modality)


def _is_just_now(act: Act, units: Sequence[Unit]) -> bool:
    """Whether it happened on the day of the report: "Kenya has just signed", "hat soeben"."""
    found = union(units[max(0, act.verb - NEAR) : act.verb])
    return bool(found & tags.JUST and found & tags.HAVE)


def _before(date: Unit | None, units: Sequence[Unit]) -> Iterator[Unit]:
    """The units of a sentence that stand before its date."""
    return takewhile(lambda unit: unit is not date, units)


def _is_of_saying(act: Act, units: Sequence[Unit]) -> bool:
    """Whether a date says when somebody spoke, and not when the step is to be."""
    if act.date is None:
        return False
    verb, place = units[act.verb], act.date
    saying = [unit for unit in units if unit.tags & SAYING and unit.segment == place.segment]
    if place.segment != verb.segment:
        return bool(saying)
    return any(unit.start > verb.start or unit.start < place.start < verb.start for unit in saying)
