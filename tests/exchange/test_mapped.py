"""Foreign tables through mappings: every act, and nothing lost without a word."""

import gzip
from pathlib import Path

import pytest
from mapped_lines import lines, told_by

from tracker.domain.agreements import Binding, Form
from tracker.errors import TrackerError
from tracker.exchange.acts import Act

HEAD = """
[agreement]
key = "a"
[party]
column = "p"
"""
UNEXPLAINED = "is not explained; correct it, or explain it below marks"
NO_MARK = "it has no mark, and nothing says what is meant then; give kind as well"
SIGNED = """
[[act]]
column = "c"
kind = "signed"
"""


class TestParties:
    """Who acts."""

    def test_two_columns(self, tmp_path: Path) -> None:
        """A treaty between two has two parties a row, and each of them does what it tells."""
        mapping = HEAD.replace('"p"', '["p", "q"]') + SIGNED
        assert lines(tmp_path, mapping, "p,q,c\nFR,DE,1990\nFR,,1991\n") == [
            "2: FR signed 1990",
            "2: DE signed 1990",
            "3: FR signed 1991",
        ]

    def test_several_in_a_cell(self, tmp_path: Path) -> None:
        """They are told apart by what stands between them."""
        mapping = HEAD + 'split = ";"\nnames = { "Holland" = "NL" }\n' + SIGNED
        assert lines(tmp_path, mapping, "p,c\nFrance; Holland;,1990\n") == [
            "2: France signed 1990",
            "2: NL signed 1990",
        ]

    def test_names_and_codes_of_ones_own(self, tmp_path: Path) -> None:
        """What a mapping says of a name goes before any system."""
        mapping = HEAD + 'system = "alpha3"\nnames = { "ZZZ" = "x-atlantis" }\n' + SIGNED
        told = list(told_by(tmp_path, mapping, "p,c\nZZZ,1990\nFRA,1990\n"))
        assert [(each.party.text, each.party.system) for each in told] == [  # type: ignore[union-attr]
            ("x-atlantis", "key"),
            ("FRA", "alpha3"),
        ]

    def test_nobody(self, tmp_path: Path) -> None:
        """An act of nobody is told as what it is: a row that cannot be read."""
        assert lines(tmp_path, HEAD + SIGNED, "p,c\n ,1990\n") == [
            "2: cannot be read: it names no party; leave the row out, if that is right"
        ]

    def test_parties_in_titles(self, tmp_path: Path) -> None:
        """Rows can be treaties and columns parties."""
        mapping = """
[agreement]
key = "{treaty}"
[party]
system = "alpha3"
[[act]]
columns = '^[A-Z]{3}$'
party = "{title}"
kind = "ratified"
"""
        assert lines(tmp_path, mapping, "treaty,FRA,DEU\nt1,1990,\nt2,1991,1992\n", whole=True) == [
            "2: FRA ratified 1990 [t1]",
            "3: FRA ratified 1991 [t2]",
            "3: DEU ratified 1992 [t2]",
        ]

    def test_acts_of_the_agreement_as_a_whole(self, tmp_path: Path) -> None:
        """They have no party, and need no column of one."""
        mapping = '[agreement]\nkey = "{t}"\n[[act]]\ncolumn = "c"\nkind = "adopted"\n'
        mapping += 'about = "agreement"\n'
        assert lines(tmp_path, mapping, "t,c\nt1,1990\n") == ["2: adopted 1990"]


