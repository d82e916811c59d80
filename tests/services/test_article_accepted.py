"""The article of the seed from its text to the ledger: read by rules, accepted by a person."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.agreements import Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.domain.proposals import Verdict
from tracker.services.asking import Asked
from tracker.services.conflicts import find_conflicts
from tracker.services.ingest import ingest
from tracker.services.members import members
from tracker.services.pending import pending_steps
from tracker.services.review import accept_one, undecided
from tracker.services.seed import seed
from tracker.services.slots import Edits, NewAgreement
from tracker.services.texts import Told
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.proposals import of_source
from tracker.store.reader import Reader, reading

CHECKOUT = Path(__file__).resolve().parents[2]
ARTICLE = CHECKOUT.parent / "shared" / "article" / "kasachstan-abraham-abkommen.txt"
needs_article = pytest.mark.skipif(
    not ARTICLE.exists(),
    reason="the article is not beside this checkout; it is not ours to ship",
)
AT = datetime(2026, 1, 2, 12, tzinfo=UTC)
TODAY = date(2026, 1, 2)
STAMP = Stamp("desk", "a test", AT)
PUBLISHED = PartialDate.parse("2025-11-07")
ASKED = Asked(PartialDate.parse("2025-11-30"))
ACCORDS, MINERALS, RELATIONS = (
    "abraham-accords",
    "kazakhstan-us-minerals",
    "kazakhstan-israel-relations",
)
MADE = {
    ACCORDS: (Form.FAMILY, Binding.SIGNATURE),
    MINERALS: (Form.MEMORANDUM, Binding.SIGNATURE),
    RELATIONS: (Form.RELATIONS, Binding.SIGNATURE),
}
"""The first edit: what each agreement is, told with the first proposal that names it."""

OF_NAMES = {"Mineralien": MINERALS, "Beziehungen": RELATIONS, "Abraham": ACCORDS}
DAY_OF_A_CANDIDATE = {"date": "2025-11-07"}
"""The second edit: a candidate is one by being named, on the day of the article. The text itself
gives no day, so that it would be by that day."""

MEMBERS = ("agreement", "country", "status", "member", "since", "until")
PENDING = ("agreement", "country", "step", "expected_since", "by", "due")
CONFLICTS = ("agreement", "country", "about", "says")


def answers(location: Location) -> dict[str, list[tuple[Any, ...]]]:
    """What `members --all`, `pending` and `conflicts` say of the article's agreements."""
    with reading(location) as reader:
        return {
            "members": [
                tuple(row[name] for name in MEMBERS)
                for key in MADE
                for row in members(reader, key, asked=ASKED, everyone=True).rows
            ],
            "pending": [
                tuple(row[name] for name in PENDING)
                for row in pending_steps(reader, asked=ASKED).rows
            ],
            "conflicts": [
                tuple(
                    (row | {"says": [each["says"] for each in row["claims"]]})[n] for n in CONFLICTS
                )
                for row in find_conflicts(reader, asked=ASKED).rows
            ],
        }


@pytest.fixture
def by_fixtures(templates: Any, tmp_path: Path) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """What a ledger answers that has the article's facts, and no others, from the fixtures."""
    agreements = tmp_path / "agreements.toml"
    shipped = (CHECKOUT / "fixtures" / "agreements.toml").read_text(encoding="utf-8")
    # The sources of agreements are in another file, with other facts.
    kept = [line for line in shipped.splitlines() if not line.startswith("source =")]
    agreements.write_text("\n".join(kept), encoding="utf-8")
    with templates.copy_of("countries") as location:
        with Ledger(location) as ledger:
            paths = [agreements, CHECKOUT / "fixtures" / "article.toml"]
            seed(ledger, author="seed", clock=AT, paths=paths)
        yield answers(location)


def read_article(ledger: Ledger) -> str:
    """Ingest the article; the key of its source."""
    return ingest(ledger, str(ARTICLE), Told(published=PUBLISHED), at=AT).source.ref


def accept_all(
    ledger: Ledger, location: Location, *, edits: Callable[[str, bool], Edits]
) -> list[str]:
    """Accept every proposal in the order of the text.

    Arguments:
        edits: what is changed, by the kind and whether it is the first of its agreement.

    Returns:
        the keys of the agreements that were made on the way.
    """
    with reading(location) as reader:
        waiting = undecided(reader)
    made: list[str] = []
    for each in waiting:
        key = next(key for word, key in OF_NAMES.items() if word in each.proposal.agreement_name)
        change = edits(each.proposal.kind, key not in made)
        if change.agreement is not None:
            form, binds_by = MADE[key]
            new = NewAgreement(each.proposal.agreement_name, key, form, binds_by)
            change = Edits(change.slots, new)
        outcome = accept_one(ledger, each, change, stamp=STAMP, today=TODAY)
        made += [outcome.made] if outcome.made else []
    return made


