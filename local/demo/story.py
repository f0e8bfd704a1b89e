"""How the story is told: line by line, with what was seen; a line that sees something else than it must ends it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from local.api import Caller
from local.clock import StageClock
from local.deadline import WITHIN
from local.failure import StageError
from local.stage import Stage

# As long as the longest title, so that what was seen stands in a column.
_TITLE = 43


@dataclass(slots=True)
class Line:
    """One line of the story: what is done, and what was seen."""

    title: str
    seen: str = ""

    def expect(self, what: str, expected: object, came: object) -> None:
        """Go on only if the two are equal.

        Raises:
            StageError: They differ.
        """
        if expected != came:
            raise StageError(f"{what}: expected {expected!r}, came {came!r}")


@dataclass(slots=True)
class Story:
    """The stage it is told on, and how far it was told; `mark` sets the names of one telling apart from another's."""

    stage: Stage
    door: Caller
    clock: StageClock
    mark: str = field(default_factory=lambda: secrets.token_hex(3))
    patience: float = WITHIN
    told: int = 0

    @contextmanager
    def line(self, title: str) -> Iterator[Line]:
        """Tell one line when its block is through; name it when it is not.

        Raises:
            StageError: The block saw something else than it must.
        """
        self.told += 1
        line = Line(title)
        try:
            yield line
        except KeyError as lacking:
            raise StageError(f"✗ {self.told:>2}  {title}\n      the answer lacks {lacking}") from lacking
        except (StageError, OSError) as error:
            raise StageError(f"✗ {self.told:>2}  {title}\n      {error}") from error
        print(f"✓ {self.told:>2}  {title:<{_TITLE}} {line.seen}", flush=True)

    @property
    def mailbox(self) -> str:
        return self.stage.addresses.mailbox

    def owner(self) -> Caller:
        """Sign the demo firm's owner in."""
        demo = self.stage.demo
        return self.door.signed_in("team", demo.firm.slug, demo.owner.email, demo.owner.password)


def items(caller: Caller, path: str) -> list[Any]:
    """Give the first page of a list."""
    found: list[Any] = caller.get(path)["items"]
    return found


def pages(caller: Caller, path: str) -> Iterator[Any]:
    """Give a whole list, page by page."""
    mark, cursor = "&" if "?" in path else "?", ""
    while True:
        page = caller.get(f"{path}{mark}limit=100{cursor}")
        yield from page["items"]
        if page["nextCursor"] is None:
            return
        cursor = f"&cursor={page['nextCursor']}"
