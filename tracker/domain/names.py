"""Names as people write them: a form to look up by, an order, and the nearest names to ask back."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, zip_longest

LEADING_ARTICLES = frozenset({"the", "der", "die", "das", "den"})
CONNECTING_WORDS = frozenset({"and", "und"})
SPELLINGS = {"saint": "st", "sankt": "st"}

CLOSE_ENOUGH = 0.65
WHOLE_WORDS, WORD_BEGINNING, INSIDE_A_WORD = 0.8, 0.75, 0.7
SHORTEST_HINT = 3
Place = tuple[tuple[tuple[int, str], ...], str]
"""Where a name stands in a list."""

SORTED_AGAIN = 10_000
"""The places of so many names are kept, for lists name the same countries again and again."""

DIGITS = re.compile(r"(\d+)")
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}


def fold_name(text: str) -> str:
    """Return the form in which two spellings of one name are equal.

    Case, accents, punctuation, a leading article and "and", "und" or "&" between two words do not
    count, and "Saint" and "Sankt" are "St". The folded form of a folded form is itself, so it can
    be kept in a column and compared with ``=`` on every engine.

    Returns:
        Words of lower-case letters and digits with one blank between them; empty if none are left.
    """
    words = [SPELLINGS.get(word, word) for word in _plain(text).split()]
    named = [word for word in words if word not in CONNECTING_WORDS] or words
    return " ".join(_without_leading_articles(named))


@lru_cache(SORTED_AGAIN)
def alphabetical(name: str) -> Place:
    """Return the place of a name in a list: accents and case do not count, digits are numbers.

    So "Österreich" stands at "O", and "2-1" before "10-19". Of two names that differ in nothing
    else, the spelling decides.
    """
    pieces = DIGITS.split(_plain(name))
    numbers = ((len(digits), digits) for digits in (piece.lstrip("0") for piece in pieces[1::2]))
    words = ((0, " ".join(piece.split())) for piece in pieces[::2])
    return tuple(chain.from_iterable(zip_longest(words, numbers, fillvalue=(0, "")))), name


def closest(name: str, candidates: Iterable[str], *, count: int = 3) -> list[str]:
    """Return the candidates that a mistyped name may have meant, best first.

    A candidate comes close when it contains the name, is a part of it, or is spelled much like it.

    Arguments:
        name: what the user wrote.
        candidates: names, codes or slugs; of two with the same folded form the first is kept.
        count: how many are returned at most.
    """
    wanted = fold_name(name)
    spellings: dict[str, str] = {}
    for candidate in candidates:
        spellings.setdefault(fold_name(candidate), candidate)
    likenesses = ((_likeness(wanted, folded), folded) for folded in spellings if wanted and folded)
    near = sorted((-likeness, folded) for likeness, folded in likenesses if likeness)
    return [spellings[folded] for _, folded in near[:count]]


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_BLANKS)
    # Casefolding can bring new marks, and decomposing new capitals, so each is done twice.
    folded = _unmarked(_unmarked(text).casefold()).casefold()
    return "".join(letter if letter.isalnum() else " " for letter in folded)


def _unmarked(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if unicodedata.category(letter)[0] != "M")


def _without_leading_articles(words: list[str]) -> list[str]:
    first = 0
    while first < len(words) - 1 and words[first] in LEADING_ARTICLES:
        first += 1
    return words[first:]


def _likeness(wanted: str, folded: str) -> float:
    likeness = max(_overlap(wanted, folded), _resemblance(wanted, folded))
    return likeness if likeness >= CLOSE_ENOUGH else 0.0


def _overlap(wanted: str, folded: str) -> float:
    shorter, longer = sorted((wanted, folded), key=len)
    if len(shorter) < SHORTEST_HINT:
        return 0.0
    if f" {shorter} " in f" {longer} ":
        return WHOLE_WORDS + (1 - WHOLE_WORDS) * len(shorter) / len(longer)
    # The beginning of a long name is what a user may stop at; a short name inside it is chance.
    if f" {wanted}" in f" {folded}":
        return WORD_BEGINNING
    return INSIDE_A_WORD if wanted in folded else 0.0


def _resemblance(wanted: str, folded: str) -> float:
    from difflib import SequenceMatcher  # noqa: PLC0415 - every command folds names, few ask back

    matcher = SequenceMatcher(None, wanted, folded, autojunk=False)
    same_letters = matcher.quick_ratio()
    if same_letters < CLOSE_ENOUGH:
        return 0.0
    # The letters in order alone would put Irak before Syria for "Sirya".
    return (same_letters + matcher.ratio()) / 2
