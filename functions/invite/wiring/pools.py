"""The user pools."""

from functools import cache

from functions.invite.pools import Audience, Pool, Pools
from shared import wiring
from shared.env import TableEnv


class HttpEnv(TableEnv):
    """What the routes read of the environment."""

    staff_pool_id: str
    staff_client_id: str
    client_pool_id: str
    client_client_id: str
    files_bucket: str


@cache
def _http_env() -> HttpEnv:
    return HttpEnv.read()


@cache
def pools() -> Pools:
    env = _http_env()
    pools = {
        Audience.TEAM: Pool(env.staff_pool_id, env.staff_client_id),
        Audience.CLIENT: Pool(env.client_pool_id, env.client_client_id),
    }
    return Pools(lambda: wiring.client("cognito-idp"), pools)
