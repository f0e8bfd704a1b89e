"""What carries on what an announcement began: names, ties and what stands with an account's people."""

from functools import cache

from functions.invite.repository.access import AccessRepository
from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.emails import EmailRepository
from functions.invite.repository.requests import AccessRequestRepository
from functions.invite.service.closures import ClosureService
from functions.invite.service.following import FollowingService
from functions.invite.service.logins import LoginService
from functions.invite.service.names import NameService
from functions.invite.service.unanswered import UnansweredService
from shared.wiring import ground


@cache
def names() -> NameService:
    table = ground.table()
    accounts, contacts = AccountRepository(table), ContactRepository(table)
    return NameService(accounts, contacts, AccessRepository(table), CredentialRepository(table))


@cache
def closures() -> ClosureService:
    return ClosureService(AccountRepository(ground.table()), AccessRepository(ground.table()))


@cache
def following() -> FollowingService:
    return FollowingService(EmailRepository(ground.table()), ground.clock())


@cache
def unanswered() -> UnansweredService:
    return UnansweredService(AccessRequestRepository(ground.table()), ground.clock())


@cache
def logins() -> LoginService:
    return LoginService(AccessRepository(ground.table()), AccountRepository(ground.table()))
