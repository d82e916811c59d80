"""Writers in processes of their own, for tests: each appends events to one pair and tells them.

Arguments: the URL, the name of the writers, how many there are, how many events each appends.
"""

import os
import sys
from datetime import UTC, datetime

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Event
from tracker.store.ledger import Ledger
from tracker.store.location import Location, read_location
from tracker.store.writer import Receipt, Writer

TREATY = Agreement("test-treaty", "Test treaty", Form.TREATY, Binding.RATIFICATION)
DAY = PartialDate.parse("2026-01-01")


def main(url: str, name: str, writers: int, count: int) -> None:
    location = read_location(url)
    # Forked before anything is connected, so that the imports are paid for once.
    children = []
    for number in range(1, writers):
        child = os.fork()
        if child == 0:
            append(location, f"{name} {number}", count)
            os._exit(0)
        children.append(child)
    append(location, f"{name} 0", count)
    sys.exit(sum(os.waitpid(child, 0)[1] != 0 for child in children))


def append(location: Location, name: str, count: int) -> None:
    with Ledger(location) as ledger:
        for number in range(count):
            # The number too, or two writers at the same microsecond would make one change.
            stamp = Stamp(name, f"append {number}", datetime.now(UTC))
            note = f"{name} {number}"
            draft = Draft(Event(TREATY.key, "statement", DAY, "KZ", speaker=name, note=note))

            def work(writer: Writer, draft: Draft = draft, stamp: Stamp = stamp) -> Receipt:
                return writer.append(TREATY, [draft], stamp)

            receipt = ledger.write(work)
            os.write(1, f"{receipt.written[0].entry.ref}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
