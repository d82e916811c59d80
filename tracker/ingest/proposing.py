"""From an act or a statement of a sentence to a proposal with its passage, date and score."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.domain.events import Participant
from tracker.domain.events import Role as Part
from tracker.domain.proposals import Modality, Proposal
from tracker.ingest import sorts, tags
from tracker.ingest.act import Act
from tracker.ingest.chronicle import Chronicle
from tracker.ingest.dates import Tense
from tracker.ingest.dating import dated, is_speech
from tracker.ingest.language import Language
from tracker.ingest.layout import Span
from tracker.ingest.scene import Scene
from tracker.ingest.scores import weights
from tracker.ingest.sentences import Parsed
from tracker.ingest.statements import Said, wish
from tracker.ingest.units import Mention, Unit

SAYING = tags.SPEECH | tags.ANNOUNCE
PRIOR_OF_STATEMENT = 0.5


class Proposer:
    """Makes proposals of one text."""

    def __init__(self, text: str, language: Language, chronicle: Chronicle) -> None:
        self._text = text
        self._language = language
        self._chronicle = chronicle

    def act(self, act: Act, scene: Scene, statement: Said | None) -> Iterator[Proposal]:
        """The proposals of an act, one for each of its countries."""
        units = scene.units
        first, last = _widened(act, units)
        start, end = units[first].start, units[last].end
        when = dated(act, scene, self._chronicle, is_said=statement is not None)
        is_spoken = is_speech(act.kind)
        said_by = (statement or wish(units, scene.groups, act.first)) if is_spoken else None
        if act.kind != "named_candidate" and statement is None:
            said_by = None
        features = [*act.features, *(["date-named"] if when.date and when.words else [])]
        mention = act.mention
        for country in act.countries or (None,):
            yield Proposal(
                kind=act.kind,
                start=start,
                end=end,
                quote=self._text[start:end],
                rule=f"{self._language.code}.{act.rule.id}",
                country=country,
                agreement=mention.key if mention else "",
                agreement_name=_name(mention, act) if mention else _relations(act, units),
                date=when.date,
                date_said=when.words,
                effective=when.effective,
                speaker=said_by.speaker if said_by else "",
                speaker_country=(said_by.country or None) if said_by else None,
                expects=when.expects,
                participants=tuple(_participants(act, country)),
                modality=when.modality,
                weights=weights(act.rule.id, act.rule.prior, features),
            )

    def statement(self, parsed: Parsed) -> Iterator[Proposal]:
        """What somebody says in a sentence about the agreement that the text speaks of."""
        statement, mention, units = parsed.statement, parsed.topic, parsed.units
        if statement is None or mention is None or statement.is_pointing:
            return
        is_about = any(unit.mention is not None for unit in units)
        if not is_about and statement.how != "named" and not statement.country:
            return
        quotes = parsed.stretch.quotes
        dates = (unit for unit in units if unit.said is not None)
        date = next((unit for unit in dates if _dates_saying(unit, units, quotes)), None)
        is_open = units[-1].sort is sorts.MARK and len(units) > 1 and not statement.is_quoted
        end = units[-2].end if is_open else units[-1].end
        said = date.said if date is not None else None
        yield Proposal(
            kind="statement",
            start=statement.start,
            end=end,
            quote=self._text[statement.start : end],
            rule=f"{self._language.code}.statement",
            country=statement.country or None,
            agreement=mention.key,
            agreement_name=mention.name,
            date=self._chronicle.day(said, Tense.PAST) if said else None,
            date_said=said.words if said else "",
            speaker=statement.speaker,
            speaker_country=statement.country or None,
            weights=weights("statement", PRIOR_OF_STATEMENT, [f"speaker-{statement.how}"]),
        )

    def attributed(
        self, found: list[Proposal], units: Sequence[Unit], statement: Said
    ) -> list[Proposal]:
        """Give what was announced the speaker whom only the next sentence names."""
        if not found or statement.how == "carried":
            return found
        said = next((unit.said for unit in units if unit.said is not None), None)
        day = self._chronicle.day(said, Tense.PAST) if said is not None else None
        last = found[-1].start
        return [
            replace(
                each,
                date=each.date or day,
                date_said=each.date_said or (said.words if said else ""),
                speaker=statement.speaker,
                speaker_country=statement.country or None,
                modality=Modality.ACTUAL,
            )
            if each.start == last and each.kind == "announced" and not each.speaker
            else each
            for each in found
        ]


def _dates_saying(unit: Unit, units: Sequence[Unit], quotes: Sequence[Span]) -> bool:
    """Whether a date stands beside the verb of saying, and not in what is said."""
    return not any(start <= unit.start < end for start, end in quotes) and any(
        each.tags & SAYING and each.segment == unit.segment for each in units
    )


def _participants(act: Act, country: str | None) -> Iterator[Participant]:
    counterparts = act.counterparts
    if act.kind == "relations_established" and not counterparts:
        counterparts = tuple(other for other in act.countries if other != country)
    for other in counterparts:
        yield Participant(other, Part.COUNTERPART)
    for mediator in act.mediators:
        yield Participant(mediator, Part.MEDIATOR)


def _name(mention: Mention, act: Act) -> str:
    """The name of an agreement; a mere description is told from others by who is in it."""
    if mention.is_general and not mention.in_name and not mention.key and not mention.label:
        mention.label = "–".join(mention.parties or (*act.countries, *act.counterparts))
    return f"{mention.name} ({mention.label})" if mention.label else mention.name


def _relations(act: Act, units: Sequence[Unit]) -> str:
    """What relations between countries are called, which have no text with a name."""
    told = units[act.first : act.last + 1]
    noun = next((unit.text for unit in told if unit.tags & tags.RELATIONS), "")
    countries = dict.fromkeys(unit.text for unit in told if unit.sort is sorts.COUNTRY)
    return f"{noun} {'–'.join(countries)}".strip()


def _widened(act: Act, units: Sequence[Unit]) -> tuple[int, int]:
    """The units from the first to the last that tell it, without marks at the ends."""
    first, last = act.first, act.last
    segments = {units[first].segment, units[last].segment}
    begin = units[first].segment
    for at, unit in enumerate(units):
        is_near = unit.mention is not None and abs(unit.segment - begin) <= 1
        if (
            unit.segment in segments
            or unit is act.date
            or (is_near and unit.mention is act.mention)
        ):
            first, last = min(first, at), max(last, at)
    while first < last and units[first].sort is sorts.MARK:
        first += 1
    while last > first and units[last].sort is sorts.MARK:
        last -= 1
    return first, last
