"""The rows of an import between its steps: one a line, each with what it says or why it can't be taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from functions.invite.model.sheets.entries import Entry
from functions.invite.model.sheets.findings import Finding, Level
from shared.domain.entities import Entity
from shared.jobs.model import Outcome, Verdict

# A row of the sheet is at most a few hundred bytes here.
_STRETCH = 256 * 1024
# What is told of one row at most: errors before warnings.
_TOLD = 4


class Line(Entity):
    """A row as it was understood. Without `entry` it can't be taken, and `found` says why."""

    row: int
    entry: Entry | None = None
    found: tuple[Finding, ...] = ()

    def spelled(self) -> bytes:
        return self.model_dump_json(exclude_defaults=True).encode() + b"\n"


class Objects(Protocol):
    """Where rows are read from."""

    def get(self, key: str, start: int = 0, length: int | None = None) -> bytes: ...


@dataclass(frozen=True)
class Stretch:
    """Some rows, and the cursor of those after them; None when these were the last."""

    lines: tuple[Line, ...]
    cursor: dict[str, Any] | None


def stretch(objects: Objects, cursor: dict[str, Any], most: int) -> Stretch:
    """Read up to `most` rows from the cursor on; no more of the object is fetched than they may fill."""
    key, at, size = cursor["rows"]["key"], cursor["at"], cursor["rows"]["size"]
    if at >= size:
        return Stretch((), None)
    body = objects.get(key, at, min(_STRETCH, size - at))
    spelled = list(_whole(body))[:most]
    end = at + sum(map(len, spelled))
    lines = tuple(Line.model_validate_json(each) for each in spelled)
    return Stretch(lines, {**cursor, "at": end} if end < size else None)


def _whole(body: bytes) -> Iterator[bytes]:
    """Yield the lines that are there to their end."""
    return (each for each in body.splitlines(keepends=True) if each.endswith(b"\n"))


def outcomes(found: Iterable[Finding]) -> Iterator[Outcome]:
    """Tell what was found about one row; an error means that it was passed over."""
    worst_first = sorted(found, key=lambda each: each.level is not Level.ERROR)
    for each in worst_first[:_TOLD]:
        verdict = Verdict.SKIPPED if each.level is Level.ERROR else Verdict.DONE
        yield Outcome(of=str(each.row), verdict=verdict, code=each.code, field=each.column, note=each.message)
