"""The room's HTTP entry for everything but passwords and sessions, which are behind `doors`."""

from functions.invite.api import (
    accounts,
    assigned,
    bulk,
    closing,
    contacts,
    emails,
    exports,
    firm,
    imports,
    jobs,
    lost_phones,
    mailboxes,
    members,
    merging,
    persons,
    requests,
    ties,
)
from functions.invite.portal import access
from shared.entrypoints import http_app, http_entrypoint

app = http_app(
    members.router,
    lost_phones.router,
    firm.router,
    accounts.router,
    assigned.router,
    closing.router,
    contacts.router,
    merging.router,
    emails.router,
    ties.router,
    persons.router,
    requests.router,
    bulk.router,
    jobs.router,
    mailboxes.router,
    imports.router,
    exports.router,
    access.router,
)
handler = http_entrypoint(app)
