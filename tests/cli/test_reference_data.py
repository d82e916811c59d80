"""Agreements, countries and sources: listed, shown, added."""

from pathlib import Path

import pytest

from cli.commandline import Tracker, contents
from tracker.store.location import Location

ARTICLE = next(
    (Path(__file__).resolve().parents[3] / "shared" / "article").glob("kasachstan-*.txt"), None
)
needs_article = pytest.mark.skipif(
    ARTICLE is None, reason="the article is not beside this checkout; it is not ours to ship"
)


class TestAgreements:
    def test_instruments_are_listed_below_their_family(self, ask: Tracker) -> None:
        """The bare command is the list, the family first and its instruments after it."""
        rows = ask("agreements list --json").rows
        keys = [row["agreement"] for row in rows]
        assert keys[0] == "abraham-accords"
        assert {row["family"] for row in rows[1:8]} == {"abraham-accords"}
        assert sum(row["events"] for row in rows) == 71
        assert ask("agreements").out == ask("agreements list").out

    def test_one_is_shown_with_names_and_instruments(self, ask: Tracker) -> None:
        """Any name in either language finds it; without a name it is the default."""
        row = ask("agreements show Abraham-Verträge --json").row
        assert row["agreement"] == "abraham-accords"
        assert "de: Abraham-Abkommen" in row["names"]
        assert "israel-uae-treaty" in row["instruments"]
        assert ask("agreements show --json").row == row

    def test_one_is_added_with_all_that_is_told_of_it(self, run: Tracker) -> None:
        """Names in both languages, form, what binds, family, delay and note are kept."""
        ran = run(
            "agreements add peace-protocol --name 'Peace Protocol' --name 'Protocol of Peace' "
            "--name-de Friedensprotokoll --form treaty --binds-by ratification "
            "--family Abraham-Abkommen --entry-delay P3M --note 'A trial.'"
        )
        assert ran.out == "added peace-protocol, a treaty that binds by ratification\n"
        row = run("agreements show Friedensprotokoll --json").row
        assert (row["agreement"], row["name"]) == ("peace-protocol", "Peace Protocol")
        assert (row["family"], row["entry_delay"]) == ("abraham-accords", "P3M")
        assert row["note"] == "A trial."
        assert set(row["names"]) == {
            *("de: Friedensprotokoll", "en: Peace Protocol", "en: Protocol of Peace"),
        }
        assert run("history --limit 1 --json").row["command"] == "agreements add peace-protocol"

    def test_a_form_has_its_usual_binding(self, run: Tracker) -> None:
        """A declaration binds by signature unless something else is said."""
        run("agreements add a-declaration --name One --form declaration")
        assert run("agreements show a-declaration --json").row["binds_by"] == "signature"

    @pytest.mark.parametrize(
        ("words", "code", "sentence"),
        [
            ("add no-name", 2, "an agreement needs a name; add --name"),
            ("add no-name --name ' '", 2, "an agreement needs a name; add --name"),
            ("add Upper --name X", 2, "cannot be the key of an agreement"),
            ("add abraham-accords --name X", 4, "see: tracker agreements show abraham-accords"),
            ("add other --name Abraham-Abkommen", 4, "is abraham-accords already"),
            ("add other --name X --family israel-uae-treaty", 2, "is a treaty and no family"),
            ("add other --name X --family Xyzzy", 3, "tracker agreements lists them"),
            ("add other --name X --entry-delay soon", 2, "P3M"),
            ("add other --name X --form pact", 2, "is not one of"),
            ("show Xyzzy", 3, "tracker agreements lists them"),
            ("default Xyzzy", 3, "tracker agreements lists them"),
            ("shwo", 2, "no such command"),
        ],
    )
    def test_what_cannot_be_done_is_said(
        self, run: Tracker, seeded: Location, words: str, code: int, sentence: str
    ) -> None:
        """Nothing is added, and the sentence says why and what to do."""
        before = contents(seeded)
        ran = run(f"agreements {words}")
        assert (ran.code, ran.out) == (code, "")
        assert sentence in ran.err
        assert contents(seeded) == before

    def test_the_default_is_what_is_meant_where_none_is_named(self, run: Tracker) -> None:
        """Another default changes what the other commands speak of."""
        ran = run("agreements default 'Abraham Accords Peace Agreement'")
        assert ran.out == "israel-uae-treaty is the default now\n"
        assert run("members --json").answer["agreement"] == "israel-uae-treaty"
        [default] = [row for row in run("agreements list --json").rows if row["default"]]
        assert default["agreement"] == "israel-uae-treaty"


