"""What happened, why a status is what it is, who disagrees, and words wherever they stand."""

import pytest

from cli.commandline import Tracker

TIMELINE_KEYS = [
    "event",
    "agreement",
    "country",
    "kind",
    "date",
    "effective",
    "recorded_at",
    "by",
    "speaker",
    "note",
    "citations",
    "participants",
    "expects",
    "due",
    "due_said",
    "replaces",
    "when",
    "what",
    "leads_to",
]
DECLARATION = "--agreement abraham-accords-declaration"
WHY_KEYS = ["event", "agreement", "kind", "date", "rule", "before", "after", "effect"]


class TestTimeline:
    def test_a_family_has_the_events_of_its_instruments(self, ask: Tracker) -> None:
        """Its events stand in the order of their days, those of all its instruments among them."""
        answer = ask("timeline --json").answer
        assert list(answer) == [
            *("schema", "agreement", "country", "since", "as_of", "as_known", "rows")
        ]
        assert all(list(row) == TIMELINE_KEYS for row in answer["rows"])
        assert {"abraham-accords", "israel-uae-treaty"} < {r["agreement"] for r in answer["rows"]}
        days = [row["date"] for row in answer["rows"] if len(row["date"]) == 10]
        assert days == sorted(days)

    @pytest.mark.parametrize(
        ("options", "kinds"),
        [
            ("--country KZ --since 2025-12", ["statement", "meeting"]),
            ("--country KZ --as-of 2025-10-31", ["interest", *["statement"] * 6, "call"]),
            ("--country Sudan --kind signed", ["signed"]),
            ("--country SD --kind announced --kind Signed", ["announced"] * 2 + ["signed"]),
            ("--country KZ --as-known 2025-11-06", ["interest"]),
            ("israel-uae-treaty --country AE", ["signed", "domestic_approval"]),
            ("--country TD", []),
        ],
    )
    def test_it_is_narrowed(self, ask: Tracker, options: str, kinds: list[str]) -> None:
        """By country, kind, day and moment; what may lie within is listed."""
        rows = ask(f"timeline {options} --json").rows
        assert sorted(row["kind"] for row in rows) == sorted(kinds)

    def test_what_cannot_be_read_is_said(self, ask: Tracker) -> None:
        """Kinds and days that are none end with their exit codes."""
        assert ask("timeline --kind singed").code == 3
        assert ask("timeline --since whenever").code == 2
        assert ask("timeline --since ''").code == 2
        assert ask("timeline --as-of ''").code == 2

    def test_an_empty_timeline_says_so(self, ask: Tracker) -> None:
        """A timeline without events is a sentence and no table."""
        assert ask("timeline --country TD").out == "(no events)\n"

    def test_long_words_are_cut_in_the_table_alone(self, ask: Tracker) -> None:
        """A table cuts a cell with an ellipsis; every other format has all of it."""
        assert "…" in ask("timeline --country KZ").out
        assert "…" not in ask("timeline --country KZ --format records").out


class TestShow:
    def test_an_event_goes_by_the_beginning_of_its_reference(self, ask: Tracker) -> None:
        """Any beginning that means one event is enough, in any case."""
        whole = ask("show ioyzm2yz --json").row["event"]
        assert len(whole) == 32
        assert {ask(f"show {name} --json").row["event"] for name in ("ioyz", "IOYZ", whole)} == {
            whole
        }

    def test_it_shows_all_that_hangs_on_an_event(self, ask: Tracker) -> None:
        """Sources with what each says, the expectation, and the change that recorded it."""
        row = ask("show ioyzm2yz --json").row
        assert list(row) == [*TIMELINE_KEYS, "findings", "change", "replaced_by"]
        assert (row["expects"], row["due_said"]) == ("signing", "soon")
        assert {c["stance"] for c in row["citations"]} == {"supports", "disputes"}
        [change] = ask("history --json").rows
        assert row["change"] == change["change"]

    def test_a_beginning_that_means_several_is_asked_back(self, ask: Tracker) -> None:
        """Some of them are named, and the way out is to write more."""
        ran = ask("show a --json")
        assert ran.code == 2
        assert len(ran.error["candidates"]) > 1
        assert ran.error["message"].endswith("write more of it")

    def test_a_change_is_shown_as_its_events(self, ask: Tracker) -> None:
        """The id of a change lists what it recorded."""
        change = ask("history --json").rows[0]["change"]
        assert len(ask(f"show {change} --json").rows) == 71

    def test_nothing_goes_by_that_name(self, ask: Tracker) -> None:
        """An unknown reference, and an empty one, are not found."""
        for name in ("zzzz", "''"):
            ran = ask(f"show {name}")
            assert ran.code == 3
            assert "tracker timeline and tracker history list them" in ran.err


