"""The user pools."""

from functools import cache

from functions.invite.pools import Audience, Pool, Pools
from shared import wiring
from shared.env import TableEnv


class PoolsEnv(TableEnv):
    """What whoever speaks to the user pools reads of the environment."""

    staff_pool_id: str
    staff_client_id: str
    client_pool_id: str
    client_client_id: str


@cache
def _pools_env() -> PoolsEnv:
    return PoolsEnv.read()


@cache
def pools() -> Pools:
    env = _pools_env()
    pools = {
        Audience.TEAM: Pool(env.staff_pool_id, env.staff_client_id),
        Audience.CLIENT: Pool(env.client_pool_id, env.client_client_id),
    }
    return Pools(lambda: wiring.client("cognito-idp"), pools)