class TestCountries:
    def test_all_are_listed_by_name(self, ask: Tracker) -> None:
        """States, former states, territories and organisations, in English or German."""
        rows = ask("countries list --json").rows
        by_code = {row["country"]: row for row in rows}
        assert len(rows) > 280
        assert by_code["KZ"]["alpha3"] == "KAZ"
        assert {by_code[c]["kind"] for c in ("CSHH", "DDDE")} == {"former"}
        german = {r["country"]: r["name"] for r in ask("countries list --language de --json").rows}
        assert german["KZ"] == "Kasachstan"
        assert ask("countries").out == ask("countries list").out

    def test_they_are_narrowed_to_a_kind(self, ask: Tracker) -> None:
        """--kind lists only these, and a kind that is none is refused."""
        assert {row["kind"] for row in ask("countries list --kind former --json").rows} == {
            "former"
        }
        assert ask("countries list --kind empire").code == 2

    def test_one_is_shown_with_its_names(self, ask: Tracker) -> None:
        """Any name finds it."""
        row = ask("countries show Kosova --json").row
        assert row["country"] == "XK"
        assert "de, common: Kosovo" in row["names"]
        assert ask("countries show Xyzzy").code == 3

    def test_one_is_added_that_no_list_has(self, run: Tracker) -> None:
        """It is found by either name at once, and events can be recorded about it."""
        ran = run("countries add x-atlantis --name Atlantis --name-de Atlantien --kind territory")
        assert ran.out == "added x-atlantis, Atlantis\n"
        assert run("countries show atlantien --json").row["kind"] == "territory"
        done = run("add-event interest --country Atlantien --date 2025-12-01")
        assert "Atlantis shows interest" in done.out
        assert "x-atlantis" in run("countries list --language de --format csv").out

    @pytest.mark.parametrize(
        ("words", "code", "sentence"),
        [
            ("add QQ --name Q", 2, "write x- and a name in small letters"),
            ("add x-Y! --name Q", 2, "x-"),
            ("add x-new --name Kasachstan", 4, "see: tracker countries show KZ"),
            ("add x-somaliland --name New", 4, '"x-somaliland" is x-somaliland already'),
            ("add x-new", 2, "missing option '--name'"),
        ],
    )
    def test_what_cannot_be_added_is_said(
        self, run: Tracker, seeded: Location, words: str, code: int, sentence: str
    ) -> None:
        """Codes are for ISO to give, and a name that is taken stays whose it is."""
        before = contents(seeded)
        ran = run(f"countries {words}")
        assert (ran.code, ran.out) == (code, "")
        assert sentence in ran.err
        assert contents(seeded) == before


