"""The database itself: migrated, told apart, checked, proven, filled."""

from collections.abc import Callable
from pathlib import Path

import pytest
from decided import PROPOSAL, SOURCE, add_decided
from sqlalchemy import text

from cli.commandline import Ran, Tracker, contents, on
from tracker.store.engine import writing
from tracker.store.location import Engine, Location
from tracker.store.revision import HEAD

READING = (
    "members",
    "pending",
    "timeline",
    "show a",
    "why KZ",
    "conflicts",
    "history",
    "search x",
    "agreements",
    "countries",
    "sources",
    "people",
    "db verify",
    "db check",
)
WRITING = (
    "add-event statement --country KZ --date 2021",
    "undo",
    "agreements add a-pact --name Pact",
    "countries add x-new --name New",
    "sources add https://example.org/",
    "people add 'Maria Muster' --country AT",
    "db seed",
)


@pytest.fixture
def run_empty(empty_location: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a database without tables, which on SQLite is no file yet."""
    return on(empty_location, capsys)


def execute(location: Location, *statements: str) -> None:
    with writing(location) as connection:
        for statement in statements:
            connection.execute(text(statement))


class TestMigrating:
    def test_upgrade_makes_the_tables_and_knows_the_countries(self, run_empty: Tracker) -> None:
        """After an upgrade the database is current, holds the countries, and waits for events."""
        ran = run_empty("db upgrade")
        assert (ran.code, ran.err) == (0, "")
        row = run_empty("db current --json").row
        assert (row["state"], row["revision"]) == ("current", row["needed"])
        assert len(run_empty("countries list --json").rows) > 280
        assert run_empty("agreements").out == "(no agreements)\n"
        assert run_empty("sources").out == "(no sources)\n"
        assert run_empty("history").out == "(no changes)\n"
        assert run_empty("db check").code == 0

    def test_upgrade_again_changes_nothing(self, run: Tracker, seeded: Location) -> None:
        """A database that is current stays as it is."""
        before = contents(seeded)
        assert run("db upgrade").code == 0
        assert contents(seeded) == before

    def test_downgrade_loses_and_so_needs_a_yes(self, run: Tracker, seeded: Location) -> None:
        """Without --yes nothing is lost where nobody can be asked; with it the tables go."""
        before = contents(seeded)
        ran = run("db downgrade base")
        assert ran.code == 2
        assert "add --yes to do it all the same" in ran.err
        assert contents(seeded) == before
        assert run("db downgrade base --yes").code == 0
        assert run("db current --json").row["state"] == "none"

    def test_a_downgrade_makes_no_file(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Where there is no database there is nothing to take back, and none is made."""
        location = Location(Engine.SQLITE, f"sqlite:///{tmp_path}/new.db", tmp_path / "new.db")
        assert on(location, capsys)("db downgrade base --yes").code == 5
        assert list(tmp_path.glob("new*")) == []

    def test_an_upgrade_to_nowhere_makes_no_file(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A revision that is none is named, and no half of a database is left."""
        location = Location(Engine.SQLITE, f"sqlite:///{tmp_path}/new.db", tmp_path / "new.db")
        ran = on(location, capsys)("db upgrade 0999")
        assert ran.code == 2
        assert "tracker db history lists them" in ran.err
        assert list(tmp_path.glob("new*")) == []

    @pytest.mark.parametrize(
        ("words", "statement"),
        [
            ("upgrade --sql", "CREATE TABLE events"),
            ("downgrade 0001:base --sql", "DROP TABLE events"),
        ],
    )
    def test_the_statements_are_printed_instead(
        self, run_empty: Tracker, words: str, statement: str
    ) -> None:
        """--sql prints what it would run and touches no database, not even to connect."""
        ran = run_empty(f"db {words}")
        assert ran.code == 0
        assert statement in ran.out
        assert run_empty("db upgrade --sql nowhere").code == 2
        assert run_empty("db current").out.split()[-2:] != ["current", HEAD]

    def test_the_revisions_are_listed(self, ask: Tracker) -> None:
        """Each with what it brings."""
        rows = ask("db history --json").rows
        assert [list(row) for row in rows] == [["revision", "brings"]] * len(rows)

    def test_the_rights_of_a_role_are_printed(self, ask: Tracker) -> None:
        """A role may add events and change none; a name that is none is refused."""
        out = ask("db grants desk_officer").out
        assert 'TO "desk_officer";' in out
        assert "events" not in next(x for x in out.splitlines() if x.startswith("GRANT UPDATE"))
        assert ask("db grants 'x; DROP TABLE events'").code == 2

    def test_the_group_alone_says_what_there_is(self, ask: Tracker) -> None:
        """Without a subcommand it is a usage error that names the help."""
        ran = ask("db")
        assert ran.code == 2
        assert "tracker db --help lists it" in ran.err


class TestStates:
    """What a database can be, each with exit 5 and a sentence; nothing is migrated by surprise."""

    def refused(self, run: Tracker) -> set[str]:
        """The sentences with which all commands refuse."""
        every = [run(words) for words in (*READING, *WRITING)]
        assert {(ran.code, ran.out) for ran in every} == {(5, "")}
        assert run("members --json").error["kind"]
        return {ran.err for ran in every}

    def test_none(self, run_empty: Tracker, empty_location: Location) -> None:
        """An empty database, or a file that is not there, says how to create the ledger."""
        [sentence] = self.refused(run_empty)
        assert "db upgrade\n" in sentence
        assert empty_location.shown in sentence
        if empty_location.path:
            assert not empty_location.path.exists()
            assert run_empty("db current").code == 5
        else:
            assert run_empty("db current --json").row["state"] == "none"

    def test_ahead(self, run: Tracker, seeded: Location) -> None:
        """A database of a newer version is left alone."""
        execute(seeded, "UPDATE alembic_version SET version_num = '9999'")
        [sentence] = self.refused(run)
        assert f"newer than this version of tracker ({HEAD}); install a newer tracker" in sentence
        assert run("db current --json").row["state"] == "ahead"
        for words in ("upgrade", "downgrade base --yes"):
            assert run(f"db {words}").code == 5

    def test_foreign(self, run: Tracker, seeded: Location) -> None:
        """The tables of something else are not touched."""
        execute(
            seeded,
            "ALTER TABLE ledger_heads RENAME TO something_else",
            "UPDATE alembic_version SET version_num = '9999'",
        )
        [sentence] = self.refused(run)
        assert "holds the tables of something else; name another database with --db" in sentence
        assert run("db current --json").row["state"] == "foreign"
        assert run("db upgrade").code == 5

    def test_no_database_at_all(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file that is something else is told apart from one that is missing."""
        path = tmp_path / "letter.txt"
        path.write_text("Dear all, this is no database, and it is longer than a header.\n" * 20)
        run = on(Location(Engine.SQLITE, f"sqlite:///{path}", path), capsys)
        [sentence] = self.refused(run)
        assert "is no SQLite database; name another file with --db" in sentence
        assert run("db current").code == 5
        assert run("db upgrade").code == 5
        assert path.read_text().startswith("Dear all")

    def test_a_folder(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A folder is no database either."""
        run = on(Location(Engine.SQLITE, f"sqlite:///{tmp_path}", tmp_path), capsys)
        ran = run("members")
        assert ran.code == 5
        assert "check the folder and its permissions" in ran.err

    def test_unreachable(self, bare: Callable[..., Ran]) -> None:
        """A server that does not answer is named without its password."""
        url = "postgresql://desk:s3cret@127.0.0.1:1/treaties"
        for words in ("members", "add-event statement --country KZ --date 2021", "db upgrade"):
            ran = bare(f"--db {url} {words}")
            assert ran.code == 5
            assert "postgresql://desk:***@127.0.0.1:1/treaties does not answer" in ran.err
            assert ran.err.endswith("check that the server runs and that --db is right\n")
            assert "s3cret" not in ran.err

    def test_a_password_is_never_printed(self, run: Tracker, seeded: Location) -> None:
        """What is shown of a URL has no password in it."""
        shown = run("db current --json").row["database"]
        assert shown == seeded.shown
        assert run("db check --json").answer["database"] == shown


class TestCheckAndVerify:
    def test_a_guard_that_is_gone_is_found(self, run: Tracker, seeded: Location) -> None:
        """Without one of its triggers the ledger is not append-only, and check says which."""
        trigger = "events_keep_delete" if seeded.engine is Engine.SQLITE else "events_keep"
        on_table = "" if seeded.engine is Engine.SQLITE else " ON events"
        assert run("db check").out == "(the tables and their guards are as they should be)\n"
        execute(seeded, f"DROP TRIGGER {trigger}{on_table}")
        ran = run("db check --json")
        assert ran.code == 1
        assert ran.row["problem"] == (
            f"events is not append-only: the trigger {trigger} is missing"
        )

    def test_a_switched_off_guard_is_found(
        self, postgres_templates: object, seeded: Location, run: Tracker
    ) -> None:
        """On Postgres a trigger can be disabled, which is as bad as none."""
        if seeded.engine is Engine.POSTGRES:
            execute(seeded, "ALTER TABLE events DISABLE TRIGGER ALL")
            assert len(run("db check --json").rows) == 2

    def test_drift_is_found(self, run: Tracker, seeded: Location) -> None:
        """A column that no migration made is a difference."""
        execute(seeded, "ALTER TABLE settings ADD COLUMN colour TEXT")
        ran = run("db check --json")
        assert ran.code == 1
        assert "colour" in ran.row["problem"]
        assert ran.row["problem"].startswith("the tables differ: ")

    def test_verify_finds_no_difference(self, ask: Tracker) -> None:
        """Folded again, the events make the very memberships that are kept."""
        ran = ask("db verify")
        assert (ran.code, ran.out) == (0, "(71 events verified, no difference)\n")

    @pytest.mark.parametrize(
        ("statement", "problem"),
        [
            (
                "UPDATE memberships SET status = 'party' WHERE event LIKE 'ioyzm2yz%'",
                ("abraham-accords", "KZ", "its memberships are not what its events make"),
            ),
            (
                "DELETE FROM memberships WHERE country = 'SD' AND agreement = 'israel-sudan-draft'",
                ("israel-sudan-draft", "SD", "its memberships are not what its events make"),
            ),
            (
                "UPDATE promises SET until = '2025-11-07' WHERE country = 'KZ'",
                ("abraham-accords", "KZ", "its promises are not what its events make"),
            ),
            (
                "UPDATE ledger_heads SET position = 99 WHERE agreement = 'israel-sudan-draft'",
                ("israel-sudan-draft", None, "events are missing or doubled"),
            ),
        ],
    )
    def test_verify_finds_what_was_tampered_with(
        self, run: Tracker, seeded: Location, statement: str, problem: tuple[str, ...]
    ) -> None:
        """A derived row that was changed behind the ledger's back is found, with exit 1."""
        execute(seeded, statement)
        ran = run("db verify --json")
        assert ran.code == 1
        assert (ran.row["agreement"], ran.row["country"], ran.row["problem"]) == problem

    def test_verify_finds_an_event_that_is_not_what_it_was(
        self, run: Tracker, seeded: Location
    ) -> None:
        """An event that was changed past its guard no longer fits its reference."""
        off = {
            Engine.SQLITE: ["DROP TRIGGER events_keep_update"],
            Engine.POSTGRES: ["ALTER TABLE events DISABLE TRIGGER ALL"],
        }[seeded.engine]
        execute(seeded, *off, "UPDATE events SET speaker = 'Nobody' WHERE event LIKE 'ioyzm2yz%'")
        problems = {row["problem"] for row in run("db verify --json").rows}
        assert problems == {"its content is not what it was made from"}

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE sources SET content = 'Kasachstan hat nie unterschrieben.'",
            "UPDATE sources SET content = ''",
        ],
    )
    def test_verify_finds_a_text_that_was_tampered_with(
        self, run: Tracker, seeded: Location, tmp_path: Path, statement: str
    ) -> None:
        """A source's text that no longer holds the passage that is cited of it is found."""
        file = tmp_path / "report.txt"
        file.write_text("Kasachstan unterschreibt heute.", encoding="utf-8")
        key = run("sources add https://example.org/report").out.split()[0]
        run(f"sources attach {key} {file}")
        run(f"add-event statement --country KZ --date 2025-12-01 --source {key} --passage 0-10")
        assert run("db verify").code == 0
        run(f"add-event statement --country KZ --date 2025-12 --source {key} --passage 11-24")
        assert run("db verify").code == 0
        execute(seeded, f"{statement} WHERE source = '{key}'")
        ran = run("db verify --json")
        assert ran.code == 1
        assert {row["problem"] for row in ran.rows} == {f"its passage is not in {key}"}

    def test_verify_finds_a_quote_that_was_tampered_with(
        self, run: Tracker, seeded: Location
    ) -> None:
        """A quote that is not the one that was recorded is found without the text."""
        words = "--source https://example.org/x --quote 'We shall sign.'"
        run(f"add-event statement --country KZ --date 2025-12-01 {words}")
        off = {
            Engine.SQLITE: "DROP TRIGGER citations_keep_update",
            Engine.POSTGRES: "ALTER TABLE citations DISABLE TRIGGER ALL",
        }[seeded.engine]
        execute(seeded, off, "UPDATE citations SET quote = 'We shall not.' WHERE quote <> ''")
        assert run("db verify").code == 1

    def test_verify_finds_a_proposal_that_is_not_in_its_text(
        self, run: Tracker, seeded: Location
    ) -> None:
        """A proposal's words stand in its source where it says, or verify says that they do not."""
        add_decided(seeded)
        assert run("db verify").code == 0
        execute(seeded, "UPDATE proposals SET quote = 'Kazakhstan signed'")
        ran = run("db verify --json")
        assert ran.code == 1
        problem = f"the passage of the proposal {PROPOSAL.ref[:8]} is not in {SOURCE.ref}"
        assert ran.row["problem"] == problem

    def test_verify_finds_a_decision_that_was_tampered_with(
        self, run: Tracker, seeded: Location
    ) -> None:
        """A verdict that was changed past its guard no longer fits its key."""
        add_decided(seeded)
        off = {
            Engine.SQLITE: "DROP TRIGGER decisions_keep_update",
            Engine.POSTGRES: "ALTER TABLE decisions DISABLE TRIGGER ALL",
        }[seeded.engine]
        execute(seeded, off, "UPDATE decisions SET verdict = 'rejected'")
        ran = run("db verify --json")
        assert ran.code == 1
        assert ran.row["problem"].endswith(f"of {SOURCE.ref} is not what it was made from")

    def test_a_damaged_reference_is_found(self, run: Tracker, seeded: Location) -> None:
        """On SQLite, where references can be switched off, a row that points nowhere is found."""
        if seeded.engine is Engine.SQLITE:
            import sqlite3

            assert seeded.path is not None
            with sqlite3.connect(seeded.path) as connection:
                connection.execute("PRAGMA foreign_keys = off")
                connection.execute("DELETE FROM countries WHERE country = 'TD'")
            assert "points at no countries" in run("db check --json").rows[0]["problem"]


class TestSeeding:
    def test_the_journal_is_loaded_once(self, run_new: Tracker, location: Location) -> None:
        """Loaded again, nothing of it is new and nothing is written."""
        first = run_new("db seed")
        assert first.out == (
            "11 agreements, 58 sources, 58 people, 71 events; 71 of the events are new\n"
        )
        before = contents(location)
        assert run_new("db seed").out.endswith("; 0 of the events are new\n")
        assert contents(location) == before

    def test_a_ledger_from_before_gets_the_people(self, run: Tracker, seeded: Location) -> None:
        """One that was seeded before there were people is seeded again, and has no event twice."""
        before = contents(seeded)
        assert run("db downgrade 0001 --yes").code == 0
        assert run("db upgrade").code == 0
        assert run("people").out == "(no people)\n"
        assert run("db seed").out.endswith(" 0 of the events are new\n")
        assert contents(seeded) == before

    def test_a_journal_of_ones_own(self, run: Tracker, tmp_path: Path) -> None:
        """A file adds its agreements and events to those that are there."""
        file = tmp_path / "mine.toml"
        file.write_text(
            """
            [[agreement]]
            key = "my-pact"
            form = "declaration"
            binds_by = "signature"
            names = { en = ["My Pact"] }
            [[event]]
            recorded = 2020-01-03T00:00:00Z
            agreement = "my-pact"
            country = "KZ"
            kind = "signed"
            date = "2020-01-02"
            [[person]]
            name = "Maria Muster"
            country = "AT"
            """
        )
        ran = run(f"db seed {file}")
        assert ran.out == "1 agreements, 0 sources, 1 people, 1 events; 1 of the events are new\n"
        assert run("members 'my pact' --as-of 2021 --json").row["country"] == "KZ"
        assert run("people show 'Maria Muster' --json").row["country"] == "AT"

    @pytest.mark.parametrize(
        ("content", "way_out"),
        [
            ("= nonsense", "correct it there"),
            ("[[event]]\nkind = 'signed'\n", "lacks agreement; add it"),
            ("[[agreement]]\nkey = 'a'\n", "lacks form; add it"),
            ("[[evnt]]\n", "write one of default, agreement"),
            (None, "check its name and its permissions"),
        ],
    )
    def test_a_journal_that_cannot_be_read_loads_nothing(
        self, run: Tracker, seeded: Location, tmp_path: Path, content: str | None, way_out: str
    ) -> None:
        """The file and the place in it are named, and the database is as it was."""
        file = tmp_path / "mine.toml"
        if content is not None:
            file.write_text(content)
        before = contents(seeded)
        ran = run(f"db seed {file}")
        assert (ran.code, ran.out) == (2, "")
        assert "mine.toml" in ran.err
        assert way_out in ran.err
        assert contents(seeded) == before


def test_copy_and_backup(run: Tracker, tmp_path: Path) -> None:
    """Both say what they made; a target or a file that is in the way is a sentence, exit 4."""
    copied = run(f"db copy --to sqlite:///{tmp_path}/copy.db --json")
    assert copied.code == 0
    assert all(row["source"] == row["target"] for row in copied.rows)
    assert len(copied.answer["sha256"]) == 64
    path = tmp_path / "ledger.ndjson.gz"
    assert run("db backup", str(path), "--json").row["what"] == "journal"
    again = run("db backup", str(path))
    assert (again.code, again.out) == (4, "")
    assert "--force" in again.err
    assert run("db backup --force", str(path)).code == 0
    run("add-event statement --country KZ --date 2026-01-01 --agreement abraham-accords")
    assert run(f"db copy --to sqlite:///{tmp_path}/copy.db").code == 0
    [other] = [run("db copy --to nowhere").err]
    assert "no database URL" in other
