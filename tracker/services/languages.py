"""Languages: listed, and checked for what is dead, dangerous or not as its examples say."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tracker.ingest.guess import language as guessed
from tracker.ingest.language import available, load
from tracker.services.language_checks import dangers, examples, forms, words
from tracker.services.language_checks.finding import Finding, Level
from tracker.services.language_checks.folder import Folder, FolderError, opened, shipped
from tracker.services.language_checks.speed import speed
from tracker.services.reply import Reply, Row


def list_languages() -> Reply:
    """The languages that come with tracker, and how much of each there is."""
    return Reply("languages/1", {}, [_row(code) for code in available()])


def check_languages(
    codes: Sequence[str] = (),
    folders: Sequence[Path] = (),
    *,
    texts: Sequence[Path] = (),
    everything: bool = False,
) -> Reply:
    """What is wrong with languages, and what their examples do not reach.

    Arguments:
        codes: languages that come with tracker; all of them, if no folder is given either.
        folders: of languages that do not; the name of each is its code.
        texts: folders of articles, whose words count as reached.
        everything: whether what is no fault is told as well.

    Raises:
        UnknownLanguageError: there is no language of a code.
        FolderError: a folder cannot be read; the sentence names the file.
    """
    for code in codes:
        load(code)
    for place in texts:
        if not place.is_dir():
            raise FolderError(place, "is no folder; give one that holds articles as *.txt")
    chosen = codes or (() if folders else available())
    checked = [shipped(code) for code in chosen]
    checked += [opened(folder.resolve().name, folder) for folder in folders]
    found = [(each, finding) for each in checked for finding in findings(each, texts)]
    wrong = sum(finding.level is Level.WRONG for _, finding in found)
    more = 0 if everything else len(found) - wrong
    question = {
        "languages": [each.code for each in checked],
        "examples": sum(len(rule.examples) for each in checked for rule in each.rules),
        "counter": sum(len(rule.counter) for each in checked for rule in each.rules),
        "wrong": wrong,
    }
    rows = [_said(*each) for each in found if everything or each[1].level is Level.WRONG]
    notes = [f"{more} more that is not wrong, such as forms without example: --all"] if more else []
    return Reply("language-check/1", question, rows, notes)


def findings(folder: Folder, texts: Sequence[Path] = ()) -> Iterator[Finding]:
    """All that there is to say of a folder, what is wrong first.

    Where a rule says what nothing knows, no text can be read, and nothing else is looked for.
    """
    found = list(_findings(folder, texts))
    yield from (each for each in found if each.level is Level.WRONG)
    yield from (each for each in found if each.level is not Level.WRONG)


def _findings(folder: Folder, texts: Iterable[Path]) -> Iterator[Finding]:
    unreadable = list(forms.rules(folder))
    yield from unreadable
    if unreadable:
        return
    yield from examples.examples(folder)
    yield from forms.dead(folder)
    yield from forms.conditions(folder)
    yield from words.words(folder)
    yield from words.nouns(folder)
    yield from words.abbreviations(folder)
    yield from dangers.forms(folder)
    yield from dangers.boilerplate(folder)
    yield from dangers.countries(folder)
    yield from speed(folder)
    yield from forms.unexercised(folder, [*examples.texts(folder), *_articles(folder, texts)])


def _articles(folder: Folder, places: Iterable[Path]) -> Iterator[str]:
    """The texts below some folders that are in the language of a folder."""
    for place in places:
        for file in sorted(place.rglob("*.txt")):
            text = file.read_text("utf-8", errors="replace")
            if folder.code not in available() or guessed(text).code == folder.code:
                yield text


def _row(code: str) -> Row:
    language = load(code)
    return {
        "language": code,
        "name": language.name,
        "rules": len(language.rules),
        "forms": sum(len(forms) for rule in language.rules for forms in rule.forms.values()),
        "country_forms": sum(sort != dangers.TRAP for _, _, sort in language.country_forms),
        "examples": sum(len(rule.examples) for rule in language.rules),
        "counter": sum(len(rule.counter) for rule in language.rules),
    }


def _said(folder: Folder, finding: Finding) -> Row:
    return {
        "language": folder.code,
        "file": finding.file,
        "rule": finding.rule,
        "about": finding.about,
        "level": finding.level.value,
        "says": finding.says,
    }
