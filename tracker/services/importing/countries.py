"""The parties that a table names: found among the countries that the ledger knows."""

from tracker.domain.dates import PartialDate
from tracker.domain.parties import Ambiguous, Found, Parties, Unknown
from tracker.exchange.acts import Party
from tracker.exchange.spells import Identity
from tracker.services.parties import known_parties
from tracker.store.reader import Reader


class UnknownCountry(Exception):
    """A party that nobody knows, with a clause that says so."""


class CountryNames:
    """Looks parties up among the countries of a ledger."""

    def __init__(self, reader: Reader) -> None:
        self._parties: Parties = known_parties(reader)
        self._certain: dict[Party, str] = {}

    def code(self, party: Party, on: PartialDate) -> str:
        """The code of a party on a day.

        Raises:
            UnknownCountry: nobody knows it, or several can be meant.
        """
        if party in self._certain:
            return self._certain[party]
        match self._parties.find(party.system, party.text):
            case Found(code):
                # Whatever the day, nobody else is meant.
                return self._certain.setdefault(party, code)
        on = party.on or on
        match self._parties.find(party.system, party.text, on):
            case Found(code):
                return code
            case Ambiguous(codes):
                raise UnknownCountry(
                    f'"{party.text}" can mean {" or ".join(codes)} {on.describe()}; write the code'
                )
            case Unknown(suggestions):
                raise UnknownCountry(_unknown(party, suggestions))

    def identity(self, party: Party, on: PartialDate) -> Identity | None:
        """Who a party is on a day, and since when it is called so; None if nobody knows."""
        for holder in self._parties.holders(party.system, party.text):
            if holder.may_hold(on):
                return Identity(holder.country, holder.start)
        return None


def _unknown(party: Party, suggestions: tuple[str, ...]) -> str:
    system = f" in the system {party.system}" if party.system not in ("", "name") else ""
    way_out = (
        f"did you mean {' or '.join(suggestions)}?"
        if suggestions
        else "add it with: tracker countries add, or leave it out in the mapping"
    )
    return f'no country is known as "{party.text}"{system}; {way_out}'
