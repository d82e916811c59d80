"""Grounding: of what a model says that a text says, only what stands in the text is proposed.

Nothing is taken on the model's word. It may point at a sentence and at words in it; whether they
name the country, the agreement, the speaker and the date, and what may be proposed on them, is
told by the same tables, grammar and guards with which the rules read. No quote is ever mended.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.domain.dates import PartialDate
from tracker.domain.events import Expectation, Participant
from tracker.domain.events import Role as Part
from tracker.domain.kinds import KINDS, Group
from tracker.domain.proposals import OF_MODEL, Modality, Proposal, Weight, prior
from tracker.ingest import tags
from tracker.ingest.claims import Refusal, Refused, read_claim
from tracker.ingest.dates import DateSaid, Tense
from tracker.ingest.evidence import Evidence, evidence
from tracker.ingest.guards import allowed, known_kind
from tracker.ingest.language import load
from tracker.ingest.layout import Span
from tracker.ingest.outcomes import Outcome
from tracker.ingest.placing import place
from tracker.ingest.reading import Article, Reading, Vocabulary
from tracker.ingest.scene import Focus, Scene
from tracker.ingest.scores import WEIGHTS as OF_RULES
from tracker.ingest.sentences import Parsed, parse

MOST = 400
"""Claims that are looked at; an article of a newspaper tells some dozens of acts."""

TRUST = 0.55
CAP = 0.6
"""The highest score of what a model alone has found."""

WEIGHTS = {
    **OF_RULES,
    "no-trigger": -0.8,
    "read-otherwise": -0.8,
    "agreement-unread": -0.4,
    "date-unread": -0.3,
}
"""What raises and what lowers a score, in log-odds."""

AGREED = 0.5
"""What it adds to a rule's own proposal that a model has found it as well."""