class TestAgreements:
    """Which agreement a row is about."""

    KEYED = HEAD.replace('"a"', '"{t}"') + SIGNED

    def test_keys_from_wild_identifiers(self, tmp_path: Path) -> None:
        """Any identifier becomes a key; two that differ only in their signs have two keys."""
        table = "t,p,c\nESP-GBR_1351A,FR,1990\nesp gbr 1351:a,FR,1990\nESP-GBR_1351A,FR,1991\n"
        table += "ä:ß,FR,1990\n"
        first, second, again, other = (
            act.agreement.key  # type: ignore[union-attr]
            for act in told_by(tmp_path, self.KEYED, table)
        )
        assert first == again == "esp-gbr-1351a"
        assert second.startswith("esp-gbr-1351-a")
        assert other == "ae-ss"

    def test_two_identifiers_of_one_key(self, tmp_path: Path) -> None:
        """The second gets letters of its own."""
        told = told_by(tmp_path, self.KEYED, "t,p,c\nA_1,FR,1990\nA-1,FR,1990\n")
        first, second = (act.agreement.key for act in told)  # type: ignore[union-attr]
        assert first == "a-1"
        assert second.startswith("a-1-")

    def test_long_identifiers(self, tmp_path: Path) -> None:
        """What is too long is cut and told apart, the same whatever came before."""
        long = "a long title of a treaty " * 5
        one = list(told_by(tmp_path, self.KEYED, f"t,p,c\n{long}1,FR,1990\n{long}2,FR,1990\n"))
        other = list(told_by(tmp_path, self.KEYED, f"t,p,c\n{long}2,FR,1990\n"))
        keys = [act.agreement.key for act in one]  # type: ignore[union-attr]
        assert len(set(keys)) == 2
        assert all(len(key) <= 80 for key in keys)
        assert other[0].agreement.key == keys[1]  # type: ignore[union-attr]

    def test_an_empty_key(self, tmp_path: Path) -> None:
        """A row that names no agreement is told, and joins no other."""
        mapping = HEAD.replace('"a"', '"un-{t}"') + SIGNED
        assert lines(tmp_path, mapping, "t,p,c\n,FR,1990\n") == [
            "2: cannot be read: it is empty, and names the agreement"
        ]

    def test_all_that_is_told_of_it(self, tmp_path: Path) -> None:
        """Names, form, what binds, family, note and the number of its rule."""
        mapping = (
            '[agreement]\nkey = "{t}"\nname = "{n}"\notherwise = "No. {t}"\nalso = "T{t}"\n'
            'form = "declaration"\nbinds_by = "signature"\nfamily = "f"\nnote = "of {n}"\n'
            'rule = "{t}"\nentry_delay = "P3M"\n[party]\ncolumn = "p"\n'
        ) + SIGNED
        named, nameless = told_by(tmp_path, mapping, "t,n,p,c\n1,One,FR,1990\n2,,FR,1990\n")
        assert isinstance(named, Act)
        assert isinstance(nameless, Act)
        told = named.agreement
        assert (told.key, told.names) == ("1", (("en", "One"), ("en", "T1")))
        assert (told.form, told.binds_by) == (Form.DECLARATION, Binding.SIGNATURE)
        assert (told.family, told.note, told.number) == ("f", "of One", "1")
        assert told.entry_delay == "P3M"
        assert nameless.agreement.names[0] == ("en", "No. 2")

    def test_titles_in_another_file(self, tmp_path: Path) -> None:
        """The row of the other file is found by a key of each, and its columns can be used."""
        (tmp_path / "index.csv").write_text("no,title\nIV-1,On Lakes\n", encoding="utf-8")
        mapping = """
file = '^(?P<chapter>[IV]+)-(?P<number>\\d+)\\.csv$'
[lookup]
file = "index.csv"
key = "{no}"
by = "{chapter}-{number}"
[agreement]
key = "un-{file}"
name = "{title}"
[party]
column = "p"
"""
        told = told_by(tmp_path, mapping + SIGNED, "p,c\nFR,1990\n", name="IV-1.csv")
        [act] = told
        assert isinstance(act, Act)
        assert (act.agreement.key, act.agreement.names) == ("un-iv-1", (("en", "On Lakes"),))
        with pytest.raises(TrackerError, match="its name does not fit the mapping"):
            lines(tmp_path, mapping + SIGNED, "p,c\n", name="other.csv") or lines(
                tmp_path, mapping + SIGNED, "p,c\nFR,1990\n", name="other.csv"
            )


