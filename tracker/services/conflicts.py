"""What cannot all be true, side by side."""

from collections.abc import Iterator, Sequence
from itertools import islice

from tracker.domain.agreements import Agreement
from tracker.domain.conflicts import ONCE, STAGES, Conflict, conflicts, rule_conflicts
from tracker.domain.events import counting
from tracker.services.asking import Asked
from tracker.services.naming import country_names, find_family, short
from tracker.services.reply import Reply, Row
from tracker.store import agreements as agreements_kept
from tracker.store import entries as kept
from tracker.store.reader import Reader

OF_KNOWN = f"{kept.OF_AGREEMENTS} AND e.recorded_at <= :known ORDER BY e.recorded_at, e.position"
MAY_DIFFER = """
SELECT agreement FROM events WHERE kind IN :once GROUP BY agreement, country, kind
HAVING count(*) > 1
UNION SELECT agreement FROM events WHERE kind IN :stages AND speaker <> ''
GROUP BY agreement, country HAVING count(DISTINCT kind) > 1
UNION SELECT agreement FROM citations WHERE says <> '' OR stance = 'disputes'
UNION SELECT agreement FROM agreements WHERE rule <> ''
ORDER BY agreement
"""
"""The agreements in which something can be in conflict; of a million events these are few."""

MANY = 100
"""So many agreements are read at once."""


def find_conflicts(reader: Reader, agreement: str | None = None, *, asked: Asked) -> Reply:
    """The claims of an agreement that do not go together; of all agreements, if none is named.

    Returns:
        rows of agreement, country, about, claims; each claim with event, by, says, source.
    """
    family = None if agreement is None else find_family(reader, agreement)
    some = [family] if family else _that_may_differ(reader)
    found = [each for agreements in some for each in conflicts_among(reader, agreements, asked)]
    names = country_names(reader, [each.country or "" for each in found])
    question = {"agreement": family[0].key if family else None, "as_known": asked.shown["as_known"]}
    return Reply("conflicts/1", question, [_row(each, names) for each in found])


def _that_may_differ(reader: Reader) -> Iterator[list[Agreement]]:
    """The agreements that are worth a look, some at a time."""
    rows = reader.rows(MAY_DIFFER, once=sorted(ONCE), stages=sorted(STAGES))
    keys = iter([row["agreement"] for row in rows])
    while some := list(islice(keys, MANY)):
        yield agreements_kept.named(reader, some)


def conflicts_among(
    reader: Reader, agreements: Sequence[Agreement], asked: Asked
) -> list[Conflict]:
    """The conflicts in some agreements."""
    keys = [each.key for each in agreements]
    rows = reader.rows(OF_KNOWN, agreements=keys, known=asked.moment)
    entries = counting(kept.entry_of(row) for row in rows)
    cited = kept.citations_of(reader, keys, asked.moment).of
    found = conflicts(entries, [(ref, each) for ref, of in cited.items() for each in of])
    for each in agreements:
        if each.rule:
            found += rule_conflicts([e for e in entries if e.event.agreement == each.key], each)
    return found


def _row(conflict: Conflict, names: dict[str, str]) -> Row:
    return {
        "agreement": conflict.agreement,
        "country": conflict.country,
        "about": conflict.about.value,
        "claims": [
            {
                "event": short(claim.ref),
                "by": claim.by,
                "says": claim.says,
                "source": claim.source or None,
            }
            for claim in conflict.claims
        ],
        "name": names.get(conflict.country or "", conflict.agreement),
    }
