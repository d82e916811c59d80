"""The agreements that a table names: found among those that are known, or to be made."""

import json
from itertools import chain, count

from tracker.data import read_agreement_heads, read_entry_rules
from tracker.domain.agreements import KEY, KEY_LENGTH, Form, usual_binding
from tracker.domain.entry_rules import text_of_rule
from tracker.domain.names import closest, fold_name
from tracker.domain.new_agreements import form_of, key_of
from tracker.exchange.acts import AgreementTold
from tracker.services.naming import AGREEMENT, AGREEMENT_NAMES
from tracker.store.reader import Reader
from tracker.store.scratch import Scratch, ToMake

NAMES_SHOWN = 10_000
"""Among so many names the nearest is looked for; each costs some microseconds."""

REMEMBERED = 50_000
ASKED = 20
"""For so many texts."""


class UnknownAgreement(Exception):
    """An agreement that nobody knows, with a clause that says so."""


class AgreementNames:
    """Looks agreements up by what tables call them, each once.

    Arguments:
        may_make: whether one that nobody knows is to be made.
    """

    def __init__(self, reader: Reader, scratch: Scratch, *, may_make: bool) -> None:
        self._reader = reader
        self._scratch = scratch
        self._may_make = may_make
        self._keys: dict[str, str] = {}
        self._asked = 0

    def key(self, told: AgreementTold) -> str:
        """The key of an agreement.

        Raises:
            UnknownAgreement: nobody knows it, or several go by that name.
        """
        text = told.key or told.text
        if text not in self._keys:
            if len(self._keys) >= REMEMBERED:
                self._keys.clear()
            self._keys[text] = self._found(told)
        return self._keys[text]

    def _found(self, told: AgreementTold) -> str:
        text = told.key or told.text
        known = self._known(text)
        if len(known) > 1:
            raise UnknownAgreement(f'"{text}" can mean {", ".join(known)}; write the key')
        if known:
            return known[0]
        if not self._may_make:
            raise UnknownAgreement(self._unknown(text))
        return self._make(told, text)

    def _known(self, text: str) -> list[str]:
        key = text.strip().casefold()
        if self._may_make and self._scratch.to_make(key):
            return [key]
        folded = fold_name(text)
        rows = self._reader.rows(AGREEMENT, key=key, folded=folded)
        found = sorted({*(row["agreement"] for row in rows), *self._scratch.named(folded)})
        return [key] if key in found else found

    def _unknown(self, text: str) -> str:
        """A clause that says it, with what may have been meant the first few times."""
        close: list[str] = []
        if self._asked < ASKED:
            self._asked += 1
            rows = self._reader.rows(f"{AGREEMENT_NAMES} LIMIT {NAMES_SHOWN}")
            close = closest(text, [row["name"] for row in rows])
        meant = f"did you mean {' or '.join(close)}? " if close else ""
        return f'no agreement is known as "{text}"; {meant}--create-agreements makes it'

    def _make(self, told: AgreementTold, text: str) -> str:
        key = text.strip()
        if not (KEY.fullmatch(key) and len(key) <= KEY_LENGTH):
            key = self._free(key_of(text))
        name = next((name for language, name in told.names if language == "en"), told.text or text)
        form = told.form or form_of(name, read_agreement_heads())
        rule, delay = read_entry_rules().get(told.number, (None, ""))
        names = told.names or [("en", name)]
        self._scratch.make(
            ToMake(
                key,
                form.value,
                (told.binds_by or usual_binding(form)).value,
                self._family(told.family) if told.family else None,
                told.entry_delay or delay,
                name,
                told.note,
                text_of_rule(rule),
                json.dumps(names, ensure_ascii=False),
            ),
            {fold_name(each) for _, each in names},
        )
        return key

    def _free(self, key: str) -> str:
        """The key, numbered if it is taken."""
        numbered = (f"{key}-{number}" for number in count(2))
        return next(each for each in chain([key], numbered) if not self._known(each))

    def _family(self, text: str) -> str:
        return self.key(AgreementTold(text, form=Form.FAMILY))
