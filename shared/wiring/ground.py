"""What functions of the rooms stand on, by their own environment: the table, who is who, tokens and the clock."""

from functools import cache

from shared import wiring
from shared.capability import TokenKey, Tokens
from shared.directory import Directory
from shared.domain.clock import Clock
from shared.env import TableEnv
from shared.table.table import Table


@cache
def _env() -> TableEnv:
    return TableEnv.read()


def table() -> Table:
    return wiring.table(_env().portal_table, _env().token_key_id)


def directory() -> Directory:
    return wiring.directory(_env())


def token_key() -> TokenKey:
    return wiring.token_key(_env().token_key_id)


def tokens() -> Tokens:
    return wiring.tokens(_env().token_key_id)


def clock() -> Clock:
    return wiring.clock(_env().clock_offset_parameter)
