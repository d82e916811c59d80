"""What cannot all be true, side by side."""

from tracker.domain.conflicts import Conflict, conflicts, rule_conflicts
from tracker.domain.events import counting
from tracker.services.asking import Asked
from tracker.services.naming import country_names, family_keys, find_agreement, short
from tracker.services.reply import Reply, Row
from tracker.store import agreements as agreements_kept
from tracker.store import entries as kept
from tracker.store.reader import Reader

OF_KNOWN = f"{kept.OF_AGREEMENTS} AND e.recorded_at <= :known ORDER BY e.recorded_at, e.position"


def find_conflicts(reader: Reader, agreement: str | None = None, *, asked: Asked) -> Reply:
    """The claims of an agreement that do not go together; of all agreements, if none is named.

    Returns:
        rows of agreement, country, about, claims; each claim with event, by, says, source.
    """
    about = None if agreement is None else find_agreement(reader, agreement)
    keys = (
        family_keys(reader, about)
        if about
        else [each.key for each in agreements_kept.every(reader)]
    )
    rows = reader.rows(OF_KNOWN, agreements=keys, known=asked.values["known"])
    entries = counting(kept.entry_of(row) for row in rows)
    cited = kept.citations(reader, rows)
    found = conflicts(entries, [(ref, c) for ref, each in cited.items() for c in each])
    for each in (
        agreements_kept.every(reader)
        if about is None
        else agreements_kept.family(reader, about.key)
    ):
        if each.rule:
            mine = [entry for entry in entries if entry.event.agreement == each.key]
            found += rule_conflicts(mine, each)
    names = country_names(reader, [each.country or "" for each in found])
    question = {"agreement": about.key if about else None, "as_known": asked.shown["as_known"]}
    return Reply("conflicts/1", question, [_row(each, names) for each in found])


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
