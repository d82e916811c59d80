"""Events: what makes two of them one, which of them count, and how one is taken back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline import an_event, ledger, ledgers, moment, on

from tracker.domain.drafts import Stamp
from tracker.domain.events import (
    BadParticipant,
    Citation,
    Entry,
    Event,
    Expectation,
    Participant,
    Role,
    Stance,
    counting,
    digest,
    entered,
    read_participant,
    reference,
    restoration_of,
    retraction_of,
)
from tracker.domain.kinds import KINDS, ExpectedStep, Group
from tracker.domain.undoing import taking_back

DUE = Expectation(ExpectedStep.SIGNING, on("2026"))
CHANGES = {
    "agreement": {"agreement": "other"},
    "country": {"country": "IL"},
    "date": {"date": on("2020-09-16")},
    "effective": {"effective": on("2020-10-01")},
    "replaces": {"replaces": "something"},
    "speaker": {"speaker": "Donald Trump"},
    "note": {"note": "in other words"},
    "expects": {"expects": DUE},
    "participants": {"participants": (Participant("US", Role.WITNESS),)},
}
ALWAYS = {"agreement", "country", "date", "effective", "replaces"}
COUNTED = {
    "signed": ALWAYS,
    "announced": ALWAYS | {"speaker", "expects"},
    "statement": ALWAYS | {"speaker", "note"},
    "retraction": ALWAYS,
}


@pytest.mark.parametrize("part", list(CHANGES))
@pytest.mark.parametrize("kind", list(COUNTED))
def test_what_makes_an_event_another_one(kind: str, part: str) -> None:
    """An act is one act whoever tells it; of a promise the speaker counts, of speech the words."""
    event = Event("charter", kind, on("2020-09-15"), country="KZ")
    other = replace(event, **CHANGES[part])  # type: ignore[arg-type]
    differs = reference(event, moment(0)) != reference(other, moment(0))
    assert differs is (part in COUNTED[kind])


def test_two_kinds_are_two_events() -> None:
    """The same day and country under another kind is another event."""
    refs = {entered(an_event(f"2020 {kind}"), moment(0)).ref for kind in KINDS}
    assert len(refs) == len(KINDS)


def test_promises_differ_in_step_and_time() -> None:
    """What is promised, and by when, makes another promise; how it was said does not."""
    promise = replace(an_event("2025-11-06 announced"), expects=DUE)
    later = replace(promise, expects=replace(DUE, due=on("2027")))
    undated = replace(promise, expects=replace(DUE, due=None))
    other = replace(promise, expects=replace(DUE, step=ExpectedStep.RATIFICATION))
    assert len({reference(each, moment(0)) for each in (promise, later, undated, other)}) == 4
    said = replace(promise, expects=replace(DUE, said="soon"))
    assert reference(said, moment(0)) == reference(promise, moment(0))


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_reference_is_stable(kind: str) -> None:
    """The moment of recording counts for the ledger's own events alone; the form never changes."""
    event = an_event(f"2020-09-15 {kind}")
    ref = reference(event, moment(0))
    assert ref == reference(event, moment(0))
    assert (ref == reference(event, moment(1))) is (KINDS[kind].group is not Group.LEDGER)
    assert len(ref) == 32
    assert set(ref) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_a_known_reference_stays_what_it_is() -> None:
    """References are in people's notes, so no change of the program may change them."""
    event = Event("abraham-accords-declaration", "signed", on("2020-09-15"), country="IL")
    assert reference(event, moment(0)) == "fpkm7iqrrvd2vcwggaclh5bnuaglvjox"


def test_a_citation_is_known_by_what_it_says() -> None:
    """The source, the passage, the stance and what it says make a citation; a note does not."""
    cited = Citation("one", 1, 5, "word", "hash")
    assert replace(cited, note="seen twice").ref == cited.ref
    others = [{"start": 2}, {"stance": Stance.DISPUTES}, {"says": "otherwise"}, {"source": "two"}]
    refs = {replace(cited, **change).ref for change in others}  # type: ignore[arg-type]
    assert len(refs | {cited.ref}) == 1 + len(others)


def test_a_change_is_known_by_who_why_and_when() -> None:
    """One command has one change, and another reason makes another."""
    stamp = Stamp("me", "add-event", moment(0))
    assert stamp.change == Stamp("me", "add-event", moment(0)).change
    assert stamp.change != replace(stamp, reason="forced").change
    assert stamp.change != replace(stamp, at=moment(1)).change


def test_content_has_one_digest() -> None:
    """Equal content is equal, and nothing is glued together that was apart."""
    assert digest(["a", "b"]) == digest(["a", "b"])
    assert digest(["a", "b"]) != digest(["ab"])
    assert digest([None]) != digest([""])


