"""What a form is known by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from functions.documents.model.recognition.sheets import Cell, Sheet
from shared.published.recognition import Form

# Labels bear the number or letter of their box before them, and a note or their amount behind.
_BEFORE = r"(?:\d{1,2}[a-z]?|[a-z]{1,2})?"
_BEHIND = r"(?:seeinstructions)?\d{0,12}"
_YEAR = r"(20\d\d)?"
_COPY = r"(?:copy[a-z0-9]{1,60}|page\d|void|corrected(?:ifchecked)?)?"
_OF_THE_YEAR = re.compile(
    r"(?:for)?calendaryear(20\d\d)\D*|"
    r".{0,60}taxyearendingdecember31(20\d\d)\D*|"
    r"fortheyearjan1dec31(20\d\d)\D*"
)
_A_YEAR = re.compile(r"20\d\d")
_LONGEST_LINE = 90


@dataclass(frozen=True)
class Rule:
    """The signs of one form, as patterns of plain text; each must be all that stands in a cell or a line.

    A page is the form's when it bears its title, its number or the OMB's, and so many of its labels. `within` names
    what it may be a part of. A return may have anything behind it but another form.
    """

    form: Form
    numbers: Sequence[str]
    titles: Sequence[str]
    labels: Sequence[str]
    omb: str | None = None
    needed: int = 3
    within: Sequence[Form] = ()
    is_return: bool = False
    has_year: bool = True
    first_names: str | None = None
    last_names: str | None = None
    whole_names: str | None = None

    def fits(self, sheet: Sheet) -> bool:
        """Tell whether the page is one of this form."""
        alone = sheet.plain
        if not any(self._title.fullmatch(each) for each in alone):
            return False
        if not any(self._is_number(each) for each in alone):
            return False
        return sum(any(label.fullmatch(each) for each in alone) for label in self._labels) >= self.needed

    def speaks_of_itself(self, sheet: Sheet) -> bool:
        """Tell whether a page without the form's signs is one that comes with it: its back, its instructions."""
        return any(self._own.fullmatch(each) for each in sheet.plain if len(each) <= _LONGEST_LINE)

    def years(self, sheet: Sheet) -> set[int]:
        """Name the years the page says it is for; more than one is a contradiction."""
        if not self.has_year:
            return set()
        patterns = (self._title, self._number, _OF_THE_YEAR)
        met = (found for each in sheet.plain for pattern in patterns if (found := pattern.fullmatch(each)))
        said = {int(year) for found in met for year in found.groups() if year}
        return said or {int(each.plain) for each in sheet.cells if _A_YEAR.fullmatch(each.plain)}

    def labelled(self, pattern: str, sheet: Sheet) -> Iterator[Cell]:
        """Find the cells with this label."""
        label = re.compile(f"{_BEFORE}(?:{pattern})")
        return (cell for cell in sheet.cells if label.fullmatch(cell.plain))

    def is_label(self, cell: Cell) -> bool:
        patterns = (*self._labels, *(re.compile(f"{_BEFORE}(?:{each})") for each in self._names))
        return any(each.fullmatch(cell.plain) for each in patterns)

    def _is_number(self, plain: str) -> bool:
        by_omb = self.omb is not None and len(plain) <= _LONGEST_LINE and f"ombno{self.omb}" in plain
        return by_omb or self._number.fullmatch(plain) is not None

    @property
    def _names(self) -> list[str]:
        return [each for each in (self.first_names, self.last_names, self.whole_names) if each]

    @cached_property
    def _title(self) -> re.Pattern[str]:
        number = rf"(?:form|schedule)?(?:{'|'.join(self.numbers)})"
        return re.compile(rf"(?:{number})?{_YEAR}(?:{'|'.join(self.titles)}){_YEAR}(?:{number})?{_YEAR}{_COPY}")

    @cached_property
    def _number(self) -> re.Pattern[str]:
        return re.compile(rf"(?:irs)?(?:form|schedule)?(?:{'|'.join(self.numbers)}){_YEAR}{_COPY}")

    @cached_property
    def _labels(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(f"{_BEFORE}(?:{each}){_BEHIND}") for each in self.labels)

    @cached_property
    def _own(self) -> re.Pattern[str]:
        number = f"form(?:{'|'.join(self.numbers)})"
        return re.compile(
            rf"instructionsfor[a-z]+.{{0,24}}|noticeto(?:employee|recipient).{{0,40}}|{number}{_YEAR}{_COPY}"
        )