TO_COME = frozenset({Modality.PLANNED, Modality.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Grounded:
    """What the rules and a model have found together.

    Attributes:
        proposals: of both, in the order of the text.
        taken: how many of the model's claims are among them, alone or beside a rule.
        agreed: how many of these a rule has found as well.
        refused: the others by why they were refused, the commonest first.
    """

    proposals: tuple[Proposal, ...]
    taken: int = 0
    agreed: int = 0
    refused: tuple[tuple[Refusal, int], ...] = ()


def ground(
    article: Article,
    vocabulary: Vocabulary,
    reading: Reading,
    claims: Sequence[object],
    *,
    model: str,
) -> Grounded:
    """Hold the claims of a model to the words of an article, and add them to what rules found.

    Arguments:
        reading: of the rules.
        claims: the parsed JSON of the model's answer, its sentences numbered as `numbered` has
            them.
    """
    return _Grounding(article, vocabulary, reading, f"{OF_MODEL}{model}").answer(claims)


class _Grounding:
    def __init__(
        self, article: Article, vocabulary: Vocabulary, reading: Reading, rule: str
    ) -> None:
        self._text = article.text
        self._published = article.published
        self._reading = reading
        self._language = load(reading.language)
        self._sentences = parse(article, self._language, vocabulary)
        self._rule = rule
        self._found: list[Proposal] = []
        self._agreed: dict[str, Proposal] = {}

    def answer(self, claims: Sequence[object]) -> Grounded:
        refused: Counter[Refusal] = Counter()
        for told in claims[:MOST]:
            try:
                self._take(told)
            except Refused as refusal:
                refused[refusal.why] += 1
        if len(claims) > MOST:
            refused[Refusal.TOO_MANY] = len(claims) - MOST
        of_rules = [self._agreed.get(each.ref, each) for each in self._reading.proposals]
        return Grounded(
            proposals=tuple(sorted([*of_rules, *self._found], key=lambda each: each.place)),
            taken=len(self._found) + len(self._agreed),
            agreed=len(self._agreed),
            refused=tuple(refused.most_common()),
        )

    def _take(self, told: object) -> None:
        """Take a claim.

        Raises:
            Refused: the text does not say so.
        """
        claim = read_claim(told)
        if claim is None:
            raise Refused(Refusal.FORM)
        kind = known_kind(claim.kind)
        if kind is None:
            raise Refused(Refusal.KIND)
        span = place(claim.quote, claim.sentence, self._text, self._sentences)
        parsed = self._sentences.parsed[claim.sentence - 1]
        given = evidence(
            claim,
            kind,
            parsed,
            span,
            text=self._text,
            sentences=self._sentences,
            beside=list(self._beside((parsed.stretch.start, parsed.stretch.end))),
        )
        if self._agree(kind.name, given, span):
            return
        may = allowed(kind, claim.modality, self._scene(parsed), span)
        proposal = self._proposal(given, self._in_time(may, given, parsed), span)
        if not self._agree(proposal.kind, given, span):
            self._add(proposal)

    # What comes of it.

    def _scene(self, parsed: Parsed) -> Scene:
        return Scene(
            units=parsed.units,
            there=parsed.there,
            tags=parsed.tags,
            groups=parsed.groups,
            language=self._language,
            topic=parsed.topic,
            focus=Focus(),
        )

    def _in_time(self, may: Outcome, given: Evidence, parsed: Parsed) -> "_Dated":
        """What may be proposed with its dates: no act is done on a day that is to come."""
        expects = Expectation(may.expects) if may.expects else None
        if given.date is None:
            return _Dated(may, None, expects)
        if may.modality in TO_COME and not _is_of_saying(given.date, parsed):
            due = self._resolved(given.date, Tense.FUTURE)
            return _Dated(may, None, _due(expects, due, given.date_said))
        date = self._resolved(given.date, Tense.PAST)
        if date is None or not self._is_ahead(date):
            return _Dated(may, date, expects)
        kind = KINDS[may.kind]
        if kind.group is Group.ACT:
            expects = Expectation(kind.fulfils) if kind.fulfils else None
            may = Outcome("announced", Modality.PLANNED, None, (*may.features, "planned"))
        return _Dated(may, None, _due(expects, date))

    def _proposal(self, given: Evidence, dated: "_Dated", span: Span) -> Proposal:
        may = dated.may
        features = [*may.features, *given.features]
        features += ["date-named"] if dated.date is not None else []
        features += self._doubts(may.kind, given.country, span)
        return Proposal(
            kind=may.kind,
            start=span[0],
            end=span[1],
            quote=self._text[slice(*span)],
            rule=self._rule,
            country=given.country,
            agreement=given.agreement.key,
            agreement_name=given.agreement.name,
            date=dated.date,
            date_said=given.date_said,
            speaker=given.speaker.name,
            speaker_country=given.speaker.country,
            expects=dated.expects,
            participants=tuple(Participant(each, Part.COUNTERPART) for each in given.others),
            modality=may.modality,
            weights=self._weights(features),
        )

    def _resolved(self, said: DateSaid, tense: Tense) -> PartialDate | None:
        return self._language.dates.resolve(said, published=self._published, tense=tense)

    def _is_ahead(self, date: PartialDate) -> bool:
        published = self._published
        return published is not None and date.earliest is not None and date.earliest > published

    def _doubts(self, kind: str, country: str | None, span: Span) -> list[str]:
        """Whether a rule reads another act or another country in the same words."""
        if kind == "statement":
            return []
        beside = [each for each in self._beside(span) if each.kind != "statement"]
        is_other = any(each.kind == kind or each.country == country for each in beside)
        return ["read-otherwise"] if is_other else []

    def _weights(self, features: Iterable[str]) -> tuple[Weight, ...]:
        weights = [Weight(self._rule, round(prior(TRUST), 2))]
        weights += [Weight(name, WEIGHTS[name]) for name in dict.fromkeys(features)]
        above = round(sum(each.log_odds for each in weights) - prior(CAP), 2)
        return (*weights, Weight("no-rule-agrees", -above)) if above > 0 else tuple(weights)

    def _add(self, proposal: Proposal) -> None:
        for each in self._found:
            is_same = (each.kind, each.country) == (proposal.kind, proposal.country)
            if is_same and each.start < proposal.end and proposal.start < each.end:
                raise Refused(Refusal.AGAIN)
        self._found.append(proposal)

    # What the rules have found.

    def _beside(self, span: Span) -> Iterator[Proposal]:
        """The proposals of rules that rest on some of the same words."""
        for each in self._reading.proposals:
            if each.start < span[1] and span[0] < each.end:
                yield each

    def _agree(self, kind: str, given: Evidence, span: Span) -> bool:
        """Raise the proposal of a rule that says the same; its slots stay those of the rule."""
        for each in self._beside(span):
            if each.kind == kind and _is_same(each, given):
                if each.ref in self._agreed:
                    raise Refused(Refusal.AGAIN)
                weights = (*each.weights, Weight(self._rule, AGREED))
                self._agreed[each.ref] = replace(each, weights=weights)
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Dated:
    """What may be proposed, the date that it has, and the step that is expected by another."""

    may: Outcome
    date: PartialDate | None
    expects: Expectation | None


def _due(
    expects: Expectation | None, due: PartialDate | None, said: str = ""
) -> Expectation | None:
    """The same step with the day by which it is expected, or the words that say when."""
    return replace(expects, due=due, said="" if due else said) if expects else None


def _is_of_saying(date: DateSaid, parsed: Parsed) -> bool:
    """Whether a date tells when something was said, and not when it is to be done."""
    units = parsed.units
    at = next((n for n, unit in enumerate(units) if unit.said is date), None)
    if at is None or date.is_future or date.is_vague:
        return False
    to_come = tags.WILL | tags.PLAN | tags.WANT
    for unit in (*reversed(units[:at]), *units[at:]):
        if unit.tags & (to_come | tags.SPEECH | tags.ANNOUNCE):
            return not unit.tags & to_come
    return False


def _is_same(proposal: Proposal, given: Evidence) -> bool:
    """Whether a rule speaks of the same country or speaker, and the same agreement, if of any."""
    is_speaker = proposal.kind == "statement" and proposal.speaker == given.speaker.name != ""
    if proposal.country != given.country and not is_speaker:
        return False
    agreement = given.agreement
    if agreement.key and proposal.agreement:
        return agreement.key == proposal.agreement
    names = agreement.name, proposal.agreement_name
    return not all(names) or names[0] == names[1]
