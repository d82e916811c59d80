"""The commands, and what each is for; the one table that help and completion read."""

COMMANDS = {
    "members": "Who is in an agreement, on a day and as it was known at a moment",
    "pending": "Steps that were announced or are open, and of which no act is known",
    "add-event": "Record what happened or was said",
    "ingest": "Read articles and propose what they say, with the words that say it",
    "review": "Decide on what texts propose: accept, edit, reject",
    "import": "Record what tables tell: registers, spreadsheets, journals",
    "timeline": "The events of an agreement in the order of their days",
    "show": "One event with its sources, or the events of one change",
    "why": "Which events make the status of a country what it is, and by which rule",
    "conflicts": "What cannot all be true, side by side",
    "history": "What was written when, by whom and why",
    "undo": "Take a change back, by adding to the ledger",
    "search": "Full text over events, notes, quotes and names",
    "agreements": "Agreements: list, show, add, choose the default",
    "countries": "Countries: list, show, add",
    "people": "People who speak for countries: list, show, add",
    "sources": "Sources: list, show, add, attach their text",
    "lang": "Languages of articles: list, check their rules and words",
    "db": "The database: upgrade, downgrade, current, history, check, verify, seed, grants",
}
