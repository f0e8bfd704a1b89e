"""Accounts and contacts."""

from functools import cache

from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.mailboxes import MailboxRepository
from functions.invite.service.account_lists import AccountLists
from functions.invite.service.accounts import AccountService
from functions.invite.service.closing import ClosingService
from functions.invite.service.contacts import ContactService
from functions.invite.service.mailboxes import MailboxService
from functions.invite.service.portal import PortalService
from shared.wiring import ground


@cache
def accounts() -> AccountService:
    return AccountService(AccountRepository(ground.table()), ground.directory(), ground.clock())


@cache
def account_lists() -> AccountLists:
    return AccountLists(AccountRepository(ground.table()), ground.directory())


@cache
def closing() -> ClosingService:
    return ClosingService(AccountRepository(ground.table()), ground.directory(), ground.clock())


@cache
def contacts() -> ContactService:
    return ContactService(ContactRepository(ground.table()), ground.directory(), ground.clock())


@cache
def portal() -> PortalService:
    return PortalService(AccountRepository(ground.table()), ground.directory())


@cache
def mailboxes() -> MailboxService:
    table = ground.table()
    return MailboxService(MailboxRepository(table), AccountRepository(table), ground.directory(), ground.clock())
