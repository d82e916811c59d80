"""Journals: the shipped one loads, and a record that is wrong is one sentence with its place."""

import tomllib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.agreements import Binding, Form
from tracker.domain.events import Stance
from tracker.exchange import journal as module
from tracker.exchange.journal import BadRecord, read_journal
from tracker.exchange.records import FIELDS
from tracker.services.seed import add_countries, seed, shipped_journal
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading

AGREEMENT = """
[[agreement]]
key = "a-treaty"
form = "treaty"
names = { en = ["A treaty", "The treaty"], de = ["Ein Vertrag"] }
"""
SOURCE = """
[[source]]
id = "a-source"
published = "2025-11-07"
"""
EVENT = """
[[event]]
recorded = 2025-11-07T00:00:00Z
agreement = "a-treaty"
country = "KZ"
kind = "signed"
date = "2025-11-06"
participants = ["US:witness"]
cite = [{ source = "a-source", start = 5, end = 9, sha256 = "abc" }]
"""
CITATION = """
[[citation]]
recorded = 2025-11-08T00:00:00+02:00
event = { agreement = "a-treaty", country = "KZ", kind = "signed", date = "2025-11-06" }
source = "a-source"
stance = "disputes"
says = "It has not."
"""
PERSON = """
[[person]]
name = "Kassym-Jomart Tokayev"
country = "KZ"
office = "president"
since = "2019-03-20"
also = ["Tokajew"]
"""
WHOLE = AGREEMENT + SOURCE + EVENT + PERSON + CITATION


def written(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"part-{number}.toml" for number in range(1, len(texts) + 1)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_the_shipped_journal_can_be_read() -> None:
    """Each record of the shipped files becomes one of the journal, in the order of recording."""
    journal = read_journal(shipped_journal())
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in shipped_journal()]
    assert journal.default == "abraham-accords"
    assert len(journal.agreements) == sum(len(file.get("agreement", [])) for file in files)
    assert len(journal.sources) == sum(len(file.get("source", [])) for file in files)
    assert len(journal.people) == sum(len(file.get("person", [])) for file in files)
    records = [
        record for file in files for sort in ("event", "citation") for record in file.get(sort, [])
    ]
    assert len(journal.drafts) == len(records)
    moments = [draft.recorded_at for draft in journal.drafts]
    assert moments == sorted(record["recorded"] for record in records)


def test_loading_the_shipped_journal_again_adds_nothing(seeded: Location, now: datetime) -> None:
    """The shipped journal is in a fresh ledger, whole, and seeding can be repeated without harm."""
    with reading(seeded) as reader:
        before = reader.rows("SELECT count(*) AS n FROM events")
    with Ledger(seeded) as ledger:
        add_countries(ledger)
        again = seed(ledger, author="me", clock=now)
    assert (again.events_added, again.change) == (0, None)
    with reading(seeded) as reader:
        assert reader.rows("SELECT count(*) AS n FROM events") == before


def test_a_journal_in_parts_is_read_as_one(tmp_path: Path) -> None:
    """Records are joined over files; a citation finds its event in any of them."""
    journal = read_journal(
        written(tmp_path, CITATION, 'default = "a-treaty"', WHOLE.replace(CITATION, ""))
    )
    assert journal.default == "a-treaty"
    (described,) = journal.agreements
    (person,) = journal.people
    assert (person.key, person.country, person.also) == (
        "kassym-jomart-tokayev",
        "KZ",
        ("Tokajew",),
    )
    assert described.names == (("en", "A treaty"), ("en", "The treaty"), ("de", "Ein Vertrag"))
    assert (described.agreement.name, described.agreement.form) == ("A treaty", Form.TREATY)
    assert described.agreement.binds_by is Binding.RATIFICATION
    signed, disputed = journal.drafts
    assert signed.event == disputed.event
    assert disputed.recorded_at == datetime(2025, 11, 7, 22, tzinfo=UTC)
    assert [c.stance for c in (*signed.citations, *disputed.citations)] == list(Stance)