class TestActs:
    """What a row tells."""

    def test_conditions(self, tmp_path: Path) -> None:
        """An act counts where other cells hold a text or fit a pattern, or do not."""
        mapping = (
            HEAD
            + SIGNED
            + 'when = { s = ["1", "/^x/"] }\nunless = { e = "no" }\n'
            + '[[act]]\ncolumn = "c"\nkind = "withdrew"\nwhen = { s = "" }\n'
        )
        table = "p,c,s,e\nA,1990,1,\nB,1990,xy,\nC,1990,2,\nD,1990,1,no\nE,1990,,\n"
        assert lines(tmp_path, mapping, table) == [
            "2: A signed 1990",
            "3: B signed 1990",
            "4: left out: no day of any act stands in it",
            "5: left out: no day of any act stands in it",
            "6: E withdrew 1990",
        ]

    def test_several_dates_in_a_cell(self, tmp_path: Path) -> None:
        """Each is an act, quoted as it stands."""
        mapping = HEAD + SIGNED + 'split = ";"\nform = "day month year"\n'
        told = list(told_by(tmp_path, mapping, "p,c\nFR,12 Mar 1999; 4 May 2001\n"))
        assert [(str(act.date), act.quote) for act in told] == [  # type: ignore[union-attr]
            ("1999-03-12", "12 Mar 1999"),
            ("2001-05-04", "4 May 2001"),
        ]

    def test_a_day_in_three_columns(self, tmp_path: Path) -> None:
        """It is one date, and its quote says where each part of it stands."""
        mapping = HEAD + '[[act]]\nparts = ["y", "m", "d"]\nkind = "signed"\n'
        told = list(told_by(tmp_path, mapping, "p,y,m,d\nFR,1999,3,12\nDE,1999,,\n"))
        assert [(str(act.date), act.quote) for act in told] == [  # type: ignore[union-attr]
            ("1999-03-12", "y 1999, m 3, d 12"),
            ("1999", "y 1999"),
        ]

    def test_a_date_of_the_mapping(self, tmp_path: Path) -> None:
        """A date can be the same for all rows, or be made of several cells."""
        mapping = HEAD + '[[act]]\ndate = "[..2015-03-01]"\nkind = "entered_into_force"\n'
        mapping += '[[act]]\ndate = "{y}-{m}"\nkind = "signed"\n'
        assert lines(tmp_path, mapping, "p,y,m\nA,1990,01\nB,1990,13\n") == [
            "2: A entered_into_force [..2015-03-01]",
            "2: A signed 1990-01",
            "3: B entered_into_force [..2015-03-01]",
            '3: cannot be read: "1990-13" is no date here: there is no month 13',
        ]
        constant, made, *_ = told_by(tmp_path, mapping, "p,y,m\nA,1990,01\n")
        assert isinstance(constant, Act)
        assert isinstance(made, Act)
        assert (constant.quote, made.quote) == ("", "y 1990, m 01")

    def test_the_effect_alone(self, tmp_path: Path) -> None:
        """A day of entry into force without a deposit is told as that, if the mapping says so."""
        act = '[[act]]\ncolumn = "c"\nkind = "ratified"\neffective = "e"\n'
        table = "p,c,e\nFR,1990,1991\nDE,,1991\n"
        assert lines(tmp_path, HEAD + act + 'alone = "entered_into_force"\n', table) == [
            "2: FR ratified 1990, effective 1991",
            "3: DE entered_into_force 1991",
        ]
        assert lines(tmp_path, HEAD + act, table)[1:] == [
            "3: left out: no day of any act stands in it"
        ]

    @pytest.mark.parametrize(
        ("exit_day", "told"),
        [
            ("first day outside", ["withdrew 1999-12-31", "withdrew 1999"]),
            ("last day inside", ["withdrew 2000-01-01", "withdrew [1999-01-02..2000-01-01]"]),
            ("last year inside", ["withdrew 2000-01-01", "withdrew 2000"]),
        ],
    )
    def test_the_day_of_an_exit(self, tmp_path: Path, exit_day: str, told: list[str]) -> None:
        """The first day outside is kept, whichever day a table gives; entries stay as they are."""
        mapping = (
            HEAD
            + SIGNED
            + f'[[act]]\ncolumn = "x"\nkind = "withdrew"\n[dates]\nexit_day = "{exit_day}"\n'
        )
        assert lines(tmp_path, mapping, "p,c,x\nFR,1990-01-01,1999-12-31\nDE,,1999\n") == [
            "2: FR signed 1990-01-01",
            f"2: FR {told[0]}",
            f"3: DE {told[1]}",
        ]

    def test_a_notice_keeps_its_day(self, tmp_path: Path) -> None:
        """Of a notice of withdrawal the effect is the exit, and the notice is not."""
        mapping = (
            HEAD
            + '[[act]]\ncolumn = "c"\nkind = "withdrawal_notified"\neffective = "e"\n'
            + '[dates]\nexit_day = "last day inside"\n'
        )
        assert lines(tmp_path, mapping, "p,c,e\nFR,1990-06-30,1990-12-31\n") == [
            "2: FR withdrawal_notified 1990-06-30, effective 1991-01-01"
        ]

    def test_words_for_kinds(self, tmp_path: Path) -> None:
        """Large and small letters differ; usual words are known; what is not known is told."""
        mapping = HEAD + '[[act]]\ncolumn = "c"\nkind_column = "k"\n[kinds]\na = "acceded"\n'
        mapping += '"" = "ratified"\nOBJ = "leave out"\n'
        table = "p,c,k\nA,1990,a\nB,1990,A\nC,1990,\nD,1990,OBJ\nE,1990,Approval\nF,1990,signed\n"
        assert lines(tmp_path, mapping, table) == [
            "2: A acceded 1990",
            '3: cannot be read: nobody knows the act "A"; say below [kinds] what it is',
            "4: C ratified 1990",
            "5: left out: an act of a kind that the mapping leaves out",
            "6: E approved 1990",
            "7: F signed 1990",
        ]

    def test_marks_beside_a_legend(self, tmp_path: Path) -> None:
        """A mapping can explain marks that the title does not."""
        title = "Ratification, Accession(a)"
        mapping = HEAD + f'[[act]]\ncolumn = "{title}"\nlegend = true\nmarks = {{ s = "signed" }}\n'
        assert lines(tmp_path, mapping, f'p,"{title}"\nA,1990 s\nB,1990 a\nC,1990\n') == [
            "2: A signed 1990",
            "3: B acceded 1990",
            "4: C ratified 1990",
        ]

    def test_a_pattern_finds_marks(self, tmp_path: Path) -> None:
        """The mark can stand anywhere that a pattern says, or be missing."""
        mapping = HEAD + '[[act]]\ncolumn = "c"\nkind = "ratified"\nmarks = { a = "acceded" }\n'
        mapping += "pattern = '^(<(?P<mark>.*)>)?(?P<date>.*)$'\n"
        assert lines(tmp_path, mapping, "p,c\nA,<a>1990\nB,1990\nC,<x>1990\nD,\n") == [
            "2: A acceded 1990",
            "3: B ratified 1990",
            f'4: cannot be read: the mark "x" {UNEXPLAINED}',
            "5: left out: no day of any act stands in it",
        ]

    def test_a_pattern_finds_the_effect(self, tmp_path: Path) -> None:
        """Of an exit it is the last day inside, if the table has it so."""
        mapping = HEAD + '[[act]]\ncolumn = "c"\nkind = "withdrawal_notified"\n'
        mapping += "pattern = '(?P<date>\\d+)(->(?P<effective>.*))?'\n"
        mapping += '[dates]\nexit_day = "last day inside"\n'
        assert lines(tmp_path, mapping, "p,c\nA,1990->1991-12-31\nB,1990\n") == [
            "2: A withdrawal_notified 1990, effective 1992-01-01",
            "3: B withdrawal_notified 1990",
        ]

    def test_a_title_with_one_mark(self, tmp_path: Path) -> None:
        """Below a title that knows one act only, a date without a mark is that act."""
        mapping = HEAD + '[[act]]\ncolumn = "Accession(a)"\nlegend = true\n'
        assert lines(tmp_path, mapping, "p,Accession(a)\nA,1990\nB,1990 a\n") == [
            "2: A acceded 1990",
            "3: B acceded 1990",
        ]

    def test_a_kind_beside_a_legend(self, tmp_path: Path) -> None:
        """What the mapping says is meant without a mark goes before the title."""
        mapping = HEAD + '[[act]]\ncolumn = "Consent, Accession(a)"\nlegend = true\n'
        table = 'p,"Consent, Accession(a)"\nA,1990\nB,1990 a\n'
        assert lines(tmp_path, mapping + 'kind = "ratified"\n', table) == [
            "2: A ratified 1990",
            "3: B acceded 1990",
        ]

    def test_a_date_without_a_mark(self, tmp_path: Path) -> None:
        """If nothing says what is meant then, it is told."""
        mapping = HEAD + '[[act]]\ncolumn = "c"\nmarks = { a = "acceded", b = "signed" }\n'
        assert lines(tmp_path, mapping, "p,c\nA,1990\n") == ["2: cannot be read: " + NO_MARK]

    def test_bad_cells_are_all_told(self, tmp_path: Path) -> None:
        """One bad cell hides no other, in the same row or another."""
        mapping = HEAD + SIGNED + '[[act]]\ncolumn = "d"\nkind = "ratified"\n'
        assert lines(tmp_path, mapping, "p,c,d\nA,soon,late\nB,1990,1991-02-30\n") == [
            '2: cannot be read: "soon" is no date here: it has none of the forms of a date',
            '2: cannot be read: "late" is no date here: it has none of the forms of a date',
            "3: B signed 1990",
            '3: cannot be read: "1991-02-30" is no date here: that day does not exist',
        ]

    def test_an_empty_cell_can_mean_something(self, tmp_path: Path) -> None:
        """For one column a mapping can say what an empty cell, or any text, means."""
        mapping = HEAD + SIGNED + 'means = { "" = "[..1816]", yes = "XXXX" }\n'
        assert lines(tmp_path, mapping, "p,c\nA,\nB,yes\nC,1990\n") == [
            "2: A signed [..1816]",
            "3: B signed XXXX",
            "4: C signed 1990",
        ]

    def test_footnotes(self, tmp_path: Path) -> None:
        """What a mapping ignores is cut out before a cell is read, and stays in the quote."""
        mapping = HEAD + "[dates]\nignore = '\\s*\\[\\d+\\]'\n[[act]]\ncolumn = \"c\"\n"
        mapping += 'kind = "ratified"\nmarks = { a = "acceded" }\n'
        [act] = told_by(tmp_path, mapping, "p,c\nA,1990 a [2]\n")
        assert isinstance(act, Act)
        assert (act.kind, str(act.date), act.quote) == ("acceded", "1990", "1990 a [2]")

    def test_what_is_said_beside_it(self, tmp_path: Path) -> None:
        """Notes, speakers, quotes and sources are made from the row."""
        mapping = (
            HEAD
            + '[source]\nurl = "https://example.org/{id}"\ntitle = "No. {id}"\npublisher = "X"\n'
            + 'published = "2015-03"\n'
            + SIGNED
            + 'note = "by {s}"\nspeaker = "{s}"\nquote = "{title}: {c}"\n'
        )
        [act] = told_by(tmp_path, mapping, "p,c,s,id\nA,1990,B,7\n")
        assert isinstance(act, Act)
        assert (act.note, act.speaker, act.quote) == ("by B", "B", "c: 1990")
        source = act.source
        assert (source.url, source.title) == ("https://example.org/7", "No. 7")
        assert (source.publisher, str(source.published)) == ("X", "2015-03")

    def test_announcements(self, tmp_path: Path) -> None:
        """What is expected by when stands in a column of its own."""
        mapping = HEAD + '[[act]]\ncolumn = "c"\nkind = "announced"\nexpects = "signing"\n'
        [act] = told_by(tmp_path, mapping + 'due = "d"\n', "p,c,d\nA,1990,1991\n")
        assert isinstance(act, Act)
        assert (act.expects, str(act.due)) == ("signing", "1991")


