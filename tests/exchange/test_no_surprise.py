"""Whatever stands in a foreign file, it is rows or a sentence, and never anything else."""

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mapped_lines import told_by
from test_tables import read, zipped

from tracker.errors import TrackerError
from tracker.exchange.mapping_file import read_mapping
from tracker.exchange.tables import Layout

SETTINGS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
TEXTS = st.text(st.sampled_from("ab,;\t\"'\n\r\0{}[]:1 éa\ufeff"), max_size=40)
CONTENT = st.binary(max_size=60) | TEXTS.map(str.encode) | TEXTS.map(lambda t: t.encode("utf-16"))
NAMES = st.sampled_from(["t.csv", "t.tsv", "t.ndjson", "t.xlsx", "t"])
LAYOUTS = st.builds(
    Layout,
    encoding=st.sampled_from(["", "utf-16", "mac-roman", "ascii", "utf-7", "rot13", "base64"]),
    delimiter=st.sampled_from(["", ";", "\t", "é"]),
    header=st.integers(1, 4),
)


@SETTINGS
@given(CONTENT, NAMES, LAYOUTS, st.sampled_from(["plain", "gzip", "zip"]))
@example(b"\x1f\x8b\x08\x00", "t.csv", Layout(), "plain")
@example(b"PK\x03\x04", "t.xlsx", Layout(), "plain")
def test_tables(tmp_path: Path, content: bytes, name: str, layout: Layout, pack: str) -> None:
    """A table of any bytes, packed or not, in whatever layout a mapping gives it."""
    packed = {"plain": content, "gzip": gzip.compress(content), "zip": zipped((name, content))}
    path = tmp_path / (name if pack == "plain" else f"{name}.{pack}")
    path.write_bytes(packed[pack])
    with suppress(TrackerError):
        read(path, layout)


SCALARS = st.sampled_from(
    ['"a"', '""', '"{a}"', '"{"', '"("', "3", "-1", "true", "1.5", "1990-01-01", '["a"]', "[1]"]
) | st.sampled_from(['{ a = "b" }', "{ a = 1 }", '[{ a = "b" }]', '"d/m/y"', '"leave out"', "[]"])
KEYS = {
    "": "about encoding delimiter header sheet file kinds fill_down agreement party act years name",
    "[agreement]": "key text name otherwise also form binds_by family note rule entry_delay",
    "[party]": "column system split names leave_out",
    "[dates]": "form none unknown means range ignore months exit_day",
    "[[act]]": "column columns parts date kind kind_column legend marks pattern effective means "
    "party effective_parts alone split form when unless about quote note speaker optional "
    "expects due may_be_planned",
    "[years]": "column columns status member not_member missing absent kind",
    "[source]": "key url title published publisher language",
    "[[leave_out]]": "when reason",
    "[lookup]": "file key by optional",
}


@st.composite
def mappings(draw: st.DrawFn) -> str:
    """Mappings whose keys are right and whose values are anything."""
    lines = []
    for section, keys in KEYS.items():
        if section and not draw(st.booleans()):
            continue
        chosen = draw(st.lists(st.sampled_from(keys.split()), max_size=4, unique=True))
        lines += [section, *(f"{key} = {draw(SCALARS)}" for key in chosen)]
    return "\n".join(lines)


@SETTINGS
@given(mappings())
def test_mappings(tmp_path: Path, text: str) -> None:
    """A mapping with any values is read, or its faults are told."""
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with suppress(TrackerError):
        read_mapping(path)


@SETTINGS
@given(mappings(), st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=3))
def test_what_a_mapping_makes_of_any_table(
    tmp_path: Path, text: str, rows: list[list[str]]
) -> None:
    """A mapping that is right, on cells that hold anything, gives acts and reasons."""
    base = '[agreement]\nkey = "{a}"\n[party]\ncolumn = "b"\n'
    _, _, acts = text.partition("[dates]")
    table = "a,b,c\n" + "".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\n" for row in rows
    )
    with suppress(TrackerError):
        list(told_by(tmp_path, f"{base}[dates]{acts}", table))


@pytest.mark.parametrize("published", ["soon", "2015-99"])
def test_a_source_of_no_day(tmp_path: Path, published: str) -> None:
    """An edition whose day cannot be read is told in its row."""
    mapping = '[agreement]\nkey = "a"\n[party]\ncolumn = "p"\n[source]\nurl = "u"\n'
    mapping += 'published = "{d}"\n[[act]]\ncolumn = "c"\nkind = "signed"\n'
    [told] = told_by(tmp_path, mapping, f"p,c,d\nFR,1990,{published}\n")
    assert "is no day of an edition" in getattr(told, "why", "")
