"""The kinds of events, in one table: what each is by law, what it gives, what it takes.

A country holds statuses; an event gives it one and takes others away; the strongest that it
holds is its status. So the whole law of the ledger stands in the rows below, and the fold
(`tracker.domain.fold`) only reads them.

Articles are those of the Vienna Convention on the Law of Treaties (1969) unless another text is
named; "no treaty act" means that the Convention knows no such step.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from tracker.domain.names import closest
from tracker.domain.statuses import BOUND, EVERY, NOT_YET_BOUND, Status
from tracker.errors import NotFoundError


class Group(StrEnum):
    """What an event of a kind is, which decides also what makes two of them the same event."""

    SPEECH = "speech"
    PROMISE = "promise"
    ACT = "act"
    LEDGER = "ledger"


class Subject(StrEnum):
    """Whether a kind is about one country or about the agreement as a whole."""

    COUNTRY = "country"
    WHOLE = "agreement"
    EITHER = "either"


class ExpectedStep(StrEnum):
    """A step that an announcement can promise."""

    SIGNING = "signing"
    RATIFICATION = "ratification"
    ENTRY_INTO_FORCE = "entry-into-force"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table.

    Attributes:
        phrase: how a sentence says it of a country.
        article: the rule that knows this step.
        gives: the status that it gives, from its date on; where there is no second date, from
            `Event.effective` on, if the event has one.
        takes: the statuses that it takes away.
        later: the status that it gives at a second, later date.
        before: the statuses in which it makes sense.
        fulfils: the expected step that it is.
        order: its usual place, for events whose dates do not tell which came first.
    """

    name: str
    phrase: str
    article: str
    group: Group
    subject: Subject = Subject.COUNTRY
    gives: Status | None = None
    takes: frozenset[Status] = frozenset()
    later: Status | None = None
    before: frozenset[Status] = EVERY
    fulfils: ExpectedStep | None = None
    order: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether it can neither change a status nor be out of place."""
        return self.gives is None and not self.takes and self.before is EVERY


NO_ACT = "no treaty act"
NEAR = frozenset({Status.CANDIDATE, Status.ANNOUNCED})
NOT_SIGNED = NOT_YET_BOUND - {Status.SIGNATORY}
SIGNED = frozenset({Status.SIGNATORY, Status.PROVISIONAL})
UNBOUND = NOT_YET_BOUND | {Status.PROVISIONAL}
CONSENTING = frozenset({Status.SIGNATORY, Status.CONTRACTING})
CAN_LEAVE = BOUND | CONSENTING | {Status.SUSPENDED}


talk = partial(Kind, article=NO_ACT, group=Group.SPEECH)
promise = partial(Kind, article=NO_ACT, group=Group.PROMISE)
act = partial(Kind, group=Group.ACT)
whole = partial(Kind, group=Group.ACT, subject=Subject.WHOLE)
consent = partial(
    Kind,
    group=Group.ACT,
    gives=Status.CONTRACTING,
    later=Status.PARTY,
    fulfils=ExpectedStep.RATIFICATION,
    order=50,
)
ledger = partial(Kind, article=NO_ACT, group=Group.LEDGER, subject=Subject.EITHER)


# fmt: off
TABLE = (
    # What is said, wanted or promised.
    talk("named_candidate", "is named as a candidate", gives=Status.CANDIDATE, order=1),
    talk("interest", "shows interest", gives=Status.CANDIDATE, order=2),
    talk("negotiating", "negotiates", gives=Status.CANDIDATE, order=3),
    talk("talks_failed", "sees its talks fail", takes=NEAR, order=4),
    promise("announced", "is announced", gives=Status.ANNOUNCED, order=5),
    talk("denied", "is said not to take the step", order=6),
    promise("ceremony_scheduled", "has a ceremony scheduled", gives=Status.ANNOUNCED,
            before=NOT_YET_BOUND, order=7),
    promise("ceremony_postponed", "has its ceremony postponed", before=NOT_YET_BOUND, order=8),
    promise("ceremony_cancelled", "has its ceremony cancelled", before=NOT_YET_BOUND, order=9),
    # Towards being bound.
    act("initialled", "initials the text", "art. 10(b)", gives=Status.CANDIDATE,
        before=NOT_SIGNED, order=20),
    act("signed", "signs", "art. 12 and 18", gives=Status.SIGNATORY, before=NOT_SIGNED,
        fulfils=ExpectedStep.SIGNING, order=30),
    act("signed_definitively", "signs definitively", "art. 12", gives=Status.CONTRACTING,
        later=Status.PARTY, before=NOT_YET_BOUND, fulfils=ExpectedStep.SIGNING, order=31),
    act("signature_withdrawn", "makes clear that it will not become a party",
        "art. 18(a) and 25(2)", takes=NEAR | SIGNED, before=SIGNED, order=90),
    act("domestic_approval", "approves at home", NO_ACT, order=40),
    consent("ratified", "ratifies", "art. 14(1)", before=SIGNED),
    consent("accepted", "accepts", "art. 14(2)", before=UNBOUND),
    consent("approved", "approves", "art. 14(2)", before=UNBOUND),
    consent("acceded", "accedes", "art. 15", before=UNBOUND),
    consent("succeeded", "succeeds", "Vienna Convention on Succession of States (1978), art. 17",
            before=UNBOUND),
    act("ratification_withdrawn", "takes back its consent", "art. 68 by analogy",
        takes=NEAR | {Status.CONTRACTING}, before=frozenset({Status.CONTRACTING}), order=91),
    act("provisional_application", "applies it provisionally", "art. 25(1)",
        gives=Status.PROVISIONAL, before=NOT_YET_BOUND | {Status.CONTRACTING}, order=45),
    act("provisional_application_ended", "ends its provisional application", "art. 25",
        takes=frozenset({Status.PROVISIONAL}), before=frozenset({Status.PROVISIONAL, Status.PARTY}),
        order=92),
    act("entered_into_force", "is bound from then on", "art. 24", subject=Subject.EITHER,
        gives=Status.PARTY, before=CONSENTING | {Status.PROVISIONAL},
        fulfils=ExpectedStep.ENTRY_INTO_FORCE, order=60),
    # Beside it.
    act("reservation", "makes a reservation", "art. 19", order=55),
    act("declaration", "makes a declaration", "Guide to Practice on Reservations (2011), 1.2",
        order=55),
    act("objection", "objects to a reservation", "art. 20(4)(b)", order=56),
    act("suspended", "is suspended", "art. 57, 58 and 60", gives=Status.SUSPENDED,
        before=BOUND | CONSENTING, order=70),
    act("resumed", "takes part again", "art. 72", takes=frozenset({Status.SUSPENDED}),
        before=frozenset({Status.SUSPENDED}), order=71),
    # Out of it.
    act("withdrawal_notified", "gives notice of withdrawal", "art. 65 and 67",
        gives=Status.LEAVING, later=Status.FORMER, before=CAN_LEAVE - {Status.LEAVING},
        fulfils=ExpectedStep.WITHDRAWAL, order=80),
    act("withdrawal_rescinded", "takes back its notice of withdrawal", "art. 68",
        takes=frozenset({Status.LEAVING}), before=frozenset({Status.LEAVING}), order=81),
    act("withdrew", "withdraws", "art. 54 and 56", gives=Status.FORMER, takes=EVERY,
        before=CAN_LEAVE, fulfils=ExpectedStep.WITHDRAWAL, order=95),
    act("expelled", "is expelled", "art. 60(2)(a)", gives=Status.FORMER, takes=EVERY,
        before=CAN_LEAVE, fulfils=ExpectedStep.WITHDRAWAL, order=96),
    act("no_longer_listed", "is no longer listed", NO_ACT, gives=Status.FORMER, takes=EVERY,
        before=CAN_LEAVE, order=94),
    # The agreement as a whole.
    whole("adopted", "is adopted", "art. 9", order=10),
    whole("opened_for_signature", "is opened for signature", "art. 12 and 18", order=11),
    whole("terminated", "is terminated", "art. 54", gives=Status.FORMER, takes=EVERY, order=97),
    whole("superseded", "is superseded", "art. 59", gives=Status.FORMER, takes=EVERY, order=98),
    # What happens around it.
    talk("statement", "is spoken of", subject=Subject.EITHER),
    talk("call", "takes part in a call", subject=Subject.EITHER),
    talk("meeting", "takes part in a meeting", subject=Subject.EITHER),
    act("relations_established", "establishes diplomatic relations",
        "Vienna Convention on Diplomatic Relations (1961), art. 2", subject=Subject.EITHER,
        gives=Status.PARTY, before=NOT_YET_BOUND, order=30),
    act("recognised", "is recognised", NO_ACT),
    talk("other", "is concerned", subject=Subject.EITHER),
    # The ledger about itself. A correction is stored under the kind that is now held to be true.
    ledger("correction", "is corrected"),
    ledger("retraction", "is retracted"),
    ledger("restoration", "is restored"),
)
# fmt: on

KINDS = {kind.name: kind for kind in TABLE}


def find_kind(name: str) -> Kind:
    """The kind of that name, which may be written with hyphens or blanks and in any case."""
    kind = KINDS.get(name.strip().casefold().replace("-", "_").replace(" ", "_"))
    if kind is None:
        raise NotFoundError(
            "kind of event",
            name,
            suggestions=closest(name, list(KINDS)),
            otherwise="tracker add-event --help lists them",
        )
    return kind


def fulfilling(step: ExpectedStep) -> frozenset[str]:
    """The names of the kinds that are that step when they happen."""
    fulfils = {kind.name for kind in TABLE if kind.fulfils is step}
    if step is ExpectedStep.SIGNING:
        # Whoever accedes, accepts or approves has no signature to give any more.
        fulfils |= {"acceded", "accepted", "approved", "succeeded"}
    if step is ExpectedStep.RATIFICATION:
        fulfils.add("signed_definitively")
    return frozenset(fulfils)


def settling(step: ExpectedStep) -> frozenset[str]:
    """The names of the kinds after which a step is expected no more: done, or called off."""
    called_off = {
        ExpectedStep.SIGNING: {"ceremony_cancelled", "talks_failed"},
        ExpectedStep.WITHDRAWAL: {"withdrawal_rescinded"},
    }
    return fulfilling(step) | called_off.get(step, set())