def test_a_column_that_is_called_title(tmp_path: Path) -> None:
    """In templates it goes before the title of the column of an act."""
    mapping = HEAD + SIGNED + 'note = "{title}"\n'
    notes = [
        act.note  # type: ignore[union-attr]
        for table in ("p,c,title\nA,1990,On Lakes\n", "p,c\nA,1990\n")
        for act in told_by(tmp_path, mapping, table)
    ]
    assert notes == ["On Lakes", "c"]


def test_a_row_that_the_other_file_does_not_have(tmp_path: Path) -> None:
    """What would be looked up is empty there."""
    (tmp_path / "index.csv").write_text("no,name\n1,On Lakes\n", encoding="utf-8")
    mapping = '[lookup]\nfile = "index.csv"\nkey = "{no}"\nby = "{t}"\n' + HEAD.replace(
        '"a"', '"{t}"\nname = "{name}"'
    )
    one, two = told_by(tmp_path, mapping + SIGNED, "t,p,c\n1,A,1990\n2,A,1990\n")
    assert isinstance(one, Act)
    assert isinstance(two, Act)
    assert (one.agreement.names, two.agreement.names) == ((("en", "On Lakes"),), ())


def test_rows_are_left_out_with_the_reason(tmp_path: Path) -> None:
    """Each row that is left out says why."""
    mapping = HEAD + SIGNED + "[[leave_out]]\nwhen = { p = '/^IO-/' }\nreason = \"no state\"\n"
    assert lines(tmp_path, mapping, "p,c\nIO-X,1990\nFR,1990\n") == [
        "2: left out: no state",
        "3: FR signed 1990",
    ]


