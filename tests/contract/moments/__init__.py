"""At which moment of the story of the events each sample of a request makes sense.

A module a noun, whose `STAGES` name the moment of each of its samples.
"""

from importlib import import_module
from pkgutil import iter_modules

from tests.contract.moments.sent import Sent

__all__ = ["STAGES", "Sent"]


def _stages() -> dict[str, Sent]:
    found: dict[str, Sent] = {}
    for module in sorted({each.name for each in iter_modules(__path__)} - {"sent"}):
        found |= import_module(f"{__name__}.{module}").STAGES
    return found


STAGES = _stages()
