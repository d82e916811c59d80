"""The parties that a table names: found among the countries that the ledger knows."""

from tracker.domain.dates import PartialDate
from tracker.errors import TrackerError
from tracker.exchange.acts import Party
from tracker.services.naming import find_country
from tracker.store.reader import Reader


class UnknownCountry(Exception):
    """A party that nobody knows, with a clause that says so."""


class CountryNames:
    """Looks parties up, each once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._codes: dict[Party, str] = {}

    def code(self, party: Party, on: PartialDate) -> str:
        """The code of a party on a day.

        Raises:
            UnknownCountry: nobody knows it, or several go by that name.
        """
        if party not in self._codes:
            try:
                self._codes[party] = find_country(self._reader, party.text)
            except TrackerError as error:
                raise UnknownCountry(error.sentence) from error
        return self._codes[party]