def test_merged_cells(tmp_path: Path) -> None:
    """What is empty because the row above has it is filled in, and only where the mapping says."""
    mapping = 'fill_down = ["p"]\n' + HEAD + SIGNED
    assert lines(tmp_path, mapping, "p,c\nA,1990\n,1991\n,\nB,\n") == [
        "2: A signed 1990",
        "3: A signed 1991",
        "4: left out: no day of any act stands in it",
        "5: left out: no day of any act stands in it",
    ]


def test_blanks_that_do_not_break(tmp_path: Path) -> None:
    """A page of the web has them within dates; they are read as blanks, and quoted as they are."""
    mapping = HEAD + SIGNED + '[dates]\nform = "day month year"\n'
    [act] = told_by(tmp_path, mapping, "p,c\nA,24\N{NO-BREAK SPACE}Jan 1983\n")
    assert isinstance(act, Act)
    assert (str(act.date), act.quote) == ("1983-01-24", "24\N{NO-BREAK SPACE}Jan 1983")


def test_records_that_lack_a_key(tmp_path: Path) -> None:
    """In NDJSON what has nothing to say can be missing; numbers and null are texts and nothing."""
    mapping = HEAD + SIGNED + '[[act]]\ncolumn = "d"\nkind = "ratified"\noptional = true\n'
    table = '{"p": "A", "c": 1990}\n{"p": "B"}\n{"p": "C", "c": null, "d": "1991"}\n'
    assert lines(tmp_path, mapping, table, name="t.ndjson") == [
        "1: A signed 1990",
        "2: left out: no day of any act stands in it",
        "3: C ratified 1991",
    ]


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        (HEAD + SIGNED.replace('"c"', '"cc"'), 'no column "cc"; in the mapping write c'),
        (HEAD.replace('"p"', '"pp"') + SIGNED, 'no column "pp"; in the mapping write p'),
        (HEAD + SIGNED + 'when = { e = "1" }\n', 'no column "e"'),
        (HEAD + SIGNED + 'note = "{e}"\n', 'no column "e"'),
        (HEAD.replace('"a"', '"{e}"') + SIGNED, 'no column "e"'),
        (HEAD + SIGNED + 'effective = "e{n}"\n', 'no column "{n}"'),
        (HEAD + SIGNED + '[[leave_out]]\nwhen = { e = "" }\nreason = "r"\n', 'no column "e"'),
        (HEAD + '[[act]]\ncolumn = "c"\nlegend = true\n', "of which nobody knows what act it is"),
        ('encoding = "mac-rom"\n' + HEAD + SIGNED, "is no encoding; write one such as mac-roman"),
    ],
)
def test_a_mapping_that_does_not_fit_the_table(tmp_path: Path, mapping: str, says: str) -> None:
    """It is one sentence that names the table and what to write."""
    with pytest.raises(TrackerError) as caught:
        lines(tmp_path, mapping, "p,c\nA,1990\n")
    assert says in caught.value.sentence
    assert "table.csv" in caught.value.sentence


def test_a_packed_table_of_another_encoding(tmp_path: Path) -> None:
    """What is packed and in MacRoman is read as the mapping says."""
    mapping = 'encoding = "mac-roman"\ndelimiter = ";"\n' + HEAD + SIGNED
    table = gzip.compress(b"p;c\nC\x99te d\xd5Ivoire;1990\n")
    assert lines(tmp_path, mapping, table, name="t.csv.gz") == ["2: Côte d’Ivoire signed 1990"]
