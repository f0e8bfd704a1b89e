"""The room's HTTP entry for everything but passwords and sessions, which are behind `doors`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shared.entrypoints.http import HttpApp, http_entrypoint

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import Router


def _me() -> Iterable["Router"]:
    from functions.invite.api import members

    return (members.router,)


def _members() -> Iterable["Router"]:
    from functions.invite.api import lost_phones, mailboxes, members

    return (lost_phones.router, mailboxes.router, members.router)


def _firm() -> Iterable["Router"]:
    from functions.invite.api import firm

    return (firm.router,)


def _accounts() -> Iterable["Router"]:
    from functions.invite.api import accounts, assigned, closing, merging, ties

    return (accounts.router, assigned.router, closing.router, merging.router, ties.router)


def _contacts() -> Iterable["Router"]:
    from functions.invite.api import contacts, emails, merging

    return (contacts.router, emails.router, merging.router)


def _persons() -> Iterable["Router"]:
    from functions.invite.api import mailboxes, persons

    return (mailboxes.router, persons.router)


def _access_requests() -> Iterable["Router"]:
    from functions.invite.api import requests

    return (requests.router,)


def _bulk() -> Iterable["Router"]:
    from functions.invite.api import bulk

    return (bulk.router,)


def _jobs() -> Iterable["Router"]:
    from functions.invite.api import jobs

    return (jobs.router,)


def _imports() -> Iterable["Router"]:
    from functions.invite.api import imports

    return (imports.router,)


def _exports() -> Iterable["Router"]:
    from functions.invite.api import exports

    return (exports.router,)


def _portal_me() -> Iterable["Router"]:
    from functions.invite.portal import access

    return (access.router,)


app = HttpApp(
    {
        "/v1/me": _me,
        "/v1/members": _members,
        "/v1/firm": _firm,
        "/v1/accounts": _accounts,
        "/v1/contacts": _contacts,
        "/v1/persons": _persons,
        "/v1/access-requests": _access_requests,
        "/v1/bulk": _bulk,
        "/v1/jobs": _jobs,
        "/v1/imports": _imports,
        "/v1/exports": _exports,
        "/v1/portal/me": _portal_me,
        "/v1/portal/accounts": _portal_me,
    }
)
handler = http_entrypoint(app)
