"""The chapters of the one story, in the order in which they are told.

A room of many nouns has a folder here with a module each, told one after the other by their names: each brings about
what it needs, and its `CHAPTERS` go on where the firm has accounts, people who are in, and all of it is open.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from tests.bench.chapters import (
    access,
    clients,
    entrance,
    handover,
    imports,
    jobs,
    mailboxes,
    record,
    relay,
    security,
    settings,
    team,
    time,
)
from tests.bench.story import Story


def _of(room: str) -> Iterator[Callable[[Story], None]]:
    package = import_module(f"{__name__}.{room}")
    for module in sorted(each.name for each in iter_modules(package.__path__)):
        yield from import_module(f"{package.__name__}.{module}").CHAPTERS


CHAPTERS: tuple[Callable[[Story], None], ...] = (
    team.founding,
    team.team,
    clients.accounts_and_contacts,
    access.access,
    access.invitations,
    access.taken_back,
    access.addresses,
    entrance.client_enters,
    security.forgotten,
    security.guarded,
    settings.settings,
    record.record,
    record.inbox,
    clients.rename,
    access.colleagues,
    *_of("documents"),
    *_of("links"),
    record.told,
    mailboxes.mailboxes,
    clients.followed,
    handover.assigned,
    clients.doubled,
    clients.crowded,
    clients.closed,
    jobs.bulk,
    jobs.stalled,
    record.given_up,
    handover.members,
    handover.firm,
    handover.shut_out,
    imports.taken_in,
    imports.written_out,
    time.expiry,
    relay.relay,
)


def tell(story: Story) -> None:
    """Begin at the founding, end with what the relay puts out again."""
    for chapter in CHAPTERS:
        chapter(story)
