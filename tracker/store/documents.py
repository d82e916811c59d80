"""What can be searched of very many events: `tracker.store.search`, with the names at hand."""

from functools import lru_cache

from tracker.domain.names import fold_name
from tracker.store.reader import Reader
from tracker.store.search import cut

COUNTRY_NAMES = "SELECT country, name FROM country_names WHERE kind = 'common' ORDER BY country"
AGREEMENT_NAMES = "SELECT name FROM agreement_names WHERE agreement = :agreement"

MANY = 4_096


class Documents:
    """Makes the words by which events are found, each an event's own and those of its names."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._folded = lru_cache(MANY)(_words)
        self._countries: dict[str | None, str] = {None: ""}
        for row in reader.rows(COUNTRY_NAMES):
            code = row["country"]
            before = self._countries.get(code, _words(code))
            self._countries[code] = f"{before} {_words(row['name'])}"

    def names_of(self, agreement: str) -> str:
        """The words of an agreement's names."""
        rows = self._reader.rows(AGREEMENT_NAMES, agreement=agreement)
        return _words(" ".join([agreement, *(row["name"] for row in rows)]))

    def body(self, names: str, country: str | None, common: str, own: str) -> str:
        """The words of an event.

        Arguments:
            names: those of its agreement, from `names_of`.
            common: text that very many events share, such as the kind.
            own: text that is its own, such as a quote.
        """
        parts = (self._folded(common), self._countries[country], names, _words(own))
        # Postgres refuses an empty word, which two blanks in a row would be.
        return " ".join(filter(None, parts))


def _words(text: str) -> str:
    return " ".join(map(cut, fold_name(text).split())) if text else ""
