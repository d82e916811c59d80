"""The article that the project began with: all that it says is proposed, and nothing else."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.events import Expectation, Role
from tracker.domain.kinds import KINDS, ExpectedStep, Group
from tracker.domain.proposals import Modality, Proposal
from tracker.ingest.extract import extract
from tracker.ingest.reading import Article, Reading

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "article"
TEXT = FOLDER / "kasachstan-abraham-abkommen.txt"
GOLD = FOLDER / "gold.json"
pytestmark = pytest.mark.skipif(
    not (TEXT.exists() and GOLD.exists()),
    reason="the article is not beside this checkout; it is not ours to ship",
)
PUBLISHED = date(2025, 11, 7)
ACCORDS = "Abraham-Abkommen"
UNNAMED_SIGNATORIES = {"AE", "BH", "MA", "SD"}
OF_THE_OTHER_STORY = {"QA"}
DONE = {Modality.ACTUAL, Modality.HISTORIC}


@cache
def text() -> str:
    """The article, with its own ends of lines."""
    return TEXT.read_bytes().decode()


@cache
def gold() -> dict[str, Any]:
    """What a person says that it tells."""
    found: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return found


@cache
def read(published: date | None = PUBLISHED) -> Reading:
    """The article as it is read."""
    return extract(Article(text(), published))


def proposals(kind: str, country: str | None = None) -> list[Proposal]:
    """What is proposed of a kind, of a country if one is given."""
    found = read().proposals
    return [p for p in found if p.kind == kind and country in (None, p.country)]


def on(span: dict[str, Any], kind: str, country: str | None = None) -> Proposal:
    """The one proposal of a kind on a passage."""
    [found] = [p for p in proposals(kind, country) if p.start < span["end"] > span["start"] < p.end]
    return found


def event(ref: str) -> dict[str, Any]:
    """The passage of an event of the gold."""
    [found] = [each["evidence"] for each in gold()["events"] if each["id"] == ref]
    return dict(found)


def who(proposal: Proposal) -> set[tuple[str, str]]:
    """Who else took part, and as what."""
    return {(each.country, each.role.value) for each in proposal.participants}


def named(proposal: Proposal) -> set[str]:
    """All countries that a proposal names in any slot."""
    others = {each.country for each in proposal.participants}
    return others | {c for c in (proposal.country, proposal.speaker_country) if c}


def acts(*countries: str) -> list[Proposal]:
    """What is proposed as an act, whoever tells it how, of some countries."""
    found = [p for p in read().proposals if KINDS[p.kind].group is Group.ACT]
    return [p for p in found if named(p) & set(countries)]


class TestWhatItSays:
    def test_it_is_german_and_each_quote_is_its_own_words(self) -> None:
        """The language is told without help, and every proposal cites what stands there."""
        assert read().language == "de"
        for each in read().proposals:
            assert each.quote == text()[each.start : each.end]

    def test_the_accession_is_announced_by_the_us_president(self) -> None:
        """On the Thursday before the day of publication, and as no more than announced."""
        found = on(event("A1"), "announced", "KZ")
        assert found.date is not None
        assert (found.date.text, found.date_said) == ("2025-11-06", "am Donnerstag")
        assert (found.speaker, found.speaker_country) == ("Donald Trump", "US")
        assert (found.agreement_name, found.modality) == (ACCORDS, Modality.ACTUAL)

    def test_the_ceremony_is_pending_without_a_day(self) -> None:
        """A signing is expected, "soon" as its announcer says it, and no day is made up."""
        span = event("P1")
        [found] = [
            p
            for p in read().proposals
            if p.kind in {"announced", "ceremony_scheduled"}
            and p.start < span["end"]
            and span["start"] < p.end
        ]
        assert found.expects == Expectation(ExpectedStep.SIGNING, said="bald")
        assert (found.country, found.speaker) == ("KZ", "Donald Trump")
        assert found.effective is None

    def test_what_the_kazakh_government_claims_stands_for_itself(self) -> None:
        """The final phase of talks and the planned accession are two claims of its own."""
        talks, joining = on(event("A3"), "negotiating"), on(event("A2"), "announced")
        for found in (talks, joining):
            assert (found.country, found.speaker_country) == ("KZ", "KZ")
            assert found.speaker == "kasachische Regierung"
            assert (found.agreement_name, found.date) == (ACCORDS, None)
        assert joining.modality is Modality.PLANNED
        assert len({p.ref for p in (talks, joining, on(event("A1"), "announced"))}) == 3

    def test_the_call_of_three_came_before_the_announcement(self) -> None:
        """All three countries are in it, and its date is a bound, for no day is told."""
        [found] = proposals("call")
        assert {found.country, *(each.country for each in found.participants)} == {
            "KZ",
            "US",
            "IL",
        }
        assert found.date is not None
        assert found.date.text == "[..2025-11-06]"

    def test_the_normalisation_of_2020_names_no_subject(self) -> None:
        """Israel is its counterpart and the USA its mediator; who else was in it is not told."""
        found = on(event("E2"), "relations_established")
        assert found.country is None
        assert who(found) == {("IL", Role.COUNTERPART.value), ("US", Role.MEDIATOR.value)}
        assert found.date is not None
        assert (found.date.text, found.agreement_name) == ("2020", ACCORDS)
        assert found.modality is Modality.HISTORIC

    def test_the_minerals_agreement_is_signed_by_both_and_undated(self) -> None:
        """Kazakhstan and the USA signed it, on a day that nobody says."""
        found = proposals("signed")
        assert {p.country for p in found} == {"KZ", "US"}
        span = event("E3")
        for each in found:
            assert span["start"] < each.end <= span["end"]
            assert (each.date, each.date_said, each.effective) == (None, "", None)
            assert "Mineralien" in each.agreement_name
            assert each.modality is Modality.ACTUAL

    @pytest.mark.parametrize(("ref", "country"), [("P2", "SA"), ("P3", "SY")])
    def test_who_is_wanted_is_named_a_candidate(self, ref: str, country: str) -> None:
        """It is the US government that wants them in the accords."""
        found = on(event(ref), "named_candidate", country)
        assert (found.speaker_country, found.agreement_name) == ("US", ACCORDS)
        assert found.date is None

    def test_relations_of_more_than_thirty_years_are_a_bound(self) -> None:
        """Kazakhstan and Israel have them since some day no later than thirty years before."""
        relation = gold()["relations"][0]["evidence"]
        for country, other in (("KZ", "IL"), ("IL", "KZ")):
            found = on(relation, "relations_established", country)
            assert found.date is not None
            assert found.date.text == "[..1995-11-07]"
            assert who(found) == {(other, Role.COUNTERPART.value)}
            assert found.agreement_name != ACCORDS

    def test_every_statement_is_found_with_its_speaker(self) -> None:
        """The thirteen of the gold stand against the thirteen that are proposed, in order."""
        asked, found = gold()["statements"], proposals("statement")
        assert len(found) == len(asked)
        for gold_statement, each in zip(asked, found, strict=True):
            span = gold_statement["evidence"]
            is_whole = each.start <= span["start"] and span["end"] - each.end <= len(".")
            assert is_whole, gold_statement["id"]
            assert (each.speaker_country or "") == gold_statement["speaker_country"]
            if "anonym" in gold_statement["speaker"]:
                assert each.speaker.startswith("US-Beamte")
            else:
                assert each.speaker == gold_statement["speaker"]

    def test_both_spellings_are_one_person(self) -> None:
        """Whoever is spelled in two ways speaks under one name."""
        [person] = [p for p in gold()["people"] if p["country"] == "KZ"]
        for spelling in (person["name"], *person["aliases_seen"]):
            assert spelling in text()
        of_kz = {p.speaker for p in proposals("statement") if "Tokajew" in p.speaker}
        assert of_kz == {person["name"]}

    def test_a_statement_of_last_month_is_dated_to_it(self) -> None:
        """Only what is told with a time has a date."""
        dates = {
            each["id"]: p.date and p.date.text
            for each, p in zip(gold()["statements"], proposals("statement"), strict=True)
        }
        told = {ref: day for ref, day in dates.items() if day}
        assert told == {"S1": "2025-11-06", "S5": "2025-10"}


class TestWithoutADayOfPublication:
    def test_no_relative_date_is_resolved(self) -> None:
        """Only the year that stands there is a date; nothing is guessed."""
        found = read(None).proposals
        assert {p.date.text for p in found if p.date} == {"2020"}
        assert [p for p in found if p.effective or (p.expects and p.expects.due)] == []
        assert len(found) >= len(read().proposals)

    def test_it_says_which_dates_stay_open(self) -> None:
        """The two relative dates and the bound are listed, at their places."""
        places = {(each.start, each.end): each.words for each in read(None).open_dates}
        for (start, end), words in places.items():
            assert text()[start:end] == words
        relative = {
            (each["start"], each["end"]): each["quote"]
            for each in gold()["dates"]
            if each["type"] in {"weekday_past", "relative_month", "open_duration"}
        }
        deictic = {
            (each["start"], each["end"])
            for each in gold()["dates"]
            if each["type"] == "deictic_in_quote"
        }
        assert {at: words for at, words in places.items() if at not in deictic} == relative
        assert read().open_dates == ()

    def test_a_day_that_is_told_later_asks_nothing_anew(self) -> None:
        """What was decided before the day of publication was known is not proposed once more."""
        assert {p.ref for p in read().proposals} <= {p.ref for p in read(None).proposals}


class TestWhatIsNotInIt:
    def test_no_country_is_named_that_it_leaves_unnamed(self) -> None:
        """Those who signed in 2020 and the country of the other story appear in no slot."""
        every = set().union(*(named(p) for p in read().proposals))
        assert every == {"KZ", "US", "IL", "SA", "SY"}
        assert not every & (UNNAMED_SIGNATORIES | OF_THE_OTHER_STORY)

    def test_saudi_arabia_and_syria_do_nothing(self) -> None:
        """No act, no talks, no announcement: they are candidates, and nothing else."""
        found = [p for p in read().proposals if named(p) & {"SA", "SY"}]
        assert {(p.kind, p.country) for p in found} == {
            ("named_candidate", "SA"),
            ("named_candidate", "SY"),
        }

    def test_kazakhstan_has_joined_nothing_yet(self) -> None:
        """Of the accords it neither signed, ratified nor acceded, and nothing is in force."""
        of_accords = [p for p in acts("KZ") if p.agreement_name == ACCORDS]
        assert of_accords == []
        assert {p.kind for p in acts("KZ")} == {"signed", "relations_established"}

    def test_the_usa_are_no_party_of_the_accords(self) -> None:
        """They are the mediator of 2020, and sign the minerals agreement alone."""
        of_accords = [p for p in acts("US") if p.agreement_name == ACCORDS]
        assert {p.country for p in of_accords} == {None}
        assert {role for p in of_accords for c, role in who(p) if c == "US"} == {"mediator"}

    def test_neither_agreement_nor_ceremony_has_a_day(self) -> None:
        """The minerals agreement has no date, and the ceremony is due on no day."""
        assert {p.date for p in proposals("signed")} == {None}
        assert all(p.expects.due is None for p in read().proposals if p.expects)
        assert proposals("ceremony_scheduled") == [] or {
            p.effective for p in proposals("ceremony_scheduled")
        } == {None}

    def test_officials_stay_without_a_name(self) -> None:
        """Nobody is named who is not named there."""
        named_people = {"Donald Trump", "Kassym-Schomart Tokajew"}
        speakers = {p.speaker for p in read().proposals} - {"", "Axios"}
        assert named_people <= speakers
        unnamed = speakers - named_people
        assert all(name.startswith(("US-Beamte", "kasachische", "Regierung")) for name in unnamed)

    def test_the_writers_own_thoughts_are_no_acts(self) -> None:
        """On what the writer thinks of it, nothing is proposed as done, and nobody says it."""
        for each in gold()["author_commentary_not_facts"]:
            inside = [
                p for p in read().proposals if p.start < each["end"] and each["start"] < p.end
            ]
            assert [p for p in inside if KINDS[p.kind].group is Group.ACT] == []

    def test_a_trap_gives_no_country(self) -> None:
        """A newspaper's name, "Arab states" and a region stand for no country."""
        for trap in gold()["country_traps"]:
            alone = f"{trap['quote']} unterzeichnete das Abkommen von Nairobi."
            assert [p for p in extract(Article(alone, PUBLISHED, "de")).proposals if named(p)] == []

    def test_the_last_line_is_another_story(self) -> None:
        """It proposes nothing and is listed as left out, from its first to its last character."""
        [line] = gold()["boilerplate"]
        [left] = read().left_out
        assert (left.start, left.end) == (line["start"], line["end"])
        assert [p for p in read().proposals if p.end > line["start"]] == []
