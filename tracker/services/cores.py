"""How much can be done at once."""

import os
import sys


def cores() -> int:
    """The cores that this process may use, which may be fewer than there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
