"""A language of a few words: a folder that has nothing to be found fault with."""

import tomllib
from importlib.resources import files
from pathlib import Path

SHIPPED = files("tracker.ingest") / "languages"

LANGUAGE = """
name = "Small"
common = ["the", "of", "and"]
abbreviations = ["Mr"]
ordinal_dot = false
verb_second = false
boilerplate = ["Read more"]
possessive = ["s"]
"""

WORDS = """
negation = ["not", "never"]
have = ["has", "have"]
be = ["is", "was", "were"]
will = ["will"]
preposition = ["in", "on", "to", "from"]
of = ["of"]
by = ["by"]
definite = ["the"]
joiner = ["and"]
passive = ["was", "were"]
"""

AGREEMENTS = """
instrument = ["treaty", "pact"]
body = ["alliance"]
linker = ["of"]
tie = ["of"]
topic = ["on"]
dated = ["of"]
known = ["NATO"]
known_country = ["EU"]
stop = ["by", "in"]
"""

RULES = """
[[rule]]
id = "sign"
kind = "signed"
prior = 0.8
veto = ["contract"]
examples = [
  { text = "France signed the Ocean Treaty on 3 May 2023.", gives = ["signed FR 2023-05-03"] },
]
counter = [{ text = "France has not signed the Ocean Treaty." }]
[rule.forms]
past = ["signed"]

[[rule]]
id = "leave"
kind = "withdrew"
prior = 0.8
examples = [{ text = "Malta has pulled out of NATO.", gives = ["withdrew MT actual"] }]
counter = [{ text = "Malta never pulled out of NATO.", never = ["withdrew MT"] }]
[rule.forms]
past = ["pulled out", "turned … back"]
"""

DATES = """
[writing]
day_dot = false
month_first = true
year_alone = false

[month]
5 = ["may"]

[weekday]
1 = ["monday"]

[small]
on = ["on"]
in = ["in"]
"""

COUNTRIES = """form\tcountry\tsort
France\tFR\tname
Malta\tMT\tname
Maltese\tMT\tadjective
Malta Airways\t-\ttrap
"""


def write(folder: Path) -> Path:
    """Write the language into a new folder."""
    folder.mkdir(parents=True)
    for name, text in {
        "language.toml": LANGUAGE + _empty("language.toml", LANGUAGE),
        "words.toml": WORDS,
        "agreements.toml": AGREEMENTS + _empty("agreements.toml", AGREEMENTS),
        "rules.toml": RULES,
        "countries.tsv": COUNTRIES,
        "dates.toml": DATES,
    }.items():
        (folder / name).write_text(text.lstrip(), encoding="utf-8")
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Plant something in a file of the folder, in place of words that stand there once."""
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def _empty(file: str, text: str) -> str:
    """The lists that English has and that stay empty here."""
    told = tomllib.loads(text)
    lists = tomllib.loads((SHIPPED / "en" / file).read_text("utf-8"))
    return "".join(f"{name} = []\n" for name in lists if name not in told)
