"""How a day and a list of names are written in the languages of the letters."""

from collections.abc import Sequence
from datetime import date

from shared.domain.texts import Locale

_MONTHS = {
    Locale.EN: "January February March April May June July August September October November December",
    Locale.ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    Locale.DE: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_DAY = {Locale.EN: "{day} {month} {year}", Locale.ES: "{day} de {month} de {year}", Locale.DE: "{day}. {month} {year}"}
_AND = {Locale.EN: "and", Locale.ES: "y", Locale.DE: "und"}


def day(at: date, locale: Locale) -> str:
    """Write the day of `at` as it stands: whoever gives an instant has put it into the reader's time zone."""
    month = _MONTHS[locale].split()[at.month - 1]
    return _DAY[locale].format(day=at.day, month=month, year=at.year)


def listed(names: Sequence[str], locale: Locale) -> str:
    """Join names as the language does: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    joint = _AND[locale]
    if locale is Locale.ES and _sounds_as_i(names[-1]):
        joint = "e"
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def _sounds_as_i(name: str) -> bool:
    """RAE, Ortografía: `y` becomes `e` before the sound i, though not before the diphthongs hia and hie."""
    word = name.casefold()
    return word.startswith(("i", "í", "hi", "hí")) and not word.startswith(("hia", "hie", "ia", "ie"))
