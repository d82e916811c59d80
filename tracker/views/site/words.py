"""The words of a site, one file a language."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.errors import UsageError

Words = dict[str, Any]
LANGUAGES = ("en", "de")


class NoWordsError(UsageError):
    """A language in which a site cannot be written."""

    def __init__(self, language: str) -> None:
        super().__init__(
            f'a site has no words in "{language}"; write --lang {" or --lang ".join(LANGUAGES)}'
        )


@cache
def words_of(language: str) -> Words:
    """The words of a language, by table and key.

    Raises:
        NoWordsError: there are none.
    """
    if language not in LANGUAGES:
        raise NoWordsError(language)
    file = files("tracker.views.site").joinpath("words", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
