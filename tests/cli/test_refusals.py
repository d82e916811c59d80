"""What is not recorded, and why."""

import json

import pytest

from cli.commandline import Tracker, contents
from tracker.store.location import Location

TREATY = "--agreement israel-uae-treaty"
BAD_HISTORIES = {
    "ratified before signed": (f"ratified --country BH {TREATY} --date 2021-01-01", ["unsigned"]),
    "withdrew without joining": (
        "withdrew --country TD --agreement abraham-accords-declaration --date 2021-01-01",
        ["never-joined"],
    ),
    "a day that has not come": (
        "signed --country KZ --agreement abraham-accords-declaration --date 2999-01-01",
        ["future"],
    ),
    "a second signature": (
        "signed --country BH --agreement abraham-accords-declaration --date 2021-01-01",
        ["second"],
    ),
    "all at once": (
        f"ratified --country BH {TREATY} --date 2999 --effective 2998",
        ["effect-before-act", "future", "unsigned"],
    ),
    "a state that was no more": (
        "signed --country CSHH --agreement abraham-accords-declaration --date 2021-01-01",
        ["no-such-country"],
    ),
    "a second end": ("superseded --agreement israel-uae-treaty --date 2999", ["future"]),
}


@pytest.mark.parametrize("story", BAD_HISTORIES)
def test_a_history_that_makes_no_sense_is_refused_with_all_reasons(
    run: Tracker, seeded: Location, story: str
) -> None:
    """It ends with exit 4 and every finding, as a sentence and as an object, and writes nothing."""
    words, rules = BAD_HISTORIES[story]
    before = contents(seeded)
    ran = run(f"add-event {words}")
    assert (ran.code, ran.out) == (4, "")
    assert "Nothing was recorded; correct it, or record it as it is with --force" in ran.err
    told = run(f"add-event {words} --json")
    assert told.code == 4
    assert told.error["kind"] == "implausible"
    assert sorted(f["rule"] for f in told.error["findings"]) == rules
    assert all(f["sentence"] in ran.err for f in told.error["findings"])
    assert contents(seeded) == before


@pytest.mark.parametrize("story", BAD_HISTORIES)
def test_it_is_recorded_by_force_with_its_findings(run: Tracker, story: str) -> None:
    """--force with a reason records it; what was found against it stays with it."""
    words, rules = BAD_HISTORIES[story]
    ran = run(f"add-event {words} --force --reason 'seen in the register'")
    assert ran.code == 0
    assert ran.out.count("against it: ") == len(rules)
    change = ran.out.split()[-1]
    row = run(f"show {change} --json").rows[0]
    found = json.loads(run(f"show {row['event']} --json").row["findings"])
    assert sorted(f["rule"] for f in found) == rules
    assert run("history --limit 1 --json").row["reason"] == "seen in the register"
    assert run("db verify").code == 0


@pytest.mark.parametrize("reason", ["", "--reason ''", "--reason ' '"])
def test_force_needs_a_reason(ask: Tracker, reason: str) -> None:
    """Whoever overrules the history says why."""
    ran = ask(f"add-event withdrew --country TD --date 2021-01-01 --force {reason}")
    assert ran.code == 2
    assert ran.err == "tracker: --force needs to know why; add --reason WHY\n"


