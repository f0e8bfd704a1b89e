"""Which concrete thing stands behind what the kernel needs: clients made once a container and only when used.

What every function stands on is here; files, jobs and mail have modules of their own, so that a function carries what
it asks for and nothing else.
"""

from datetime import timedelta
from functools import cache
from typing import Any

from shared.capability import TokenKey, Tokens
from shared.directory import Directory
from shared.domain.clock import Clock, system_clock
from shared.env import EndpointEnv, TableEnv
from shared.moved_clock import MovedClock
from shared.table.cursors import Cursors
from shared.table.table import Table


@cache
def _session() -> Any:
    """The SDK's own core, which clients come from alike: boto3 around it is a tenth of a cold start."""
    from botocore.session import Session

    return Session()


@cache
def client(service: str) -> Any:
    """Make a client whose answer comes, or fails, well within the function's own time."""
    return patient_client(service, seconds=5, attempts=3)


@cache
def patient_client(service: str, seconds: int, attempts: int) -> Any:
    """Make a client that waits so long for an answer, for functions that have the time."""
    from botocore.config import Config

    config = Config(
        connect_timeout=2, read_timeout=seconds, retries={"mode": "standard", "total_max_attempts": attempts}
    )
    return _session().create_client(service, config=config)


@cache
def token_key(key_id: str) -> TokenKey:
    return TokenKey(lambda: client("kms"), key_id)


def tokens(key_id: str) -> Tokens:
    return Tokens(token_key(key_id))


@cache
def table(name: str, key_id: str | None = None) -> Table:
    """Reach a table; with the key's id it can page (cursors are signed with a key derived once a container)."""
    cursors = Cursors(cache(lambda: token_key(key_id).derived("cursors"))) if key_id else None
    return Table(lambda: client("dynamodb"), name, cursors)


@cache
def directory(env: TableEnv) -> Directory:
    return Directory(table(env.portal_table, env.token_key_id))


@cache
def s3() -> Any:
    """Make the client that signs addresses: the bucket stands in the path wherever the endpoint is one of our own.

    Elsewhere in the host, that of its region in every region: pages may speak to no other.
    """
    from botocore.config import Config

    style = "path" if EndpointEnv.read().aws_endpoint_url else "virtual"
    where = {"addressing_style": style, "us_east_1_regional_endpoint": "regional"}
    return _session().create_client("s3", config=Config(signature_version="s3v4", s3=where))


def unmoved_clock() -> Clock:
    """Tell the time by which the user pools date their tokens: a moved clock never moves those."""
    return system_clock


@cache
def clock(offset_parameter: str | None) -> Clock:
    """Tell the time; where the stage names a parameter, moved by the seconds it holds."""
    if offset_parameter is None:
        return system_clock

    def offset() -> timedelta:
        answer = client("ssm").get_parameter(Name=offset_parameter)
        return timedelta(seconds=int(answer["Parameter"]["Value"]))

    return MovedClock(offset)
