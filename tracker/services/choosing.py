"""The agreement that a proposal is about: one that is known, or one that is to be made."""

from dataclasses import dataclass

from tracker.data import read_agreement_heads
from tracker.domain.agreements import Agreement, check_key, usual_binding
from tracker.domain.drafts import Stamp
from tracker.domain.names import LEADING_ARTICLES, fold_name
from tracker.domain.new_agreements import form_of, key_of
from tracker.domain.proposals import Proposal, Verdict
from tracker.errors import NotFoundError, TrackerError
from tracker.services.agreements import KnownAgreementError
from tracker.services.naming import AGREEMENT, find_agreement
from tracker.services.slots import BadSlot, NewAgreement
from tracker.store import agreements as kept
from tracker.store import reference
from tracker.store.proposals import Proposed, of_source
from tracker.store.reader import Reader
from tracker.store.writer import Writer

KEYS_BEGINNING = "SELECT agreement FROM agreements WHERE substr(agreement, 1, :length) = :start"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The agreement of an event.

    Attributes:
        is_new: it is to be made first, in the language of the source.
    """

    agreement: Agreement
    is_new: bool = False
    language: str = "en"


def choose(
    reader: Reader,
    proposed: Proposed,
    proposal: Proposal,
    asked: NewAgreement | None,
    *,
    language: str,
) -> Chosen:
    """The agreement that a proposal is about.

    What a person decided of the same name in the same text goes before what the name means
    elsewhere: there "the pact" can be another one.

    Arguments:
        proposal: with the changes that a person made.
        asked: what a person says of an agreement that is to be made.

    Raises:
        BadSlot: the text names none, or the name means several.
    """
    try:
        return _chosen(reader, proposed, proposal, asked, language)
    except BadSlot:
        raise
    except TrackerError as error:
        raise BadSlot("agreement", error.sentence) from error


def make(writer: Writer, chosen: Chosen, stamp: Stamp) -> None:
    """Add the agreement, if it is to be made."""
    if chosen.is_new:
        names = [(chosen.language, chosen.agreement.name)]
        reference.put_agreement(writer.connection, chosen.agreement, names, is_new=True)
        writer.note(chosen.agreement.key, stamp)


def suggested(reader: Reader, name: str) -> NewAgreement:
    """What is derived from the name of an agreement that is to be made."""
    form = form_of(name, read_agreement_heads())
    start = key_of(name)
    rows = reader.rows(KEYS_BEGINNING, start=start, length=len(start))
    taken = {row["agreement"] for row in rows}
    return NewAgreement(name, key_of(name, taken), form, usual_binding(form))


def _chosen(
    reader: Reader,
    proposed: Proposed,
    proposal: Proposal,
    asked: NewAgreement | None,
    language: str,
) -> Chosen:
    if asked is not None:
        return _made(reader, asked, language)
    if proposal.agreement:
        return Chosen(find_agreement(reader, proposal.agreement))
    if not proposal.agreement_name.strip():
        raise BadSlot("agreement", "the text names none here; name the one that it is about")
    return _named(reader, proposed, proposal.agreement_name, language)


def _named(reader: Reader, proposed: Proposed, name: str, language: str) -> Chosen:
    if key := _decided(reader, proposed, name):
        return Chosen(find_agreement(reader, key))
    try:
        return Chosen(find_agreement(reader, name))
    except NotFoundError:
        return _made(reader, NewAgreement(_bare(name)), language)


def _decided(reader: Reader, proposed: Proposed, name: str) -> str | None:
    """The agreement that somebody accepted first under the same name in the same text."""
    decided = [
        each.decision
        for each in of_source(reader, proposed.source)
        if each.decision and fold_name(each.proposal.agreement_name) == fold_name(name)
    ]
    accepted = [d for d in decided if d.verdict is Verdict.ACCEPTED and d.agreement]
    return min(accepted, key=lambda d: d.decided_at).agreement if accepted else None


def _bare(name: str) -> str:
    """A name without the article that it has in a sentence."""
    first, _, rest = " ".join(name.split()).partition(" ")
    return rest if rest and first in LEADING_ARTICLES else name


def _made(reader: Reader, asked: NewAgreement, language: str) -> Chosen:
    """An agreement to be made; if it is there under the same key and name, that one."""
    name = " ".join(asked.name.split())
    if not fold_name(name):
        raise BadSlot("agreement", "a new agreement needs a name with letters or digits")
    usual = suggested(reader, name)
    key, form = asked.key.strip() or usual.key, asked.form or usual.form
    assert form is not None
    known = kept.agreement(reader, check_key(key))
    same = {row["agreement"] for row in reader.rows(AGREEMENT, key=key, folded=fold_name(name))}
    if known and fold_name(known.name) == fold_name(name):
        return Chosen(known)
    if same:
        raise KnownAgreementError(key if known else name, same.pop())
    binds_by = asked.binds_by or usual_binding(form)
    return Chosen(Agreement(key, name, form, binds_by), is_new=True, language=language or "en")
