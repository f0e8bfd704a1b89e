"""Invite for the team: /v1/me, /v1/firm, /v1/members, /v1/accounts, /v1/contacts, /v1/persons, /v1/bulk, /v1/jobs."""

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
)
