"""How well articles are read; of those that rules may be written with, also why not better."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest import scoring
from ingest.scoring import ARTICLES, FITTING, Row, Tally
from tabulate import tabulate

from .corpus import SHARED
from .figures import Figure, Goal

LEFT = ("set", "language", "rule", "kind")

TWICE, OTHER_KIND, OTHER_COUNTRY, NOTHING = WHY = (
    "found already",
    "other kind",
    "other country",
    "nothing there",
)
"""Why a proposal is false, by what the gold has at that place."""

COLUMNS = (
    *("set", "language", "acts proposed", "core", "precision", "recall", "F1"),
    *("dates right", "of", "talk proposed", "core", "precision", "recall", "F1"),
)
RULE_COLUMNS = ("rule", "proposed", "right", "precision")
KIND_COLUMNS = ("kind", "core", "missed", "proposed", "false", *WHY)


@dataclass(frozen=True, slots=True)
class Set:
    """Articles with gold, and what is asked of reading their acts.

    Attributes:
        is_open: whether rules may be written with a look at them; of others only sums are told.
    """

    name: str
    folder: Path
    f1: Goal | None = None
    precision: Goal | None = None
    dates: Goal | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Matched:
    """An article: each proposal with the event that it finds, and all events of the gold."""

    proposals: list[tuple[Row, Row | None]]
    events: list[Row]

    @property
    def core(self) -> Iterator[tuple[Row, bool]]:
        """The events that nobody may miss, and whether each was found."""
        found = [id(event) for _, event in self.proposals if event]
        for event in self.events:
            if event["importance"] == "core":
                yield event, id(event) in found


def at_least(bound: float) -> Goal:
    """A floor."""
    return Goal(bound, is_floor=True)


SETS = (
    Set("shared", SHARED / "articles", f1=at_least(0.75), dates=at_least(0.85)),
    Set("tuned", ARTICLES / "tuned"),
    Set("more", ARTICLES / "more"),
    Set("held", ARTICLES / "held", f1=at_least(0.6), precision=at_least(0.75), is_open=False),
)


def measure() -> list[Figure]:
    """Print what each set comes to; the figures are those that have a goal."""
    figures: list[Figure] = []
    lines: list[list[str]] = []
    for each in (one for one in SETS if _is_here(one)):
        for language, read in sorted(scoring.figures(each.folder).items()):
            lines.append([each.name, language, *_cells(each, read)])
            figures += _figures(each, language, read)
    print(f"\n{_table(lines, COLUMNS)}")
    is_open = [each for each in SETS if each.is_open and each.folder.is_dir()]
    names = ", ".join(each.name for each in is_open)
    matched = [one for each in is_open for one in _matched(each.folder)]
    print(f"\nBy rule, in {names}:\n\n{_table(_by_rule(matched), RULE_COLUMNS)}")
    print(f"\nBy kind, in {names}:\n\n{_table(_by_kind(matched), KIND_COLUMNS)}")
    return figures


def _is_here(one: Set) -> bool:
    if not one.folder.is_dir():
        print(f"{one.name}: left out, since its folder does not lie beside this checkout")
    return one.folder.is_dir()


def _cells(of: Set, read: scoring.Figures) -> Iterator[str]:
    """What stands in the line of a set and language, the goals beside the figures."""
    yield from _tally(read.acts, of.precision, of.f1)
    yield _beside(read.dates, of.dates)
    yield str(read.asked)
    yield from _tally(read.talk)


def _tally(tally: Tally, precision: Goal | None = None, f1: Goal | None = None) -> Iterator[str]:
    yield str(tally.proposed)
    yield str(tally.core)
    yield _beside(tally.precision, precision)
    yield _beside(tally.recall)
    yield _beside(tally.f1, f1)


def _beside(value: float, goal: Goal | None = None) -> str:
    return f"{value:.3f} ({goal})" if goal else f"{value:.3f}"


def _figures(of: Set, language: str, read: scoring.Figures) -> list[Figure]:
    values = {
        "F1 of acts": (read.acts.f1, of.f1),
        "precision of acts": (read.acts.precision, of.precision),
        "dates right": (read.dates, of.dates),
    }
    return [
        Figure(f"{of.name}, {language}: {what}", value=value, goal=goal)
        for what, (value, goal) in values.items()
        if goal
    ]


def _matched(folder: Path) -> Iterator[Matched]:
    for text, gold in scoring.articles(folder):
        rows = scoring.rows(text, date.fromisoformat(gold["published"]))
        yield Matched(scoring.matched(rows, gold["events"]), gold["events"])


def _by_rule(articles: Iterable[Matched]) -> list[list[str]]:
    """How often each rule was right; the one that was wrong most often comes first."""
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for article in articles:
        for row, event in article.proposals:
            (right if event else false)[row["rule"]] += 1
    lines = []
    for rule in sorted({*right, *false}, key=lambda rule: (-false[rule], rule)):
        proposed = right[rule] + false[rule]
        lines.append([rule, str(proposed), str(right[rule]), f"{right[rule] / proposed:.2f}"])
    return lines


def _by_kind(articles: Iterable[Matched]) -> list[list[str]]:
    """Of each kind, what was missed, and what was proposed falsely and why that is false."""
    core, missed, proposed, false = (Counter[str]() for _ in range(4))
    why: Counter[tuple[str, str]] = Counter()
    for article in articles:
        for event, is_found in article.core:
            core[event["kind"]] += 1
            missed[event["kind"]] += not is_found
        for row, found in article.proposals:
            kind = found["kind"] if found else _gold_kind(row["kind"])
            proposed[kind] += 1
            if not found:
                false[kind] += 1
                why[kind, _why_false(row, article.events)] += 1
    kinds = sorted({*core, *proposed}, key=lambda kind: (-missed[kind] - false[kind], kind))
    return [
        [kind, *(str(count[kind]) for count in (core, missed, proposed, false))]
        + [str(why[kind, each] or "") for each in WHY]
        for kind in kinds
    ]


def _gold_kind(kind: str) -> str:
    """The kind of the gold for which a kind of proposal stands first; its own, if for none."""
    if kind in FITTING:
        return kind
    return next((gold for gold, fitting in FITTING.items() if kind in fitting), kind)


def _why_false(row: Row, events: Iterable[Row]) -> str:
    there = [event for event in events if scoring.overlap(row, event) > 0]
    if any(scoring.finds(row, event) for event in there):
        return TWICE
    if any(event.get("country") in (row["country"], None) for event in there):
        return OTHER_KIND
    return OTHER_COUNTRY if any(scoring.fits(row, event) for event in there) else NOTHING


def _table(lines: Sequence[Sequence[str]], columns: Sequence[str]) -> str:
    align = ["left" if column in LEFT else "right" for column in columns]
    return tabulate(lines, headers=columns, disable_numparse=True, colalign=align)
