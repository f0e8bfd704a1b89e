"""What a document is taken for, and what it is called then."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.documents.model.names import parted
from functions.documents.model.recognition.forms import FORMS
from functions.documents.model.recognition.identity import licence, passport
from functions.documents.model.recognition.people import holder
from functions.documents.model.recognition.rules import Rule
from functions.documents.model.recognition.sheets import Sheet
from shared.published.recognition import Form

# A page with fewer words says nothing of its own.
_SILENT = 30
_SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


@dataclass(frozen=True)
class Recognised:
    """One paper: which, of which year, whose. `name` is spelled as names of documents spell it."""

    form: Form
    year: int | None = None
    name: str | None = None

    def title(self, original: str, media_type: str) -> str:
        """Spell the document's new name: `YEAR_FORM_NAME.ext`, without what is not known."""
        suffix = parted(original)[1] or _SUFFIXES.get(media_type, "")
        known = (str(self.year) if self.year else None, self.form.value, self.name)
        return "_".join(each for each in known if each) + suffix


def verdict(sheets: Sequence[Sheet], *, whole: bool = True) -> Recognised | None:
    """Tell which one paper these pages are; None for what is none, several, or not certain.

    `whole` tells whether these are all pages of the document.
    """
    if (found := _identity(sheets)) is not None:
        return found
    of_page = [[rule for rule in FORMS if rule.fits(sheet)] for sheet in sheets]
    met = {rule.form: rule for rules in of_page for rule in rules}
    rules = [rule for rule in met.values() if not met.keys() & set(rule.within)]
    if len(rules) != 1:
        return None
    rule = rules[0]
    own = [sheet for sheet, fitting in zip(sheets, of_page, strict=True) if rule in fitting]
    if not rule.is_return and not (whole and _is_nothing_else(rule, sheets, own)):
        return None
    years = {year for sheet in own for year in rule.years(sheet)}
    if len(years) > 1:
        return None
    return Recognised(rule.form, years.pop() if years else None, holder(rule, own))


def _identity(sheets: Sequence[Sheet]) -> Recognised | None:
    if (of := passport(sheets)) is not None:
        return Recognised(Form.PASSPORT, name=of[0])
    if (of := licence(sheets)) is not None:
        return Recognised(Form.DRIVERS_LICENSE, name=of[0])
    return None


def _is_nothing_else(rule: Rule, sheets: Sequence[Sheet], own: Sequence[Sheet]) -> bool:
    """Tell whether the pages around the form are its own instructions and backs, and no letter it was put behind."""
    others = (each for each in sheets if each not in own)
    return all(each.words < _SILENT or rule.speaks_of_itself(each) for each in others)
