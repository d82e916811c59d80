"""Finding countries, agreements, events and changes by what people write."""

from tracker.domain.agreements import Agreement
from tracker.domain.events import SHORT
from tracker.domain.names import closest, fold_name
from tracker.errors import NotFoundError, UsageError
from tracker.services.settings import DEFAULT_AGREEMENT
from tracker.store import agreements as kept
from tracker.store.keys import begins
from tracker.store.reader import Reader, Row

COUNTRY = """
SELECT country FROM countries WHERE country = :upper OR country = :lower
UNION SELECT country FROM countries WHERE alpha3 = :upper
UNION SELECT country FROM country_names WHERE folded = :folded
"""
COUNTRY_NAMES = "SELECT name, country FROM country_names WHERE kind <> 'abbreviation'"
AGREEMENT = """
SELECT agreement FROM agreements WHERE agreement = :key
UNION SELECT agreement FROM agreement_names WHERE folded = :folded
"""
FAMILY = f"""
SELECT f.agreement AS named, a.agreement, a.name, a.form, a.binds_by, a.family, a.entry_delay,
       a.rule
FROM ({AGREEMENT}) f
CROSS JOIN agreements a WHERE a.agreement = f.agreement OR a.family = f.agreement
"""
AGREEMENT_NAMES = "SELECT name FROM agreement_names UNION SELECT agreement FROM agreements"
COMMON_NAMES = """
SELECT country, name FROM country_names WHERE kind = 'common' AND language = 'en' ORDER BY name
"""
NAMES_OF = """
SELECT country, name FROM country_names
WHERE kind = 'common' AND language = 'en' AND country IN :countries ORDER BY name
"""
SETTING = "SELECT value FROM settings WHERE setting = :setting"
EVENT = """
SELECT agreement, event FROM events WHERE {begins} ORDER BY event
"""
CHANGE = """
SELECT DISTINCT change FROM changes WHERE {begins} ORDER BY change
"""


class AmbiguousError(UsageError):
    """A name or a reference that means more than one thing."""

    def __init__(self, what: str, name: str, found: list[str]) -> None:
        shown = ", ".join(found[:5])
        super().__init__(
            f'"{name}" can mean {len(found)} {what}s: {shown}; write more of it', candidates=found
        )


class NoDefaultError(UsageError):
    """No agreement was named and none is the default."""

    def __init__(self) -> None:
        super().__init__(
            "no agreement is the default here; name one, set one with: tracker agreements default "
            "AGREEMENT, or load the journal that comes with tracker with: tracker db seed"
        )


def find_country(reader: Reader, text: str) -> str:
    """The code of a country that is named by code, or by any known name in German or English."""
    rows = reader.rows(
        COUNTRY, upper=text.strip().upper(), lower=text.strip().lower(), folded=fold_name(text)
    )
    found = sorted({row["country"] for row in rows})
    if len(found) == 1:
        return str(found[0])
    if found:
        raise AmbiguousError("country", text, found)
    raise NotFoundError(
        "country",
        text,
        suggestions=_close_countries(reader, text),
        otherwise="tracker countries lists them",
    )


def _close_countries(reader: Reader, text: str) -> list[str]:
    """The names that come closest, one of each country, with its code."""
    codes = {row["name"]: row["country"] for row in reader.rows(COUNTRY_NAMES)}
    first: dict[str, str] = {}
    for name in closest(text, list(codes), count=12):
        first.setdefault(codes[name], name)
    return [f"{name} ({code})" for code, name in list(first.items())[:3]]


def find_agreement(reader: Reader, text: str | None) -> Agreement:
    """The agreement that is named by key or by any known name; the default one, if none is."""
    return find_family(reader, text)[0]


def find_family(reader: Reader, text: str | None) -> list[Agreement]:
    """The same, and behind it the instruments of which it is the family."""
    if text is None:
        row = reader.one(SETTING, setting=DEFAULT_AGREEMENT)
        if row is None:
            raise NoDefaultError
        text = str(row["value"])
    family = _family(reader, text)
    if not family:
        raise _no_agreement(reader, text)
    return family


def _family(reader: Reader, text: str) -> list[Agreement]:
    """The same; nothing, if no agreement has that name."""
    key = text.strip().casefold()
    rows = reader.rows(FAMILY, key=key, folded=fold_name(text))
    found = sorted({row["named"] for row in rows})
    if key in found:
        found = [key]
    if len(found) > 1:
        raise AmbiguousError("agreement", text, found)
    family = [kept.agreement_of(row) for row in rows if row["named"] in found]
    return sorted(family, key=lambda each: (each.key != found[0], each.key))


def _no_agreement(reader: Reader, text: str) -> NotFoundError:
    """That no agreement has that name, with those that are like it, which takes a look at all."""
    known = [row["name"] for row in reader.rows(AGREEMENT_NAMES)]
    return NotFoundError(
        "agreement",
        text,
        suggestions=closest(text, known),
        otherwise="tracker agreements lists them",
    )


def family_keys(reader: Reader, agreement: Agreement) -> list[str]:
    """The keys that a question about an agreement reads: its own, and its instruments'."""
    return [each.key for each in kept.family(reader, agreement.key)]


def agreement_or_country(reader: Reader, name: str | None) -> list[Agreement] | str:
    """The agreement with its instruments that a name means, or else the code of the country.

    Raises:
        NotFoundError: no agreement and no country has that name.
    """
    if name is None:
        return find_family(reader, None)
    if family := _family(reader, name):
        return family
    try:
        return find_country(reader, name)
    except NotFoundError:
        raise _no_agreement(reader, name) from None


def find_event(reader: Reader, ref: str) -> tuple[str, str]:
    """The agreement and the whole reference of an event that the beginning of one means."""
    rows = _beginning(reader, EVENT, "event", ref)
    refs = [row["event"] for row in rows]
    if len(refs) > 1:
        raise AmbiguousError("event", ref, [each[: SHORT + 4] for each in refs])
    if not refs:
        raise NotFoundError("event", ref, otherwise="tracker timeline lists them")
    return rows[0]["agreement"], rows[0]["event"]


def find_change(reader: Reader, ref: str) -> str:
    """The whole id of a change that the beginning of one means."""
    found = [row["change"] for row in _beginning(reader, CHANGE, "change", ref)]
    if len(found) > 1:
        raise AmbiguousError("change", ref, [each[: SHORT + 4] for each in found])
    if not found:
        raise NotFoundError("change", ref, otherwise="tracker history lists them")
    return str(found[0])


def country_names(reader: Reader, codes: list[str]) -> dict[str, str]:
    """The common English names of some countries, by code."""
    rows: list[Row] = reader.rows(NAMES_OF, countries=sorted(set(codes)))
    return {row["country"]: row["name"] for row in rows}


def common_names(reader: Reader) -> dict[str, str]:
    """The common English names of all countries, by code."""
    return reader.pairs(COMMON_NAMES)


def short(ref: str) -> str:
    """As much of a reference as is shown."""
    return ref[:SHORT]


def _beginning(reader: Reader, statement: str, column: str, ref: str) -> list[Row]:
    """What begins so; nothing begins with an empty text."""
    where, values = begins(reader.engine, column, ref.strip().lower())
    return reader.rows(statement.format(begins=where), **values)