class TestSources:
    def test_all_are_listed(self, ask: Tracker) -> None:
        """With how often each is cited, and whether its text is at hand."""
        rows = {row["source"]: row for row in ask("sources list --json").rows}
        assert rows["rt-de-2025-11-07"]["citations"] == 25
        assert not any(row["attached"] for row in rows.values())
        assert ask("sources").out == ask("sources list").out

    def test_one_is_shown_with_its_citations(self, ask: Tracker) -> None:
        """By key, its beginning, or URL, with every passage that is cited of it."""
        row = ask("sources show rt-de --json").row
        assert row["source"] == "rt-de-2025-11-07"
        assert ask("sources show --json", row["url"]).row == row
        assert len(row["citations"]) == 25
        assert {c["event"] for c in row["citations"] if c["start"] == 59} == {"ioyzm2yz"}
        assert ask("sources show xyzzy").code == 3
        several = ask("sources show r --json")
        assert several.code == 2
        assert several.error["candidates"] == ["rbc-ukraine-kazakhstan", "rt-de-2025-11-07"]

    def test_one_is_added(self, run: Tracker) -> None:
        """Its key is made from its URL; added again it is the same one."""
        words = "--title 'A report' --publisher Example --published 3.12.2025 --language en"
        ran = run(f"sources add https://example.org/report {words}")
        key = ran.out.split()[0]
        row = run(f"sources show {key} --json").row
        assert (row["title"], row["publisher"], row["language"]) == ("A report", "Example", "en")
        assert (row["published"], row["url"]) == ("2025-12-03", "https://example.org/report")
        assert run("sources add https://example.org/report").out == ran.out

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ("add report", "write it whole, with https://"),
            ("add https://example.org --published soonish", "cannot be read as a date"),
            ("attach rt-de /no/such/file", "check its name and permissions"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, run: Tracker, words: str, sentence: str) -> None:
        """A URL, a day or a file that is none is a usage error."""
        ran = run(f"sources {words}")
        assert (ran.code, ran.out) == (2, "")
        assert sentence in ran.err

    def test_another_file_is_not_attached(
        self, run: Tracker, seeded: Location, tmp_path: Path
    ) -> None:
        """A file that is not the source, or no text, is refused and nothing is kept."""
        before = contents(seeded)
        file = tmp_path / "other.txt"
        for content in (b"Another text.", b"\xff\xfe", b""):
            file.write_bytes(content)
            ran = run(f"sources attach rt-de {file}")
            assert ran.code == 4
            assert "attach the very file that was cited" in ran.err
        assert contents(seeded) == before

    def test_a_text_is_attached_and_cited_from(self, run: Tracker, tmp_path: Path) -> None:
        """With its text a quote gets its place, and a passage its words."""
        file = tmp_path / "report.txt"
        file.write_text("Kasachstan prüft das. Kasachstan unterschreibt.", encoding="utf-8")
        key = run("sources add https://example.org/report").out.split()[0]
        speaks = f"add-event statement --country KZ --date 2025-12-01 --source {key}"
        run(f"{speaks} --note before --quote unterschreibt")
        ran = run(f"sources attach {key} {file}")
        assert ran.out == f"attached to {key}; 0 cited passages stand where they should\n"
        quoted = run(f"{speaks} --note quoted --quote 'prüft das' --json").row["event"]
        placed = run(f"{speaks} --note placed --passage 11-20 --json").row["event"]
        for ref in (quoted, placed):
            [citation] = run(f"show {ref} --json").row["citations"]
            assert (citation["start"], citation["end"]) == (11, 20)
            assert citation["quote"] == "prüft das"
        assert run(f"sources attach {key} {file}").out.startswith(f"attached to {key}; 2 cited")
        assert run("db verify").code == 0

    @pytest.mark.parametrize(
        ("words", "code", "sentence"),
        [
            ("--quote Kasachstan", 4, "the quote stands 2 times in the text"),
            ("--quote Usbekistan", 4, "the quote stands 0 times in the text"),
            ("--passage 40-400", 2, "goes beyond the text, which has 47"),
        ],
    )
    def test_a_passage_that_is_not_there_is_refused(
        self, run: Tracker, tmp_path: Path, words: str, code: int, sentence: str
    ) -> None:
        """A quote must stand in the text exactly once, and a place within it."""
        file = tmp_path / "report.txt"
        file.write_text("Kasachstan prueft es. Kasachstan will signieren", encoding="utf-8")
        key = run("sources add https://example.org/report").out.split()[0]
        run(f"sources attach {key} {file}")
        ran = run(f"add-event statement --country KZ --date 2025-12-01 --source {key} {words}")
        assert ran.code == code
        assert sentence in ran.err

    def test_a_file_with_null_characters_is_no_text(self, run: Tracker, tmp_path: Path) -> None:
        """A null character cannot be kept by every engine, so such a file is refused."""
        file = tmp_path / "report.txt"
        file.write_bytes(b"a\0b")
        key = run("sources add https://example.org/report").out.split()[0]
        ran = run(f"sources attach {key} {file}")
        assert ran.code == 2
        assert "report.txt holds null characters" in ran.err

    def test_a_file_may_be_too_large(self, run: Tracker, tmp_path: Path) -> None:
        """What is far larger than any treaty is refused before it is read."""
        file = tmp_path / "report.txt"
        with file.open("wb") as sparse:
            sparse.truncate(50_000_001)
        key = run("sources add https://example.org/report").out.split()[0]
        ran = run(f"sources attach {key} {file}")
        assert ran.code == 2
        assert "attach the text alone" in ran.err

    @needs_article
    def test_the_article_holds_every_passage_that_is_cited(self, run: Tracker) -> None:
        """The one article proves every citation of it, and then shows their words."""
        ran = run(f"sources attach rt-de {ARTICLE}")
        assert ran.out == (
            "attached to rt-de-2025-11-07; 25 cited passages stand where they should\n"
        )
        row = run("sources show rt-de --json").row
        assert row["attached"] is True
        assert all(citation["quote"] for citation in row["citations"])
        assert run("db verify").code == 0