class TestWhy:
    def test_kazakhstan_is_announced(self, ask: Tracker) -> None:
        """The announcement makes it announced, talks and statements are left aside, with why."""
        ran = ask("why Kasachstan --as-of 2026-02-01 --json")
        effects = {row["event"]: row["effect"] for row in ran.rows}
        assert all(list(row) == WHY_KEYS for row in ran.rows)
        assert effects["b3sntncn"] == "makes it candidate"
        assert effects["ioyzm2yz"] == "makes it announced"
        assert effects["qztcaath"] == "left aside: it is announced already"
        assert effects["mw52cxjl"] == "left aside: what is only said gives no status"
        [verdict] = ran.answer["notes"]
        assert verdict == (
            "On 2026-02-01 Kazakhstan is announced, and so no member of abraham-accords; "
            "it rests on ioyzm2yz."
        )

    def test_what_is_only_said_is_one_sentence_of_the_table(self, ask: Tracker) -> None:
        """In a table the statements stand below it, counted and named."""
        out = ask("why KZ --as-of 2026-02-01").out
        assert "Left aside, for what is only said gives no status: " in out
        assert "11 statement" in out
        assert "\n2026-01-26" not in out
        assert "only said" not in ask("why Morocco --as-of 2026-02-01").out

    def test_a_signature_is_the_rule_of_article_12(self, ask: Tracker) -> None:
        """Every step names its article, and the instrument that makes the member."""
        ran = ask("why Morocco --as-of 2026-02-01 --json")
        signed = next(row for row in ran.rows if row["kind"] == "signed")
        assert (signed["rule"], signed["before"], signed["after"]) == (
            *("art. 12 and 18", "none", "signatory"),
        )
        [verdict] = ran.answer["notes"]
        assert "signatory by israel-morocco-us-declaration, and so a member" in verdict

    def test_what_lies_after_the_day_is_said_to_be_so(self, ask: Tracker) -> None:
        """On an earlier day later events give nothing."""
        ran = ask("why Sudan --as-of 2021-01-05 --json")
        [signed] = [row for row in ran.rows if row["kind"] == "signed"]
        assert signed["effect"] == "lies after the day that is asked about"
        assert ran.answer["notes"][0].startswith("On 2021-01-05 Sudan is announced")

    def test_a_role_makes_no_member(self, ask: Tracker) -> None:
        """The United States are witness, mediator and signatory there, and none of it counts."""
        ran = ask("why US --as-of 2026-02-01 --json")
        roles = {row["effect"].split(" there")[0].split()[-1] for row in ran.rows}
        assert roles == {"witness", "mediator", "signatory", "party", "counterpart"}
        assert ran.answer["notes"] == [
            "United States has no status in abraham-accords on 2026-02-01."
        ]
        earlier = ask("why US --as-of 2020-01-01 --json").rows
        assert "lies after the day that is asked about" in {row["effect"] for row in earlier}

    def test_a_retracted_event_is_left_aside(self, run: Tracker) -> None:
        """Of what was retracted, restored and retracted again the last word is named."""
        for words in ("retraction", "restoration", "retraction"):
            last = run(f"add-event {words} --corrects fmoizwcn --json").row["event"]
        rows = run("why x-somaliland --as-of 2026-02-01 --json").rows
        effects = {row["event"]: row["effect"] for row in rows}
        assert effects["fmoizwcn"] == f"left aside: retracted by {last}"
        assert effects[last] == "left aside: it speaks of the ledger, not of the world"

    def test_a_retracted_event_gives_no_role(self, run: Tracker) -> None:
        """Who took part in what was retracted took no part."""
        [before] = [r for r in run("why US --json").rows if r["event"] == "gk3kczp4"]
        assert "signatory" in before["effect"]
        run("add-event retraction --corrects gk3kczp4")
        assert "gk3kczp4" not in {r["event"] for r in run("why US --json").rows}

    def test_an_end_is_told(self, run: Tracker) -> None:
        """Whoever leaves is former by its withdrawal; a status that ends is said to end."""
        run(f"add-event withdrew --country SD {DECLARATION} --date 2025-12")
        effects = {r["effect"] for r in run("why SD --as-of 2026-02-01 --json").rows}
        assert "makes it former" in effects
        run("add-event talks_failed --country KZ --date 2025-12-15")
        ended = run("why KZ --as-of 2026-02-01 --json").rows
        assert "ends it" in {r["effect"] for r in ended if r["kind"] == "talks_failed"}

    def test_an_act_may_give_no_status(self, ask: Tracker) -> None:
        """An approval at home and a weaker step are left aside, each with its reason."""
        effects = {r["kind"]: r["effect"] for r in ask("why IL israel-uae-treaty --json").rows}
        assert effects["domestic_approval"] == "left aside: it gives no status"
        assert effects["ratified"] == "makes it contracting"

    def test_a_weaker_step_changes_nothing(self, run: Tracker) -> None:
        """Who is announced after having signed stays a signatory."""
        words = "--country BH --agreement abraham-accords-declaration --date 2025-12-01"
        run(f"add-event announced {words}")
        effects = {r["kind"]: r["effect"] for r in run("why BH --as-of 2026-01-01 --json").rows}
        assert effects["announced"] == (
            "left aside: it is signatory already, which is more than announced"
        )

    def test_a_date_that_decides_nothing_leaves_it_open(self, ask: Tracker) -> None:
        """On a day that is only a month the verdict is that the dates do not decide."""
        [verdict] = ask("why IL --as-of 2020-09 --json").answer["notes"]
        assert "perhaps a member, as far as the dates tell, of" in verdict

    def test_who_never_stood_there_has_no_status(self, ask: Tracker) -> None:
        """A country without events gets a sentence and no rows."""
        out = ask("why Chad --as-of 2026-02-01").out
        assert out == (
            "(no events that could give a status)\n\n"
            "Chad has no status in abraham-accords on 2026-02-01.\n"
        )


