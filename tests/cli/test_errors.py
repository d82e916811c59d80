"""Errors are sentences with a way out, and never a traceback."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import text

import tracker
from cli.commandline import Ran, Tracker, on
from tracker.domain import kept
from tracker.domain.entry_rules import BadRule
from tracker.domain.kept import Record
from tracker.domain.proposals import Decision, Verdict
from tracker.errors import TrackerError
from tracker.exchange.files import UnreadableFileError
from tracker.exchange.journal import BadRecord
from tracker.exchange.journal_lines import BadLine
from tracker.exchange.tables import BadTableFileError
from tracker.ingest.date_lists import DateWordsError
from tracker.ingest.documents import UnreadableError
from tracker.services.agreements import KnownAgreementError
from tracker.services.decision_lines import BadFieldError
from tracker.services.importing.problems import Problems
from tracker.services.language_checks.folder import FolderError
from tracker.services.naming import NoDefaultError
from tracker.services.review_file import BadLinesError
from tracker.services.slots import BadSlot
from tracker.store.engine import writing
from tracker.store.location import Engine, Location, read_location
from tracker.web.parameters import BadParameter

WAY_OUT = re.compile(
    r"did you mean|tracker |--\w|\b(add|write|see|name|run|check|install|report|attach|correct|"
    r"retract|remove|copy|leave|give|take|set|change|look|open|save|import|rename|record)\b"
)


def every_error() -> Iterator[type[TrackerError]]:
    """Every error that tracker knows."""
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if module.name not in ("tracker.__main__", "tracker.data.build_countries"):
            import_module(module.name)
    yield TrackerError
    waiting = [TrackerError]
    while waiting:
        subclasses = waiting.pop().__subclasses__()
        yield from subclasses
        waiting += subclasses


def name_of(kind: type[TrackerError]) -> str:
    return kind.__name__


def made(kind: type[TrackerError]) -> TrackerError:
    """An error of that class, made of some facts."""
    facts: dict[object, object] = {
        str: "something",
        int: 2,
        Path: Path("some.toml"),
        OSError: OSError(11, "no resources"),
        "sort": "event",
        Location: read_location("sqlite:///some.db"),
        Record: Record(kept.COUNTRY, {"country": "x-some"}),
        Problems: Problems(),
        Decision: Decision(
            "source", "proposal", Verdict.REJECTED, "you", datetime(2026, 1, 2, tzinfo=UTC)
        ),
    }
    values, named = [], {}
    for name, parameter in inspect.signature(kind).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            continue
        value = facts.get(name, facts.get(parameter.annotation, ["something"]))
        if name in ("found", "suggestions", "candidates") and "Finding" in str(
            parameter.annotation
        ):
            value = []
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[name] = value
        else:
            values.append(value)
    return kind(*values, **named)  # type: ignore[arg-type]


ERRORS: list[type[TrackerError]] = sorted(set(every_error()), key=name_of)
# They say where a sentence belongs that has its way out already, BadLinesError where many do.
PLACING = (
    BadFieldError,
    BadLine,
    BadLinesError,
    BadParameter,
    BadRecord,
    BadRule,
    BadSlot,
    BadTableFileError,
    DateWordsError,
    FolderError,
    TrackerError,
    UnreadableError,
    UnreadableFileError,
)
SPEAKING = [e for e in ERRORS if "__init__" in vars(e) and e not in PLACING]


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_has_a_stable_word_and_an_exit_code(kind: type[TrackerError]) -> None:
    """A program can tell errors apart by their word, and a shell by their code."""
    assert re.fullmatch(r"[a-z_]+", kind.kind)
    assert kind.exit_code in (1, 2, 3, 4, 5, 69)


@pytest.mark.parametrize("kind", SPEAKING)
def test_an_error_that_writes_its_sentence_writes_a_way_out(kind: type[TrackerError]) -> None:
    """From facts it makes one line without a full stop, and says what to do."""
    sentence = made(kind).sentence
    assert "\n" not in sentence
    assert not sentence.endswith((".", ";", ": ", " "))
    assert WAY_OUT.search(sentence), sentence


@pytest.mark.parametrize(
    ("words", "kind", "code"),
    [
        ("members Xyzzy", "not_found", 3),
        ("members --as-of whenever", "usage", 2),
        ("timeline --kind", "usage", 2),
        ("show a", "usage", 2),
        ("add-event withdrew --country TD --date 2021", "implausible", 4),
        ("undo", "refused", 4),
    ],
)
def test_under_json_an_error_is_one_object_on_stderr(
    ask: Tracker, words: str, kind: str, code: int
) -> None:
    """It has a kind and the same message, and stdout stays empty."""
    plain = ask(words)
    options = ["--json"]
    if not words.startswith(("add-event", "undo")):
        options += ["--format json", "--format=json", "--format ndjson"]
    for option in options:
        command, *rest = words.split(" ", 1)
        ran = ask(" ".join([command, option, *rest]))
        assert (ran.code, ran.out) == (code, "")
        assert ran.err.count("\n") == 1
        assert ran.error["kind"] == kind
        assert plain.err == f"tracker: {ran.error['message']}\n"


def test_a_fault_of_tracker_is_a_sentence_and_a_log(
    ask: Tracker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared: Location
) -> None:
    """What nobody foresaw ends with exit 70, one line, and a file with the traceback."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    # A clock that is broken is the nearest thing to a fault that can be had from outside.
    monkeypatch.setattr("tracker.cli.session.Session.today", lambda _: None)
    for words in ("members", "members --json"):
        ran = ask(words)
        assert (ran.code, ran.out) == (70, "")
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err
        [log] = tmp_path.glob("tracker-*.log")
        assert str(log) in ran.err
        assert "Traceback" in log.read_text(encoding="utf-8")
        assert shared.url not in ran.err
        log.unlink()


