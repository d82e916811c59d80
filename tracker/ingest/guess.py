"""Which language a text is in, told by its commonest words."""

import re

from tracker.ingest.language import available, common

ENOUGH = 4000
"""Characters that are looked at."""

WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str:
    """The code of the language whose small words the text uses most; the first, if it has none."""
    words = WORD.findall(text[:ENOUGH].casefold())
    return max(available(), key=lambda code: sum(map(common(code).__contains__, words)))
