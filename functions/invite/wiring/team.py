"""The firm and its members."""

from functools import cache

from functions.invite.repository.accounts import AccountRepository
from functions.invite.repository.assignments import AssignmentRepository
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.firms import FirmRepository
from functions.invite.repository.members import MemberRepository
from functions.invite.service.assigning import AssignmentService
from functions.invite.service.firm import FirmService
from functions.invite.service.lost_phones import LostPhoneService
from functions.invite.service.members import MemberService
from functions.invite.service.membership import MembershipService
from functions.invite.service.ownership import OwnershipService
from functions.invite.wiring.pools import pools
from shared import wiring
from shared.wiring import ground


@cache
def members() -> MemberService:
    table, tokens = ground.table(), ground.tokens()
    return MemberService(
        MemberRepository(table), CredentialRepository(table), ground.directory(), tokens, ground.clock()
    )


@cache
def membership() -> MembershipService:
    return MembershipService(
        MemberRepository(ground.table()), ground.directory(), pools(), ground.clock(), wiring.unmoved_clock()
    )


@cache
def lost_phones() -> LostPhoneService:
    return LostPhoneService(CredentialRepository(ground.table()), ground.directory(), pools(), ground.clock())


@cache
def firm() -> FirmService:
    return FirmService(FirmRepository(ground.table()), ground.directory(), ground.clock())


@cache
def ownership() -> OwnershipService:
    return OwnershipService(
        FirmRepository(ground.table()), AccountRepository(ground.table()), ground.directory(), ground.clock()
    )


@cache
def assignments() -> AssignmentService:
    return AssignmentService(AssignmentRepository(ground.table()), ground.directory(), ground.clock())
