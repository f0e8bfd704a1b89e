"""Invite for the team: its people, accounts, contacts, persons and jobs, and what guards a member's own door."""

from aws_lambda_powertools.event_handler.api_gateway import Router

from functions.invite.api import (
    accounts,
    assigned,
    bulk,
    closing,
    contacts,
    firm,
    jobs,
    mailboxes,
    members,
    merging,
    persons,
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
    ties.router,
    persons.router,
    bulk.router,
    jobs.router,
    mailboxes.router,
    security.router,
)
