"""Forms and words of rules that do nothing: never produced, never first, never reached."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields

from tracker.domain.kinds import KINDS
from tracker.domain.proposals import Modality
from tracker.ingest import sorts
from tracker.ingest.acts import AGREEMENT as NAMED
from tracker.ingest.clauses import END, GAP
from tracker.ingest.rules import NO_ACT, Rule
from tracker.ingest.units import Unit
from tracker.services.language_checks.finding import RULES, Finding, Level, quoted
from tracker.services.language_checks.folder import Folder, Form, Table
from tracker.services.language_checks.texts import Taken, form_of, reached, sentences, taken

SAME = "same"
"""What stands in place of a kind where the act before it is done again."""

AGREEMENT = ("topic", "here", "none")
COUNTRY = ("subject", "patient", "for", "object", "about", "behind", "speaker", "text", "parties")
FILLER = "xyzzy"
"""A word that means nothing in any language."""

STOP = "."

KEYS = {field.name.removeprefix("is_") for field in fields(Rule)}
"""What a rule may say."""


def rules(folder: Folder) -> Iterator[Finding]:
    """Rules that say what nothing knows, or that go by the name of another."""
    for name, number in Counter(rule.id for rule in folder.rules).items():
        if number > 1:
            yield Finding(
                RULES, name, "rule", f"{number} rules go by this id; name the others anew"
            )
    for rule, told in zip(folder.rules, folder.told, strict=True):
        for says in _unknown(rule, told):
            yield Finding(RULES, rule.id, "rule", says)
        if not any(rule.forms.values()):
            yield Finding(RULES, rule.id, "dead", "it has no form, so nothing can ever find it")


def _unknown(rule: Rule, told: Table) -> Iterator[str]:
    """What a rule says that nothing knows."""
    for key in sorted(told.keys() - KEYS):
        yield f"it says {quoted(key)}, which nothing reads; there are {', '.join(sorted(KEYS))}"
    if rule.kind not in (*KINDS, SAME, NO_ACT):
        yield f"its kind {quoted(rule.kind)} is none; tracker add-event --help lists them"
    for key, value, known in (
        ("agreement", rule.agreement, AGREEMENT),
        ("country", rule.country, COUNTRY),
        ("modality", rule.modality or Modality.ACTUAL, tuple(Modality)),
    ):
        if value not in known:
            yield f"its {key} is {quoted(value)}; there are {', '.join(known)}"
    if not 0 < rule.prior < 1:
        yield f"its prior is {rule.prior}; a probability lies between 0 and 1"


def dead(folder: Folder) -> Iterator[Finding]:
    """Forms that no text can ever reach, each with what stands before it."""
    yield from _repeated(folder)
    for form in folder.forms:
        rule, tense, words = form
        if found := _against(folder, form):
            says, level = found
            yield Finding(RULES, rule, "dead form", f"{tense} {quoted(words)} {says}", level)


def conditions(folder: Folder) -> Iterator[Finding]:
    """Words of ``needs`` and ``veto`` that cannot occur, or that shut a form out by themselves."""
    for rule in folder.rules:
        for name, words in (("needs", rule.needs), ("veto", rule.veto)):
            for phrase in words:
                if phrase != NAMED and (why := _hidden(folder, phrase)):
                    says = f"{name} {quoted(phrase)} {why}"
                    yield Finding(RULES, rule.id, "dead word", says)
        yield from _shut_out(rule)


def unexercised(folder: Folder, texts: Iterable[str]) -> Iterator[Finding]:
    """Forms that none of these texts reaches."""
    met = reached(folder.language, texts)
    by_rule: dict[str, list[str]] = defaultdict(list)
    number: Counter[str] = Counter()
    for rule, tense, words in folder.forms:
        number[rule] += 1
        if form_of(rule, tense, words) not in met:
            by_rule[rule].append(f"{tense} {quoted(words)}")
    for rule, forms in by_rule.items():
        says = f"not exercised are {len(forms)} of its {number[rule]} forms: {', '.join(forms)}"
        yield Finding(RULES, rule, "not exercised", says, Level.INFORMATION)


WRITTEN = "write it word by word and mark by mark, with blanks between them"


def _repeated(folder: Folder) -> Iterator[Finding]:
    for (rule, tense, words), number in Counter(folder.forms).items():
        if number > 1:
            says = f"{tense} {quoted(words)} stands there {number} times"
            yield Finding(RULES, rule, "twice", says, Level.INFORMATION)


def _against(folder: Folder, form: Form) -> tuple[str, Level] | None:
    """Why a form can never win, and whether that changes anything; None if it can."""
    own, words = form_of(*form), form[2]
    if words.split()[0] == GAP or words.split()[-1] == GAP:
        return f"has {GAP} at an end, where it stands for nothing", Level.WRONG
    rival: Taken | None = None
    for before, between in TRIES:
        text = " ".join(_filled(words, before, between))
        for units in sentences(folder.language, text):
            met = list(taken(folder.language, units))
            if any(each.form == own for each in met):
                return None
            rival = rival or next((each for each in met if each.first == len(before)), None)
    if rival is not None:
        return _beaten(own, rival)
    return _not_made(folder, words), Level.WRONG


TRIES = (((), 0), ((FILLER,), 0), ((), 1), ((FILLER,), 1), ((FILLER, FILLER), 3))
"""What stands before a form, and how many words where it has a gap."""


def _filled(words: str, before: Iterable[str], between: int) -> Iterator[str]:
    yield from before
    for word in words.split():
        if word == GAP:
            yield from [FILLER] * between
        elif word != END:
            yield word
    yield STOP if words.endswith(END) else FILLER


def _beaten(own: tuple[str, str, tuple[str, ...]], rival: Taken) -> tuple[str, Level]:
    rule, tense, words = rival.form
    other = quoted(" ".join(words))
    if (rule, tense) == own[:2]:
        return f"never wins; {other} of the same list finds it too", Level.INFORMATION
    if rule == own[0]:
        return f"never wins; it is always read as {tense} {other}", Level.INFORMATION
    return f"never wins; {tense} {other} of rule {rule} always comes first", Level.WRONG


def _not_made(folder: Folder, words: str) -> str:
    for word in words.split():
        if word not in (GAP, END) and (made := _made_of(folder, word)):
            return f"never stands in a text; {made}"
    return "never stands in a text, since a name, an agreement or a date swallows its words"


def _made_of(folder: Folder, word: str) -> str:
    """What becomes of a word in a text; empty if it stays a word."""
    units = _units(folder, word)
    if len(units) > 1:
        parts = " ".join(unit.text for unit in units)
        return f"{quoted(word)} is read as {quoted(parts)}; {WRITTEN}"
    if units and units[0].sort is not sorts.WORD:
        return f"{quoted(word)} is read as {read_as(units[0])}"
    return ""


def read_as(unit: Unit) -> str:
    """What a unit is that is no word."""
    name = unit.sort.name.lower()
    return f"an {name}" if unit.sort is sorts.AGREEMENT else f"a {name}"


def _units(folder: Folder, words: str) -> list[Unit]:
    """The units of some words in the middle of a sentence."""
    for units in sentences(folder.language, f"{FILLER} {words} {FILLER}"):
        return units[1:-1]
    return []


def _hidden(folder: Folder, phrase: str) -> str:
    """Why a word, or words in a row, never stand so in a sentence; empty if they do."""
    units = _units(folder, phrase)
    texts, parts = [unit.text for unit in units], phrase.split()
    if any(texts[at : at + len(parts)] == parts for at in range(len(texts))):
        return ""
    other = next((unit for unit in units if unit.sort not in (sorts.WORD, sorts.MARK)), None)
    if other is not None:
        return f"never stands by itself in a sentence; it is read as {read_as(other)}"
    return f"never stands so in a sentence; {WRITTEN}"


def _shut_out(rule: Rule) -> Iterator[Finding]:
    if rule.needs and set(rule.needs) <= set(rule.veto):
        says = "all that it needs is vetoed, so nothing can ever find it"
        yield Finding(RULES, rule.id, "dead", says)
    for tense, forms in rule.forms.items():
        for form in forms:
            for veto in rule.veto:
                if f" {veto} " in f" {form} ":
                    says = (
                        f"{tense} {quoted(form)} holds {quoted(veto)}, which its own veto forbids"
                    )
                    yield Finding(RULES, rule.id, "dead form", says)
