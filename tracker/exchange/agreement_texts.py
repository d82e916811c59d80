"""The agreements of a foreign table: their keys, made from whatever its own identifiers are."""

from collections.abc import Iterator, Mapping

from tracker.domain.agreements import KEY, KEY_LENGTH
from tracker.domain.events import digest
from tracker.domain.new_agreements import key_of
from tracker.exchange.acts import AgreementTold
from tracker.exchange.mapping import AgreementRule
from tracker.exchange.templates import NoSuchField, Template

MANY = 16_384
LANGUAGE = "en"
"""Of the names; a table does not say in which language they are."""

TELLING = 8
"""So many letters of a digest tell two identifiers apart that make one key."""


class AgreementTexts:
    """Makes what is told of an agreement from the cells of a row, the same for the same cells."""

    def __init__(self, rule: AgreementRule) -> None:
        self._rule = rule
        self._columns = list(dict.fromkeys(_columns(rule)))
        self._told: dict[tuple[str | None, ...], AgreementTold] = {}
        self._texts: dict[str, str] = {}

    def told(self, cells: Mapping[str, str]) -> AgreementTold:
        """The agreement that a row is about.

        Raises:
            NoSuchField: the mapping names a column that the table does not have.
        """
        telling = tuple(map(cells.get, self._columns))
        if telling not in self._told:
            if len(self._told) >= MANY:
                self._told.clear()
            self._told[telling] = self._filled(cells)
        return self._told[telling]

    def _filled(self, cells: Mapping[str, str]) -> AgreementTold:
        rule = self._rule
        others = (rule.family, rule.note, rule.rule, *rule.also)
        return self._made(
            _filled(rule.text, cells),
            _filled(rule.key, cells),
            self._name(cells),
            *(_filled(each, cells) for each in others),
        )

    def _name(self, cells: Mapping[str, str]) -> str:
        """Its name, or the other where there is none."""
        rule = self._rule
        try:
            name = _filled(rule.name, cells)
        except NoSuchField:
            if rule.otherwise is None:
                raise
            name = ""
        return name or _filled(rule.otherwise, cells)

    def _made(
        self, text: str, key: str, name: str, family: str, note: str, number: str, *also: str
    ) -> AgreementTold:
        rule = self._rule
        names = [each for each in dict.fromkeys((name, *also)) if each]
        return AgreementTold(
            text=text,
            key=self._key(key) if key else "",
            names=tuple((LANGUAGE, each) for each in names),
            form=rule.form,
            binds_by=rule.binds_by,
            family=family or None,
            entry_delay=rule.entry_delay,
            note=note,
            number=number,
        )

    def _key(self, text: str) -> str:
        """The key for an identifier; of two that make the same one the second is told apart."""
        is_key = len(text) <= KEY_LENGTH and KEY.fullmatch(text)
        key = text if is_key else key_of(text)
        # What is cut off may be all that tells two apart, in whatever order they come.
        is_cut = len(text) > KEY_LENGTH and not is_key
        if is_cut or self._texts.setdefault(key, text) != text:
            key = f"{key[: KEY_LENGTH - TELLING - 1].rstrip('-')}-{digest(text)[:TELLING]}"
        return key


def _columns(rule: AgreementRule) -> Iterator[str]:
    """The columns that tell anything of an agreement."""
    told = (rule.text, rule.key, rule.name, rule.otherwise, rule.family, rule.note, rule.rule)
    for template in (*told, *rule.also):
        yield from template.fields if template else ()


def _filled(template: Template | None, cells: Mapping[str, str]) -> str:
    return template.filled(cells).strip() if template else ""
