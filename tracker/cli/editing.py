"""Changing a slot of a proposal at a terminal."""

from dataclasses import replace

from tracker.cli import output
from tracker.cli.asking import ask, choose
from tracker.cli.safety import one_line
from tracker.cli.session import Session
from tracker.domain.agreements import Binding, Form, usual_binding
from tracker.errors import NotFoundError, TrackerError
from tracker.services.choosing import suggested
from tracker.services.naming import find_agreement
from tracker.services.slots import SLOTS, Edits, NewAgreement, edited, slots_of
from tracker.store.proposals import Proposed

EMPTY = "-"


def edit(session: Session, proposed: Proposed, edits: Edits, words: str) -> Edits:
    """The changes with one more, if it can be made; else it is said why not.

    Arguments:
        words: what was typed already, such as ``country Chad``; what is missing is asked for.
    """
    slot, _, text = words.partition(" ")
    if not slot:
        output.say(f"slots: {', '.join(SLOTS)}")
        slot = ask("Which slot? ")
    if slot not in SLOTS:
        output.say(f'"{one_line(slot)}" is no slot; there are: {", ".join(SLOTS)}')
        return edits
    old = {**slots_of(proposed.proposal), **edits.slots}.get(slot, "")
    text = text.strip() or ask(f"{slot} [{one_line(old) or 'empty'}], {EMPTY} empties it: ")
    if not text:
        return edits
    try:
        if slot == "agreement" and text != EMPTY:
            return _with_agreement(session, edits, text)
        changed = replace(edits, slots={**edits.slots, slot: "" if text == EMPTY else text})
        with session.reading() as reader:
            edited(reader, proposed.proposal, changed, session.today())
    except TrackerError as error:
        output.say(error.sentence)
        return edits
    return replace(changed, agreement=None) if slot == "agreement" else changed


def _with_agreement(session: Session, edits: Edits, name: str) -> Edits:
    """The changes with another agreement, which is to be made if nobody knows it."""
    others = {slot: value for slot, value in edits.slots.items() if slot != "agreement"}
    try:
        with session.reading() as reader:
            found = find_agreement(reader, name)
    except NotFoundError as error:
        output.say(error.sentence)
        if not ask("Make a new one of that name? [y/N]: ").lower().startswith("y"):
            return edits
        return Edits(others, _new_agreement(session, name))
    return Edits({**others, "agreement": found.key})


def _new_agreement(session: Session, name: str) -> NewAgreement:
    """An agreement that is to be made, as somebody wants it; its name gives what is left out."""
    with session.reading() as reader:
        usual = suggested(reader, name)
    assert usual.form is not None
    key = ask(f"key [{usual.key}]: ") or usual.key
    form = choose("form", usual.form.value, {each.value: each for each in Form})
    bindings = {each.value: each for each in Binding}
    binds_by = choose("binds by", usual_binding(form).value, bindings)
    return NewAgreement(name, key, form, binds_by)
