"""How SQLite is set up, for those who read and those who write."""

BUSY_MILLISECONDS = 60_000
"""How long a writer waits for the others; a command is never refused for being one of many."""

READER_PRAGMAS = (f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}", "PRAGMA query_only = on")

WRITER_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA journal_mode = wal",
    "PRAGMA synchronous = full",
    "PRAGMA foreign_keys = on",
    # Without it INSERT OR REPLACE deletes a row past the triggers that forbid it.
    "PRAGMA recursive_triggers = on",
)
