"""The commands, and what each is for; the one table that help and completion read."""

COMMANDS = {
    "members": "Who is in an agreement, on a day and as it was known at a moment",
    "pending": "Steps that were announced or are open, and of which no act is known",
    "add-event": "Record what happened or was said",
    "timeline": "The events of an agreement in the order of their days",
    "show": "One event with its sources, or the events of one change",
    "why": "Which events make the status of a country what it is, and by which rule",
    "conflicts": "What cannot all be true, side by side",
    "history": "What was written when, by whom and why",
    "undo": "Take a change back, by adding to the ledger",
    "search": "Full text over events, notes, quotes and names",
    "agreements": "Agreements: list, show, add, choose the default",
    "countries": "Countries: list, show, add",
    "sources": "Sources: list, show, add, attach their text",
    "db": "The database: upgrade, downgrade, current, history, check, verify, seed, grants",
}
