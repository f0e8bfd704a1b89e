"""The two user pools, as far as this room uses them.

Passwords go to Cognito and nowhere else. Clients of the pools sign in through this room alone: the app clients allow
only the flow that needs an IAM grant, so nobody goes around its limits and its record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from functions.invite.model.refusals import ChallengeOverError, SessionOverError, SignInFailedError
from shared.domain.errors import FieldFault, PorticoError, UnavailableError, ValidationFailedError

_PASSWORD_FAULT = FieldFault("password", "PASSWORD_REFUSED", "This password cannot be used.")
_CODE_FAULT = FieldFault("code", "CODE_WRONG", "This is not the code of this moment.")


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


class Factor(StrEnum):
    """What a pool asks for besides the password: a code, or that the factor is set up first."""

    TOTP = "totp"
    TOTP_SETUP = "totp_setup"


@dataclass(frozen=True)
class Asked:
    """The pool's own question between the password and the session; `secret` is that of a factor to set up."""

    factor: Factor
    session: str
    secret: str | None = None


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
    def admin_respond_to_auth_challenge(self, **request: Any) -> dict[str, Any]: ...
    def associate_software_token(self, **request: Any) -> dict[str, Any]: ...
    def verify_software_token(self, **request: Any) -> dict[str, Any]: ...
    def admin_set_user_mfa_preference(self, **request: Any) -> dict[str, Any]: ...
    def revoke_token(self, **request: Any) -> dict[str, Any]: ...
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

    def sign_in(self, audience: Audience, user_name: str, password: str) -> Session | Asked:
        """Exchange a password for tokens, or for the pool's question; SignInFailedError whatever was wrong."""
        answer = self._initiate(
            audience,
            "ADMIN_USER_PASSWORD_AUTH",
            {"USERNAME": user_name, "PASSWORD": password},
            refused_as=SignInFailedError,
        )
        question = answer.get("ChallengeName")
        if question is None:
            return _session(answer["AuthenticationResult"])
        if question == "SOFTWARE_TOKEN_MFA":
            return Asked(Factor.TOTP, answer["Session"])
        if question == "MFA_SETUP":
            try:
                begun = self._call("associate_software_token", Session=answer["Session"])
            except ClientError as refused:
                if _code(refused) in _REFUSED | _STALE:
                    raise SignInFailedError from refused
                raise
            return Asked(Factor.TOTP_SETUP, begun["Session"], begun["SecretCode"])
        raise SignInFailedError

    def answer(self, audience: Audience, user_name: str, asked: Asked, code: str) -> Session:
        """Answer the pool's question by a code; a wrong one is a fault of `code`, a stale question is over."""
        pool, responses, session = self._pools[audience], {"USERNAME": user_name}, asked.session
        try:
            if asked.factor is Factor.TOTP_SETUP:
                session = self._call("verify_software_token", Session=session, UserCode=code)["Session"]
            else:
                responses["SOFTWARE_TOKEN_MFA_CODE"] = code
            answer = self._call(
                "admin_respond_to_auth_challenge",
                UserPoolId=pool.id,
                ClientId=pool.client,
                ChallengeName="MFA_SETUP" if asked.factor is Factor.TOTP_SETUP else "SOFTWARE_TOKEN_MFA",
                ChallengeResponses=responses,
                Session=session,
            )
        except ClientError as refused:
            if _code(refused) in _WRONG_CODE:
                raise ValidationFailedError(faults=[_CODE_FAULT]) from refused
            if _code(refused) in _REFUSED | _STALE:
                raise ChallengeOverError from refused
            raise
        if "AuthenticationResult" not in answer:
            raise ChallengeOverError
        return _session(answer["AuthenticationResult"])

    def renew(self, audience: Audience, refresh_token: str) -> Session:
        """Give a new access token to a session that was not ended; it keeps the hour of the sign-in."""
        answer = self._initiate(
            audience, "REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": refresh_token}, refused_as=SessionOverError
        )
        if "AuthenticationResult" not in answer:
            raise SessionOverError
        return _session({"RefreshToken": refresh_token, **answer["AuthenticationResult"]})

    def revoke(self, audience: Audience, refresh_token: str) -> None:
        """Let a session not be renewed any more; one that is over, or none of ours, is that already."""
        try:
            self._call("revoke_token", ClientId=self._pools[audience].client, Token=refresh_token)
        except ClientError as refused:
            if _code(refused) not in _NO_TOKEN:
                raise

    def begin_totp(self, access_token: str) -> str:
        """Give a new secret for a second factor, good once a code of it was seen; SessionOverError for a dead token."""
        try:
            begun = self._call("associate_software_token", AccessToken=access_token)
        except ClientError as refused:
            if _code(refused) in _REFUSED:
                raise SessionOverError from refused
            raise
        return str(begun["SecretCode"])

    def confirm_totp(self, audience: Audience, user_name: str, access_token: str, code: str) -> None:
        """See a code of the new secret and ask for one at every sign-in from now on. May be repeated."""
        try:
            self._call("verify_software_token", AccessToken=access_token, UserCode=code)
        except ClientError as refused:
            if _code(refused) in _WRONG_CODE | _STALE:
                raise ValidationFailedError(faults=[_CODE_FAULT]) from refused
            if _code(refused) in _REFUSED:
                raise SessionOverError from refused
            raise
        self.prefer_totp(audience, user_name, enabled=True)

    def prefer_totp(self, audience: Audience, user_name: str, *, enabled: bool) -> None:
        """Ask for a code at sign-in, or not. Where the pool requires one, it has a new factor set up instead."""
        self._call(
            "admin_set_user_mfa_preference",
            UserPoolId=self._pools[audience].id,
            Username=user_name,
            SoftwareTokenMfaSettings={"Enabled": enabled, "PreferredMfa": enabled},
        )

    def _initiate(
        self, audience: Audience, flow: str, parameters: dict[str, str], *, refused_as: type[PorticoError]
    ) -> dict[str, Any]:
        pool = self._pools[audience]
        try:
            return self._call(
                "admin_initiate_auth",
                UserPoolId=pool.id,
                ClientId=pool.client,
                AuthFlow=flow,
                AuthParameters=parameters,
            )
        except ClientError as refused:
            if _code(refused) in _REFUSED:
                raise refused_as from refused
            raise

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
_WRONG_CODE = frozenset({"CodeMismatchException", "EnableSoftwareTokenMFAException"})
# A question answered before or too late, and a code seen before.
_STALE = frozenset({"ExpiredCodeException", "ResourceNotFoundException", "SoftwareTokenMFANotFoundException"})
_NO_TOKEN = frozenset(
    {"InvalidParameterException", "NotAuthorizedException", "UnauthorizedException", "UnsupportedTokenTypeException"}
)
# Of the pools' own errors and of those common to all of AWS.
_PASSING = frozenset(
    {
        "ConcurrentModificationException",
        "InternalErrorException",
        "InternalFailure",
        "LimitExceededException",
        "RequestTimeout",
        "ServiceUnavailable",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)


def _session(result: Mapping[str, Any]) -> Session:
    return Session(result["AccessToken"], result["RefreshToken"], result["ExpiresIn"])


def _code(refused: ClientError) -> str:
    return str(refused.response["Error"]["Code"])