def as_a_reviewer(kind: str, is_first: bool) -> Edits:
    """The few changes that somebody makes who knows the agreements."""
    slots = DAY_OF_A_CANDIDATE if kind == "named_candidate" else {}
    return Edits(slots, NewAgreement("") if is_first else None)


def decided(reader: Reader, source: str) -> list[Verdict | None]:
    """What was decided on each proposal of a source."""
    found = of_source(reader, source)
    return [each.decision.verdict if each.decision else None for each in found]


@needs_article
def test_accepted_it_says_what_the_fixtures_say(
    ledger: Ledger, location: Location, by_fixtures: dict[str, list[tuple[Any, ...]]]
) -> None:
    """In an empty ledger members, open steps and conflicts come to be as the fixtures let them."""
    source = read_article(ledger)
    made = accept_all(ledger, location, edits=as_a_reviewer)
    assert sorted(made) == sorted(MADE)
    assert answers(location) == by_fixtures
    with reading(location) as reader:
        assert set(decided(reader, source)) == {Verdict.ACCEPTED}


@needs_article
def test_the_answers_are_those_of_the_article(ledger: Ledger, location: Location) -> None:
    """Kazakhstan is announced, its signing is open without a day, and the stage is disputed."""
    read_article(ledger)
    accept_all(ledger, location, edits=as_a_reviewer)
    found = answers(location)
    accords = {row[1]: row[2:4] for row in found["members"] if row[0] == ACCORDS}
    assert accords == {
        "KZ": ("announced", "no"),
        "SA": ("candidate", "no"),
        "SY": ("candidate", "no"),
    }
    assert found["pending"] == [(ACCORDS, "KZ", "signing", "2025-11-06", "Donald Trump", None)]
    assert [row[:3] for row in found["conflicts"]] == [(ACCORDS, "KZ", "stage")]


@needs_article
def test_without_the_day_of_a_candidate_only_that_day_differs(
    ledger: Ledger, location: Location, by_fixtures: dict[str, list[tuple[Any, ...]]]
) -> None:
    """Who changes nothing but the agreements has both candidates by the day, and not on it."""
    read_article(ledger)
    accept_all(ledger, location, edits=lambda _, is_first: as_a_reviewer("", is_first))
    found = answers(location)
    both = list(zip(found.pop("members"), by_fixtures.pop("members"), strict=True))
    assert found == by_fixtures
    differing = [(one, other) for one, other in both if one != other]
    assert [one[:2] for one, _ in differing] == [(ACCORDS, "SA"), (ACCORDS, "SY")]
    assert [(one[4], other[4]) for one, other in differing] == [
        ("[..2025-11-07]", "2025-11-07")
    ] * 2


@needs_article
def test_ingested_again_it_asks_nothing_anew(ledger: Ledger, location: Location) -> None:
    """After all was accepted the same file proposes nothing that is still to be decided on."""
    read_article(ledger)
    accept_all(ledger, location, edits=as_a_reviewer)
    before = answers(location)
    read_article(ledger)
    with reading(location) as reader:
        assert undecided(reader) == []
    assert answers(location) == before


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kenya signed a deal with the United Arab Emirates on fishing."),
        ("de", "Kenia unterzeichnete einen Vertrag mit Indien über Fischfang."),
        ("en", "Kenya and Uganda signed the Nairobi Convention on Monday."),
    ],
)
def test_what_was_learnt_from_a_text_asks_nothing_anew(
    ledger: Ledger, location: Location, tmp_path: Path, language: str, text: str
) -> None:
    """The ledger knows the agreement by then, and proposes the same of the same file."""
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    told = Told(published=PUBLISHED, language=language)
    source = ingest(ledger, str(file), told, at=AT).source.ref
    with reading(location) as reader:
        waiting = undecided(reader)
    assert len(waiting) == 2
    for each in waiting:
        accept_one(ledger, each, stamp=STAMP, today=TODAY)
    ingest(ledger, str(file), told, at=AT)
    with reading(location) as reader:
        assert decided(reader, source) == [Verdict.ACCEPTED] * 2
    with reading(location) as reader:
        assert undecided(reader) == []
