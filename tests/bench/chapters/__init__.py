"""The chapters of the one story, in the order in which they are told."""

from collections.abc import Callable

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
    mailboxes.mailboxes,
    clients.followed,
    handover.assigned,
    clients.doubled,
    clients.crowded,
    clients.closed,
    jobs.bulk,
    jobs.stalled,
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
