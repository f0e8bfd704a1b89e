"""What stands behind the doors themselves: activation, sessions, passwords, second factors."""

from functools import cache

from functions.invite import wiring as ground
from functions.invite.repository import CredentialRepository, ResetRepository
from functions.invite.service.activation import ActivationService
from functions.invite.service.challenges import Challenges
from functions.invite.service.password_letters import PasswordLetters
from functions.invite.service.passwords import PasswordService
from functions.invite.service.resets import ResetService
from functions.invite.service.second_factor import SecondFactorService
from functions.invite.service.sessions import SessionService
from shared import wiring
from shared.env import MailEnv, TableEnv
from shared.limits import Limiter
from shared.mail import Templates
from shared.table.table import Table


@cache
def _env() -> TableEnv:
    return TableEnv.read()


@cache
def _letter_env() -> MailEnv:
    return MailEnv.read()


def _table() -> Table:
    return wiring.table(_env().portal_table, _env().token_key_id)


@cache
def challenges() -> Challenges:
    key = wiring.token_key(_env().token_key_id)
    return Challenges(cache(lambda: key.derived("challenges")), ground.clock())


def limiter() -> Limiter:
    return Limiter(_table(), ground.clock())


@cache
def activation() -> ActivationService:
    return ActivationService(CredentialRepository(_table()), ground.pools(), challenges(), limiter(), ground.clock())


@cache
def sessions() -> SessionService:
    return SessionService(
        CredentialRepository(_table()),
        wiring.directory(_env()),
        ground.pools(),
        challenges(),
        limiter(),
        ground.clock(),
        wiring.unmoved_clock(),
    )


@cache
def passwords() -> PasswordService:
    return PasswordService(
        CredentialRepository(_table()),
        wiring.directory(_env()),
        ground.pools(),
        challenges(),
        limiter(),
        ground.clock(),
        wiring.unmoved_clock(),
    )


@cache
def resets() -> ResetService:
    table = _table()
    return ResetService(
        ResetRepository(table),
        CredentialRepository(table),
        ground.pools(),
        wiring.tokens(_env().token_key_id),
        limiter(),
        ground.clock(),
        wiring.unmoved_clock(),
    )


@cache
def second_factor() -> SecondFactorService:
    return SecondFactorService(
        CredentialRepository(_table()), wiring.directory(_env()), ground.pools(), limiter(), ground.clock()
    )


@cache
def password_letters() -> PasswordLetters:
    env = _letter_env()
    return PasswordLetters(
        ResetRepository(_table()),
        wiring.tokens(env.token_key_id),
        wiring.mailer(env),
        Templates("functions.invite.mails"),
        env.portal_origin,
        ground.clock(),
    )