class TestConflicts:
    def test_trump_and_the_government_stand_side_by_side(self, ask: Tracker) -> None:
        """The claim that it joins and the talks that go on are one conflict about the stage."""
        answer = ask("conflicts abraham-accords --json").answer
        [row] = [r for r in answer["rows"] if (r["country"], r["about"]) == ("KZ", "stage")]
        assert list(row) == ["agreement", "country", "about", "claims", "name"]
        assert [(claim["by"], claim["says"].split(",")[0]) for claim in row["claims"]] == [
            ("Donald Trump", "announced"),
            ("Government of Kazakhstan", "negotiating"),
        ]
        assert all(list(claim) == ["event", "by", "says", "source"] for claim in row["claims"])

    def test_a_table_tells_once_what_it_is_about(self, ask: Tracker) -> None:
        """One line a claim, with agreement and country on the first of them."""
        lines = ask("conflicts abraham-accords").out.splitlines()
        [trump] = [n for n, line in enumerate(lines) if "Donald Trump" in line]
        assert lines[trump].startswith("abraham-accords ")
        assert "Government of Kazakhstan" in lines[trump + 1]
        assert not lines[trump + 1].startswith("abraham-accords")

    def test_without_an_agreement_all_are_looked_at(self, ask: Tracker) -> None:
        """The whole ledger has the conflicts of each agreement."""
        everywhere = ask("conflicts --json").rows
        of_family = ask("conflicts abraham-accords --json").rows
        assert [row for row in everywhere if row in of_family]
        assert len(everywhere) >= len(of_family) > 5
        assert ask("conflicts israel-sudan-draft").out == "(no conflicts)\n"

    def test_nobody_disagreed_before_it_was_known(self, ask: Tracker) -> None:
        """As known earlier there are only the conflicts of what was known."""
        rows = ask("conflicts --as-known 2025-11-06 --json").rows
        assert "KZ" not in {row["country"] for row in rows if row["about"] == "stage"}

    def test_two_days_of_one_act_are_a_conflict(self, run: Tracker) -> None:
        """An act that is dated twice cannot have happened on both days."""
        run(
            "add-event signed --country BH --agreement abraham-accords-declaration "
            "--date 2020-10-01 --force --reason 'another register'"
        )
        rows = run("conflicts abraham-accords-declaration --json").rows
        assert ("BH", "date") in {(row["country"], row["about"]) for row in rows}


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("Kasachstan", {"KZ", "ioyzm2yz", "kazakhstan-us-minerals"}),
            ("kasach TRUMP soon", {"ioyzm2yz"}),
            ("österreich", {"AT"}),
            ("Osterreich", {"AT"}),
            ("Abraham-Abkommen", {"abraham-accords"}),
            ("ceremony", {"ioyzm2yz"}),
            ("agreed to come", {"ioyzm2yz"}),
            ("witness to three", {"fpkm7iqr"}),
        ],
    )
    def test_words_are_found_wherever_they_stand(
        self, ask: Tracker, words: str, expected: set[str]
    ) -> None:
        """In names, notes, quotes and what sources say, without case, accents and endings."""
        ran = ask(f"search {words} --json")
        assert expected <= {row["ref"] for row in ran.rows}
        assert all(
            list(row) == ["type", "ref", "text", "agreement", "country", "date"] for row in ran.rows
        )

    def test_every_word_must_occur(self, ask: Tracker) -> None:
        """A word that stands nowhere finds nothing, whatever stands beside it."""
        assert ask("search Kasachstan xyzzy").out == "(nothing found)\n"

    @pytest.mark.parametrize("words", ["!!!", "''", "' - '"])
    def test_a_question_needs_a_word(self, ask: Tracker, words: str) -> None:
        """Signs alone are no question."""
        ran = ask(f"search {words}")
        assert ran.code == 2
        assert "write one or more words to look for" in ran.err

    def test_the_most_that_is_wanted(self, ask: Tracker) -> None:
        """--limit holds for each sort of thing, and is at least one."""
        sorts = [row["type"] for row in ask("search israel --limit 1 --json").rows]
        assert sorts == ["country", "agreement", "event"]
        assert ask("search israel --limit 0").code == 2

    def test_what_was_retracted_is_not_found(self, run: Tracker) -> None:
        """A hit counts: what was retracted is found no more, and again when it is restored."""
        assert "fmoizwcn" in run("search Somaliland announced").out
        run("add-event retraction --corrects fmoizwcn")
        assert run("search Somaliland announced").out == "(nothing found)\n"
        run("undo")
        assert "fmoizwcn" in run("search Somaliland announced").out


class TestHistory:
    def test_it_tells_who_wrote_what_and_why(self, run: Tracker) -> None:
        """The newest change comes first, with command, reason and number of events."""
        run("add-event statement --country KZ --date 2025-12-01 --note one --reason because")
        answer = run("history --json").answer
        assert list(answer) == ["schema", "agreement", "rows"]
        newest, journal = answer["rows"]
        assert list(newest) == [
            *("change", "recorded_at", "author", "command", "reason"),
            *("agreements", "events", "undoes", "undone_by"),
        ]
        assert (newest["command"], newest["reason"], newest["events"]) == (
            *("add-event statement", "because", 1),
        )
        assert (journal["command"], journal["author"], journal["events"]) == ("db seed", "seed", 71)

    def test_it_is_narrowed(self, run: Tracker) -> None:
        """To an agreement that was touched, and to the newest."""
        run("add-event statement --country KZ --date 2025-12-01 --note one")
        assert len(run("history abraham-accords --json").rows) == 2
        assert len(run("history israel-sudan-draft --json").rows) == 1
        assert len(run("history --limit 1 --json").rows) == 1
        assert run("history --limit 0").code == 2