def test_a_table_that_is_gone_is_the_databases_fault(run: Tracker, seeded: Location) -> None:
    """A database that is damaged is told to be checked, with exit 5 and no traceback."""
    with writing(seeded) as connection:
        if seeded.engine is Engine.SQLITE:
            connection.execute(text("DROP TABLE memberships"))
        else:
            connection.execute(text("DROP TABLE memberships CASCADE"))
    for words in (
        "members",
        "add-event signed --country KZ --agreement abraham-accords-declaration --date 2025-12-01",
    ):
        ran = run(words)
        assert (ran.code, ran.out) == (5, "")
        assert "db check\n" in ran.err
        assert ran.err.count("\n") == 1


def test_a_file_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a new database cannot be put the command says so, and leaves nothing."""
    (tmp_path / "file").write_text("no folder")
    path = tmp_path / "file" / "new.db"
    ran = on(Location(Engine.SQLITE, f"sqlite:///{path}", path), capsys)("db upgrade")
    assert ran.code == 5
    assert "check the folder and its permissions" in ran.err


def test_facts_for_programs_do_not_hide_the_kind(ask: Tracker) -> None:
    """An error about a kind of event is told like every other."""
    ran = ask("add-event adopted --country KZ --date 2021 --json")
    assert ran.code == 2
    assert ran.error["kind"] == "usage"


def test_errors_that_are_raised_before_a_database_is_asked(bare: Callable[..., Ran]) -> None:
    """Wrong words need no database, and make none."""
    assert bare("members --as-of whenever").code == 2
    assert bare("timeline --kind nothing").code == 3
    assert bare("members --format xml").code == 2


def test_an_error_is_its_sentence() -> None:
    """For Python an error is its sentence and its facts."""
    error = KnownAgreementError("Pact", "a-pact")
    assert str(error) == error.sentence
    assert error.details == {"agreement": "a-pact"}
    assert NoDefaultError().details == {}
