"""Errors as messages: one sentence on stderr, or one object under ``--json``."""

import errno
import json
import sys
import traceback
from collections.abc import Mapping

from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError

from tracker.cli.safety import visible
from tracker.errors import TrackerError

NOT_PRINTED = 74
"""The exit code when the answer could not be printed (EX_IOERR of sysexits.h)."""

UNPRINTABLE = (errno.ENOSPC, errno.EIO, errno.EBADF)

BUG = 70
"""The exit code of a fault of tracker itself (EX_SOFTWARE of sysexits.h)."""


def tell(error: Exception, args: list[str]) -> int:
    """Tell an error; its exit code."""
    if isinstance(error, ClickException):
        return _tell_usage(error, args)
    if isinstance(error, TrackerError):
        _print(error.kind, error.sentence, args, error.details)
        return error.exit_code
    if isinstance(error, OSError) and error.errno in UNPRINTABLE:
        _print(
            "unprinted",
            f"the answer could not be printed ({error.strerror}); what was to be recorded is "
            "recorded, see: tracker history",
            args,
        )
        return NOT_PRINTED
    place = _log(error)
    _print(
        "bug",
        f"tracker failed ({type(error).__name__}); this is a fault of tracker; see tracker history "
        f"for what was recorded, and please report it with {place}",
        args,
    )
    return BUG


def _tell_usage(error: ClickException, args: list[str]) -> int:
    """Tell what is wrong with the words of a command."""
    if isinstance(error, NoArgsIsHelpError):
        error.show()
        return 2
    message = error.format_message().rstrip(".")
    context = error.ctx if isinstance(error, UsageError) else None
    command = context.command_path if context else "tracker"
    hint = "" if ";" in message else f"; see {command} --help"
    _print("usage", f"{message[:1].lower()}{message[1:]}{hint}", args)
    return 2


def wants_json(args: list[str]) -> bool:
    """Whether the command asked for JSON, even if it could not be parsed."""
    pairs = zip(args, [*args[1:], ""], strict=True)
    return "--json" in args or any(
        first in ("--format=json", "--format=ndjson")
        or (first == "--format" and second in ("json", "ndjson"))
        for first, second in pairs
    )


def _print(
    kind: str, sentence: str, args: list[str], details: Mapping[str, object] | None = None
) -> None:
    if wants_json(args):
        told = {"error": {"kind": kind, "message": sentence, **(details or {})}}
        print(visible(json.dumps(told, ensure_ascii=False, default=str)), file=sys.stderr)
    else:
        print(f"tracker: {visible(sentence)}", file=sys.stderr)


def _log(error: Exception) -> str:
    """Write the traceback where a developer can be shown it."""
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="tracker-", suffix=".log", delete=False, encoding="utf-8"
    ) as file:
        file.writelines(traceback.format_exception(error))
    return file.name
