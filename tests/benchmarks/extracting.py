"""Reading articles on one core without a ledger, beside what no reader can do without.

The floor is one scan for the same names by the same automaton, and a split into sentences by one
pattern that stands here, so that it stays what it is when the reader changes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from re import compile as pattern
from statistics import median
from time import perf_counter, process_time

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.domain.dates import PartialDate
from tracker.ingest import guess
from tracker.ingest.extract import extract
from tracker.ingest.language import load
from tracker.ingest.reading import Article, Vocabulary
from tracker.services.texts import Told, read_file

from .corpus import PUBLISHED, composed, seed_article
from .figures import Figure, Goal, compared

A_ROUND = 50
"""Articles that each reads in a round."""

FAST = Goal(500, is_floor=True)
FLOOR = "its names and sentences alone"
TOLD = Told(published=PartialDate.parse(PUBLISHED))
NOBODY = Vocabulary()
SENTENCE_END = pattern(r"[.!?…]+[\"”“»«’')\]]*\s+(?=[\"“„»«‚‘'(\[]*[A-ZÄÖÜÉ0-9])")

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Spent:
    """The seconds that something takes: by the clock, and of the core that works on it."""

    clock: float
    core: float


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles that are read in a round, each in a file and at hand.

    Attributes:
        what: what to call one of them.
        texts: each with its language.
    """

    what: str
    files: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]

    def read_files(self) -> None:
        """What ingesting does but for the ledger: bytes, text, language, reading."""
        for file in self.files:
            read_file(file, TOLD, NOBODY)

    def extract(self) -> None:
        """The reading alone."""
        published = date.fromisoformat(PUBLISHED)
        for text, language in self.texts:
            extract(Article(text, published, language), NOBODY)

    def scan(self) -> None:
        """The floor."""
        for text, language in self.texts:
            AUTOMATA[language].find_matches_as_indexes(text)
            for end in SENTENCE_END.finditer(text):
                end.end()


def measure(folder: Path, *, rounds: int) -> list[Figure]:
    """The figures for the seed's article, and for different ones of its size."""
    different = _corpus(folder, "an article of its size", [composed(n) for n in range(A_ROUND)])
    seed = seed_article()
    if seed is None:
        return _figures(different, rounds)
    same = _corpus(folder, "the seed's article", [seed] * A_ROUND)
    return _figures(same, rounds) + _figures(different, rounds)


def _corpus(folder: Path, what: str, texts: Sequence[str]) -> Corpus:
    home = folder / what.replace(" ", "-")
    home.mkdir()
    files = [home / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_bytes(text.encode())
    languages = [guess.language(text).code for text in texts]
    return Corpus(
        what, tuple(str(file) for file in files), tuple(zip(texts, languages, strict=True))
    )


def _figures(corpus: Corpus, rounds: int) -> list[Figure]:
    spent: dict[str, list[Spent]] = {"files": [], "texts": [], "floor": []}
    works: dict[str, Work] = {
        "files": corpus.read_files,
        "texts": corpus.extract,
        "floor": corpus.scan,
    }
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            spent[name].append(_spent(work))
    core = {name: [each.core for each in them] for name, them in spent.items()}
    of_core, by_clock = (
        median(times) for times in (core["files"], [each.clock for each in spent["files"]])
    )
    what = corpus.what
    return [
        compared(f"read {what}", core["files"], FLOOR, core["floor"]),
        compared(f"read {what}, its language given", core["texts"], FLOOR, core["floor"]),
        Figure(f"{what}: read in a second of one core", value=1 / of_core, goal=FAST),
        Figure(f"{what}: read in a second by the clock", value=1 / by_clock),
    ]


def _spent(work: Work) -> Spent:
    clock, core = perf_counter(), process_time()
    work()
    return Spent((perf_counter() - clock) / A_ROUND, (process_time() - core) / A_ROUND)


class _Automata(dict[str, AhoCorasick]):
    """The automaton of each language, made when it is asked for."""

    def __missing__(self, code: str) -> AhoCorasick:
        language = load(code)
        names = [form for form, _, _ in language.country_forms] + list(language.nouns.known)
        self[code] = AhoCorasick(list(dict.fromkeys(names)), matchkind=MatchKind.LeftmostLongest)
        return self[code]


AUTOMATA = _Automata()
