"""The words of the passages that are cited, from the citation or from the text of its source."""

from collections.abc import Iterable, Mapping

from tracker.services.reply import Row
from tracker.services.site.site import View

TEXTS = "SELECT source, content FROM sources WHERE source IN :sources AND content IS NOT NULL"


def texts_of(view: View, rows: Iterable[Row]) -> dict[str, str]:
    """The texts of the sources of which events name passages by their place alone.

    Arguments:
        rows: of events, as the contract has them.
    """
    wanted = {
        each["source"]
        for row in rows
        for each in row["citations"]
        if each["start"] is not None and not each["quote"]
    }
    if not wanted or not view.site.texts:
        return {}
    return dict(view.reader.tuples(TEXTS, sources=sorted(wanted)))


def quote_of(citation: Row, texts: Mapping[str, str]) -> str:
    """The words that are cited; nothing, where they are not at hand.

    Arguments:
        texts: by the keys of their sources.
    """
    if citation["quote"] or citation["start"] is None:
        return citation["quote"] or ""
    return texts.get(citation["source"], "")[citation["start"] : citation["end"]]