WRONG = {
    # What is changed in the text, where the sentence says it is, and how the sentence goes on.
    "unknown-kind": ('kind = "signed"', 'kind = "sinned"', "event 1", "did you mean signed"),
    "bad-date": ('date = "2025-11-06"', 'date = "tomorrow-ish"', "event 1", "tomorrow-ish"),
    "date-of-toml": ('date = "2025-11-06"', "date = 2025-11-06", "event 1", "write a text"),
    "no-country": ('country = "KZ"', 'country = "Kazakh stan"', "event 1", "Kazakh stan"),
    "missing-key": ('kind = "signed"', "", "event 1", "lacks kind; add it"),
    "missing-moment": ("recorded = 2025-11-07T00:00:00Z", "", "event 1", "lacks recorded"),
    "day-as-moment": ("2025-11-07T00:00:00Z", "2025-11-07", "event 1", "a moment such as"),
    "moment-nowhere": ("2025-11-07T00:00:00Z", "2025-11-07T00:00:00", "event 1", "write it as"),
    "number": ('agreement = "a-treaty"', "agreement = 5", "event 1", "write a text"),
    "person-nowhere": ('country = "KZ"\noffice', 'country = "Q Q"\noffice', "person 1", "Q Q"),
    "nobody": ('"Kassym-Jomart Tokayev"', '"?"', "person 1", "has no letters"),
    "person-no-names": ('["Tokajew"]', '"Tokajew"', "person 1", "a list"),
    "person-no-day": ('"2019-03-20"', '"spring"', "person 1", "spring"),
    "bad-key": ('key = "a-treaty"', 'key = "A Treaty!"', "agreement 1", "joined by hyphens"),
    "unknown-form": ('form = "treaty"', 'form = "pact"', "agreement 1", "one of family, treaty"),
    "names-no-lists": ('["Ein Vertrag"]', '"Ein Vertrag"', "agreement 1", "list of texts"),
    "names-no-english": ('en = ["A', 'fr = ["A', "agreement 1", "lacks en; add it"),
    "names-empty": ('["A treaty", "The treaty"]', "[]", "agreement 1", "at least one name"),
    "delay": ("[[agreement]]", '[[agreement]]\nentry_delay = "3"', "agreement 1", "P3M"),
    "no-id": ('id = "a-source"', "", "source 1", "lacks id; add it"),
    "published": ('published = "2025-11-07"', 'published = "7.x"', "source 1", "7.x"),
    "unknown-field": ('kind = "signed"', 'efective = "2026"', "event 1", "write effective"),
    "one-table": ("[[event]]", "[event]", "event", "write [[event]] above"),
    "unknown-table": ("[[event]]", "[[events]]", "events", "is no part"),
    "default": ("\n[[agreement]]", "default = 5\n[[agreement]]", "default", "write a text"),
    "participant": ('"US:witness"', '"US"', "event 1", "COUNTRY:ROLE"),
    "participants": ('["US:witness"]', "[1]", "event 1", "list of texts"),
    "cite": ("cite = [{", "cite = [1, {", "event 1", "cite holds"),
    "cite-no-source": ('source = "a-source", start', "start", "event 1", "lacks source"),
    "passage-empty": ("end = 9", "end = 5", "event 1", "start below end"),
    "passage-half": ("start = 5, ", "", "event 1", "write both"),
    "passage-true": ("start = 5", "start = true", "event 1", "write a whole number"),
    "stance": ('"disputes"', '"doubts"', "citation 1", "write one of supports, disputes"),
    "expects": ("[[event]]", '[[event]]\nexpects = "miracle"', "event 1", "one of signing"),
    "cites-none": ('kind = "signed", date', 'kind = "ratified", date', "citation 1", "fits 0 of"),
    "cites-several": (EVENT, EVENT + EVENT.replace("participants", 'speaker = "X"\nparticipants'),
                      "citation 1", "fits 2 of the journal, not one; name more of its fields"),
    "cites-by-what": ('date = "2025-11-06" }', 'said = "soon" }', "citation 1", 'a field "said"'),
    "no-toml": ("[[source]]", "[[source]", "the file", "is no TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "rest"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_record_is_a_sentence(
    tmp_path: Path, old: str, new: str, place: str, rest: str
) -> None:
    """The sentence names the file and the record in it, and says what to write."""
    assert old in WHOLE
    paths = written(tmp_path, WHOLE.replace(old, new, 1))
    with pytest.raises(BadRecord) as caught:
        read_journal(paths)
    error = caught.value
    assert error.sentence.startswith(f"part-1.toml, {place}: ")
    assert rest in error.sentence
    assert "\n" not in error.sentence
    assert (error.exit_code, error.details) == (2, {"file": "part-1.toml", "place": place})


@pytest.mark.parametrize(
    ("raw", "rest"),
    [(b'default = "\xe4"', "save it as such"), (None, "check its name and its permissions")],
)
def test_a_file_that_cannot_be_read_is_a_sentence(
    tmp_path: Path, raw: bytes | None, rest: str
) -> None:
    """A file that is not there, or is no UTF-8, is named with what to do."""
    path = tmp_path / "part-1.toml"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(BadRecord) as caught:
        read_journal([path])
    assert caught.value.sentence.startswith("part-1.toml, the file: ")
    assert caught.value.sentence.endswith(rest)


def test_of_a_journal_with_a_fault_nothing_is_loaded(
    ledger: Ledger, location: Location, tmp_path: Path, now: datetime
) -> None:
    """The last record of the last file keeps the first of the first file out."""
    paths = written(tmp_path, WHOLE, EVENT.replace("2025-11-06", "nonsense"))
    with pytest.raises(BadRecord):
        seed(ledger, author="me", clock=now, paths=paths)
    with reading(location) as reader:
        for table in ("agreements", "sources", "events", "changes"):
            assert reader.rows(f"SELECT * FROM {table}") == []
    seeded = seed(ledger, author="me", clock=now, paths=paths[:1])
    assert (seeded.agreements, seeded.sources, seeded.events, seeded.events_added) == (1, 1, 1, 1)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(datetime.now(UTC)),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=150)
@given(data=st.data())
def test_no_record_is_a_traceback(data: st.DataObject) -> None:
    """Whatever stands in whichever field, the answer is a record or a sentence."""
    sort = data.draw(st.sampled_from(["agreement", "source", "event", "citation"]))
    record: dict[str, Any] = dict(tomllib.loads(WHOLE)[sort][0])
    name = data.draw(st.sampled_from([*FIELDS[sort], "other"]))
    record[name] = data.draw(VALUES)
    read = {
        "agreement": module._agreement,  # noqa: SLF001 - a file cannot hold all of these values
        "source": module._source,  # noqa: SLF001
        "event": module._draft,  # noqa: SLF001
        "citation": module._cited_again([]),  # noqa: SLF001
    }[sort]
    with suppress(BadRecord):
        module._placed(Path("part-1.toml"), sort, 1, record, read)  # noqa: SLF001
