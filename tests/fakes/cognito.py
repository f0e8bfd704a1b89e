"""A user pool, as far as the house asks one: users made by us, passwords set by us, sign-in by the server's flow."""

import base64
import hashlib
import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from shared.domain.clock import Clock
from tests.fakes.clock import FrozenClock
from tests.fakes.refusals import refusal
from tests.fakes.totp import is_code

_LENGTH = 12
_OPEN_FOR = timedelta(minutes=3)


@dataclass
class _User:
    attributes: dict[str, str]
    password: str | None = None
    is_enabled: bool = True
    sessions_ended: int = 0
    secret: str | None = None
    is_verified: bool = False
    needs_totp: bool = False


@dataclass(frozen=True)
class _Question:
    """A session of the pool between two steps: whose, for which step, until when."""

    pool: str
    name: str
    step: str
    until: datetime


@dataclass
class _Login:
    """A session: whose, begun when, good until it is ended or revoked."""

    pool: str
    name: str
    client: str
    signed_in_at: datetime
    is_over: bool = False


@dataclass
class _Pool:
    users: dict[str, _User] = field(default_factory=dict)
    demands_totp: bool = False


class FakeCognito:
    """Pools come to be by being named; every app client of theirs is known."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or FrozenClock()
        self._pools: dict[str, _Pool] = {}
        self._questions: dict[str, _Question] = {}
        self._logins: dict[str, _Login] = {}
        self._label, self._drawn = "", 0

    def kept(self) -> object:
        """All pools as they are now, for `stand`."""
        return deepcopy((self._pools, self._questions, self._logins, self._label, self._drawn))

    def stand(self, kept: Any) -> None:
        """Let all pools be as they were then."""
        self._pools, self._questions, self._logins, self._label, self._drawn = deepcopy(kept)

    def user(self, pool: str, user_name: str) -> object:
        """A user as they are now, for `admit`."""
        return deepcopy(self._pool(pool).users[user_name])

    def admit(self, pool: str, user_name: str, user: Any) -> None:
        """Let somebody be in a pool as they were in another."""
        self._pool(pool).users[user_name] = deepcopy(user)

    def begin(self, label: str) -> None:
        """Draw from here on what a telling under this label draws every time, whatever was told before."""
        self._label, self._drawn = label, 0

    def users(self, pool: str) -> list[str]:
        return sorted(self._pool(pool).users)

    def list_users(self, **request: Any) -> dict[str, Any]:
        """All there are, at once: only tests look so."""
        return {"Users": [{"Username": each} for each in self.users(request["UserPoolId"])]}

    def disable(self, pool: str, user_name: str) -> None:
        self._pool(pool).users[user_name].is_enabled = False

    def sessions_ended(self, pool: str, user_name: str) -> int:
        """How often all sessions of a user were ended."""
        return self._pool(pool).users[user_name].sessions_ended

    def demand_totp(self, pool: str) -> None:
        """Let the pool demand a second factor of everybody, as the team's does in production."""
        self._pool(pool).demands_totp = True

    def admin_create_user(self, **request: Any) -> dict[str, Any]:
        assert request["MessageAction"] == "SUPPRESS", "the house writes its own letters"
        users, name = self._pool(request["UserPoolId"]).users, request["Username"]
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
        parameters = request["AuthParameters"]
        if request["AuthFlow"] == "REFRESH_TOKEN_AUTH":
            return self._renewed(parameters["REFRESH_TOKEN"], request["ClientId"])
        assert request["AuthFlow"] == "ADMIN_USER_PASSWORD_AUTH"
        pool, name = request["UserPoolId"], parameters["USERNAME"]
        user = self._user(pool, name, "AdminInitiateAuth")
        if not user.is_enabled or user.password != parameters["PASSWORD"]:
            raise refusal("NotAuthorizedException", "AdminInitiateAuth")
        if user.needs_totp and user.is_verified:
            return self._asked("SOFTWARE_TOKEN_MFA", pool, name)
        if self._pool(pool).demands_totp:
            return self._asked("MFA_SETUP", pool, name)
        return self._admitted(pool, name, request["ClientId"])

    def admin_respond_to_auth_challenge(self, **request: Any) -> dict[str, Any]:
        pool, operation = request["UserPoolId"], "AdminRespondToAuthChallenge"
        name, challenge = request["ChallengeResponses"]["USERNAME"], request["ChallengeName"]
        question = self._open(request["Session"], operation)
        step = "VERIFIED" if challenge == "MFA_SETUP" else challenge
        if (question.pool, question.name, question.step) != (pool, name, step):
            raise refusal("NotAuthorizedException", operation)
        user = self._user(pool, name, operation)
        if challenge == "SOFTWARE_TOKEN_MFA":
            code = request["ChallengeResponses"]["SOFTWARE_TOKEN_MFA_CODE"]
            if user.secret is None or not is_code(user.secret, code, self._clock()):
                raise refusal("CodeMismatchException", operation)
        del self._questions[request["Session"]]
        return self._admitted(pool, name, request["ClientId"])

    def associate_software_token(self, **request: Any) -> dict[str, Any]:
        pool, name = self._whose(request, "MFA_SETUP", "AssociateSoftwareToken")
        user = self._user(pool, name, "AssociateSoftwareToken")
        user.secret, user.is_verified = base64.b32encode(self._draw()[:20]).decode(), False
        begun = {"SecretCode": user.secret}
        if "Session" in request:
            begun["Session"] = self._asked("ASSOCIATED", pool, name)["Session"]
        return begun

    def verify_software_token(self, **request: Any) -> dict[str, Any]:
        pool, name = self._whose(request, "ASSOCIATED", "VerifySoftwareToken")
        user = self._user(pool, name, "VerifySoftwareToken")
        if user.secret is None or not is_code(user.secret, request["UserCode"], self._clock()):
            raise refusal("EnableSoftwareTokenMFAException", "VerifySoftwareToken")
        user.is_verified = True
        more = {"Session": self._asked("VERIFIED", pool, name)["Session"]} if "Session" in request else {}
        return {"Status": "SUCCESS", **more}

    def admin_set_user_mfa_preference(self, **request: Any) -> dict[str, Any]:
        user = self._user(request["UserPoolId"], request["Username"], "AdminSetUserMFAPreference")
        wanted: bool = request["SoftwareTokenMfaSettings"]["Enabled"]
        if wanted and not user.is_verified:
            raise refusal("InvalidParameterException", "AdminSetUserMFAPreference")
        user.needs_totp = wanted
        return {}

    def admin_user_global_sign_out(self, **request: Any) -> dict[str, Any]:
        pool, name = request["UserPoolId"], request["Username"]
        self._user(pool, name, "AdminUserGlobalSignOut").sessions_ended += 1
        for each in self._logins.values():
            each.is_over |= (each.pool, each.name) == (pool, name)
        return {}

    def revoke_token(self, **request: Any) -> dict[str, Any]:
        login = self._logins.get(request["Token"])
        if login is None:
            raise refusal("InvalidParameterException", "RevokeToken")
        if login.client != request["ClientId"]:
            raise refusal("UnauthorizedException", "RevokeToken")
        login.is_over = True
        return {}

    def _asked(self, step: str, pool: str, name: str) -> dict[str, Any]:
        session = f"question-{self._draw().hex()}"
        self._questions[session] = _Question(pool, name, step, self._clock() + _OPEN_FOR)
        return {"ChallengeName": step, "Session": session, "ChallengeParameters": {}}

    def _open(self, session: str, operation: str) -> _Question:
        question = self._questions.get(session)
        if question is None or self._clock() >= question.until:
            raise refusal("NotAuthorizedException", operation)
        return question

    def _whose(self, request: dict[str, Any], step: str, operation: str) -> tuple[str, str]:
        """Whose factor it is: of an open question at its step, or of an access token that still counts."""
        if "Session" in request:
            question = self._open(request["Session"], operation)
            if question.step != step:
                raise refusal("NotAuthorizedException", operation)
            return question.pool, question.name
        login = next((each for each in self._logins.values() if self._token(each) == request["AccessToken"]), None)
        if login is None or login.is_over:
            raise refusal("NotAuthorizedException", operation)
        return login.pool, login.name

    def _admitted(self, pool: str, name: str, client: str) -> dict[str, Any]:
        refresh = f"refresh-{self._draw().hex()}"
        login = self._logins[refresh] = _Login(pool, name, client, self._clock())
        return self._result(login, RefreshToken=refresh)

    def _renewed(self, refresh: str, client: str) -> dict[str, Any]:
        login = self._logins.get(refresh)
        if login is None or login.is_over or login.client != client:
            raise refusal("NotAuthorizedException", "AdminInitiateAuth")
        return self._result(login)

    def _result(self, login: _Login, **more: str) -> dict[str, Any]:
        result = {"AccessToken": self._token(login), "ExpiresIn": 3600, "TokenType": "Bearer", **more}
        return {"AuthenticationResult": result, "ChallengeParameters": {}}

    def _token(self, login: _Login) -> str:
        claims = {
            "iss": f"https://cognito-idp.eu-central-1.amazonaws.com/{login.pool}",
            "username": login.name,
            "client_id": login.client,
            "token_use": "access",
            "scope": "aws.cognito.signin.user.admin",
            "auth_time": int(login.signed_in_at.timestamp()),
        }
        return f"{_part({'alg': 'none'})}.{_part(claims)}."

    def _pool(self, pool: str) -> _Pool:
        return self._pools.setdefault(pool, _Pool())

    def _user(self, pool: str, name: str, operation: str) -> _User:
        user = self._pool(pool).users.get(name)
        if user is None:
            raise refusal("UserNotFoundException", operation)
        return user

    def _draw(self) -> bytes:
        """Draw what nobody guesses and every telling of a story finds the same."""
        self._drawn += 1
        return hashlib.sha256(f"{self._label}{self._drawn}".encode()).digest()


def claims_of(access_token: str) -> dict[str, Any]:
    """Read a token as the authorizer hands it on."""
    part = access_token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


def _part(of: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(of).encode()).decode().rstrip("=")