@pytest.mark.parametrize("text", ["US:witness", " US : Witness "])
def test_a_participant_is_country_and_role(text: str) -> None:
    """Capitals and blanks do not matter."""
    assert read_participant(text) == ("US", Role.WITNESS)


@pytest.mark.parametrize("text", ["", "US", "US:", ":witness", "US:member", "witness:US"])
def test_another_participant_is_refused(text: str) -> None:
    """What has no country or no known role is refused with the roles that there are."""
    with pytest.raises(BadParticipant, match="party, signatory, witness"):
        read_participant(text)


# What counts, and what is taken back.


@pytest.mark.parametrize(
    ("history", "counts"),
    [
        ("2020 signed; 2021 ratified", "signed ratified"),
        ("2020 signed; retract signed", ""),
        ("2020 signed; retract signed; restore signed", "signed"),
        ("2020 signed; retract signed; restore signed; retract signed", ""),
        ("2020 signed; correct signed to 2021", "signed"),
        ("2020 signed; correct signed to 2021; retract signed", ""),
        ("2020 signed; 2020 correction", "signed"),
    ],
)
def test_what_counts(history: str, counts: str) -> None:
    """The last that points at an event decides, and what speaks of the ledger never counts."""
    assert " ".join(entry.event.kind for entry in counting(ledger(history))) == counts


def test_what_counted_is_read_at_its_moment() -> None:
    """At a moment nothing counts that came later, and nothing is gone that was replaced later."""
    entries = ledger("2020 signed; 2021 ratified; retract signed")
    seen = [[e.event.kind for e in counting(entries, moment(day))] for day in range(-1, 3)]
    assert seen == [[], ["signed"], ["signed", "ratified"], ["ratified"]]


@pytest.mark.parametrize(("first", "counts"), [("retract", True), ("restore", False)])
def test_at_one_moment_the_place_in_the_ledger_decides(first: str, *, counts: bool) -> None:
    """Of two entries of one moment the one that stands further on has the last word."""
    [signed, *pointing] = ledger("2020 signed; retract signed; restore signed")
    for refs in ("ab", "ba"):
        in_place = [
            replace(entry, ref=ref, recorded_at=moment(5), position=place)
            for place, (entry, ref) in enumerate(
                zip(pointing if first == "retract" else pointing[::-1], refs, strict=True)
            )
        ]
        assert (signed in counting([signed, *in_place])) is counts


@given(ledgers(), st.data())
def test_what_counts_does_not_depend_on_the_order(
    entries: list[Entry], data: st.DataObject
) -> None:
    """The same entries in another order count the same."""
    shuffled = data.draw(st.permutations(entries))
    assert {e.ref for e in counting(shuffled)} == {e.ref for e in counting(entries)}


def sensible(entries: list[Entry]) -> list[Entry]:
    """Those that point at nothing, or change what counts, as the commands only write them."""
    kept: list[Entry] = []
    for entry in entries:
        target, counts = entry.event.replaces, {e.ref for e in counting(kept)}
        is_restoration = entry.event.kind == "restoration"
        known = {e.ref for e in kept if KINDS[e.event.kind].group is not Group.LEDGER}
        if target is None or (target in known and is_restoration != (target in counts)):
            kept.append(entry)
    return kept


@given(ledgers(), st.data())
def test_taking_back_leaves_what_counted_before(entries: list[Entry], data: st.DataObject) -> None:
    """Undoing the last entries lets count what counted before, and doing so twice does nothing."""
    entries = sensible(entries)
    cut = data.draw(st.integers(0, len(entries)))
    recorded = entries[cut:]
    undone = list(entries)
    for number, event in enumerate(taking_back(recorded, entries)):
        undone.append(entered(event, moment(50), position=100 + number))
    assert {e.ref for e in counting(undone)} == {e.ref for e in counting(entries[:cut])}
    assert taking_back(recorded, undone) == []


@pytest.mark.parametrize(
    ("history", "added"),
    [
        ("2020 signed", "retraction"),
        ("2020 signed; retract signed", "restoration"),
        ("2020 signed; retract signed; restore signed", "retraction"),
        ("2020 signed; correct signed to 2021", "retraction restoration"),
    ],
)
def test_the_last_entry_is_taken_back(history: str, added: str) -> None:
    """An event is retracted, a retraction restored, a restoration retracted, a correction both."""
    entries = ledger(history)
    assert " ".join(event.kind for event in taking_back(entries[-1:], entries)).split() == sorted(
        added.split(), key=["restoration", "retraction"].index
    )


def test_taking_back_adds_and_says_why() -> None:
    """A retraction and a restoration point at their event, under its country and date."""
    [entry] = ledger("2020 signed")
    gone, back = retraction_of(entry, note="a mistake"), restoration_of(entry)
    assert (gone.kind, gone.replaces, gone.note) == ("retraction", entry.ref, "a mistake")
    assert (back.kind, back.replaces, back.date) == ("restoration", entry.ref, on("2020"))
