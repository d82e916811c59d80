"""The guide to mappings says what is so: each of its examples is read as it stands there."""

import re
from pathlib import Path

import pytest
from mapped_lines import lines

from tracker.domain.kinds import KINDS
from tracker.exchange.date_dialects import FORMS, read_date
from tracker.exchange.mapping_file import read_mapping
from tracker.exchange.shipped_mappings import find_mapping, guide, shipped

GUIDE = guide()
EXAMPLES = re.findall(r"```csv\n(.*?)```\s*```toml\n(.*?)```\s*```text\n(.*?)```", GUIDE, re.DOTALL)
FRAGMENTS = re.findall(r"(?<!```\n\n)```toml\n(.*?)```", GUIDE, re.DOTALL)
REST = """
[agreement]
key = "a"
[party]
column = "p"
[[act]]
column = "c"
kind = "signed"
"""


def test_the_guide_has_examples() -> None:
    """There is something to compare."""
    assert len(EXAMPLES) == 7
    assert len(FRAGMENTS) >= 2


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_each_example_is_read_as_it_says(number: int, tmp_path: Path) -> None:
    """A table and its mapping in the guide give the lines that stand below them."""
    table, mapping, said = EXAMPLES[number]
    assert lines(tmp_path, mapping, table) == said.splitlines()


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_each_part_is_understood(fragment: str, tmp_path: Path) -> None:
    """A part of a mapping in the guide has no fault."""
    path = tmp_path / "mapping.toml"
    path.write_text(f"{fragment}\n{REST}", encoding="utf-8")
    read_mapping(path)


def test_every_form_of_dates_is_told_with_examples_that_it_reads() -> None:
    """The table of forms names all of them, and each text in it is a date of its form."""
    told = dict(
        re.findall(r"^\| `([a-z/ ]+)` \| (.*(?:`1983|`30340|`24).*) \|$", GUIDE, re.MULTILINE)
    )
    assert told.keys() >= FORMS.keys() - {"iso", "messydates"}
    for form, examples in told.items():
        for text in re.findall(r"`([\d\[A-Z{][^`]{3,})`", examples):
            read_date(text, form)


def test_every_key_of_a_mapping_is_told(tmp_path: Path) -> None:
    """Whatever may stand in a mapping, the guide has it; the fault of a wrong key names it."""
    path = tmp_path / "mapping.toml"
    for place in ("", "[agreement]", "[party]", "[dates]", "[source]", "[[act]]", "[years]"):
        path.write_text(f"{place}\n{'x' * 40} = 1\n", encoding="utf-8")
        with pytest.raises(Exception, match="means nothing") as caught:
            read_mapping(path)
        keys = re.findall(r"x{40} means nothing; write ([a-z_, ]+)", str(caught.value))[0]
        for key in keys.split(", "):
            assert re.search(rf"`\[*{key}\]*`|\[\[?{key}\]|`{key} =", GUIDE), (place, key)


def test_every_kind_that_it_names_is_one() -> None:
    """The table of kinds names kinds only."""
    table = GUIDE.partition("The kinds that tables mostly tell")[2].partition("All of them")[0]
    for row in table.splitlines()[4:]:
        for kind in re.findall(r"`([a-z_]+)`", row.split("|")[1] if "|" in row else ""):
            assert kind in KINDS


@pytest.mark.parametrize("name", shipped())
def test_every_mapping_that_comes_along_has_no_fault(name: str) -> None:
    """It is read, and says what it is for."""
    assert find_mapping(name).about
