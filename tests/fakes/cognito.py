"""A user pool, as far as the house asks one: users made by us, passwords set by us, sign-in by the server's flow."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from shared.domain.clock import Clock
from tests.fakes.clock import FrozenClock
from tests.fakes.refusals import refusal

_LENGTH = 12


@dataclass
class _User:
    attributes: dict[str, str]
    password: str | None = None
    is_enabled: bool = True
    sessions_ended: int = 0
    needs_totp: bool = False


class FakeCognito:
    """Pools come to be by being named; every app client of theirs is known."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or FrozenClock()
        self._pools: dict[str, dict[str, _User]] = {}

    def users(self, pool: str) -> list[str]:
        return sorted(self._pools.get(pool, {}))

    def disable(self, pool: str, user_name: str) -> None:
        self._pools[pool][user_name].is_enabled = False

    def sessions_ended(self, pool: str, user_name: str) -> int:
        """How often all sessions of a user were ended."""
        return self._pools[pool][user_name].sessions_ended

    def demand_totp(self, pool: str, user_name: str) -> None:
        self._pools[pool][user_name].needs_totp = True

    def admin_create_user(self, **request: Any) -> dict[str, Any]:
        assert request["MessageAction"] == "SUPPRESS", "the house writes its own letters"
        users, name = self._pools.setdefault(request["UserPoolId"], {}), request["Username"]
        if name in users:
            raise refusal("UsernameExistsException", "AdminCreateUser")
        users[name] = _User({each["Name"]: each["Value"] for each in request["UserAttributes"]})
        return {"User": {"Username": name, "UserStatus": "FORCE_CHANGE_PASSWORD", "Enabled": True}}

    def admin_set_user_password(self, **request: Any) -> dict[str, Any]:
        assert request["Permanent"], "a temporary password would be a second one"
        user = self._user(request["UserPoolId"], request["Username"], "AdminSetUserPassword")
        if len(request["Password"]) < _LENGTH:
            raise refusal("InvalidPasswordException", "AdminSetUserPassword")
        user.password = request["Password"]
        return {}

    def admin_initiate_auth(self, **request: Any) -> dict[str, Any]:
        assert request["AuthFlow"] == "ADMIN_USER_PASSWORD_AUTH"
        name = request["AuthParameters"]["USERNAME"]
        user = self._user(request["UserPoolId"], name, "AdminInitiateAuth")
        if not user.is_enabled or user.password != request["AuthParameters"]["PASSWORD"]:
            raise refusal("NotAuthorizedException", "AdminInitiateAuth")
        if user.needs_totp:
            return {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "session", "ChallengeParameters": {}}
        claims = {
            "username": name,
            "client_id": request["ClientId"],
            "token_use": "access",
            "scope": "aws.cognito.signin.user.admin",
            "auth_time": int(self._clock().timestamp()),
        }
        result = {
            "AccessToken": f"{_part({'alg': 'none'})}.{_part(claims)}.",
            "RefreshToken": "refresh",
            "ExpiresIn": 3600,
            "TokenType": "Bearer",
        }
        return {"AuthenticationResult": result, "ChallengeParameters": {}}

    def admin_user_global_sign_out(self, **request: Any) -> dict[str, Any]:
        self._user(request["UserPoolId"], request["Username"], "AdminUserGlobalSignOut").sessions_ended += 1
        return {}

    def _user(self, pool: str, name: str, operation: str) -> _User:
        user = self._pools.get(pool, {}).get(name)
        if user is None:
            raise refusal("UserNotFoundException", operation)
        return user


def claims_of(access_token: str) -> dict[str, Any]:
    """Read a token as the authorizer hands it on."""
    part = access_token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


def _part(of: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(of).encode()).decode().rstrip("=")
