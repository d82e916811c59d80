"""Agreements that a text names and no ledger knows: the key and the form that a name gives."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.domain.agreements import KEY_LENGTH, Form
from tracker.domain.events import digest
from tracker.domain.names import fold_name

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
NOT_OF_A_KEY = re.compile(r"[^a-z0-9]+")
SHORTEST_ENDING = 5
"""A shorter noun is a word of its own; as the end of another it is chance."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Which nouns say what form an agreement has.

    Attributes:
        forms: by folded noun; it may be several words.
        linkers: folded words after which a name only says what it is about.
    """

    forms: dict[str, Form]
    linkers: frozenset[str]


def heads_of(rows: Iterable[tuple[str, str]]) -> Heads:
    """The heads that rows of a form, or ``linker``, and a word make."""
    forms: dict[str, Form] = {}
    linkers = set()
    for form, word in rows:
        if form == "linker":
            linkers.add(fold_name(word))
        else:
            forms.setdefault(fold_name(word), Form(form))
    return Heads(forms, frozenset(linkers))


def key_of(name: str, taken: Collection[str] = ()) -> str:
    """A key made from a name, cut at a word, and numbered if it is taken."""
    words = [word for word in NOT_OF_A_KEY.split(fold_name(name.translate(UMLAUTS))) if word]
    while len("-".join(words)) > KEY_LENGTH - 4 and len(words) > 1:
        words.pop()
    key = "-".join(words)[: KEY_LENGTH - 4] or f"agreement-{digest(name)[:8]}"
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return key if key not in taken else next(each for each in numbered if each not in taken)


def form_of(name: str, heads: Heads) -> Form:
    """The form that the head noun of a name gives; a treaty, if it gives none.

    The head is the last noun before what the name is about: "Peace Accords Declaration" is a
    declaration, and so is "Declaration on the Peace Accords".
    """
    words = fold_name(name).split()
    about = next((n for n, word in enumerate(words) if n and word in heads.linkers), len(words))
    found = [form for n in range(len(words)) if (form := _form_at(words, n, heads))]
    before = [form for n in range(about) if (form := _form_at(words, n, heads))]
    return before[-1] if before else found[0] if found else Form.TREATY


def _form_at(words: list[str], place: int, heads: Heads) -> Form | None:
    """The form that a word gives, alone or with those after it; the longest noun decides."""
    rest = " ".join(words[place:]) + " "
    whole = [noun for noun in heads.forms if rest.startswith(f"{noun} ")]
    word = words[place]
    ends = [n for n in heads.forms if len(n) >= SHORTEST_ENDING and word.endswith(n)]
    noun = max([*whole, *ends], key=len, default=None)
    return heads.forms[noun] if noun else None
