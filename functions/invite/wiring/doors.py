"""The doors themselves: activation, sessions, passwords, second factors."""

from functools import cache

from functions.invite.repository.credentials import CredentialRepository
from functions.invite.repository.resets import ResetRepository
from functions.invite.service.activation import ActivationService
from functions.invite.service.challenges import Challenges
from functions.invite.service.passwords import PasswordService
from functions.invite.service.resets import ResetService
from functions.invite.service.second_factor import SecondFactorService
from functions.invite.service.sessions import SessionService
from functions.invite.wiring.pools import pools
from shared import wiring
from shared.limits import Limiter
from shared.wiring import ground


@cache
def challenges() -> Challenges:
    key = ground.token_key()
    return Challenges(cache(lambda: key.derived("challenges")), ground.clock())


def limiter() -> Limiter:
    return Limiter(ground.table(), ground.clock())


@cache
def activation() -> ActivationService:
    return ActivationService(CredentialRepository(ground.table()), pools(), challenges(), limiter(), ground.clock())


@cache
def sessions() -> SessionService:
    return SessionService(
        CredentialRepository(ground.table()),
        ground.directory(),
        pools(),
        challenges(),
        limiter(),
        ground.clock(),
        wiring.unmoved_clock(),
    )


@cache
def passwords() -> PasswordService:
    return PasswordService(
        CredentialRepository(ground.table()),
        ground.directory(),
        pools(),
        challenges(),
        limiter(),
        ground.clock(),
        wiring.unmoved_clock(),
    )


@cache
def resets() -> ResetService:
    table = ground.table()
    return ResetService(
        ResetRepository(table),
        CredentialRepository(table),
        pools(),
        ground.tokens(),
        limiter(),
        ground.clock(),
        wiring.unmoved_clock(),
    )


@cache
def second_factor() -> SecondFactorService:
    return SecondFactorService(
        CredentialRepository(ground.table()), ground.directory(), pools(), limiter(), ground.clock()
    )
