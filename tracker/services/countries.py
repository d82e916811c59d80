"""Countries: listed, shown, and those added that no list has."""

from tracker.domain.countries import Country, CountryKind, CountryName, NameKind, check_code
from tracker.domain.names import fold_name
from tracker.errors import RefusedError, UsageError
from tracker.services.naming import COUNTRY, find_country
from tracker.services.reply import Reply
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.reader import Reader
from tracker.store.writer import Writer

LISTED = """
SELECT c.country, n.name, c.kind, c.alpha3, c.valid_from, c.valid_until
FROM countries c
JOIN country_names n ON n.country = c.country AND n.kind = 'common' AND n.language = :language
{where} ORDER BY n.name
"""
NAMES = """
SELECT language, kind, name FROM country_names WHERE country = :country
ORDER BY language, kind, name
"""


class KnownCountryError(RefusedError):
    """A code or name that is taken."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__(
            f'"{name}" is {code} already; see: tracker countries show {code}', country=code
        )


def list_countries(
    reader: Reader, *, kind: CountryKind | None = None, language: str = "en"
) -> Reply:
    """Every country, by name.

    Returns:
        rows of country, name, kind, alpha3, valid_from, valid_until.
    """
    where, values = ("WHERE c.kind = :kind", {"kind": kind.value}) if kind else ("", {})
    rows = reader.rows(LISTED.format(where=where), language=language, **values)
    return Reply("countries/1", {"kind": kind.value if kind else None}, rows)


def show_country(reader: Reader, name: str) -> Reply:
    """One country with all its names."""
    code = find_country(reader, name)
    where = "WHERE c.country = :country"
    [row] = reader.rows(LISTED.format(where=where), language="en", country=code)
    names = reader.rows(NAMES, country=code)
    shown = [f"{each['language']}, {each['kind']}: {each['name']}" for each in names]
    return Reply("country/1", {"country": code}, [{**row, "names": shown}])


def add_country(
    ledger: Ledger, code: str, *, kind: CountryKind, names: list[tuple[str, str]]
) -> str:
    """Add a country that no list has, under a code that begins with ``x-``.

    Arguments:
        names: pairs of language and text, the first the common one of its language.
    """
    checked = check_code(code)
    if not checked.startswith("x-"):
        raise UsageError(
            f"{checked} is for ISO to give; write x- and a name in small letters, such as "
            "x-somaliland"
        )
    english = next((name for language, name in names if language == "en"), names[0][1])

    def work(writer: Writer) -> str:
        for text in (checked, *(name for _, name in names)):
            _require_free(writer.reader, text)
        reference.put_countries(writer.connection, [Country(checked, kind)])
        common = {"en": english, "de": next((n for lang, n in names if lang == "de"), english)}
        known = [CountryName(checked, lang, NameKind.COMMON, n) for lang, n in common.items()]
        reference.put_country_names(writer.connection, known)
        return checked

    return ledger.write(work)


def _require_free(reader: Reader, text: str) -> None:
    row = reader.one(COUNTRY, upper=text.upper(), lower=text.lower(), folded=fold_name(text))
    if row:
        raise KnownCountryError(text, row["country"])
