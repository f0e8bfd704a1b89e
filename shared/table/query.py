"""One question to one partition, always bounded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shared.table.actions import Item

MAX_PAGE = 100


@dataclass(frozen=True)
class Query:
    """A partition of the table or of an index, optionally a stretch of its sort key, in one direction.

    `narrowed` spells what is left out of its pages once they are read; it binds the cursor and asks nothing.
    """

    pk: str
    index: str | None = None
    begins: str | None = None
    since: str | None = None
    until: str | None = None
    forward: bool = True
    narrowed: str = ""

    @property
    def fingerprint(self) -> str:
        """What a cursor of this query is bound to."""
        return repr((self.index, self.pk, self.begins, self.since, self.until, self.forward, self.narrowed))

    @property
    def names(self) -> tuple[str, str]:
        return (f"{self.index}pk", f"{self.index}sk") if self.index else ("pk", "sk")

    def condition(self) -> tuple[str, dict[str, str]]:
        """Spell the key condition and its values."""
        values = {":pk": self.pk}
        if self.begins is not None:
            return "#pk = :pk AND begins_with(#sk, :begins)", {**values, ":begins": self.begins}
        if self.since is not None and self.until is not None:
            return "#pk = :pk AND #sk BETWEEN :since AND :until", {**values, ":since": self.since, ":until": self.until}
        if self.since is not None:
            return "#pk = :pk AND #sk >= :since", {**values, ":since": self.since}
        if self.until is not None:
            return "#pk = :pk AND #sk <= :until", {**values, ":until": self.until}
        return "#pk = :pk", values


@dataclass(frozen=True)
class Page[T]:
    """Some of a list, and the cursor of the rest; None when there is no rest. A page may be short or empty."""

    items: tuple[T, ...]
    next: str | None = None


def every[T](ask: Callable[[str | None], Page[T]]) -> Iterator[Page[T]]:
    """Give a list whole, page after page; the next is asked for when the one before was worked off."""
    cursor: str | None = None
    while True:
        page = ask(cursor)
        yield page
        cursor = page.next
        if cursor is None:
            return


@dataclass(frozen=True)
class Stretch:
    """One answer of the database: items and the raw key to go on from."""

    items: tuple[Item, ...]
    last: dict[str, str] | None
