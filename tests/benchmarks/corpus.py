"""Texts to ingest: the seed's article where it is at hand, and any number of its size."""

from functools import cache
from pathlib import Path
from random import Random

from .environments import CHECKOUT

SHARED = CHECKOUT.parent / "shared"
SEED = SHARED / "article" / "kasachstan-abraham-abkommen.txt"
OWN = CHECKOUT / "tests" / "ingest" / "articles"
SETS = ("tuned", "more")
PUBLISHED = "2025-11-07"
SIZE = 3_400
"""Characters of the seed's article."""


def seed_article() -> str | None:
    """The seed's article, if it lies beside the checkout."""
    return SEED.read_text("utf-8") if SEED.is_file() else None


def composed(number: int) -> str:
    """The article of a number: short ones of ours one after another, cut to the seed's size."""
    random = Random(f"article {number}")  # noqa: S311 - the same articles every time
    shorts = _shorts("de" if number % 2 else "en")
    text = f"Report {number}\n\n"
    for short in random.sample(shorts, len(shorts)):
        text += f"{short.strip()}\n\n"
        if len(text) > SIZE:
            break
    return f"{text[: text.rindex('. ', 0, SIZE)]}.\n"


def write_articles(folder: Path, numbers: range) -> list[str]:
    """The names of new files with the articles of some numbers."""
    folder.mkdir(parents=True)
    files = [folder / f"{number:07}.txt" for number in numbers]
    for file, number in zip(files, numbers, strict=True):
        file.write_bytes(composed(number).encode())
    return [str(file) for file in files]


@cache
def _shorts(language: str) -> list[str]:
    files = [file for each in SETS for file in sorted((OWN / each).glob(f"{language}*.txt"))]
    return [file.read_text("utf-8") for file in files]
