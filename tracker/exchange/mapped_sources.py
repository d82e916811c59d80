"""The documents that the rows of a foreign table are cited from, and what its own name tells."""

import re
from collections.abc import Mapping

from tracker.domain.dates import PartialDate
from tracker.exchange.acts import SourceTold
from tracker.exchange.date_dialects import NoDate, read_date
from tracker.exchange.mapping import SourceRule, TableMapping
from tracker.exchange.tables import BadTableFileError


class BadEdition(ValueError):
    """The text of a day of an edition that is none."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column, self.text = column, text


def is_file(rule: SourceRule) -> bool:
    """Whether every row is cited from the file itself."""
    return not (rule.key or rule.url or rule.title or rule.published)


def source_told(rule: SourceRule, cells: Mapping[str, str]) -> SourceTold:
    """The document that a row is cited from; none, if it is the file.

    Raises:
        BadEdition: it is said when the document was published, and that is no date.
    """
    key, url, title, published = (
        each.filled(cells).strip() if each else ""
        for each in (rule.key, rule.url, rule.title, rule.published)
    )
    return SourceTold(
        text=key or url,
        key=key,
        url=url or None,
        title=title,
        publisher=rule.publisher,
        language=rule.language,
        published=_published(rule, published) if published else None,
    )


def _published(rule: SourceRule, text: str) -> PartialDate:
    try:
        return read_date(text, "edtf")
    except NoDate as error:
        named = rule.published.fields if rule.published else []
        raise BadEdition(", ".join(named), text) from error


def fields_of(mapping: TableMapping, name: str) -> dict[str, str]:
    """What the name of the file tells: ``file`` is its stem, and what the pattern has caught."""
    stem = re.sub(r"\.(csv|tsv|tab|ndjson|jsonl|xlsx)$", "", name, flags=re.IGNORECASE)
    fields = {"file": stem}
    found = mapping.file.search(name) if mapping.file else None
    if found:
        fields |= {group: text or "" for group, text in found.groupdict().items()}
    elif mapping.file:
        raise BadTableFileError(
            name, f"its name does not fit the mapping, which wants {mapping.file.pattern}"
        )
    return fields
