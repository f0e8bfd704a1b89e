"""What a list that grows is to the bench that asks it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from shared.domain.ids import MemberId, PersonId
from tests.bench.stock import PERSON, THE_EMPLOYEE, THE_OWNER

_ASKERS: Mapping[str | None, str] = {
    THE_OWNER: "owner",
    THE_EMPLOYEE: "employee, of what is assigned",
    PERSON: "client",
    None: "bearer",
}


@dataclass(frozen=True)
class Grown:
    """A list that grows, and how it is asked. `pages` is empty where a page has a size of its own."""

    path: str
    query: Mapping[str, str]
    who: MemberId | PersonId | None = THE_OWNER
    has_limit: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spelled(self) -> str:
        said = "&".join(f"{name}={value}" for name, value in self.query.items())
        return f"{self.path}?{said}" if said else self.path

    @property
    def asker(self) -> str:
        return _ASKERS[self.who]


def by(who: MemberId | PersonId, path: str, *queries: Mapping[str, str]) -> Iterator[Grown]:
    """A list with each of its filters, and without any."""
    return (Grown(path, each, who) for each in ({}, *queries))
