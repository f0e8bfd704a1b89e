"""What goes into another."""

from functools import cache

from functions.invite.repository.access import AccessRepository
from functions.invite.repository.contacts import ContactRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.merging import MergingRepository
from functions.invite.service.merging_accounts import AccountMerger
from functions.invite.service.merging_contacts import ContactMerger
from shared.wiring import ground


@cache
def account_merger() -> AccountMerger:
    return AccountMerger(MergingRepository(ground.table()), ground.directory(), ground.clock())


@cache
def contact_merger() -> ContactMerger:
    table = ground.table()
    return ContactMerger(
        MergingRepository(table),
        ContactRepository(table),
        AccessRepository(table),
        CredentialRepository(table),
        ground.directory(),
        ground.clock(),
    )
