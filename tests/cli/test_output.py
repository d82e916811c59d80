"""Rows on their way out: every format can be read, and nothing hostile leaves it."""

import csv
import io
import json
import unicodedata

import pytest

from cli.commandline import Tracker
from tracker.services.columns import COLUMNS

HOSTILE = "=1+1\x1b[31m red \u202ekcab\nnext | <script>alert(1)</script> \x9b \u2066 \x07"
FORMATS = ("table", "json", "ndjson", "csv", "tsv", "markdown", "records")
QUESTIONS = (
    "members --as-of 2025-12-31",
    "pending --as-of 2026-02-01",
    "timeline",
    "show ioyzm2yz",
    "why KZ --as-of 2026-01-01",
    "conflicts",
    "history",
    "search Kasachstan",
    "people list",
    "agreements list",
    "agreements show",
    "countries list",
    "countries show KZ",
    "sources list",
    "sources show rt-de",
    "db current",
    "db history",
    "db verify",
)


def separated(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_can_be_had_in_every_format(ask: Tracker, question: str) -> None:
    """The same rows come out of each format, and a program can read them back."""
    answers = {name: ask(f"{question} --format {name}") for name in FORMATS}
    assert {(ran.code, ran.err) for ran in answers.values()} == {(0, "")}
    rows = answers["json"].rows
    assert answers["json"].answer["schema"].startswith("tracker.")
    assert [json.loads(line) for line in answers["ndjson"].out.splitlines()] == rows
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        header, *lines = separated(answers[name].out, delimiter) or [[]]
        told = COLUMNS.get(answers["json"].answer["schema"].removeprefix("tracker."), ())
        assert header == (list(rows[0]) if rows else list(told))
        assert not (rows and told) or header == list(told)
        assert [len(line) for line in lines] == [len(row) for row in rows]
    assert answers["records"].out.count("\n\n") >= len(rows) - 1
    assert answers["json"].out == ask(f"{question} --json").out


@pytest.mark.parametrize(
    "question",
    [
        *("timeline KZ", "pending", "conflicts", "history", "search unheard"),
        *("agreements list", "sources list", "people list", "review"),
    ],
)
def test_a_table_without_rows_has_its_header(run_new: Tracker, question: str) -> None:
    """CSV and TSV name the columns that the contract has, so that a program finds them."""
    answer = run_new(f"{question} --json").answer
    assert answer["rows"] == []
    told = list(COLUMNS[answer["schema"].removeprefix("tracker.")])
    assert separated(run_new(f"{question} --format csv").out, ",") == [told]
    assert separated(run_new(f"{question} --format tsv").out, "\t") == [told]


def test_a_table_of_markdown_has_one_line_a_row(ask: Tracker) -> None:
    """Markdown begins with the header and its rule, and every row has as many bars."""
    lines = ask("members --as-of 2025-11-05 --format markdown").out.splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 7
    assert set(table[1]) <= set("|:-")
    assert len({line.count("|") for line in table}) == 1


def test_a_format_is_known_in_any_case_and_none_else(ask: Tracker) -> None:
    """CSV means csv, and what is no format is a usage error that lists them."""
    assert ask("members --format CSV").out == ask("members --format csv").out
    ran = ask("members --format xml")
    assert ran.code == 2
    assert "'markdown'" in ran.err


def test_no_control_character_leaves_any_format(run: Tracker) -> None:
    """What a note or a speaker smuggles in is written out and controls nothing."""
    words = ("--note", HOSTILE, "--by", HOSTILE)
    added = run("add-event statement --country SY --date 2025-12-01 --json", *words).row
    for question in ("timeline --country SY", f"show {added['event']}", "search alert"):
        for format_ in FORMATS:
            ran = run(f"{question} --format {format_}")
            assert ran.code == 0
            wild = {c for c in ran.out if unicodedata.category(c) in ("Cc", "Cf")} - {"\n", "\t"}
            assert wild == set()
            assert "\\u001b" in ran.out
            assert "\\u202e" in ran.out


def test_hostile_text_comes_back_whole_from_json(run: Tracker) -> None:
    """JSON keeps every character, so that a program gets what was recorded."""
    added = run("add-event statement --country SY --date 2025-12-01 --json --note", HOSTILE).row
    assert run(f"show {added['event']} --json").row["note"] == HOSTILE
    assert run(f"show {added['event']} --format ndjson").out.count("\n") == 1


def test_a_cell_is_no_formula(run: Tracker) -> None:
    """A spreadsheet takes no cell of CSV or TSV for a formula."""
    for note in ("=1+1", "+1", "-1", "@SUM(A1)"):
        run("add-event statement --country SY --date 2025-12-01 --note", note)
    for format_, delimiter in (("csv", ","), ("tsv", "\t")):
        lines = separated(run(f"timeline --country SY --format {format_}").out, delimiter)
        cells = [cell for line in lines for cell in line]
        assert {"'=1+1", "'+1", "'-1", "'@SUM(A1)"} <= set(cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_markdown_holds_no_markup_and_no_extra_bar(run: Tracker) -> None:
    """A bar is escaped and a tag is text."""
    run("add-event statement --country SY --date 2025-12-01 --note", HOSTILE)
    [line] = [
        x for x in run("timeline --country SY --format markdown").out.splitlines() if "1+1" in x
    ]
    assert "\\|" in line
    assert "&lt;script>" in line
    assert "<script" not in line


def test_what_is_said_of_a_new_event_is_safe_too(run: Tracker) -> None:
    """The sentence that confirms it, and an error that repeats it, hold no control characters."""
    said = run("add-event statement --country SY --date 2025-12-01 --note", HOSTILE).out
    refused = run("add-event statement --date 2025-12-01 --country", HOSTILE)
    told = run("add-event statement --date 2025-12-01 --json --country", HOSTILE)
    assert refused.code == 3
    for text in (said, refused.err, told.err):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\\u001b" in text
    assert HOSTILE in told.error["message"]


def test_a_hostile_name_is_safe_wherever_it_is_shown(run: Tracker) -> None:
    """An agreement's and a source's own words are escaped in their lists."""
    run("agreements add bad-pact --name", HOSTILE)
    run("sources add https://example.org/bad --title", HOSTILE)
    for question in ("agreements list", "sources list", "agreements show bad-pact", "search red"):
        for format_ in FORMATS:
            out = run(f"{question} --format {format_}").out
            assert "\x1b" not in out
            assert "\u202e" not in out


def test_truth_is_yes_or_no_for_people_and_a_boolean_for_programs(ask: Tracker) -> None:
    """A table says yes and no; JSON says true and false."""
    rows = {row["agreement"]: row["default"] for row in ask("agreements list --json").rows}
    assert rows["abraham-accords"] is True
    assert rows["israel-uae-treaty"] is False
    assert ask("agreements list").out.splitlines()[2].endswith("yes")


def test_a_column_without_a_value_is_left_out_of_the_table(ask: Tracker) -> None:
    """Nobody has left by then, so the table has no column for it; CSV keeps it."""
    assert "until" not in ask("members --as-of 2025-11-05").out
    assert "until" in ask("members --as-of 2025-11-05 --format csv").out