def test_a_dry_run_shows_what_stands_against_it(ask: Tracker) -> None:
    """--dry-run tells the findings instead of refusing."""
    ran = ask("add-event withdrew --country TD --date 2021-01-01 --dry-run")
    assert ran.code == 0
    assert "against it: TD withdraws (2021-01-01), but it has never joined" in ran.out


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        ("add-event", "missing argument 'KIND'"),
        ("add-event signed --date 2021", "add --country"),
        ("add-event signed --country KZ", "add --date"),
        ("add-event signed --country KZ --date ''", "add --date"),
        ("add-event terminated", "add --date"),
        ("add-event correction", "add --corrects"),
        ("add-event retraction --country KZ", "add --corrects"),
        ("add-event signed --country KZ --date 2021 --quote words", "add --source"),
        ("add-event signed --country KZ --date 2021 --passage 1-2", "add --source"),
        ("add-event announced --country KZ --date 2021 --expects-by 2022", "add --expects"),
    ],
)
def test_a_missing_part_is_a_usage_error_where_nobody_can_be_asked(
    ask: Tracker, words: str, way_out: str
) -> None:
    """In a pipe nothing is asked for; the sentence names the option to add."""
    ran = ask(words)
    assert (ran.code, ran.out) == (2, "")
    assert way_out in ran.err


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        ("adopted --country KZ --date 2021", "leave --country out"),
        (
            "signed --country KZ --date 2021 --expects signing",
            "record the expectation as announced",
        ),
        (
            "announced --country KZ --date 2021 --expects a-miracle",
            "write one of signing, ratification, entry-into-force, withdrawal",
        ),
        (
            "statement --country KZ --date 2021 --participant US:friend",
            "write COUNTRY:ROLE, such as US:witness",
        ),
        ("statement --country KZ --date 2021 --participant US", "write COUNTRY:ROLE"),
        (
            "statement --country KZ --date 2021 --source rt-de --quote a --passage 1-2",
            "give one of them",
        ),
        ("statement --country KZ --date 2021 --source rt-de --passage 1", "such as 59-157"),
        (
            "statement --country KZ --date 2021 --source rt-de --passage 9-2",
            "ends before it starts",
        ),
        ("statement --country KZ --date soon", '"soon" cannot be read as a date'),
        ("statement --country KZ --date 2021-02-30", "write it as"),
        ("statement --country KZ --date 2021 --effective whenever", "cannot be read as a date"),
        ("statement --country KZ --date 2021 --nothing", "no such option"),
    ],
)
def test_words_that_make_no_event_are_usage_errors(ask: Tracker, words: str, way_out: str) -> None:
    """What cannot be read is named, with how to write it."""
    ran = ask(f"add-event {words}")
    assert (ran.code, ran.out) == (2, "")
    assert way_out in ran.err


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("signd --country KZ --date 2021", "did you mean signed"),
        ("signed --country Kasachsten --date 2021", "did you mean Kasachstan"),
        ("signed --country Kazahkstan --date 2021", "did you mean Kazakhstan"),
        ("signed --country Xyzzy --date 2021", "tracker countries lists them"),
        ("signed --country KZ --agreement Abraham-Abkomen --date 2021", "Abraham-Abkommen"),
        ("statement --country KZ --date 2021 --participant Marroco:host", "Marokko (MA)"),
        ("correction --corrects zzzz", "tracker timeline lists them"),
    ],
)
def test_an_unknown_name_is_not_found_and_what_comes_close_is_offered(
    ask: Tracker, words: str, question: str
) -> None:
    """German and English names that come close are asked back, with exit 3."""
    ran = ask(f"add-event {words}")
    assert (ran.code, ran.out) == (3, "")
    assert question in ran.err
    told = ask(f"add-event {words} --json").error
    assert told["kind"] == "not_found"
    assert all(name in ran.err for name in told["suggestions"])


def test_a_reference_with_two_meanings_is_asked_back(ask: Tracker) -> None:
    """The beginning of several references is refused, and some of them are named."""
    ran = ask("add-event retraction --corrects i")
    assert ran.code == 2
    assert '"i" can mean' in ran.err
    assert "write more of it" in ran.err


def test_a_passage_needs_the_text_of_its_source(ask: Tracker) -> None:
    """Without its text a source cannot be cited by place, and the way to attach it is told."""
    ran = ask("add-event statement --country KZ --date 2021 --source rt-de --passage 59-157")
    assert ran.code == 4
    assert "run: tracker sources attach rt-de-2025-11-07 FILE" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        "--note a\0b",
        "--by a\0b",
        "--quote a\0b --source https://example.org/",
        "--source https://example.org/\0",
        "--participant K\0Z:host",
        "--country K\0Z",
    ],
)
def test_a_null_character_is_refused(run: Tracker, seeded: Location, words: str) -> None:
    """No text may hold a null character, on either engine."""
    before = contents(seeded)
    ran = run("add-event statement --country KZ --date 2021", *words.split(" "))
    assert ran.code == 2
    assert "null character" in ran.err
    assert contents(seeded) == before


def test_bytes_that_are_no_text_are_refused(ask: Tracker) -> None:
    """A word that is no UTF-8 is a usage error and no fault of tracker."""
    ran = ask("search", "\udcff")
    assert ran.code == 2
    assert ran.err == 'tracker: "\\udcff" is no text in UTF-8; write it anew\n'
