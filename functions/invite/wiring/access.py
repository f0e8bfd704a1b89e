"""Ties, access and invitations."""

from functools import cache

from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.emails import EmailRepository
from functions.invite.repository.requests import AccessRequestRepository
from functions.invite.service.emails import EmailService
from functions.invite.service.granting import GrantingService
from functions.invite.service.invitations import InvitationService
from functions.invite.service.pending import PendingService
from functions.invite.service.requests import AccessRequestService
from functions.invite.service.ties import TieService
from shared import wiring
from shared.capability import Tokens
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.wiring import ground


def _entrance() -> tuple[AccountRepository, ContactRepository, Directory, Tokens, Clock, Clock]:
    """What every service needs that lets people into accounts."""
    table = ground.table()
    tokens = ground.tokens()
    accounts, contacts = AccountRepository(table), ContactRepository(table)
    return accounts, contacts, ground.directory(), tokens, ground.clock(), wiring.unmoved_clock()


@cache
def ties() -> TieService:
    return TieService(AccessRepository(ground.table()), ground.directory(), ground.clock())


@cache
def granting() -> GrantingService:
    return GrantingService(AccessRepository(ground.table()), *_entrance())


@cache
def emails() -> EmailService:
    return EmailService(EmailRepository(ground.table()), *_entrance())


@cache
def invitations() -> InvitationService:
    table = ground.table()
    return InvitationService(
        CredentialRepository(table),
        AccountRepository(table),
        ground.directory(),
        ground.tokens(),
        ground.clock(),
    )


@cache
def pending() -> PendingService:
    return PendingService(AccessRepository(ground.table()), ground.directory())


@cache
def access_requests() -> AccessRequestService:
    table = ground.table()
    return AccessRequestService(AccessRequestRepository(table), AccessRepository(table), *_entrance())
