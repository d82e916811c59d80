"""The article of the seed, proposed and accepted: the ledger answers as the fixtures let it."""

import json
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.domain.events import Expectation, Participant, read_participant
from tracker.domain.kinds import KINDS, ExpectedStep, Group
from tracker.domain.proposals import Modality, Proposal
from tracker.domain.sources import Source
from tracker.services.asking import Asked
from tracker.services.conflicts import find_conflicts
from tracker.services.members import members
from tracker.services.pending import pending_steps
from tracker.services.review import accept_named, undecided
from tracker.services.review_file import apply, export_lines
from tracker.services.seed import seed
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.proposing import keep
from tracker.store.reader import reading
from tracker.store.sources import add_source
from tracker.store.writer import Writer

CHECKOUT = Path(__file__).resolve().parents[2]
ARTICLE = next((CHECKOUT.parent / "shared" / "article").glob("kasachstan-*.txt"), None)
needs_article = pytest.mark.skipif(
    ARTICLE is None, reason="the article is not beside this checkout; it is not ours to ship"
)
AT = datetime(2026, 1, 2, 12, tzinfo=UTC)
TODAY = date(2026, 1, 2)
STAMP = Stamp("desk", "a test", AT)
BY_PUBLICATION = "[..2025-11-07]"
REFERENCES = {"event", "last_event", "ref"}
"""What differs, for the words of a statement are its own there and the text's here."""


def table(name: str) -> dict[str, Any]:
    with (CHECKOUT / "fixtures" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def proposals(text: str) -> list[Proposal]:
    """What the fixtures say of the article, as a reading of it would propose it."""
    return [
        _proposal(event, cited["start"], cited["end"], text)
        for event in table("article")["event"]
        for cited in event["cite"]
    ]


def _proposal(event: dict[str, Any], start: int, end: int, text: str) -> Proposal:
    is_dated = event["date"] != BY_PUBLICATION
    joined = (read_participant(each) for each in event.get("participants", ()))
    expects = event.get("expects")
    return Proposal(
        kind=event["kind"],
        start=start,
        end=end,
        quote=text[start:end],
        rule="by hand",
        country=event.get("country"),
        agreement_name=event["agreement"].replace("-", " "),
        date=PartialDate.parse(event["date"]) if is_dated else None,
        speaker=event.get("speaker", ""),
        expects=Expectation(ExpectedStep(expects), said=event.get("said", "")) if expects else None,
        participants=tuple(Participant(country, role) for country, role in joined),
    )


def put(location: Location, text: str, *, named: bool) -> list[Proposal]:
    """A ledger with the article and its proposals.

    Arguments:
        named: whether it knows the agreements.
    """
    source = Source(
        "rt-de-2025-11-07",
        "https://example.org/article",
        language="de",
        published=PartialDate.parse("2025-11-07"),
        content=text,
    )
    found = proposals(text)

    def work(writer: Writer) -> None:
        add_source(writer.connection, source, at=AT)
        keep(writer, source.ref, found, at=AT)
        if not named:
            return
        keys = {event["agreement"] for event in table("article")["event"]}
        for each in table("agreements")["agreement"]:
            if each["key"] in keys:
                form, binding = Form(each["form"]), Binding(each["binds_by"])
                made = Agreement(each["key"], each["key"].replace("-", " "), form, binding)
                reference.put_agreement(writer.connection, made, [("en", made.name)])

    with Ledger(location) as ledger:
        ledger.write(work)
    return found


def answers(location: Location) -> dict[str, Any]:
    """What the ledger says of all agreements of the article, without references."""
    asked = Asked(PartialDate.parse("2025-11-30"))
    with reading(location) as reader:
        keys = sorted({event["agreement"] for event in table("article")["event"]})
        return {
            "members": [
                _bare(row)
                for key in keys
                for row in members(reader, key, asked=asked, everyone=True).rows
            ],
            "pending": [_bare(row) for row in pending_steps(reader, asked=asked).rows],
            "conflicts": [
                {**_bare(row), "claims": sorted(map(str, map(_bare, row["claims"])))}
                for row in find_conflicts(reader, asked=asked).rows
            ],
        }


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    # The source is told by its URL, which is another one here.
    left_out = REFERENCES | {"source", "last_known"}
    return {key: value for key, value in row.items() if key not in left_out}


@pytest.fixture
def text() -> str:
    """The article."""
    assert ARTICLE is not None
    return ARTICLE.read_text(encoding="utf-8")


@pytest.fixture
def by_fixtures(templates: Any, tmp_path: Path) -> Any:
    """What a ledger answers that has the article's facts from the fixtures."""
    agreements = tmp_path / "agreements.toml"
    lines = (CHECKOUT / "fixtures" / "agreements.toml").read_text(encoding="utf-8").splitlines()
    agreements.write_text(
        "\n".join(line for line in lines if not line.startswith("source =")), encoding="utf-8"
    )
    with templates.copy_of("countries") as location:
        with Ledger(location) as ledger:
            paths = [agreements, CHECKOUT / "fixtures" / "article.toml"]
            seed(ledger, author="seed", clock=AT, paths=paths)
        yield answers(location)


@needs_article
def test_accepted_it_says_what_the_fixtures_say(
    location: Location, text: str, by_fixtures: Any
) -> None:
    """Members, open steps and conflicts are the same, whoever recorded the facts."""
    found = put(location, text, named=True)
    with Ledger(location) as ledger:
        outcomes = accept_named(ledger, [each.ref for each in found], stamp=STAMP, today=TODAY)
    assert all(outcome.made is None for outcome in outcomes)
    assert answers(location) == by_fixtures
    assert by_fixtures["pending"][0]["due_said"] == "soon"


@needs_article
def test_in_a_ledger_that_knows_no_agreement_it_says_the_same(
    location: Location, text: str, by_fixtures: Any
) -> None:
    """With the agreements made on the way, as a file of decisions describes them."""
    put(location, text, named=False)
    keys = {each["key"]: each for each in table("agreements")["agreement"]}
    lines = []
    with reading(location) as reader:
        for row in export_lines(reader, None, clock=AT, today=TODAY):
            made = keys[row["agreement"]["key"]]
            described = {"form": made["form"], "binds_by": made["binds_by"]}
            decided = {"decision": "accept", "agreement": row["agreement"] | described}
            lines.append(json.dumps(row | decided))
    with Ledger(location) as ledger:
        outcomes = apply(ledger, "decisions", lines, stamp=STAMP, today=TODAY)
    assert sum(outcome.made is not None for _, outcome in outcomes) == 3
    assert answers(location) == by_fixtures
    with reading(location) as reader:
        assert undecided(reader) == []


@needs_article
def test_nothing_of_it_is_recorded_as_done_that_is_only_planned(
    location: Location, text: str
) -> None:
    """Were every act of it told as a plan, nobody would be a member of anything."""
    found = put(location, text, named=True)
    planned = [
        each if KINDS[each.kind].group is not Group.ACT else _planned(each) for each in found
    ]
    with Ledger(location) as ledger:
        ledger.write(lambda writer: keep(writer, "rt-de-2025-11-07", planned, at=AT))
        accept_named(ledger, [each.ref for each in planned], stamp=STAMP, today=TODAY)
    statuses = {(row["country"], row["status"]) for row in answers(location)["members"]}
    assert {status for _, status in statuses} <= {"announced", "candidate"}


def _planned(proposal: Proposal) -> Proposal:
    return replace(proposal, modality=Modality.PLANNED)
