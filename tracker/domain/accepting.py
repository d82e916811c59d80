"""What is recorded when a proposal is accepted.

What a text only plans, makes conditional, denies or passes on is never recorded as done.
"""

from dataclasses import dataclass, replace

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.events import Expectation
from tracker.domain.kinds import KINDS, ExpectedStep, Group, Kind, Subject
from tracker.domain.proposals import Modality, Proposal
from tracker.domain.statuses import Status

TOWARDS = frozenset(
    {
        Status.CANDIDATE,
        Status.SIGNATORY,
        Status.CONTRACTING,
        Status.PROVISIONAL,
        Status.PARTY,
    }
)
"""The statuses on the way in; an act that gives one of them can be announced."""

JOINING = frozenset({"acceded", "succeeded"})
"""Acts that have no step of their own name that can be expected."""

WORDS_COUNT = frozenset({"statement", "denied", "other"})
"""Kinds of which two are told apart by what was said, so that the words go into the event."""

CEREMONIES = frozenset({"ceremony_scheduled", "ceremony_postponed"})

CLAIMS = frozenset({"announced", "negotiating", "interest"})
"""What is told behind an announcement of the same step, and belongs to it."""

STANDING = frozenset({"named_candidate", "interest", *WORDS_COUNT})
"""What is said, and stays what it is where it is only planned."""

WHY = {
    Modality.PLANNED: "the text only plans it",
    Modality.CONDITIONAL: "the text makes it depend on something",
    Modality.DENIED: "the text denies it",
    Modality.REPORTED: "the text only passes it on",
}
AHEAD = "its day lay ahead when the text was published"


@dataclass(frozen=True, slots=True)
class Intended:
    """The event that a proposal becomes.

    Attributes:
        date: None where neither the text nor the day of publication gives one.
        remarks: clauses that say how it differs from what is proposed.
    """

    kind: str
    date: PartialDate | None
    effective: PartialDate | None = None
    expects: Expectation | None = None
    note: str = ""
    remarks: tuple[str, ...] = ()


def intended(
    proposal: Proposal, published: PartialDate | None, announced: PartialDate | None = None
) -> Intended:
    """What is recorded of a proposal.

    Arguments:
        published: the day of publication, by which all that a text tells has happened.
        announced: the day of the announcement behind which the text tells it.
    """
    kind = KINDS[recorded_as(proposal, published)]
    if kind.group is Group.PROMISE:
        found = _promise(proposal, kind, published)
    elif kind.name == proposal.kind:
        found = Intended(kind.name, proposal.date, proposal.effective, proposal.expects)
    else:
        day = None if _may_be_ahead(proposal.date, published) else proposal.date
        found = Intended(kind.name, day)
    if kind.name in WORDS_COUNT:
        found = replace(found, note=" ".join(proposal.quote.split()))
    remarks = _changed(proposal, found)
    if found.date is None and published is not None:
        since = announced if kind.name in CLAIMS else None
        found = replace(found, date=between(since, published) if since else until(published))
        what = "it happened" if kind.group is Group.ACT else "it was said"
        when = "between the announcement before it and" if since else "by"
        remarks += (f"no day is given, so {what} {when} the day of publication",)
    return replace(found, remarks=remarks)


def recorded_as(proposal: Proposal, published: PartialDate | None = None) -> str:
    """The kind that a proposal is recorded as.

    Arguments:
        published: an act of a day that lay ahead of it was only foretold.
    """
    kind = KINDS[proposal.kind]
    name = kind.name
    if proposal.modality is Modality.DENIED:
        name = "denied"
    elif proposal.modality is Modality.REPORTED and kind.group is Group.ACT:
        name = "statement"
    elif proposal.modality in (Modality.PLANNED, Modality.CONDITIONAL) or (
        kind.group is Group.ACT and _is_ahead(proposal.date, published)
    ):
        name = _foretold(kind)
    is_of_country = KINDS[name].subject is Subject.COUNTRY
    # Nothing can be announced or denied of the agreement as a whole.
    return "statement" if is_of_country and not proposal.country and name != kind.name else name


def between(announced: PartialDate, published: PartialDate) -> PartialDate | None:
    """On the day of an announcement or after, and on the day of publication or before."""
    first, last = announced.earliest, published.latest
    if first is None or last is None or first > last:
        return until(published)
    return PartialDate.parse(f"[{first.isoformat()}..{last.isoformat()}]")


def until(published: PartialDate) -> PartialDate | None:
    """On the day of publication or before; None where that day has no end."""
    if published.latest is None:
        return None
    is_stretch = published.text.startswith("[") or "/" in published.text
    edge = published.latest.isoformat() if is_stretch else published.text
    return PartialDate.parse(f"[..{edge}]")


def _foretold(kind: Kind) -> str:
    """What the plan of a step is recorded as."""
    if kind.group is Group.PROMISE or kind.name in STANDING:
        return kind.name
    is_step = kind.fulfils or kind.gives in TOWARDS or kind.name == "domestic_approval"
    return "announced" if kind.group is Group.ACT and is_step else "statement"


def _promise(proposal: Proposal, kind: Kind, published: PartialDate | None) -> Intended:
    """An announcement: its date is that of the words, and a day ahead is when the step is due."""
    told = KINDS[proposal.kind]
    is_act = told.group is Group.ACT
    # "In November" can be the day of the words, where a plan for November is none.
    is_ahead = (_may_be_ahead if is_act else _is_ahead)(proposal.date, published)
    said_on, due = (None, proposal.date) if is_ahead else (proposal.date, None)
    due = due or (proposal.effective if is_act else None)
    effective = None if is_act else proposal.effective
    expects = proposal.expects or _expected(told, kind, due)
    if expects is None:
        planned = f"planned for {due.describe()}" if due else ""
        return Intended(kind.name, said_on, effective, note=planned)
    due = expects.due or due
    said = expects.said or (proposal.date_said if is_act and proposal.date is None else "")
    return Intended(
        kind.name, said_on, effective, replace(expects, due=due, said="" if due else said)
    )


def _expected(told: Kind, kind: Kind, due: PartialDate | None) -> Expectation | None:
    """The step that an announcement expects where the text does not say it.

    An accession is a consent as a ratification is (Vienna Convention, art. 11); where it has a
    day, that is what is due then.
    """
    if kind.name in CEREMONIES:
        return Expectation(ExpectedStep.SIGNING)
    is_open = told.name in JOINING and due is None
    if told.group is not Group.ACT or told.fulfils is None or is_open:
        return None
    return Expectation(told.fulfils)


def _may_be_ahead(day: PartialDate | None, published: PartialDate | None) -> bool:
    """Whether a day may lie after the day of publication, as late as that may be."""
    if day is None:
        return False
    if published is None or published.latest is None:
        return True
    return day.latest is None or day.latest > published.latest


def _is_ahead(day: PartialDate | None, published: PartialDate | None) -> bool:
    """Whether a day surely lies after the day of publication."""
    return day is not None and published is not None and before(published, day) is Answer.YES


def _changed(proposal: Proposal, found: Intended) -> tuple[str, ...]:
    if found.kind == proposal.kind:
        return ()
    step = f", which expects {found.expects.step}" if found.expects else ""
    why = WHY.get(proposal.modality, AHEAD)
    return (f"{why}, so it is recorded as {found.kind}{step}, and not as {proposal.kind}",)
