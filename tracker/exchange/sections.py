"""Sections of a mapping file, while they are read: what is not taken from one is a fault."""

import re
from collections.abc import Mapping
from typing import Any

from tracker.domain.kinds import find_kind
from tracker.domain.names import closest
from tracker.errors import NotFoundError
from tracker.exchange.conditions import Texts, When, texts_of
from tracker.exchange.legends import LEAVE_OUT
from tracker.exchange.mapping import Words
from tracker.exchange.templates import Template


class Section:
    """A table of a mapping: what is taken from it is crossed off, and what is left is told."""

    def __init__(self, content: Mapping[str, Any], place: str, faults: list[str]) -> None:
        self._left = dict(content)
        self._place = place
        self._known: list[str] = []
        self.faults = faults

    def fault(self, key: str, why: str) -> None:
        """Note a fault."""
        self.faults.append(f"{self._place}{key} {why}")

    def take(self, key: str, wanted: type | tuple[type, ...], what: str) -> Any:
        """The value of a key, None if it is not there or is something else."""
        self._known.append(key)
        value = self._left.pop(key, None)
        if value is None or (isinstance(value, wanted) and not isinstance(value, bool)):
            return value
        if isinstance(value, bool) and wanted is bool:
            return value
        self.fault(key, f"holds something else; write {what}")
        return None

    def text(self, key: str, usual: str = "") -> str:
        """A text."""
        value = self.take(key, str, "a text in quotation marks")
        return usual if value is None else str(value)

    def template(self, key: str) -> Template | None:
        """A template, if there is one."""
        value = self.take(key, str, "a text in quotation marks")
        return None if value is None else Template(value)

    def number(self, key: str, usual: int) -> int:
        """A whole number."""
        value = self.take(key, int, "a whole number")
        return usual if value is None else int(value)

    def claim(self, key: str) -> bool:
        """Whether something is so."""
        return bool(self.take(key, bool, "true or false"))

    def word(self, key: str, words: list[str], usual: str = "") -> str:
        """One of a few words."""
        value = self.text(key, usual)
        if value and value not in words:
            near = closest(value, words, count=1) or [", ".join(filter(None, words))]
            self.fault(key, f'cannot be "{value}"; write {near[0]}')
            return usual
        return value or usual

    def several(self, key: str, words: list[str]) -> tuple[str, ...]:
        """One of a few words, or several of them."""
        found = self.texts(key)
        for value in found:
            if value not in words:
                near = closest(value, words, count=1) or [", ".join(filter(None, words))]
                self.fault(key, f'cannot be "{value}"; write {near[0]}')
        return tuple(value for value in found if value in words)

    def kind(self, key: str, usual: str = "") -> str:
        """A kind of event."""
        return self._kind(key, self.text(key, usual))

    def _kind(self, key: str, value: str) -> str:
        if value == LEAVE_OUT and "." in key:
            return value
        try:
            return find_kind(value).name if value else ""
        except NotFoundError as error:
            self.fault(key, f"is no kind: {error.sentence}")
            return ""

    def texts(self, key: str) -> list[str]:
        """A list of texts, or one alone."""
        value = self.take(key, (list, str), "a text, or a list of them")
        if isinstance(value, str):
            return [value]
        if value is not None and not all(isinstance(each, str) for each in value):
            self.fault(key, "holds something else; write texts in quotation marks")
            return []
        return list(value or [])

    def words(self, key: str, *, kinds: bool = False) -> Words:
        """Texts by texts."""
        value = self.take(key, dict, 'pairs of texts, such as { "a" = "acceded" }') or {}
        for name, each in value.items():
            if not isinstance(each, str):
                self.fault(f"{key}.{name}", "holds something else; write a text")
        found = {name: each for name, each in value.items() if isinstance(each, str)}
        if kinds:
            return {name: self._kind(f"{key}.{name}", each) for name, each in found.items()}
        return found

    def when(self, key: str = "when") -> When:
        """Which texts stand in which columns."""
        value = self.take(key, dict, 'columns with their texts, such as { status = "1" }') or {}
        found: dict[str, Texts] = {}
        for column, texts in value.items():
            listed = [texts] if isinstance(texts, str) else texts
            if not isinstance(listed, list) or not all(isinstance(t, str) for t in listed):
                self.fault(
                    f"{key}.{column}", "holds something else; write a text or a list of them"
                )
                continue
            try:
                found[column] = texts_of(listed)
            except re.error as error:
                self.fault(f"{key}.{column}", f"holds no regular expression ({error})")
        return found

    def pattern(self, key: str) -> re.Pattern[str] | None:
        """A regular expression."""
        value = self.take(key, str, "a regular expression")
        try:
            return None if value is None else re.compile(value)
        except re.error as error:
            self.fault(key, f"is no regular expression ({error})")
            return None

    def table(self, key: str) -> "Section | None":
        """A table within it."""
        value = self.take(key, dict, f"a table [{key}]")
        return None if value is None else Section(value, f"[{self._place}{key}] ", self.faults)

    def tables(self, key: str) -> "list[Section]":
        """Several tables of one name."""
        value = self.take(key, list, f"[[{key}]] above each") or []
        found = []
        for number, each in enumerate(value, start=1):
            if isinstance(each, dict):
                found.append(Section(each, f"[[{key}]] {number}: ", self.faults))
            else:
                self.fault(key, f"holds something else; write [[{key}]] above each")
        return found

    def end(self) -> None:
        """Note what is left, which nobody reads."""
        for key in self._left:
            near = closest(key, self._known, count=1) or [", ".join(self._known)]
            self.fault(key, f"means nothing; write {near[0]}")
