"""Invite for the team: its people, accounts, contacts, persons and jobs, and what guards a member's own door."""

from aws_lambda_powertools.event_handler.api_gateway import Router

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
    mailboxes,
    members,
    merging,
    persons,
    requests,
    security,
    ties,
)

routers: tuple[Router, ...] = (
    members.router,
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
    security.router,
)
