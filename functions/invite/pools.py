"""The two user pools, as far as this room uses them.

Passwords go to Cognito and nowhere else. Clients of the pools sign in through this room alone: the app clients allow
only the flow that needs an IAM grant, so nobody goes around its limits and its record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from functions.invite.model.refusals import OtpRequiredError, SignInFailedError
from shared.domain.errors import FieldFault, UnavailableError, ValidationFailedError

_PASSWORD_FAULT = FieldFault("password", "PASSWORD_REFUSED", "This password cannot be used.")


class Audience(StrEnum):
    """Whose door it is."""

    TEAM = "team"
    CLIENT = "client"


@dataclass(frozen=True)
class Session:
    """What signing in gives: tokens of the pool; `expires_in` seconds for the access token."""

    access_token: str
    refresh_token: str
    expires_in: int


@dataclass(frozen=True)
class Pool:
    """A user pool and the app client this room uses on it."""

    id: str
    client: str


class Client(Protocol):
    """The part of boto3's Cognito client that is used here."""

    def admin_create_user(self, **request: Any) -> dict[str, Any]: ...
    def admin_set_user_password(self, **request: Any) -> dict[str, Any]: ...
    def admin_initiate_auth(self, **request: Any) -> dict[str, Any]: ...
    def admin_user_global_sign_out(self, **request: Any) -> dict[str, Any]: ...


class Pools:
    """Makes users, sets their passwords, signs them in. UnavailableError when Cognito throttles or does not answer."""

    def __init__(self, client: Callable[[], Client], pools: Mapping[Audience, Pool]) -> None:
        self._client = client
        self._pools = pools

    def set_password(self, audience: Audience, user_name: str, email: str, password: str) -> None:
        """Make the user if there is none, and set the password for good. Repeating it ends in the same state."""
        pool = self._pools[audience]
        try:
            self._call(
                "admin_create_user",
                UserPoolId=pool.id,
                Username=user_name,
                UserAttributes=[{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}],
                MessageAction="SUPPRESS",
            )
        except ClientError as refused:
            if _code(refused) != "UsernameExistsException":
                raise
        try:
            self._call(
                "admin_set_user_password",
                UserPoolId=pool.id,
                Username=user_name,
                Password=password,
                Permanent=True,
            )
        except ClientError as refused:
            if _code(refused) == "InvalidPasswordException":
                raise ValidationFailedError(faults=[_PASSWORD_FAULT]) from refused
            raise

    def sign_in(self, audience: Audience, user_name: str, password: str) -> Session:
        """Exchange a password for tokens; SignInFailedError whatever was wrong, OtpRequiredError for a second one."""
        pool = self._pools[audience]
        try:
            answer = self._call(
                "admin_initiate_auth",
                UserPoolId=pool.id,
                ClientId=pool.client,
                AuthFlow="ADMIN_USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": user_name, "PASSWORD": password},
            )
        except ClientError as refused:
            if _code(refused) in _REFUSED:
                raise SignInFailedError from refused
            raise
        if "ChallengeName" in answer:
            raise OtpRequiredError
        result = answer["AuthenticationResult"]
        return Session(result["AccessToken"], result["RefreshToken"], result["ExpiresIn"])

    def end_sessions(self, audience: Audience, user_name: str) -> None:
        """Let no session be renewed that was begun before now; who has no user yet has none.

        An access token that is out stays good with the pool: it is the gate that refuses it.
        """
        try:
            self._call("admin_user_global_sign_out", UserPoolId=self._pools[audience].id, Username=user_name)
        except ClientError as refused:
            if _code(refused) != "UserNotFoundException":
                raise

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client(), operation)(**request)
        except ClientError as refused:
            if _code(refused) in _PASSING:
                raise UnavailableError from refused
            raise
        except BotoCoreError as lost:
            raise UnavailableError from lost
        return answer


_REFUSED = frozenset(
    {
        "InvalidParameterException",
        "NotAuthorizedException",
        "PasswordResetRequiredException",
        "UserNotConfirmedException",
        "UserNotFoundException",
    }
)
# Of the pools' own errors and of those common to all of AWS.
_PASSING = frozenset(
    {
        "InternalErrorException",
        "InternalFailure",
        "LimitExceededException",
        "RequestTimeout",
        "ServiceUnavailable",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)


def _code(refused: ClientError) -> str:
    return str(refused.response["Error"]["Code"])
