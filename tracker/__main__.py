"""The entry point: ``tracker`` and ``python -m tracker``."""

import atexit
import gc
import os
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and end the process with its exit code.

    A command lives too short to be worth collecting garbage for, and what it has imported is not
    worth walking through when it ends; together that is a third of its time.
    """
    gc.disable()
    atexit.register(gc.freeze)
    if os.environ.get("_TRACKER_COMPLETE") == "complete_bash" and completed():
        return
    from tracker.cli.app import run  # noqa: PLC0415 - not before the collector is off

    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        # Whoever presses it again while it ends is not told of a process that was killed.
        import signal  # noqa: PLC0415 - hardly ever needed

        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def completed() -> bool:
    """Whether a word of the shell could be completed without loading the command line."""
    from tracker.cli.bash import answer  # noqa: PLC0415 - only when a shell asks

    words = answer(os.environ)
    if words is None:
        return False
    try:
        print(words, flush=True)
    except BrokenPipeError:
        from tracker.cli.pipe import leave_quietly  # noqa: PLC0415

        leave_quietly()
    return True


if __name__ == "__main__":
    main()
